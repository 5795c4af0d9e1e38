"""Sheets come in from anybody's hands: damaged, huge, with strange headings and dates."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from linli.kernel.errors import Refused
from linli.records.documents import cells, sheets
from linli.records.documents.sheets import headings_of, read_sheet, write_sheet

NOON = datetime(2019, 2, 28, 3, 25, 5, tzinfo=UTC)


def a_book(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def refusal_of(path: Path, required: tuple[str, ...] = ("编号",)) -> Refused:
    with pytest.raises(Refused) as caught:
        list(read_sheet(path, required=required))
    return caught.value


def test_a_row_carries_its_number_in_the_sheet(tmp_path: Path) -> None:
    path = a_book(tmp_path / "a.xlsx", ("编号", "名称"), (1, " 甲\t"), (None, None), (2, "乙"))
    rows = list(read_sheet(path, required=["编号"], optional=["名称", "备注"]))
    assert [(row.number, row.values) for row in rows] == [
        (2, {"编号": 1, "名称": "甲"}),
        (4, {"编号": 2, "名称": "乙"}),
    ]


def test_a_title_above_the_headings_is_passed_over(tmp_path: Path) -> None:
    path = a_book(tmp_path / "a.xlsx", ("二〇二六年台账",), ("* 编 号", "名称"), (7, "甲"))
    [row] = read_sheet(path, required=["编号"])
    assert (row.number, row.values, row.cells) == (3, {"编号": 7}, (7, "甲"))
    assert headings_of(path, required=["编号"]) == ["编号", "名称"]


def test_the_sheet_that_has_the_headings_is_read_wherever_it_lies(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["说明"])
    other = book.create_sheet("数据")
    other.append(["编号"])
    other.append([5])
    book.save(tmp_path / "a.xlsx")
    assert [row.values["编号"] for row in read_sheet(tmp_path / "a.xlsx", required=["编号"])] == [5]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "none.xlsx").code == "sheet_missing"
    assert refusal_of(tmp_path).code == "sheet_missing"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.touch()
    assert refusal_of(path).code == "sheet_empty"


def test_a_text_named_xlsx_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("编号,名称\n1,甲\n", encoding="utf-8")
    assert refusal_of(path).code == "sheet_kind"


def test_an_old_or_locked_workbook_is_told_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert refusal_of(path).code == "sheet_old"


def test_any_other_zip_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert refusal_of(path).code == "sheet_damaged"


def test_a_workbook_cut_short_is_refused(tmp_path: Path) -> None:
    path = a_book(tmp_path / "a.xlsx", ("编号",), (1,))
    path.write_bytes(path.read_bytes()[:-300])
    assert refusal_of(path).code == "sheet_kind"


def test_a_workbook_whose_sheet_is_broken_inside_is_refused(tmp_path: Path) -> None:
    whole = a_book(tmp_path / "whole.xlsx", ("编号",), *[(number,) for number in range(50)])
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename.endswith("sheet1.xml"):
                content = content[: len(content) // 2]
            new.writestr(part, content)
    assert refusal_of(path).code == "sheet_damaged"


def test_a_workbook_that_unpacks_to_a_mountain_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_book(tmp_path / "a.xlsx", ("编号",), ("长" * 30_000,))
    monkeypatch.setattr(sheets, "MAX_UNPACKED_BYTES", 20_000)
    assert refusal_of(path).code == "sheet_too_big"


def test_wrong_columns_are_named_with_those_that_are_there(tmp_path: Path) -> None:
    fault = refusal_of(a_book(tmp_path / "a.xlsx", ("姓名", "电话"), ("示例", "1")), ("编号",))
    assert fault.code == "sheet_columns"
    assert "编号" in fault.message
    assert "姓名、电话" in fault.message


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = a_book(tmp_path / "a.xlsx", ("编号", "编号"), (1, 2))
    assert refusal_of(path).code == "sheet_column_twice"


@pytest.mark.parametrize(
    "cell",
    [
        "2019/2/28 11:25:05",
        " 2019-02-28 11:25:05 ",
        "2019年2月28日 11时25分5秒",
        "２０１９／２／２８ １１:２５:０５",
        "2019-02-28T11:25:05+08:00",
        "2019-02-28T03:25:05Z",
        NOON.replace(hour=11, tzinfo=None),
    ],
)
def test_an_instant_is_read_from_every_kind_of_cell(cell: object) -> None:
    assert cells.instant_of(cell) == NOON


def test_a_serial_number_of_a_cell_without_format_is_a_day() -> None:
    assert cells.day_of(43524) == date(2019, 2, 28)


@pytest.mark.parametrize("cell", ["2019/13/1", "2019/2/30", "昨天", "2019", 7, True, "2019/2/28 x"])
def test_what_is_no_date_is_told_from_an_empty_cell(cell: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        cells.instant_of(cell)
    assert cells.instant_of(None) is None
    assert cells.instant_of("") is None


def test_whole_numbers_are_read_as_offices_write_them() -> None:
    assert [cells.whole_of(cell) for cell in (3, 3.0, "3", "３", "1,200", None, "")] == [
        3,
        3,
        3,
        3,
        1200,
        None,
        None,
    ]
    with pytest.raises(ValueError, match="三"):
        cells.whole_of("三")
    with pytest.raises(ValueError, match=r"1\.5"):
        cells.whole_of(1.5)


def test_a_number_of_a_message_is_text_without_a_fraction() -> None:
    assert cells.text_of(188006.0) == "188006"
    assert cells.text_of(datetime(2026, 11, 24, tzinfo=UTC)) == "2026-11-24"


def test_what_is_written_is_read_back_and_no_text_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    rows = [
        [
            "=1+1",
            "http://example.org",
            5,
            datetime(2019, 2, 28, 3, 25, 5, tzinfo=UTC),
            "长" * 40_000,
        ]
    ]
    write_sheet(path, headings=["甲", "乙", "丙", "丁", "戊"], rows=rows)
    [row] = read_sheet(path, required=["甲", "丁"])
    assert row.cells[:3] == ("=1+1", "http://example.org", 5)
    assert cells.instant_of(row.values["丁"]) == NOON
    assert len(str(row.cells[4])) == cells.CELL_LENGTH
    assert list(tmp_path.iterdir()) == [path]


def test_control_characters_come_through_the_file_format(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_sheet(path, headings=["甲"], rows=[["响\x07铃 😀 <b>"]])
    [row] = read_sheet(path, required=["甲"])
    assert row.values["甲"] == "响\x07铃 😀 <b>"


def test_a_sheet_is_written_to_and_read_from_memory() -> None:
    memory = io.BytesIO()
    write_sheet(memory, headings=["甲"], rows=[[1], [2]])
    assert [row.number for row in read_sheet(memory, required=["甲"])] == [2, 3]
