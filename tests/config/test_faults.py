"""The web server is killed in the middle of its work: what it acknowledged is there, whole."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest

from tools.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
OURS_ALONE = ("LINLI_TEST_DATA", "LINLI_DATA", "LINLI_SQLITE_SYNC", "DATABASE_URL")
SENDERS, ENOUGH, START_SECONDS = 4, 40, 60
PREPARE = "from tests.cases.desk_builders import a_ground; print(a_ground().compound.id)"
TAKE_STOCK = """
import json
from linli.cases.models import Case, CaseSender, CaseStep
from linli.records.models import AuditEntry, Duty, IdempotencyKey, Message, Serial
from linli.records.queries import journal_faults
kept = {}
for case in Case.objects.all():
    kept[case.number] = {
        "steps": list(CaseStep.objects.filter(case=case).values_list("verb", flat=True)),
        "entries": AuditEntry.objects.filter(on_id=case.id).count(),
        "messages": Message.objects.filter(key__startswith=f"cases:{case.id}:").exists(),
        "senders": CaseSender.objects.filter(case=case).count(),
        "clock": Duty.objects.filter(subject_id=case.id).exists(),
    }
tenant = Case.objects.first().sub_district_id
print(json.dumps({
    "cases": kept,
    "keys": IdempotencyKey.objects.count(),
    "entries": AuditEntry.objects.filter(on_kind="cases.case").count(),
    "steps": CaseStep.objects.count(),
    "last": Serial.objects.order_by("-last").first().last,
    "faults": len(list(journal_faults(tenant))),
}))
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of an empty office, in a folder and a database of its own."""
    env = {name: word for name, word in os.environ.items() if name not in OURS_ALONE}
    env |= {
        "LINLI_DATA": str(tmp_path_factory.mktemp("office")),
        "DJANGO_SETTINGS_MODULE": "linli.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    with own_database(env):
        linli(env, "migrate", "--verbosity", "0")
        yield env


@contextmanager
def own_database(env: dict[str, str]) -> Iterator[None]:
    """Beside the tests' PostgreSQL database one more, if they run on it; else a file."""
    url, name = os.environ.get("DATABASE_URL", ""), f"faults_{os.getpid()}"
    if not url:
        yield
        return
    with psycopg.connect(url, autocommit=True) as link:
        link.execute(f'CREATE DATABASE "{name}"')
        env["DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        yield
        link.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def linli(env: dict[str, str], *words: str) -> str:
    command = [sys.executable, "-m", "linli.config.cli", *words]
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def told(env: dict[str, str], script: str) -> str:
    return linli(env, "shell", "--verbosity", "0", "--command", script).strip().splitlines()[-1]


@contextmanager
def served(env: dict[str, str]) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """`linli serve` in a process group of its own, killed at the end if it still runs."""
    port = free_port()
    command = [sys.executable, "-m", "linli.config.cli", "serve", "--no-work", "--port", str(port)]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=ROOT, env=env, start_new_session=True, stdout=subprocess.DEVNULL
    ) as process:
        try:
            wait_for(port, process)
            yield port, process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("linli serve did not begin to serve")


@dataclass
class Residents:
    """Several residents who send one request after the other until nobody answers any more."""

    port: int
    place: str
    acknowledged: dict[str, dict[str, str]] = field(default_factory=dict)
    unanswered: list[dict[str, str]] = field(default_factory=list)

    def send_until_it_breaks(self) -> None:
        while True:
            fields = self.a_request()
            try:
                number = send(self.port, fields)
            except (OSError, http.client.HTTPException):
                self.unanswered.append(fields)
                return
            self.acknowledged[number] = fields

    def a_request(self) -> dict[str, str]:
        key = str(uuid4())
        return {
            "key": key,
            "what": f"三单元楼道灯不亮，晚上看不清台阶。{key[:4]}",
            "urgency": "ordinary",
            "place": self.place,
            "contact": "resident@example.org",
        }


def send(port: int, fields: dict[str, str]) -> str:
    """Send the last step of the public page; answers the number it leads to."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        link.request("POST", "/report/send/", urlencode(fields), kind)
        answer = link.getresponse()
        answer.read()
        assert answer.status == 303, answer.status
        return urlsplit(answer.headers["Location"]).path.strip("/").rpartition("/")[2]
    finally:
        link.close()


@pytest.fixture(scope="module")
def after(office: dict[str, str]) -> dict[str, Any]:
    """What was acknowledged before the kill, and what the database holds after it."""
    place = told(office, PREPARE)
    with served(office) as (port, process):
        residents = Residents(port, place)
        threads = [threading.Thread(target=residents.send_until_it_breaks) for _ in range(SENDERS)]
        for thread in threads:
            thread.start()
        until = time.monotonic() + START_SECONDS
        while len(residents.acknowledged) < ENOUGH and time.monotonic() < until:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
        for thread in threads:
            thread.join()
    return {"residents": residents, **json.loads(told(office, TAKE_STOCK))}


def test_every_acknowledged_number_is_there(after: dict[str, Any]) -> None:
    acknowledged = after["residents"].acknowledged
    assert len(acknowledged) >= ENOUGH
    assert acknowledged.keys() <= after["cases"].keys()


def test_no_request_is_half_written(after: dict[str, Any]) -> None:
    whole = {"steps": ["open"], "entries": 1, "messages": True, "senders": 1, "clock": True}
    assert {number: one for number, one in after["cases"].items() if one != whole} == {}


def test_nothing_is_left_without_its_request(after: dict[str, Any]) -> None:
    many = len(after["cases"])
    assert (after["keys"], after["entries"], after["steps"]) == (many, many, many)
    assert after["last"] == many
    assert after["faults"] == 0


def test_after_a_restart_the_unanswered_are_sent_again_and_count_once(
    office: dict[str, str], after: dict[str, Any]
) -> None:
    residents = after["residents"]
    number, fields = next(iter(residents.acknowledged.items()))
    with served(office) as (port, _process):
        assert send(port, fields) == number
        again = {send(port, one) for one in residents.unanswered}
    assert len(again) == len(residents.unanswered) == SENDERS
    kept = json.loads(told(office, TAKE_STOCK))["cases"]
    assert kept.keys() == after["cases"].keys() | again
    assert again.isdisjoint(residents.acknowledged)
