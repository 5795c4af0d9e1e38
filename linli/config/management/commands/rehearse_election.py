"""`linli rehearse-election`: play a whole election with invented voters."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from linli.config.plays import made_folder, played
from linli.kernel.rulebook import shipped_rulebook

KINDS = ("congress", "committee", "signed")
MOST_VOTERS = 100_000
FEWEST_ALONE = 5
"""Fewer paper ballots than these would tell together how their voters voted."""
_COMMITTEES = {"committee": "self_government.committee", "signed": "owners.committee"}
_USUAL = {"voters": 100, "seats": 5, "candidates": 7, "paper": 10}


class Command(BaseCommand):
    """Rehearse on a database made for it and thrown away; the installation is not touched."""

    help = "Play a whole election with invented voters; leave its public record, paper and result."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Kind and sizes, and the folder for what is left."""
        parser.add_argument("--kind", choices=KINDS, required=True)
        for name, usual in _USUAL.items():
            parser.add_argument(f"--{name}", type=int, default=usual, help=f"({usual})")
        parser.add_argument("--out", type=Path, required=True, metavar="DIR")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Play, then say what lies where."""
        sizes = {name: options[name] for name in _USUAL}
        _require_playable(**sizes)
        _require_lawful(options["kind"], sizes["seats"])
        out: Path = options["out"]
        made_folder(out)
        if any(out.glob("*.bel")) or (out / "result.json").exists():
            raise CommandError(f"{out} holds an election already. Name an empty folder.")
        words = [options["kind"], *(str(size) for size in sizes.values()), str(out.resolve())]
        played("play", *words, said=self.stdout, what="election", steps=sizes["voters"])
        for path in sorted(out.iterdir()):
            self.stdout.write(str(path))


def _require_playable(*, voters: int, seats: int, candidates: int, paper: int) -> None:
    checks = (
        (not 1 <= voters <= MOST_VOTERS, f"--voters must be 1 to {MOST_VOTERS}."),
        (seats < 1, "--seats must be 1 or more."),
        (candidates <= seats, "--candidates must be more than --seats."),
        (not 0 <= paper <= voters, "--paper must be 0 to the number of voters."),
        (0 < paper < FEWEST_ALONE, "--paper must be 0, or 5 or more: fewer are not counted alone."),
    )
    for wrong, sentence in checks:
        if wrong:
            raise CommandError(sentence, returncode=2)


def _require_lawful(kind: str, seats: int) -> None:
    """A committee has as many members as the rulebook asks for, an odd number of owners'."""
    prefix = _COMMITTEES.get(kind)
    if prefix is None:
        return
    book, today = shipped_rulebook(), timezone.localdate()
    least, most = (
        int(str(book.rule_in_force(f"{prefix}.{name}", on=today).value))
        for name in ("least_members", "most_members")
    )
    if not least <= seats <= most or seats % 2 == 0:
        raise CommandError(
            f"--seats must be odd, {least} to {most}, for --kind {kind}.", returncode=2
        )
