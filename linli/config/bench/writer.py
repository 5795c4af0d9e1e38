"""One writer of the journal's benchmark: takes requests in until its time is over.

Run as `python -m linli.config.bench.writer NUMBER`. It warms up and prints `ready`; then for each
line `MODE SECONDS` that comes in it writes so long in that way and prints the milliseconds of each
request as JSON. Number 0 seals in the mode of batches, as `linli work` does, but more often.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from linli.cases.actions import open_case  # noqa: E402
from linli.cases.rules import CaseDraft, Source  # noqa: E402
from linli.config.demo.load import TENANT  # noqa: E402
from linli.config.demo.places import COMMUNITIES, key  # noqa: E402
from linli.kernel.actor import nobody  # noqa: E402
from linli.records.actions import seal_journal  # noqa: E402
from linli.tenancy.models import new_id  # noqa: E402

BATCHES, CHAINED, CHAINED_FIRST = "batches", "chained", "chained_first"
_WARM_UP = 2.0


def write_until(until: float, *, number: int, mode: str) -> list[float]:
    """Take requests in for one community; milliseconds of each."""
    place_id = key(COMMUNITIES[number % len(COMMUNITIES)].name)
    times: list[float] = []
    while time.time() < until:
        begun = time.perf_counter()
        _take_in(place_id, mode)
        times.append((time.perf_counter() - begun) * 1000)
    return times


@transaction.atomic
def _take_in(place_id: UUID, mode: str) -> None:
    if mode == CHAINED_FIRST:
        # As when the first of several entries of an action is written at its beginning.
        _link(new_id())
    draft = CaseDraft(
        title="楼道灯不亮", body="三楼的灯不亮。", source=Source.WEB, place_id=place_id
    )
    opened = open_case(actor=nobody(TENANT), key=str(new_id()), draft=draft, at=timezone.now())
    if mode == CHAINED:
        # Last of all, so that the chain is held for as short as it can be.
        _link(opened.case_id)


def _link(case_id: UUID) -> None:
    """Follow the last entry's hash, as a chain kept at each write has to."""
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT hash FROM bench_chain WHERE id = 1{lock}")  # noqa: S608
        before = cursor.fetchone()[0]
        after = hashlib.sha256(f"{before}{case_id}".encode()).hexdigest()
        cursor.execute("UPDATE bench_chain SET hash = %s WHERE id = 1", [after])


def main() -> None:
    """Warm up, then do what each line says."""
    number = int(sys.argv[1])
    write_until(time.time() + _WARM_UP, number=number, mode=BATCHES)
    _say("ready")
    for line in sys.stdin:
        mode, seconds = line.split()
        until = time.time() + float(seconds)
        if number == 0 and mode == BATCHES:
            seal_journal(sub_district_id=TENANT, at=timezone.now())
        _say(json.dumps(write_until(until, number=number, mode=mode)))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
