"""Sheets of rolls: what is read, what is told by row, and how fast."""

from __future__ import annotations

import io
import time
import tracemalloc
from pathlib import Path

import pytest
from django.core.management import call_command

from linli.elections import queries
from linli.elections.actions import import_roll
from linli.elections.documents.roll_sheet import read_roll, write_roll_template
from linli.elections.models import Roll
from linli.elections.queries.roll_lines import digest_from_lines
from linli.elections.rules import RollKind
from linli.kernel.errors import Refused
from linli.places import actions as places
from linli.places.rules import CodeScheme
from linli.records.documents import write_sheet
from tests.elections.builders import AT, Ground
from tests.elections.roll_builders import a_roll, a_unit

VOTERS = ("姓名", "楼栋", "门牌")
OWNERS = ("业主编号", "业主姓名", "楼栋", "房号", "面积", "面积来源", "建设单位", "投票人")
REGISTER = "不动产登记簿"


def a_sheet(headings: tuple[str, ...], *rows: tuple[object, ...]) -> io.BytesIO:
    file = io.BytesIO()
    write_sheet(file, headings=headings, rows=rows)
    return file


def an_owner(area: object, source: str = REGISTER, **cells: str) -> tuple[object, ...]:
    given = {"number": "1", "name": "示例甲", "building": "3号楼", "door": "1单元101"}
    known = {**given, **cells}
    return (
        known["number"], known["name"], known["building"], known["door"], area, source,
        cells.get("developer", ""), cells.get("voter", ""),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "cm2"),
    [
        (98.5, 985_000),
        (89.36, 893_600),
        (0.1 + 0.2 + 89, 893_000),
        (100, 1_000_000),
        ("98.50", 985_000),
        ("98.5㎡", 985_000),
    ],
)
def test_square_metres_become_whole_square_centimetres(typed: object, cm2: int) -> None:
    (row,) = read_roll(a_sheet(OWNERS, an_owner(typed)), RollKind.OWNERS).rows
    assert row.area_cm2 == cm2


@pytest.mark.parametrize("typed", ["大约一百", "98.567", 98.568, "-5"])
def test_what_is_no_area_is_told_with_its_row(typed: object) -> None:
    read = read_roll(a_sheet(OWNERS, an_owner(100), an_owner(typed)), RollKind.OWNERS)
    assert [row.number for row in read.rows] == [2]
    assert [said.number for said in read.unread] == [3]
    assert "89.56" in read.unread[0].message


def test_an_unknown_source_of_an_area_is_told() -> None:
    read = read_roll(a_sheet(OWNERS, an_owner(100, "估计")), RollKind.OWNERS)
    assert REGISTER in read.unread[0].message


@pytest.mark.parametrize("cell", ["number", "name", "door"])
def test_a_national_id_is_not_taken_in(cell: str) -> None:
    sheet = a_sheet(OWNERS, an_owner(100, **{cell: "11010519491231002X"}))
    read = read_roll(sheet, RollKind.OWNERS)
    assert [said.number for said in read.unread] == [2]
    assert "11010519491231002X" not in read.unread[0].message


def test_a_sheet_without_the_columns_is_refused() -> None:
    with pytest.raises(Refused):
        read_roll(a_sheet(("名字", "楼"), ("示例甲", "3号楼")), RollKind.VOTERS)


@pytest.mark.parametrize("kind", list(RollKind))
def test_the_template_can_be_read_as_it_is(kind: RollKind) -> None:
    file = io.BytesIO()
    write_roll_template(file, kind)
    read = read_roll(file, kind)
    assert read.rows
    assert read.unread == []


@pytest.mark.django_db
class TestCommand:
    """`linli import-roll`."""

    def run(self, ground: Ground, path: Path, *options: str) -> str:
        places.give_code(
            actor=ground.system,
            place_id=ground.compound.id,
            scheme=CodeScheme.LOCAL,
            code="SL-01",
            on=AT.date(),
            at=AT,
        )
        out = io.StringIO()
        call_command("import_roll", str(path), "--place", "SL-01", *options, stdout=out, stderr=out)
        return out.getvalue()

    def a_file(self, folder: Path, *rows: tuple[object, ...]) -> Path:
        path = folder / "名单.xlsx"
        write_sheet(path, headings=VOTERS, rows=rows)
        return path

    def test_it_drafts_a_roll(self, tmp_path: Path) -> None:
        ground = Ground()
        ground.building  # noqa: B018
        path = self.a_file(tmp_path, ("示例甲", "3号楼", "1-1"), ("示例乙", "3号楼", "1-1"))
        said = self.run(ground, path, "--kind", "voters")
        assert "2 rows, 2 heads" in said
        assert Roll.objects.get().name == "名单"

    def test_one_wrong_row_and_there_is_no_roll(self, tmp_path: Path) -> None:
        ground = Ground()
        ground.building  # noqa: B018
        path = self.a_file(tmp_path, ("示例甲", "3号楼", "1-1"), ("", "3号楼", "1-2"))
        with pytest.raises(Refused):
            self.run(ground, path, "--kind", "voters")
        assert not Roll.objects.exists()

    def test_a_dry_run_writes_nothing(self, tmp_path: Path) -> None:
        ground = Ground()
        ground.building  # noqa: B018
        path = self.a_file(tmp_path, ("示例甲", "3号楼", "1-1"))
        assert "nothing was written" in self.run(ground, path, "--kind", "voters", "--dry-run")
        assert not Roll.objects.exists()


@pytest.mark.django_db
def test_twenty_thousand_units_come_in_within_seconds() -> None:
    ground = Ground()
    roll = a_roll(ground, kind=RollKind.OWNERS, lines=0)
    rows = [a_unit(number, door=f"{number}") for number in range(1, 20_001)]
    begun = time.process_time()
    count = import_roll(actor=ground.secretary, roll_id=roll.id, rows=rows, at=AT)
    took = time.process_time() - begun
    assert (count.heads, count.area_cm2) == (20_000, 20_000 * 1_000_000)
    assert took < 30, took
    fresh = queries.roll(ground.place.id, roll.id)
    assert fresh is not None
    assert digest_from_lines(fresh) == queries.digest_of(fresh)


@pytest.mark.django_db
def test_a_roll_comes_in_with_little_memory() -> None:
    ground = Ground()
    roll = a_roll(ground, kind=RollKind.OWNERS, lines=0)
    rows = [a_unit(number, door=f"{number}") for number in range(1, 4_001)]
    tracemalloc.start()
    import_roll(actor=ground.secretary, roll_id=roll.id, rows=rows, at=AT)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60_000_000, peak
