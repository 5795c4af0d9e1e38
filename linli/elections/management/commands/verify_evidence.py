"""`linli verify-evidence`: check an evidence pack without server and database."""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from linli.ballots.verify import verify
from linli.evidence.checks import checks_of
from linli.evidence.reading import opened


class Command(BaseCommand):
    """Verify one pack; it asks no server and no database."""

    help = "Check the evidence of an election or a decision, offline."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, metavar="FILE.zip")
        parser.add_argument(
            "--head",
            default="",
            help="the journal's head, as a printed notice of a later day gives it",
        )
        parser.add_argument("--english", action="store_true", help="say it in English")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Say of each check whether it holds; end with 1 if one does not."""
        with translation.override("en" if options["english"] else "zh-hans"):
            self._verify(options["file"], head=options["head"])

    def _verify(self, path: Path, *, head: str) -> None:
        if not path.is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": path})
        holds = True
        for check in checks_of(path, archive_check=_archive_holds):
            mark = "✓" if check.holds else "✗"
            self.stdout.write(f"{mark} {(_(check.words) % check.facts).strip()}")
            holds &= check.holds
        if head and head != _head(path):
            self.stdout.write("✗ " + _("The pack was made at another head of the journal."))
            holds = False
        if not holds:
            raise CommandError(_("This evidence does not hold."))
        self.stdout.write(_("All of it holds."))


def _head(path: Path) -> str:
    """The head of the journal when the pack was made."""
    return str(opened(path).about.get("journal_head", ""))


def _archive_holds(content: bytes) -> tuple[bool, Mapping[str, int]]:
    """Verify a ballot archive; its counts by the place on the ballot, from 1."""
    with tempfile.TemporaryDirectory(prefix="linli-evidence-") as folder:
        path = Path(folder) / "ballots.bel"
        path.write_bytes(content)
        report = verify(path)
    figures: dict[str, int] = {}
    if report.holds and report.election and report.counts:
        for question, counts in zip(report.election.questions, report.counts, strict=True):
            own = counts[1:] if question.blank else counts
            figures |= {str(number): count for number, count in enumerate(own, start=1)}
    ballots = [int(check.facts["ballots"]) for check in report.checks if "ballots" in check.facts]
    return report.holds, {**figures, "ballots": ballots[0] if ballots else 0}
