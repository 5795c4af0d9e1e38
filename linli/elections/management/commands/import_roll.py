"""`linli import-roll`: a sheet of voters or owners becomes a drafted roll."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections.actions import RollCount, draft_roll, import_roll
from linli.elections.documents.roll_sheet import read_roll, write_roll_template
from linli.elections.rules import RollKind
from linli.kernel.actor import system_actor
from linli.kernel.areas import area_in_words
from linli.kernel.errors import Refused
from linli.places import queries as places
from linli.places.rules import CodeScheme

if TYPE_CHECKING:
    from linli.places.models import Place


class Command(BaseCommand):
    """Draft a roll from all rows of a sheet or from none; faults are told by row number."""

    help = (
        "Draft a roll from an xlsx file: one row a voter, or one row a unit of an owner.\n"
        "`--template OUT.xlsx` writes the sheet to fill in. The draft is published at the desk."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, the place and the kind."""
        parser.add_argument("file", type=Path, metavar="FILE.xlsx", nargs="?")
        parser.add_argument("--kind", required=True, choices=[kind.value for kind in RollKind])
        parser.add_argument(
            "--place", metavar="CODE", help="code or id of the compound or community"
        )
        parser.add_argument("--name", default="", help="what the roll is called")
        parser.add_argument(
            "--as-of", type=date.fromisoformat, metavar="DAY", help="the day whose facts count"
        )
        parser.add_argument(
            "--template", type=Path, metavar="OUT.xlsx", help="write the sheet to fill in, and end"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="check every row and write nothing"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Draft the roll, or write the template."""
        kind = RollKind(options["kind"])
        if options["template"]:
            write_roll_template(options["template"], kind)
            self.stdout.write(f"written {options['template'].name}")
            return
        if not options["file"] or not options["place"]:
            raise CommandError("Name a file and --place CODE, or --template.", returncode=2)
        place = _place(options["place"])
        self._tell(*_drafted(kind, place, options), dry=options["dry_run"])

    def _tell(self, roll_id: UUID, count: RollCount, *, dry: bool) -> None:
        for note in count.notes:
            self.stderr.write(f"row {note.number}: note: {note.message}")
        for fault in count.faults:
            self.stderr.write(f"row {fault.number}: {fault.message}")
        if count.faults:
            self.stdout.write(f"refused {len(count.faults)} rows of {count.rows}")
            raise Refused("faults", _("Nothing was written. Mend these rows and run it again."))
        area = f", {area_in_words(count.area_cm2)}" if count.area_cm2 else ""
        self.stdout.write(f"{count.rows} rows, {count.heads} heads{area}")
        self.stdout.write("dry run: nothing was written" if dry else f"roll {roll_id}")


@transaction.atomic
def _drafted(kind: RollKind, place: Place, options: dict[str, Any]) -> tuple[UUID, RollCount]:
    read = read_roll(options["file"], kind)
    actor, now = system_actor(place.sub_district_id), timezone.now()
    drafted = draft_roll(
        actor=actor,
        kind=kind,
        place_id=place.id,
        name=options["name"] or options["file"].stem[:80],
        as_of=options["as_of"] or timezone.localdate(now),
        at=now,
    )
    count = import_roll(actor=actor, roll_id=drafted.id, rows=read.rows, unread=read.unread, at=now)
    if count.faults or options["dry_run"]:
        transaction.set_rollback(True)
    return drafted.id, count


def _place(typed: str) -> Place:
    """The place that a code or an id names, in whichever sub-district it lies."""
    on = timezone.localdate()
    for tenant in places.sub_districts(fresh=True):
        try:
            found = places.place(tenant.id, UUID(typed))
        except ValueError:
            codes = (places.place_by_code(tenant.id, scheme, typed, on=on) for scheme in CodeScheme)
            found = next((one for one in codes if one), None)
        if found:
            return found
    raise Refused("no_place", _("No place bears the code %s.") % typed)
