"""The number in force, the place's own values, and the working calendar.

Local rules and the place's calendar are kept in the process for half a minute.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from uuid import UUID

import chinese_calendar
from django.utils import timezone

from linli.kernel.rulebook import InForce, Rulebook, first_in_force, shipped_rulebook
from linli.kernel.workdays import CLOSE_OF_BUSINESS, Ending, WorkCalendar, closing_time
from linli.records.models import CalendarDay, LocalRule, SavedFilter
from linli.tenancy.kept import Kept

KEEP_SECONDS = 30
_DAY_ENDS = "reckoning.day_ends"
_CLOSES_AT = "reckoning.closes_at"
_LAST_DAY_MOVES = "reckoning.last_day_moves"
_ENDINGS = (_DAY_ENDS, _CLOSES_AT, _LAST_DAY_MOVES)


def forget_rules() -> None:
    """Read local rules and calendar anew: an action changed them."""
    _rules.forget()
    _calendars.forget()


@cache
def shipped() -> Rulebook:
    """The rulebook as it comes with Linli."""
    return shipped_rulebook()


def local_rules(sub_district_id: UUID, *, fresh: bool = False) -> tuple[LocalRule, ...]:
    """What the place adopted, of any date."""
    return _rules.of(sub_district_id, fresh=fresh)


def read_rules_anew(sub_district_id: UUID) -> None:
    """Begin an act that binds: the rules that it asks for are those of now, in every process."""
    _rules.of(sub_district_id, fresh=True)


def rule_in_force(sub_district_id: UUID, *keys: str, on: date, fresh: bool = False) -> InForce:
    """The value of the first of these keys that is known: the place's own, else the rulebook's.

    What binds asks for a fresh one: another process may have changed it a moment ago. Raises
    NoSuchRule, or NotSetByPlace where the place must set the value before it is used.
    """
    own = local_rules(sub_district_id, fresh=fresh)
    return first_in_force(shipped(), *keys, on=on, overrides=own)


def kept_until(sub_district_id: UUID, key: str, *, at: datetime) -> datetime:
    """The instant before which everything is past the time that the rulebook lets it be kept."""
    limit = rule_in_force(sub_district_id, key, on=timezone.localdate(at), fresh=True).duration
    return calendar_for(sub_district_id).over_before(at, limit)


def calendar_for(sub_district_id: UUID) -> WorkCalendar:
    """The place's days: its own table over the State Council's, ended as its rules say."""
    return _ended(_calendars.of(sub_district_id), _adopted(local_rules(sub_district_id)))


def calendar_days(sub_district_id: UUID, *, year: int) -> list[CalendarDay]:
    """What the place set for the days of one year."""
    found = CalendarDay.objects.filter(sub_district_id=sub_district_id, day__year=year)
    return list(found.order_by("day"))


def saved_filters(sub_district_id: UUID, post_id: UUID, *, page: str) -> list[SavedFilter]:
    """The filters a post keeps for a page, by name."""
    found = SavedFilter.objects.filter(sub_district_id=sub_district_id, post_id=post_id, page=page)
    return list(found.order_by("name"))


def _read_rules(sub_district_id: UUID) -> tuple[LocalRule, ...]:
    return tuple(LocalRule.objects.filter(sub_district_id=sub_district_id).order_by("id"))


def _calendar(sub_district_id: UUID) -> WorkCalendar:
    national = _national()
    rest, makeup, years = set(national[0]), set(national[1]), set(national[2])
    for entry in CalendarDay.objects.filter(sub_district_id=sub_district_id):
        (makeup if entry.is_workday else rest).add(entry.day)
        (rest if entry.is_workday else makeup).discard(entry.day)
        if entry.is_statutory:
            years.add(entry.day.year)
    return WorkCalendar(
        rest_days=frozenset(rest), makeup_days=frozenset(makeup), announced_years=frozenset(years)
    )


@dataclass(frozen=True, slots=True)
class _Adopted:
    """An adopted rule that can be a key of what is kept."""

    key: str
    value: object
    source: str
    adopted_by: str
    adopted_on: date
    valid_from: date
    valid_to: date | None


def _adopted(own: Iterable[LocalRule]) -> tuple[_Adopted, ...]:
    return tuple(
        _Adopted(
            one.key,
            one.value,
            one.source,
            one.adopted_by,
            one.adopted_on,
            one.valid_from,
            one.valid_to,
        )
        for one in own
        if one.key in _ENDINGS
    )


@lru_cache(maxsize=256)
def _ended(calendar: WorkCalendar, own: tuple[_Adopted, ...]) -> WorkCalendar:
    """The calendar with the close of business of each day, as the rulebook and the place say."""
    rules = [rule for key in _ENDINGS for rule in shipped().rules[key]]
    days = {max(rule.valid_from for rule in rules)}
    days |= {one.valid_from for one in own}
    days |= {one.valid_to + timedelta(days=1) for one in own if one.valid_to}
    return replace(calendar, endings=tuple(_ending(day, own) for day in sorted(days)))


def _ending(day: date, own: tuple[_Adopted, ...]) -> Ending:
    ends, closes, moves = (
        first_in_force(shipped(), key, on=day, overrides=own) for key in _ENDINGS
    )
    return Ending(day, _closing(ends.text, closes.text), moves.switch)


def read_ending(key: str, value: object) -> None:
    """Raise ValueError where a value that ends a day is no time of day."""
    if key == _CLOSES_AT or (key == _DAY_ENDS and value != CLOSE_OF_BUSINESS):
        closing_time(str(value))


def _closing(day_ends: str, closes_at: str) -> time | None:
    return closing_time(closes_at if day_ends == CLOSE_OF_BUSINESS else day_ends)


@cache
def _national() -> tuple[frozenset[date], frozenset[date], frozenset[int]]:
    """Days off on weekdays, worked weekend days and announced years, from the kept library."""
    known = chinese_calendar.holidays
    years = frozenset(day.year for day in known)
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    rest, makeup = set(), set()
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        worked, weekend = chinese_calendar.is_workday(day), day.weekday() > 4  # noqa: PLR2004
        if worked and weekend:
            makeup.add(day)
        elif not worked and not weekend:
            rest.add(day)
    return frozenset(rest), frozenset(makeup), years


_rules = Kept(KEEP_SECONDS, _read_rules)
_calendars = Kept(KEEP_SECONDS, _calendar)
