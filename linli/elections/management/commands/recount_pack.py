"""`linli recount-pack`: count a tellers' pack again without server and database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from linli.ballots.visible import visible
from linli.elections.documents import recount_pack
from linli.evidence.reading import BadPack


class Command(BaseCommand):
    """Recount one pack; it asks no server and no database."""

    help = "Count the votes of a tellers' pack again, offline."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, metavar="FILE.zip")
        parser.add_argument("--english", action="store_true", help="say it in English")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Say of each check whether it holds; end with 1 if one does not."""
        with translation.override("en" if options["english"] else "zh-hans"):
            self._recount(options["file"])

    def _recount(self, path: Path) -> None:
        if not path.is_file():
            said = _("There is no file %(path)s.") % {"path": visible(path)}
            raise CommandError(said, returncode=2)
        try:
            pack, faults = recount_pack(path)
        except (BadPack, KeyError, TypeError, ValueError):
            raise CommandError(_("This file is no tellers' pack, or it was changed.")) from None
        for code, words in _checks().items():
            self.stdout.write(f"{'✗' if code in faults else '✓'} {words}")
        if faults:
            raise CommandError(_("This pack does not hold."))
        self.stdout.write(
            _("%(n)d votes were counted again; the result is the same.") % {"n": len(pack["votes"])}
        )


def _checks() -> dict[str, str]:
    return {
        "roll": _("Every vote belongs to a line of the roll, with its area."),
        "receipts": _("Every vote has the number that the public list shows."),
        "flaws": _("What was left out was left out for a reason that holds."),
        "box": _("Every sealed vote of the box is there once."),
        "list": _("The public list is that of these votes."),
        "sums": _("The votes add up to the announced sums."),
    }
