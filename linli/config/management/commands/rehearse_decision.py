"""`linli rehearse-decision`: play a whole decision with invented people."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from linli.config.plays import made_folder, played

KINDS = ("works",)
STEPS = 10


class Command(BaseCommand):
    """Rehearse on a database made for it and thrown away; the installation is not touched."""

    help = "Play a whole decision with invented people; leave its evidence."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The kind, and the folder for what is left."""
        parser.add_argument("--kind", choices=KINDS, required=True)
        parser.add_argument("--out", type=Path, required=True, metavar="DIR")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Play, then say what lies where."""
        out: Path = options["out"]
        made_folder(out)
        evidence = out / "evidence.zip"
        if evidence.exists():
            raise CommandError(f"{out} holds a decision already. Name an empty folder.")
        words = (options["kind"], str(out.resolve()))
        played("play_decision", *words, said=self.stdout, what="decision", steps=STEPS)
        self.stdout.write(str(evidence))
