"""`linli verify-election`: check an election from its public file alone."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from linli.ballots.verify import Report, verify
from linli.ballots.visible import visible
from linli.elections.management.words import as_hash, finding_in_words

_MOST = 256
"""No machine has more that would help; each is a process of its own."""


class Command(BaseCommand):
    """Verify one archive; it asks no server and no database."""

    help = "Check an election from its public file alone: no server, no database."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and what the caller knows from elsewhere."""
        parser.add_argument("file", type=Path, metavar="FILE.bel")
        parser.add_argument(
            "--tracker",
            action="append",
            default=[],
            help="a ballot to look for: does it count? (several times for several)",
        )
        parser.add_argument("--head", default="", help="the last event's hash, as announced")
        parser.add_argument("--fingerprint", default="", help="of the election, as announced")
        parser.add_argument(
            "--unfinished",
            action="store_true",
            help="accept an archive without a result, while people vote",
        )
        parser.add_argument(
            "--workers", type=_some, default=_processors(), help="how many processors to use"
        )
        parser.add_argument("--english", action="store_true", help="say it in English")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Say of each check whether it holds; end with 1 if one does not."""
        with translation.override("en" if options["english"] else "zh-hans"):
            self._verify(**options)

    def _verify(self, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            said = _("There is no file %(path)s.") % {"path": visible(path)}
            raise CommandError(said, returncode=2)
        report = verify(
            path,
            workers=options["workers"],
            unfinished=options["unfinished"],
            trackers=options["tracker"],
            progress=self._progress,
        )
        if not report.holds and not options["unfinished"] and self._goes_on(path, options):
            return
        self._say(report)
        if not report.holds:
            raise CommandError(_("This election does not hold: do not trust its result."))
        self._announced(report, options)
        self._look_for(report, options["tracker"])
        self.stdout.write(_("All of it holds."))

    def _goes_on(self, path: Path, options: dict[str, Any]) -> bool:
        """Tell an archive of a vote that is not counted yet from a broken one; end with 1."""
        report = verify(path, workers=options["workers"], unfinished=True)
        if not report.holds:
            return False
        self._say(report)
        raise CommandError(
            _(
                "There is no result in this archive yet: it holds as far as it goes. Check it again"
                " after the result; while people vote, add --unfinished."
            )
        )

    def _progress(self, done: int, whole: int) -> None:
        if self.stderr.isatty():
            ending = "\n" if done == whole else ""
            self.stderr.write(f"\r{done}/{whole}", ending=ending)

    def _say(self, report: Report) -> None:
        for check in report.checks:
            mark = "✓" if check.holds else "✗"
            self.stdout.write(f"{mark} {visible(finding_in_words(check))}")
        if report.holds and report.election and report.counts:
            for question, counts in zip(report.election.questions, report.counts, strict=True):
                self.stdout.write(visible(question.text))
                names = [_("blank vote")] * question.blank + [*question.answers]
                for name, count in zip(names, counts, strict=True):
                    self.stdout.write(f"  {visible(name)}  {count}")
        self.stdout.write(_("The last event's hash: %(head)s") % {"head": report.head})

    def _announced(self, report: Report, options: dict[str, Any]) -> None:
        """Hold what was announced elsewhere against the file."""
        found = report.election.fingerprint if report.election else ""
        if not options["head"]:
            self.stdout.write(
                _("No head was given: a record that was made anew as a whole would hold as well.")
            )
        for announced, own in ((options["head"], report.head), (options["fingerprint"], found)):
            if announced and own not in ("".join(announced.split()), as_hash(announced)):
                raise CommandError(
                    _(
                        "The file holds, but it is not the one announced: %(own)s, not %(announced)s."
                    )
                    % {"own": own, "announced": visible(announced)}
                )

    def _look_for(self, report: Report, trackers: list[str]) -> None:
        for tracker in trackers:
            if tracker not in report.trackers:
                raise CommandError(
                    _("There is no ballot %(tracker)s in this archive.")
                    % {"tracker": visible(tracker)}
                )
            counts = report.trackers[tracker]
            words = (
                _("Ballot %(tracker)s is there, and it counts.")
                if counts
                else _(
                    "Ballot %(tracker)s is there; a later vote of the same voter counts instead."
                )
            )
            self.stdout.write(words % {"tracker": tracker})


def _some(text: str) -> int:
    if not text.isdecimal() or len(text) > len(str(_MOST)) or not 0 < int(text) <= _MOST:
        said = f"{visible(text)} is not a number of processors from 1 to {_MOST}"
        raise argparse.ArgumentTypeError(said)
    return int(text)


def _processors() -> int:
    """How many this process may use, which may be fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
