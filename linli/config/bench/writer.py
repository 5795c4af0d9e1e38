"""One writer of the journal's benchmark: takes requests in until its time is over.

Run as `python -m linli.config.bench.writer NUMBER MODE SECONDS`. It warms up, prints `ready`,
begins when a line comes in, and prints the milliseconds of each request as JSON. In the mode
`sealer` it seals the journal instead, far more often than `linli work` does.
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

CHAINED, SEALER = "chained", "sealer"
_WARM_UP = 1.0
_SEAL_EVERY = 2.0


def write_until(until: float, *, number: int, chained: bool) -> list[float]:
    """Take requests in for one community; milliseconds of each."""
    place_id = key(COMMUNITIES[number % len(COMMUNITIES)].name)
    times: list[float] = []
    while time.time() < until:
        begun = time.perf_counter()
        _take_in(place_id, chained=chained)
        times.append((time.perf_counter() - begun) * 1000)
    return times


@transaction.atomic
def _take_in(place_id: UUID, *, chained: bool) -> None:
    draft = CaseDraft(
        title="楼道灯不亮", body="三楼的灯不亮。", source=Source.WEB, place_id=place_id
    )
    opened = open_case(actor=nobody(TENANT), key=str(new_id()), draft=draft, at=timezone.now())
    if chained:
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


def seal_until(until: float) -> list[float]:
    """Seal what was written, again and again."""
    while time.time() < until:
        seal_journal(sub_district_id=TENANT, at=timezone.now())
        time.sleep(_SEAL_EVERY)
    return []


def main() -> None:
    """Warm up, wait for the others, write, print."""
    number, mode, seconds = int(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    if mode != SEALER:
        write_until(time.time() + _WARM_UP, number=number, chained=mode == CHAINED)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    until = time.time() + seconds
    if mode == SEALER:
        times = seal_until(until)
    else:
        times = write_until(until, number=number, chained=mode == CHAINED)
    sys.stdout.write(json.dumps(times))


if __name__ == "__main__":
    main()
