"""The message sheet of an office, row by row: what is a request, what is a fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from linli.cases.queries.tree import ids_by_path
from linli.cases.rules import Fault, ImportRow
from linli.cases.rules.categories import path_of, plain_name
from linli.records.documents import SheetRow, instant_of, read_sheet, text_of, whole_of

NUMBER, SENDER, TITLE, TIME, BODY = "留言编号", "留言用户", "留言主题", "留言时间", "留言详情"
AGAINST, IN_FAVOUR, CATEGORY = "反对数", "点赞数", "一级分类"
ANSWER, ANSWER_TIME = "答复意见", "答复时间"
EARLIEST_YEAR = 1990
REQUIRED = (NUMBER, TITLE, TIME, BODY)
OPTIONAL = (SENDER, AGAINST, IN_FAVOUR, CATEGORY, ANSWER, ANSWER_TIME)


class MessageSheet:
    """A sheet of messages; `unknown` counts the categories that the tree does not have."""

    def __init__(self, path: Path, *, sub_district_id: UUID) -> None:
        self._rows = read_sheet(path, required=REQUIRED, optional=OPTIONAL)
        self._categories = ids_by_path(sub_district_id)
        self._seen: dict[str, tuple[int, int]] = {}
        self.unknown: Counter[str] = Counter()
        self.repeated: list[tuple[int, int]] = []

    def __iter__(self) -> Iterator[ImportRow | Fault]:
        """The rows in their order; a row that stood above already is counted and named."""
        for row in self._rows:
            number = text_of(row.values[NUMBER])
            read = self._row(row, number)
            if isinstance(read, Fault):
                yield read
                continue
            content = hash(replace(read, row=0))
            above, same = self._seen.setdefault(number, (row.number, content))
            if not number or above == row.number:
                yield read
            elif same == content:
                self.repeated.append((row.number, above))
            else:
                yield Fault(row.number, "repeated", _repeated(above))

    def _row(self, row: SheetRow, number: str) -> ImportRow | Fault:
        cell = row.values.get
        try:
            return ImportRow(
                row=row.number,
                outside_number=number,
                title=text_of(cell(TITLE)),
                body=text_of(cell(BODY)),
                received_at=_required_instant(cell(TIME), TIME),
                sender_name=text_of(cell(SENDER)),
                category_id=self._category(text_of(cell(CATEGORY))),
                answer=text_of(cell(ANSWER)),
                answered_at=_instant(cell(ANSWER_TIME), ANSWER_TIME) if cell(ANSWER) else None,
                against=_count(cell(AGAINST), AGAINST),
                in_favour=_count(cell(IN_FAVOUR), IN_FAVOUR),
            )
        except _Unreadable as fault:
            return Fault(row.number, "unreadable", str(fault))

    def _category(self, text: str) -> UUID | None:
        path = path_of([plain_name(name) for name in text.split("/")])
        found = self._categories.get(path)
        if path and found is None:
            self.unknown[path] += 1
        return found


class _Unreadable(ValueError):
    """A cell holds something else than its column should."""


def _required_instant(value: object, column: str) -> datetime:
    found = _instant(value, column)
    if found is None:
        raise _Unreadable(_("%(column)s is empty.") % {"column": column})
    return found


def _instant(value: object, column: str) -> datetime | None:
    try:
        found = instant_of(value)
    except (ValueError, OverflowError) as error:
        raise _wrong(_("%(column)s is no date: %(value)s."), column, value) from error
    if found is not None and found.year < EARLIEST_YEAR:
        # Offices kept no such messages before: a date like 0001-01-01 stands for a missing one.
        raise _wrong(_("%(column)s is no date: %(value)s."), column, value)
    return found


def _count(value: object, column: str) -> int:
    try:
        found = whole_of(value) or 0
    except ValueError as error:
        raise _wrong(_("%(column)s is no whole number: %(value)s."), column, value) from error
    if not 0 <= found < 2**31:
        raise _wrong(_("%(column)s is no whole number: %(value)s."), column, value)
    return found


def _wrong(sentence: str, column: str, value: object) -> _Unreadable:
    return _Unreadable(sentence % {"column": column, "value": text_of(value)[:40]})


def _repeated(above: int) -> str:
    return _("It has the number of row %(above)s and other content.") % {"above": above}
