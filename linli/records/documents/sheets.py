"""Spreadsheets in and out: read as a stream, every row with its number, and written safely."""

from __future__ import annotations

import io
import os
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from linli.kernel.errors import Refused
from linli.records.documents.cells import plain_cell, plain_heading, written_cell

MAX_FILE_BYTES = 60_000_000
MAX_UNPACKED_BYTES = 400_000_000
HEADING_ROWS = 10
"""The heading row is looked for among so many rows; a title often stands above it."""
MAX_COLUMNS = 500

_OLD = b"\xd0\xcf\x11\xe0"
"""How files of the old format begin, and those locked with a password."""

Source = Path | str | IO[bytes]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with its number in the sheet, its values by heading, and its cells as they stand."""

    number: int
    values: dict[str, object]
    cells: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One sheet of a workbook that is written; a width is in characters."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[object]]
    widths: Sequence[int] = field(default=())


@dataclass(frozen=True, slots=True)
class _Book:
    """An open workbook and what it is called."""

    name: str
    sheets: Sequence[Any]


@dataclass(frozen=True, slots=True)
class _Found:
    """The heading row of a sheet, and what follows it."""

    number: int
    headings: list[str]
    rows: Iterator[tuple[Any, ...]]


def read_sheet(
    path: Source, *, required: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[SheetRow]:
    """Read the sheet that has the required headings, row by row; empty rows are passed over.

    A file that is missing, empty, damaged, locked, too big or without the headings is refused
    at once, before the first row.
    """
    book = _opened(path)
    found = _found_sheet(book, required)
    return _rows(book.name, found, _places(found.headings, (*required, *optional)))


def headings_of(path: Source, *, required: Sequence[str]) -> list[str]:
    """The headings of the sheet that has the required ones, in their order."""
    return _found_sheet(_opened(path), required).headings


def write_sheet(
    path: Source,
    *,
    headings: Sequence[str],
    rows: Iterable[Sequence[object]],
    title: str = "Sheet1",
    widths: Sequence[int] = (),
) -> None:
    """Write a workbook of one sheet; see `write_book`."""
    write_book(path, [SheetPage(title=title, headings=headings, rows=rows, widths=widths)])


def write_book(path: Source, pages: Sequence[SheetPage]) -> None:
    """Write a workbook row by row in little memory; a file appears whole or not at all.

    Texts stay texts: what begins like a formula is not one, and no text becomes a link. A
    fraction is written as a percentage.
    """
    if not isinstance(path, (str, Path)):
        _write(path, pages)
        return
    target = Path(path)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _write(str(part), pages)
        part.replace(target)
    except OSError as error:
        raise Refused(
            "sheet_not_written",
            _("%(name)s cannot be written here. Choose another folder.") % {"name": target.name},
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _opened(path: Source) -> _Book:
    """Open a workbook from memory, so that no file stays open when a reader stops half way."""
    name = _name_of(path)
    content = _content(path, name)
    if not content:
        raise Refused("sheet_empty", _("%(name)s is empty.") % {"name": name})
    if len(content) > MAX_FILE_BYTES:
        raise _too_big(name)
    if content.startswith(_OLD):
        raise Refused(
            "sheet_old",
            _(
                "%(name)s is in the old xls format or locked with a password. Save it as xlsx "
                "without a password."
            )
            % {"name": name},
        )
    file = io.BytesIO(content)
    if _unpacked_size(file, name) > MAX_UNPACKED_BYTES:
        raise _too_big(name)
    return _Book(name, _loaded(file, name))


def _content(path: Source, name: str) -> bytes:
    if not isinstance(path, (str, Path)):
        path.seek(0)
        return path.read(MAX_FILE_BYTES + 1)
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise Refused(
            "sheet_missing",
            _("There is no file %(name)s here, or it cannot be read.") % {"name": name},
        ) from error


def _loaded(file: IO[bytes], name: str) -> Sequence[Any]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(file, read_only=True, data_only=True, keep_links=False).worksheets
    except Exception as error:
        raise _damaged(name) from error


def _unpacked_size(file: IO[bytes], name: str) -> int:
    try:
        with zipfile.ZipFile(file) as archive:
            return sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Refused(
            "sheet_kind",
            _("%(name)s is not an Excel workbook (xlsx), or it is damaged. Save it again as xlsx.")
            % {"name": name},
        ) from error


def _found_sheet(book: _Book, required: Sequence[str]) -> _Found:
    """The first sheet with the required headings; which are missing is told where none has."""
    for sheet in book.sheets:
        found = _heading_row(sheet, required, book.name)
        if found is not None:
            return found
    raise _missing_columns(book, required)


def _heading_row(sheet: Any, required: Sequence[str], name: str) -> _Found | None:
    rows = _cells(sheet)
    for number in range(1, HEADING_ROWS + 1):
        cells = _next(rows, name)
        headings = [plain_heading(cell) for cell in cells or ()]
        if set(required) <= set(headings):
            return _Found(number, headings, rows)
    return None


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet; what a file says about its own size is not believed."""
    sheet.reset_dimensions()
    return iter(sheet.iter_rows(values_only=True))


