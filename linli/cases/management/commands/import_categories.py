"""`linli import-categories`: the category tree of an office's sheet."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from linli.cases.actions.categories import import_categories
from linli.cases.documents.category_sheets import category_paths
from linli.cases.management.tenant import add_sub_district, chosen_sub_district
from linli.cases.queries.tree import ids_by_path
from linli.kernel.actor import system_actor


class Command(BaseCommand):
    """Bring in a tree of up to three levels; what is there already stays as it is."""

    help = "Import a category tree (一级分类 二级分类 三级分类) from an xlsx file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, metavar="FILE.xlsx")
        add_sub_district(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import all rows or none."""
        place = chosen_sub_district(options["sub_district"])
        paths = category_paths(options["file"])
        before = len(ids_by_path(place.id))
        import_categories(
            actor=system_actor(place.id),
            rows=[(path, None) for path in paths],
            at=timezone.now(),
        )
        after = len(ids_by_path(place.id))
        self.stdout.write(f"rows {len(paths)}, categories added {after - before}, in all {after}")
