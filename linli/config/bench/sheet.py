"""A sheet of invented messages in the columns offices have, for the import benchmark."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

from openpyxl import Workbook

from linli.config.demo.lives import SEED
from linli.config.demo.stories import STORIES

_BEGUN = datetime(2025, 1, 1, 8, 0)  # noqa: DTZ001 - sheets hold local times
_COLUMNS = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间")
_LONG = 12


def write_sheet(path: Path, rows: int) -> None:
    """Write `rows` messages; every third is answered, one in ten is long, dates come both ways."""
    chance = random.Random(SEED)  # noqa: S311 - the same sheet everywhere
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(_COLUMNS)
    for number in range(rows):
        sheet.append(_row(chance, number))
    book.save(path)


def _row(chance: random.Random, number: int) -> list[object]:
    story = chance.choice(STORIES)
    where = f"示例小区 {chance.randint(1, 30)} 号楼"
    sent = _BEGUN + timedelta(minutes=90 * number)
    long = _LONG if number % 10 == 0 else 1
    answered = number % 3 == 0
    return [
        f"示例{number:06}",
        f"U{number:07}",
        story.title.format(where=where),
        sent if number % 2 else sent.strftime("%Y/%m/%d %H:%M:%S"),
        story.body.format(where=where) * long,
        story.answer if answered else None,
        (sent + timedelta(days=3)).strftime("%Y/%m/%d %H:%M:%S") if answered else None,
    ]
