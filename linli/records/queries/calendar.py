"""The working calendar as a page shows it: which days differ from an ordinary week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import chinese_calendar
from django.utils.translation import get_language

from linli.records.models import CalendarDay
from linli.records.queries.rulebook import calendar_days


@dataclass(frozen=True, slots=True)
class DayShown:
    """A day off on a weekday, or a worked day of a weekend; `own` if the place set it."""

    day: date
    is_workday: bool
    name: str
    source: str
    own: bool
    id: UUID | None = None


def days_shown(sub_district_id: UUID, *, year: int) -> list[DayShown]:
    """The days of a year that differ, in order; the place's own win over the national table."""
    shown = {one.day: one for one in _national(year)}
    for entry in calendar_days(sub_district_id, year=year):
        shown[entry.day] = _own(entry)
    return [shown[day] for day in sorted(shown)]


def _own(entry: CalendarDay) -> DayShown:
    return DayShown(
        day=entry.day,
        is_workday=entry.is_workday,
        name=entry.name,
        source=entry.source,
        own=True,
        id=entry.id,
    )


def _national(year: int) -> list[DayShown]:
    off = [
        DayShown(day, is_workday=False, name=_name(name), source="", own=False)
        for day, name in chinese_calendar.holidays.items()
        if day.year == year
    ]
    worked = [
        DayShown(day, is_workday=True, name=_name(name), source="", own=False)
        for day, name in chinese_calendar.workdays.items()
        if day.year == year
    ]
    return off + worked


def _name(english: str) -> str:
    if (get_language() or "").startswith("en"):
        return english
    return str(chinese_calendar.Holiday(english).chinese)
