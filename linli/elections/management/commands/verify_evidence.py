"""`linli verify-evidence`: check an evidence pack without server and database."""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from linli.ballots.verify import verify
from linli.ballots.visible import visible
from linli.elections.management.words import as_hash
from linli.evidence.checks import Archive, checks_of


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
            help="the hash of the pack's last link, as it was announced or as another copy has it",
        )
        parser.add_argument("--english", action="store_true", help="say it in English")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Say of each check whether it holds; end with 1 if one does not."""
        with translation.override("en" if options["english"] else "zh-hans"):
            self._verify(options["file"], head=as_hash(options["head"]))

    def _verify(self, path: Path, *, head: str) -> None:
        if not path.is_file():
            said = _("There is no file %(path)s.") % {"path": visible(path)}
            raise CommandError(said, returncode=2)
        holds = True
        for check in checks_of(path, archive_check=_archive_found, head=head):
            facts = {name: visible(one) for name, one in check.facts.items()}
            facts |= {"kind": _kind_word(facts["kind"])} if "kind" in facts else {}
            said = (_(check.words) % facts).strip()
            self.stdout.write(
                f"✓ {said}" if check.holds else _("✗ Not so: %(said)s") % {"said": said}
            )
            holds &= check.holds
        if not holds:
            raise CommandError(_("This evidence does not hold."))
        if not head:
            self.stdout.write(
                _("No head was given: a pack that was made anew as a whole would hold as well.")
            )
        self.stdout.write(_("All of it holds."))


def _kind_word(kind: str) -> str:
    words = {"election": _("of election"), "decision": _("of decision")}
    return words.get(kind, kind)


def _archive_found(chunks: Iterable[bytes]) -> Archive:
    """Verify a ballot archive; its counts by the place on the ballot, from 1."""
    with tempfile.TemporaryDirectory(prefix="linli-evidence-") as folder:
        path = Path(folder) / "ballots.bel"
        with path.open("wb") as file:
            file.writelines(chunks)
        report = verify(path)
    election = report.election
    if not report.holds or election is None or report.counts is None:
        return Archive(holds=False)
    counts: list[int] = []
    for question, row in zip(election.questions, report.counts, strict=True):
        counts += row[1:] if question.blank else row
    said = {check.code: check.facts for check in report.checks}
    return Archive(
        holds=True,
        uuid=election.uuid,
        fingerprint=election.fingerprint,
        head=report.head,
        ballots=int(said["ballots"]["ballots"]),
        counted=int(said["tally"]["count"]),
        counts=dict(enumerate(counts, start=1)),
    )
