"""Sheets for tests, and the commands that read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from openpyxl import Workbook

from linli.places.models import SubDistrict
from tests.places import builders as places

HEADINGS = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情")
SINCE = date(2010, 1, 1)


def a_sheet(path: Path, headings: Sequence[object], *rows: Sequence[object]) -> Path:
    """A workbook as an office's program writes it."""
    book = Workbook()
    for row in (headings, *rows):
        book.active.append(list(row))
    book.save(path)
    return path


def a_message(number: int, **facts: Any) -> list[object]:
    """A row of a message sheet, in the order of the usual headings."""
    given = {
        "留言编号": number,
        "留言用户": f"SL{number:06}",
        "留言主题": f"示例小区{number}号楼电梯坏了",
        "留言时间": "2019/2/28 11:25:05",
        "留言详情": f"\n\t\t\n\t\t\u3000\u3000{number}号楼的电梯已经停了三天，老人上下楼不便。",
    }
    return list({**given, **facts}.values())


def run(name: str, *words: object, **options: Any) -> list[str]:
    """The lines that a command prints."""
    out = StringIO()
    call_command(name, *map(str, words), stdout=out, **options)
    return out.getvalue().splitlines()


def the_only_sub_district() -> SubDistrict:
    """A sub-district with its root place and nothing else."""
    return places.a_sub_district()
