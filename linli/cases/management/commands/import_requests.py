"""`linli import-requests`: the messages of an office's sheet become requests."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand
from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.cases.actions.importing import import_cases
from linli.cases.documents.messages import MessageSheet
from linli.cases.management.tenant import add_sub_district, chosen_sub_district
from linli.cases.rules import Fault, ImportCount, ImportRow
from linli.kernel.actor import Actor, system_actor

FIRST_BATCH = 40
MOST_IN_BATCH = 200
AIM_SECONDS = 0.2
"""How long a batch may hold the one writer that SQLite has; half a second is the promise."""
REST = 0.35
"""Which part of a batch's time others get to write before the next one."""


class Command(BaseCommand):
    """Import in small batches: killed and run again, it goes on where it stood."""

    help = "Import requests from an xlsx file (留言编号 留言用户 留言主题 留言时间 留言详情)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, metavar="FILE.xlsx")
        parser.add_argument(
            "--dry-run", action="store_true", help="check every row and write nothing"
        )
        add_sub_district(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import all rows that are in order, and tell the others by their numbers."""
        place = chosen_sub_district(options["sub_district"])
        sheet = MessageSheet(options["file"], sub_district_id=place.id)
        dry = options["dry_run"]
        count = ImportCount()
        whole = False
        try:
            for part in _parts(sheet, place.id, dry=dry):
                for fault in part.faults:
                    self.stdout.write(f"row {fault.row}: {fault.message}")
                count += part
            whole = True
        finally:
            # A file that breaks off half-way has brought in the rows before; they are counted.
            if whole or count != ImportCount():
                self._sum_up(sheet, count, dry=dry)

    def _sum_up(self, sheet: MessageSheet, count: ImportCount, *, dry: bool) -> None:
        for row, above in sheet.repeated:
            self.stdout.write(f"row {row} has the number of row {above}")
        for path, many in sheet.unknown.most_common():
            self.stdout.write(f"category {path} is not in the tree: {many} rows come in unsorted")
        if count == ImportCount() and not sheet.repeated:
            self.stdout.write("there is no row under the headings")
        if dry:
            self.stdout.write("dry run: nothing was written")
        self.stdout.write(
            f"imported {count.imported}, skipped {count.skipped + len(sheet.repeated)}, "
            f"refused {count.refused}"
        )


def _parts(sheet: MessageSheet, tenant: UUID, *, dry: bool) -> Iterator[ImportCount]:
    """What became of each batch; the next one's size follows from how long this one took."""
    rows = iter(sheet)
    actor = system_actor(tenant)
    size = FIRST_BATCH
    while batch := list(islice(rows, size)):
        faults = tuple(row for row in batch if isinstance(row, Fault))
        good = [row for row in batch if isinstance(row, ImportRow)]
        begun = time.monotonic()
        part = _imported(actor, good, dry=dry)
        took = time.monotonic() - begun
        told = sorted(faults + part.faults, key=lambda fault: fault.row)
        yield ImportCount(part.imported, part.skipped, len(told), tuple(told))
        size = next_size(size, took)
        if not dry:
            time.sleep(took * REST)


def next_size(size: int, took: float) -> int:
    """So many rows as fit the time aimed at, at most twice as many as before."""
    fitting = int(size * AIM_SECONDS / max(took, 0.001))
    return max(1, min(fitting, size * 2, MOST_IN_BATCH))


def _imported(actor: Actor, rows: Sequence[ImportRow], *, dry: bool) -> ImportCount:
    try:
        return _once(actor, rows, dry=dry)
    except IntegrityError:
        # Somebody else brought one of these numbers in meanwhile; now it is seen.
        return _once(actor, rows, dry=dry)


def _once(actor: Actor, rows: Sequence[ImportRow], *, dry: bool) -> ImportCount:
    with transaction.atomic():
        part = import_cases(actor=actor, rows=rows, at=timezone.now())
        transaction.set_rollback(dry)
    return part
