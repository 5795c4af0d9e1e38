"""Statutory time: workdays, calendar days, months and minutes over a calendar passed in (R01, R02).

The day of the event is not counted. A period in days or months whose last day is a rest day ends
on the next day that is not one. The last day ends at close of business, or at 24:00 where the
calendar names no closing time; both may differ from a day on, as the calendar's endings say. Years that the State Council has not announced are reckoned with
plain weekends, and the answer says so: `provisional` is then true.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum

CHINA = timezone(timedelta(hours=8), "UTC+8")
ONE_DAY = timedelta(days=1)
FRIDAY = 4
WORKDAYS_A_WEEK = 5
MONTHS_A_YEAR = 12
CLOSE_OF_BUSINESS = "close_of_business"
MIDNIGHT = "24:00"


class Unit(StrEnum):
    """Name what a limit is counted in."""

    MINUTES = "minutes"
    WORKDAYS = "workdays"
    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Duration:
    """Hold a limit as the law writes it: a count and its unit."""

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError("A limit is not negative.")


@dataclass(frozen=True, slots=True)
class Due:
    """Say on which day, and at which instant of it, a limit ends."""

    on: date
    at: datetime
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Remaining:
    """Hold what a page needs to word the time left, or the time gone by when late.

    `count` is in `unit` and never negative. `last_day` is true on the day the limit ends.
    """

    count: int
    unit: Unit
    late: bool
    last_day: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """Say how a last day ends from a day on: when, and whether a day of rest moves it."""

    since: date
    closes_at: time | None = None
    last_day_moves: bool = True


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Know which days are worked: weekends rest, save for the dates passed in.

    `rest_days` are announced days off, `makeup_days` the weekend days worked instead.
    `announced_years` are the years whose table is complete. `endings` stand in the order of
    their days; before the first of them `closes_at` holds.
    """

    rest_days: frozenset[date] = frozenset()
    makeup_days: frozenset[date] = frozenset()
    announced_years: frozenset[int] = frozenset()
    closes_at: time | None = None
    endings: tuple[Ending, ...] = ()
    zone: tzinfo = CHINA
    _rests: tuple[date, ...] = field(init=False, repr=False, compare=False)
    _makeups: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        both = self.rest_days & self.makeup_days
        if both:
            raise ValueError(f"{min(both)} is entered both as a rest day and as a workday.")
        rests = sorted(day for day in self.rest_days if not _is_weekend(day))
        makeups = sorted(day for day in self.makeup_days if _is_weekend(day))
        object.__setattr__(self, "_rests", tuple(rests))
        object.__setattr__(self, "_makeups", tuple(makeups))

    def is_workday(self, day: date) -> bool:
        """Tell whether the office works that day."""
        if _is_weekend(day):
            return day in self.makeup_days
        return day not in self.rest_days

    def is_provisional(self, first: date, last: date) -> bool:
        """Tell whether any year between the two days has not been announced."""
        return any(year not in self.announced_years for year in range(first.year, last.year + 1))

    def day_of(self, at: datetime) -> date:
        """Give the local day of an instant; an instant without a zone is refused."""
        if at.tzinfo is None:
            raise ValueError("An instant needs its time zone.")
        return at.astimezone(self.zone).date()

    def end_of(self, day: date) -> datetime:
        """Give the instant at which a last day ends: close of business, else 24:00."""
        closes_at = self._ending(day).closes_at
        if closes_at is None:
            return datetime.combine(day + ONE_DAY, time(), self.zone)
        return datetime.combine(day, closes_at, self.zone)

    def next_workday(self, day: date) -> date:
        """Give the day itself if it is worked, else the first worked day after it."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def last_day(self, day: date) -> date:
        """Give the day on which a limit ends that runs out on a day (R02)."""
        return self.next_workday(day) if self._ending(day).last_day_moves else day

    def plus_workdays(self, day: date, count: int) -> date:
        """Give the day that is so many workdays later, the first day not counted."""
        for _ in range(count):
            day = self.next_workday(day + ONE_DAY)
        return day

    def workdays_between(self, first: date, last: date) -> int:
        """Count workdays after the first day up to and with the last; negative if turned round."""
        if last < first:
            return -self.workdays_between(last, first)
        return self._worked_until(last) - self._worked_until(first)

    def due(self, on: date, *, since: date) -> Due:
        """Make the end of a limit that ends on a day and was reckoned since another."""
        return Due(on, self.end_of(on), self.is_provisional(since, on))

    def due_after_workdays(self, start: datetime, count: int) -> Due:
        """Reckon a limit in workdays, the day of the event not counted."""
        day = self.day_of(start)
        return self.due(self.plus_workdays(day, _at_least_one(count)), since=day)

    def due_after_days(self, start: datetime, count: int) -> Due:
        """Reckon a limit in calendar days; a last day of rest moves on (R02)."""
        day = self.day_of(start)
        last = day + timedelta(days=_at_least_one(count))
        return self.due(self.last_day(last), since=last)

    def due_after_months(self, start: datetime, count: int) -> Due:
        """Reckon a limit in months: the matching day, or the month's last day (R02)."""
        last = plus_months(self.day_of(start), _at_least_one(count))
        return self.due(self.last_day(last), since=last)

    def due_after_minutes(self, start: datetime, count: int) -> Due:
        """Reckon a limit in minutes, by day and night."""
        self.day_of(start)
        at = start + timedelta(minutes=count)
        return Due(self.day_of(at), at)

    def due_after(self, start: datetime, limit: Duration) -> Due:
        """Reckon any limit from the event that starts it."""
        match limit.unit:
            case Unit.MINUTES:
                return self.due_after_minutes(start, limit.count)
            case Unit.WORKDAYS:
                return self.due_after_workdays(start, limit.count)
            case Unit.DAYS:
                return self.due_after_days(start, limit.count)
            case Unit.MONTHS:
                return self.due_after_months(start, limit.count)

    def over_before(self, at: datetime, limit: Duration) -> datetime:
        """Give the instant for which whatever began before it is past a limit at an instant."""
        if limit.unit is Unit.MINUTES:
            return at - timedelta(minutes=limit.count)
        today = self.day_of(at)

        def over(back: int) -> bool:
            noon = datetime.combine(today - back * ONE_DAY, time(12), self.zone)
            return self.due_after(noon, limit).at <= at

        far = 1
        while not over(far):
            far *= 2
        last = today - bisect_left(range(far), 1, key=over) * ONE_DAY
        return datetime.combine(last + ONE_DAY, time(), self.zone)

    def remaining(self, due: Due, unit: Unit, at: datetime) -> Remaining:
        """Measure the time left, or the lateness, in the unit of the limit."""
        today = self.day_of(at)
        late = at > due.at
        if unit is Unit.MINUTES:
            seconds = abs(due.at - at) // timedelta(seconds=1)
            count = seconds // 60 if late else -(-seconds // 60)
        elif unit is Unit.WORKDAYS:
            count = max(0, _signed(self.workdays_between(due.on, today), late=late))
        else:
            count = max(0, _signed((today - due.on).days, late=late))
        return Remaining(count, unit, late, last_day=today == due.on)

    def _ending(self, day: date) -> Ending:
        for ending in reversed(self.endings):
            if ending.since <= day:
                return ending
        return Ending(day, self.closes_at)

    def _worked_until(self, day: date) -> int:
        return (
            _weekdays_until(day) - bisect_right(self._rests, day) + bisect_right(self._makeups, day)
        )


def closing_time(text: str) -> time | None:
    """Read a time of day such as 18:00; 24:00 is the day's own end. Raises ValueError."""
    return None if text == MIDNIGHT else time.fromisoformat(text)


def plus_months(day: date, count: int) -> date:
    """Give the matching day some months later, or the last day of a month without one."""
    years, month = divmod(day.month - 1 + count, MONTHS_A_YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _is_weekend(day: date) -> bool:
    return day.weekday() > FRIDAY


def _weekdays_until(day: date) -> int:
    # 1 January of year 1 was a Monday, so ordinals run in whole weeks from Monday.
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * WORKDAYS_A_WEEK + min(rest, WORKDAYS_A_WEEK)


def _at_least_one(count: int) -> int:
    if count < 1:
        raise ValueError("A limit in days or months is at least one.")
    return count


def _signed(count: int, *, late: bool) -> int:
    return count if late else -count
