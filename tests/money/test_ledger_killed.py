"""A process that is killed in the middle of posting leaves nothing half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

_SCRIPT = """
import os, signal, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
import django
django.setup()
from django.core.management import call_command
from linli.money.actions import posting
from linli.money.models import Posting
from linli.money.rules import VoucherKind
from tests.money.builders import Ground

if sys.argv[1] == "post":
    call_command("migrate", verbosity=0)
    ground = Ground()
    ground.receive(100)
    voucher = ground.made(VoucherKind.RECEIVE, 7)
    print(ground.fund.id, flush=True)

    def killed(*_args, **_kwargs):
        os.kill(os.getpid(), signal.SIGKILL)

    posting.records.record = killed
    ground.checked(voucher)
else:
    from django.db.models import Sum
    from linli.money.models import Entry, Fund, LedgerAccount, Voucher
    fund = Fund.objects.get()
    sums = LedgerAccount.objects.aggregate(all=Sum("balance_fen"))
    held = LedgerAccount.objects.get(code="1002").balance_fen
    states = sorted(Voucher.objects.values_list("state", flat=True))
    print(fund.last_entry, Entry.objects.count(), Posting.objects.count(), sums["all"], held)
    print(*states)
"""


def run(folder: Path, step: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "LINLI_DATA": str(folder), "PYTHONPATH": str(Path.cwd())}
    env.pop("LINLI_DATABASE", None)
    return subprocess.run(  # noqa: S603 - a script of our own
        [sys.executable, "-c", _SCRIPT, step], env=env, capture_output=True, text=True, check=False
    )


def test_nothing_of_an_entry_stays_when_its_writer_is_killed(tmp_path: Path) -> None:
    killed = run(tmp_path, "post")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    looked = run(tmp_path, "look")
    assert looked.returncode == 0, looked.stderr
    assert looked.stdout.splitlines() == ["1 1 1 0 100", "made posted"]
