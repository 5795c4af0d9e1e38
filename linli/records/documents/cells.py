"""What stands in a cell: text, a date in either kind of cell, a whole number."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time

from django.utils import timezone
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape

CELL_LENGTH = 32_767
"""More than so many characters no cell of a workbook can hold."""
_SERIALS = (20_000, 80_000)
"""The days from 1954 to 2119 as Excel counts them."""
_SPACE = re.compile(r"\s+")
_DAY = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[\sT]*(?P<hour>\d{1,2})\s*[:时点]\s*(?P<minute>\d{1,2})\s*分?"
    r"(?::?\s*(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)
_WHOLE = re.compile(r"[+-]?\d+(?:\.0+)?")


def plain_cell(value: object) -> object:
    """A cell without the escapes of the file format and without blanks around it."""
    if not isinstance(value, str):
        return value
    text = unescape(value) if "_x" in value else value
    return text.strip()


def plain_heading(value: object) -> str:
    """A heading as it is compared: no blanks, no marks of a required column."""
    if value is None:
        return ""
    text = unicodedata.normalize("NFKC", str(value)).replace("\ufeff", "")
    return _SPACE.sub("", text).strip("*:")


def text_of(value: object) -> str:
    """A cell as text: whole numbers without a fraction, days as 2026-11-24."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ") if value.time() != time() else value.date().isoformat()
    return str(value).strip()


def instant_of(value: object) -> datetime | None:
    """An instant from a date cell or a text such as 2019/2/28 11:25:05, in the place's own time.

    None for an empty cell; ValueError for anything that is no date.
    """
    if value is None or value == "":
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = _from_serial(value)
    if isinstance(value, datetime):
        return _aware(value)
    if isinstance(value, date):
        return _aware(datetime.combine(value, time()))
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", str(value)).strip())
    if not found:
        raise ValueError(str(value))
    return _from_parts(found)


def day_of(value: object) -> date | None:
    """A day from a date cell or a text, in the place's own time."""
    found = instant_of(value)
    return timezone.localdate(found) if found else None


def whole_of(value: object) -> int | None:
    """A whole number; None for an empty cell, ValueError for anything else."""
    if value is None or value == "":
        return None
    text = unicodedata.normalize("NFKC", text_of(value)).replace(",", "").strip()
    if isinstance(value, bool) or not _WHOLE.fullmatch(text):
        raise ValueError(str(value))
    return int(text.partition(".")[0])


def written_cell(value: object) -> str:
    """A text that fits into a cell; the end of a longer one is cut and marked."""
    text = str(value)
    return text if len(text) <= CELL_LENGTH else text[: CELL_LENGTH - 1] + "…"


def _from_serial(value: float) -> object:
    if not _SERIALS[0] <= value <= _SERIALS[1]:
        raise ValueError(str(value))
    return from_excel(value)


def _from_parts(found: re.Match[str]) -> datetime:
    names = ("year", "month", "day", "hour", "minute", "second")
    parts = [int(found[name] or 0) for name in names]
    naive = datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - made aware below
    zone = found["zone"]
    if zone:
        return datetime.fromisoformat(naive.isoformat() + zone.replace("Z", "+00:00"))
    return _aware(naive)


def _aware(value: datetime) -> datetime:
    return timezone.make_aware(value) if timezone.is_naive(value) else value
