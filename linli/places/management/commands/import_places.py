"""`linli import-places`: a sheet of places comes in; an empty installation begins with one."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import system_actor
from linli.kernel.errors import Refused
from linli.places import queries
from linli.places.actions import import_places
from linli.places.documents import rows_of_sheet, write_template
from linli.places.rules import PlaceCount, PlaceKind, PlaceRow, RowFault
from linli.tenancy.models import new_id


class Command(BaseCommand):
    """Import all rows of a sheet or none; faults are told by row number."""

    help = (
        "Import places from an xlsx file: sub-district, communities, compounds down to dwellings.\n"
        "An empty installation begins here: where the file's first row is a sub-district that "
        "does not stand yet, it is founded. `--template OUT.xlsx` writes the sheet to fill in."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, or where the template goes."""
        parser.add_argument("file", type=Path, metavar="FILE.xlsx", nargs="?")
        parser.add_argument(
            "--template", type=Path, metavar="OUT.xlsx", help="write the sheet to fill in, and end"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="check every row and write nothing"
        )
        parser.add_argument(
            "--sub-district",
            metavar="CODE",
            default="",
            help="division code; not needed where there is one, or where the first row names it",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import the file, or write the template."""
        if options["template"]:
            write_template(options["template"])
            self.stdout.write(f"written {options['template'].name}")
            return
        if not options["file"]:
            raise CommandError("Name a file, or --template OUT.xlsx.", returncode=2)
        read = rows_of_sheet(options["file"])
        rows = [row for row in read if isinstance(row, PlaceRow)]
        unread = [row for row in read if isinstance(row, RowFault)]
        count = self._imported(rows, options, dry=options["dry_run"] or bool(unread))
        self._tell(count, unread, dry=options["dry_run"])

    def _imported(self, rows: list[PlaceRow], options: dict[str, Any], *, dry: bool) -> PlaceCount:
        actor = system_actor(_tenant(rows, options["sub_district"]))
        return import_places(actor=actor, rows=rows, dry=dry, at=timezone.now())

    def _tell(self, count: PlaceCount, unread: list[RowFault], *, dry: bool) -> None:
        faults = sorted([*unread, *count.faults], key=lambda fault: fault.number)
        for fault in faults:
            self.stderr.write(f"row {fault.number}: {fault.message}")
        for kind, number in () if faults else count.kinds:
            self.stdout.write(f"{kind}: {number}")
        if dry:
            self.stdout.write("dry run: nothing was written")
        imported = 0 if faults else count.imported
        self.stdout.write(f"imported {imported}, skipped {count.skipped}, refused {len(faults)}")
        if faults:
            raise Refused("faults", _("Nothing was written. Mend these rows and run it again."))


def _tenant(rows: list[PlaceRow], code: str) -> UUID:
    """The sub-district that the first row names or the option does; a new one's id; the only one."""
    known = {one.code: one.id for one in queries.sub_districts(fresh=True)}
    first = rows[0] if rows and rows[0].kind is PlaceKind.SUB_DISTRICT else None
    if first is not None and code in {"", first.division_code}:
        return known.get(first.division_code) or new_id()
    if code in known:
        return known[code]
    if not code and len(known) == 1:
        return next(iter(known.values()))
    if not known:
        raise Refused(
            "no_sub_district",
            _("There is no sub-district yet: the file's first row must be one (类型 街道)."),
        )
    raise Refused(
        "which_sub_district",
        _("Name one of these with --sub-district: %(known)s.") % {"known": ", ".join(known)},
    )
