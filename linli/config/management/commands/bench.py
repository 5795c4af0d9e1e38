"""`linli bench NAME`: figures that anyone can have made again."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from linli.config.bench.jobs import JOBS, Options


class Command(BaseCommand):
    """Measure one kind of work on a server and a database of its own."""

    help = "Measure one kind of work on a server and a database made for it and thrown away."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name, rows, database, form of the answer."""
        parser.add_argument("name", choices=sorted(JOBS), help="what to measure")
        parser.add_argument(
            "--rows",
            "--voters",
            type=int,
            help="how many requests the database holds, how many ballots the box",
        )
        parser.add_argument("--db", choices=["sqlite", "postgres"], default="sqlite")
        parser.add_argument("--json", action="store_true", help="one object, for programs")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Measure and print."""
        if options["rows"] is not None and options["rows"] < 1:
            raise CommandError("--rows must be 1 or more.", returncode=2)
        figures = JOBS[options["name"]](Options(rows=options["rows"], db=options["db"]))
        if options["json"]:
            self.stdout.write(json.dumps(figures, ensure_ascii=False))
            return
        for name, value in figures.items():
            self.stdout.write(f"{name:16} {value}")
