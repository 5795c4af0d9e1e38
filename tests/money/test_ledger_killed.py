"""A process that is killed in the middle of posting leaves nothing half done, wherever it is hit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

_SCRIPT = """
import os, shutil, signal
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.models import Sum
from linli.money.models import Entry, Fund, LedgerAccount, Posting, Voucher
from linli.money.rules import VoucherKind
from linli.records.models import AuditEntry
from tests.money.builders import Ground

call_command("migrate", verbosity=0)
ground = Ground()
ground.receive(100_000)
authority = ground.allowed(50_000)
voucher = ground.made(VoucherKind.PAY, 700, authority=authority)
ground.supervisor
acts = AuditEntry.objects.count()
connection.close()
whole = str(connection.settings_dict["NAME"])
copy = whole + ".killed"


def post(at):
    connection.settings_dict["NAME"] = copy
    seen = 0

    def watch(execute, sql, params, many, context):
        nonlocal seen
        seen += 1
        if at == seen:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    def commit():
        if at < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        committed()

    committed = connection.connect() or connection._commit
    connection._commit = commit
    with connection.execute_wrapper(watch):
        ground.checked(voucher)
    os.write(2, f"{seen}\\n".encode())


def look():
    connection.settings_dict["NAME"] = copy
    fund = Fund.objects.get()
    authority.refresh_from_db()
    print(
        fund.last_entry,
        Entry.objects.count(),
        Posting.objects.count(),
        LedgerAccount.objects.aggregate(all=Sum("balance_fen"))["all"],
        LedgerAccount.objects.get(code="1002").balance_fen,
        authority.spent_fen,
        AuditEntry.objects.count() - acts,
        *sorted(Voucher.objects.values_list("state", flat=True)),
        flush=True,
    )
    connection.close()
    connection.settings_dict["NAME"] = whole


def run(at):
    for end in ("", "-wal", "-shm"):
        if os.path.exists(copy + end):
            os.remove(copy + end)
    shutil.copy(whole, copy)
    child = os.fork()
    if not child:
        try:
            post(at)
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    print(at, "killed" if killed else "lived", end=" ", flush=True)
    look()
    return killed


at = 1
while run(at):
    at += 1
run(-1)
"""
BEFORE = "1 1 1 0 100000 0 0 made posted"
AFTER = "2 2 2 0 99300 700 1 posted posted"
FEWEST = 8
"""Posting writes at least so many statements, each of which it may be killed before."""


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="It copies the one file that a database is on SQLite"
)
def test_nothing_of_an_entry_stays_wherever_its_writer_is_killed(tmp_path: Path) -> None:
    env = {**os.environ, "LINLI_DATA": str(tmp_path), "PYTHONPATH": str(Path.cwd())}
    env.pop("LINLI_DATABASE", None)
    ran = subprocess.run(  # noqa: S603 - a script of our own
        [sys.executable, "-c", _SCRIPT], env=env, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    rows = [line.split(" ", 2) for line in ran.stdout.splitlines()]
    killed = [int(at) for at, end, _state in rows if end == "killed"]
    lived = [int(at) for at, end, _state in rows if end == "lived"]
    assert len(killed) > FEWEST, "a kill before each statement, and one before the commit"
    assert -1 in killed
    assert killed[:-1] == list(range(1, len(killed))), "every statement up to the last was hit"
    assert {state for _at, end, state in rows if end == "killed"} == {BEFORE}
    assert {state for _at, end, state in rows if end == "lived"} == {AFTER}, lived