def _places(headings: Sequence[str], wanted: Sequence[str]) -> dict[str, int]:
    twice = [name for name in wanted if headings.count(name) > 1]
    if twice:
        raise Refused(
            "sheet_column_twice",
            _("The column %(column)s stands twice in the sheet. Remove one.")
            % {"column": twice[0]},
        )
    return {name: headings.index(name) for name in wanted if name in headings}


def _rows(name: str, found: _Found, places: dict[str, int]) -> Iterator[SheetRow]:
    number = found.number
    while (cells := _next(found.rows, name)) is not None:
        number += 1
        if any(cell not in (None, "") for cell in cells):
            kept = tuple(plain_cell(cell) for cell in cells)
            values = {key: kept[at] if at < len(kept) else None for key, at in places.items()}
            yield SheetRow(number, values, kept)


def _next(rows: Iterator[tuple[Any, ...]], name: str) -> tuple[Any, ...] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            cells = next(rows, None)
    except Exception as error:
        raise _damaged(name) from error
    return None if cells is None else cells[:MAX_COLUMNS]


def _missing_columns(book: _Book, required: Sequence[str]) -> Refused:
    first = _next(_cells(book.sheets[0]), book.name) if book.sheets else ()
    headings = [heading for cell in first or () if (heading := plain_heading(cell))]
    missing = [name for name in required if name not in headings]
    return Refused(
        "sheet_columns",
        _("%(name)s has no column %(missing)s. Its first row reads: %(found)s.")
        % {
            "name": book.name,
            "missing": "、".join(missing or required),
            "found": "、".join(headings[:12])[:200] or _("nothing"),
        },
    )


def _write(target: str | IO[bytes], pages: Sequence[SheetPage]) -> None:
    book = xlsxwriter.Workbook(
        target,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    formats: dict[type, Any] = {
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
        Fraction: book.add_format({"num_format": "0%"}),
    }
    for page in pages:
        sheet = book.add_worksheet(page.title)
        for at, width in enumerate(page.widths):
            sheet.set_column(at, at, width)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, list(page.headings), bold)
        for number, row in enumerate(page.rows, start=1):
            for at, value in enumerate(row):
                _put(sheet, number, at, value, formats)
    book.close()


def _put(sheet: Any, row: int, column: int, value: object, formats: dict[type, Any]) -> None:
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        sheet.write_datetime(row, column, local.replace(tzinfo=None), formats[datetime])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats[date])
    elif isinstance(value, Fraction):
        sheet.write_number(row, column, float(value), formats[Fraction])
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    elif value is not None and value != "":
        sheet.write_string(row, column, written_cell(value))


def _name_of(path: Source) -> str:
    if isinstance(path, (str, Path)):
        return Path(path).name
    return Path(str(getattr(path, "name", "") or "sheet.xlsx")).name


def _damaged(name: str) -> Refused:
    return Refused(
        "sheet_damaged",
        _("%(name)s is damaged and cannot be read. Open it, save it again as xlsx and try again.")
        % {"name": name},
    )


def _too_big(name: str) -> Refused:
    return Refused(
        "sheet_too_big",
        _("%(name)s is too big. Split it into sheets of at most 100,000 rows.") % {"name": name},
    )
