"""Killed in the middle: what was acknowledged is there, nothing is half-written or told twice.

A process killed at once stands for a crash and for the machine's memory running out, not for a
power cut; docs/limits.md says which setting covers that.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
START = """
import os, sys, json
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from linli.records import actions, queries, rules
"""
PREPARE_LETTERS = """
from linli.records.actions.outbox import Letter
from linli.records.models import Channel
from tests.places.builders import a_sub_district
here = a_sub_district()
letters = [
    Letter(key=f"people:{n}", channel=Channel.SMS, template="people/code",
           params={"code": str(n)}, address="13800138000")
    for n in range(20)
]
actions.notify(sub_district_id=here.id, letters=letters, at=timezone.now())
"""
SEND_LATER = "print(actions.send_messages(at=timezone.now() + rules.LEASE + timedelta(seconds=1)))"
STATES = """
from linli.records.models import Message
print(json.dumps([[str(m.id), m.state, m.attempts] for m in Message.objects.order_by("id")]))
"""
TAKE_IN = """
from linli.cases.actions import open_case
from linli.cases.rules import CaseDraft, Source
from linli.kernel.actor import nobody
from linli.places.rules import PlaceKind
from tests.places.builders import a_place, a_sub_district, root_of
here = a_sub_district()
place = a_place(PlaceKind.COMMUNITY, root_of(here))
draft = CaseDraft(title="示例", body="楼道灯不亮。", source=Source.WEB, place_id=place.id)
for number in range(100_000):
    opened = open_case(actor=nobody(here.id), key=f"key-{number:06}", draft=draft,
                       at=timezone.now())
    sys.stdout.write(opened.number + "\\n")
    sys.stdout.flush()
"""
COUNT = """
from django.db.models import Sum
from linli.cases.models import Case, CaseSender, CaseStep
from linli.records.models import AuditEntry, IdempotencyKey, Tally
actions.seal_all(at=timezone.now())
(here,) = queries.sub_district_ids()
print(json.dumps({
    "numbers": sorted(Case.objects.values_list("number", flat=True)),
    "senders": CaseSender.objects.count(),
    "keys": IdempotencyKey.objects.count(),
    "steps": CaseStep.objects.values("case_id").distinct().count(),
    "entries": AuditEntry.objects.filter(did="cases.open").count(),
    "tally": Tally.objects.filter(indicator="cases.received").aggregate(n=Sum("delta"))["n"],
    "faults": [str(fault) for fault in queries.journal_faults(here)],
}))
"""


@pytest.fixture
def office(tmp_path):
    """A folder of its own with an empty database, and how programs start in it."""
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {
        "LINLI_DATA": str(tmp_path),
        "LINLI_SQLITE_SYNC": "FULL",
        "DJANGO_SETTINGS_MODULE": "linli.config.settings",
        "PYTHONPATH": str(ROOT),
        "LINLI_DEMO": "0",
    }
    asked(
        env, "from django.core.management import call_command; call_command('migrate', verbosity=0)"
    )
    return env


def started(env, code: str) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", START + code]
    return subprocess.Popen(  # noqa: S603 - our own Python and code
        words, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def asked(env, code: str) -> str:
    process = started(env, code)
    said = process.communicate(timeout=120)[0]
    assert process.returncode == 0
    return said


@pytest.fixture
def gateway():
    """A text message gateway that takes its time and keeps the ids it got."""
    got: list[str] = []
    reached = threading.Event()

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self):
            content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            got.append(content["id"])
            if len(got) == 5:
                # It has the message; whoever sent it never learns so.
                reached.set()
                time.sleep(1.5)
            self.send_response(200)
            self.end_headers()

        def handle_error(self, *_args):
            pass

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    server.handle_error = lambda *_args: None
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port, got, reached
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_sender_killed_between_sending_and_marking_tells_nothing_twice(office, gateway):
    port, got, reached = gateway
    env = office | {"LINLI_SMS_URL": f"http://127.0.0.1:{port}/send"}
    asked(env, PREPARE_LETTERS)
    sender = started(env, "actions.send_all(at=timezone.now())")
    assert reached.wait(60)
    sender.kill()
    sender.communicate()
    between = Counter(state for _id, state, _tries in json.loads(asked(env, STATES)))
    assert between == {"sent": 4, "sending": 1, "waiting": 15}
    asked(env, SEND_LATER)
    after = json.loads(asked(env, STATES))
    assert {state for _id, state, _tries in after} == {"sent"}
    # The one in hand came twice under one id, by which the gateway knows it; all others once.
    repeated = [key for key, _state, tries in after if tries == 2]
    assert Counter(got) == {key: 2 if key in repeated else 1 for key, _state, _tries in after}
    assert repeated == [got[4]]


def test_a_server_killed_during_intake_keeps_every_acknowledged_request_whole(office):
    intake = started(office, TAKE_IN)
    assert intake.stdout is not None
    acknowledged = [intake.stdout.readline().strip() for _ in range(40)]
    intake.kill()
    acknowledged += intake.communicate()[0].split()
    found = json.loads(asked(office, COUNT))
    numbers = found["numbers"]
    assert set(acknowledged) <= set(numbers)
    # One may have been written just before its number was said.
    assert len(numbers) - len(acknowledged) in {0, 1}
    assert found["faults"] == []
    many = len(numbers)
    assert {found[what] for what in ("senders", "keys", "steps", "entries")} == {many}
    assert found["tally"] == many
