"""`linli train-router`: learn category suggestions from labelled messages."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand
from django.utils import timezone

from linli.cases.actions.router import Labelled, train_router
from linli.cases.documents.category_sheets import labelled_messages
from linli.cases.management.tenant import add_sub_district, chosen_sub_district
from linli.cases.queries.tree import names_below_top, sorted_messages
from linli.kernel.actor import system_actor

MOST_OF_OUR_OWN = 20_000


class Command(BaseCommand):
    """Learn, say how good it is on messages it did not see, and keep the model."""

    help = (
        "Learn category suggestions from a sheet of labelled messages (留言主题 留言详情 一级分类)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument(
            "file",
            type=Path,
            metavar="FILE.xlsx",
            nargs="?",
            help="without one: learn from the requests that people have sorted here",
        )
        add_sub_district(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Train, and print what five folds reached."""
        place = chosen_sub_district(options["sub_district"])
        done = train_router(
            actor=system_actor(place.id),
            rows=_labelled(options["file"], place.id),
            tree=names_below_top(place.id),
            at=timezone.now(),
        )
        self.stdout.write(f"{done.rows} messages, {done.labels} categories")
        for label, count in done.counts:
            self.stdout.write(f"  {label}  {count}")
        if done.left_out:
            self.stdout.write(f"left out {done.left_out}: fewer than five of their category")
        for number, score in enumerate(done.folds, start=1):
            self.stdout.write(f"fold {number}: macro-F1 {score:.3f}")
        self.stdout.write(f"mean macro-F1 of {len(done.folds)} folds: {done.macro_f1:.3f}")


def _labelled(file: Path | None, sub_district_id: UUID) -> Iterable[Labelled]:
    if file is not None:
        return labelled_messages(file)
    rows = sorted_messages(sub_district_id, limit=MOST_OF_OUR_OWN)
    return (Labelled(*row) for row in rows)
