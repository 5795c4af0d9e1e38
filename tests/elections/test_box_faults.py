"""The server is killed while ballots arrive: each that was acknowledged is in the archive, whole."""

from __future__ import annotations

import http.client
import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from linli.ballots.verify import verify
from tests.config.test_faults import (
    OURS_ALONE,
    ROOT,
    START_SECONDS,
    linli,
    own_database,
    served,
    told,
)

SENDERS, ENOUGH, VOTERS = 4, 30, 60
PREPARE = f"""
import json
from datetime import timedelta
from django.utils import timezone
from linli.elections.models import Election
from tests.elections.box_builders import BoxGround
ground = BoxGround(voters={VOTERS}).opened()
now = timezone.now()
Election.objects.update(
    opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1)
)
ballots = [ground.ballot(voter, turn) for turn in (1, 2, 3) for voter in range({VOTERS})]
print(json.dumps({{"uuid": ground.election.uuid, "ballots": ballots}}))
"""
TAKE_STOCK = """
import json
from pathlib import Path
from linli.elections.models import Credential, Election, ElectionBox
from linli.elections.queries import archive_of
from linli.records.models import AuditEntry, IdempotencyKey
from linli.records.queries import journal_faults
one = Election.objects.get()
Path({path!r}).write_bytes(b"".join(archive_of(one.sub_district_id, one.uuid)))
print(json.dumps({{
    "height": ElectionBox.objects.get().height,
    "votes": sum(Credential.objects.values_list("votes", flat=True)),
    "keys": IdempotencyKey.objects.filter(act="elections.cast").count(),
    "entries": AuditEntry.objects.filter(did="elections.cast").count(),
    "faults": len(list(journal_faults(one.sub_district_id))),
}}))
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


@dataclass
class Voters:
    """Several devices that send one ballot after the other until nobody answers any more."""

    port: int
    uuid: str
    waiting: list[str]
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)
    unanswered: list[dict[str, Any]] = field(default_factory=list)

    def send_until_it_breaks(self) -> None:
        while True:
            sent = {"key": str(uuid4()), "ballot": self.waiting.pop(), "turn": None}
            try:
                receipt = cast(self.port, self.uuid, sent)
            except (OSError, http.client.HTTPException):
                self.unanswered.append(sent)
                return
            self.acknowledged[receipt["tracker"]] = sent


def cast(port: int, uuid: str, sent: dict[str, Any]) -> dict[str, Any]:
    """Send a ballot as the booth does; answers the receipt."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        kind = {"Content-Type": "application/json"}
        link.request("POST", f"/booth/{uuid}/cast", json.dumps(sent), kind)
        answer = link.getresponse()
        body = answer.read()
        assert answer.status == 200, body
        receipt: dict[str, Any] = json.loads(body)
        return receipt
    finally:
        link.close()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the archive is written after the kill."""
    return tmp_path_factory.mktemp("archive") / "box.bel"


@pytest.fixture(scope="module")
def after(office: dict[str, str], archive: Path) -> dict[str, Any]:
    """What was acknowledged before the kill, and what the database holds after it."""
    made = json.loads(told(office, PREPARE))
    with served(office) as (port, process):
        voters = Voters(port, made["uuid"], made["ballots"])
        threads = [threading.Thread(target=voters.send_until_it_breaks) for _ in range(SENDERS)]
        for thread in threads:
            thread.start()
        until = time.monotonic() + START_SECONDS
        while len(voters.acknowledged) < ENOUGH and time.monotonic() < until:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
        for thread in threads:
            thread.join()
    return {"voters": voters, **stock(office, archive)}


def stock(office: dict[str, str], archive: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told(office, TAKE_STOCK.format(path=str(archive))))
    return found


def test_each_acknowledged_ballot_is_in_the_archive_and_the_archive_verifies(
    after: dict[str, Any], archive: Path
) -> None:
    trackers = after["voters"].acknowledged.keys()
    assert len(trackers) >= ENOUGH
    report = verify(archive, unfinished=True, trackers=tuple(trackers))
    assert report.holds, report.checks
    assert set(report.trackers) >= set(trackers)


def test_no_ballot_is_half_written(after: dict[str, Any]) -> None:
    many = after["height"] - 1
    assert (after["votes"], after["keys"], after["entries"]) == (many, many, many)
    assert after["faults"] == 0


def test_after_a_restart_the_unanswered_are_sent_again_and_count_once(
    office: dict[str, str], after: dict[str, Any], archive: Path
) -> None:
    voters = after["voters"]
    tracker, sent = next(iter(voters.acknowledged.items()))
    with served(office) as (port, _process):
        assert cast(port, voters.uuid, sent)["tracker"] == tracker
        again = {cast(port, voters.uuid, one)["tracker"] for one in voters.unanswered}
    assert len(again) == len(voters.unanswered) == SENDERS
    assert again.isdisjoint(voters.acknowledged)
    assert verify(archive, unfinished=True).holds
    assert stock(office, archive)["height"] == 1 + len(voters.acknowledged) + SENDERS
