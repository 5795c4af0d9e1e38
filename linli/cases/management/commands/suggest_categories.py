"""`linli suggest-categories`: a category and its confidence for every row of a sheet."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from linli.cases.documents.category_sheets import write_suggestions
from linli.cases.management.tenant import add_sub_district, chosen_sub_district


class Command(BaseCommand):
    """Write the sheet again with 建议分类 and 置信度; a person decides."""

    help = "Add 建议分类 and 置信度 to a sheet of messages (留言主题 留言详情)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the sheet and where the new one goes."""
        parser.add_argument("file", type=Path, metavar="IN.xlsx")
        parser.add_argument("--out", type=Path, metavar="OUT.xlsx", required=True)
        add_sub_district(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the new sheet."""
        source, out = options["file"], options["out"]
        if not out.absolute().parent.is_dir():
            raise CommandError(f"There is no folder {out.absolute().parent} to write into.")
        if out.resolve() == source.resolve():
            raise CommandError("Give --out another name: the sheet itself is not overwritten.")
        place = chosen_sub_district(options["sub_district"])
        rows = write_suggestions(source, out, sub_district_id=place.id)
        self.stdout.write(f"{rows} rows written to {out}")
