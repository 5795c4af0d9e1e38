"""When something is open: weekly hours with a first and a last day, and days of rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from linli.diary.rules.quarters import DAY, Span, joined

WEEK = 7
LONGEST_AHEAD = 190
"""How many days ahead a time may be taken."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of one weekday of something bookable, from one day on; a person's may name the room."""

    bookable_id: UUID
    weekday: int
    span: Span
    first_day: date
    last_day: date | None = None
    room_id: UUID | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.weekday < WEEK:
            raise ValueError(f"No weekday has the number {self.weekday}.")

    def on(self, day: date) -> bool:
        """Whether these hours hold on a day, were it no holiday."""
        begun = self.first_day <= day and (self.last_day is None or day <= self.last_day)
        return begun and day.weekday() == self.weekday


def open_hours(hours: Iterable[Hours], day: date, holidays: Collection[date]) -> list[Hours]:
    """The hours that hold on a day, in order; on a holiday only those made for this one day."""
    held = [one for one in hours if one.on(day)]
    if day in holidays:
        held = [one for one in held if one.first_day == one.last_day == day]
    return sorted(held, key=lambda one: (one.span, one.bookable_id))


def open_spans(
    hours: Sequence[Hours], bookable_id: UUID, others: Collection[UUID] = ()
) -> list[Span]:
    """When one thing can be taken among the hours of a day.

    Its own hours, and those of the others who sit in it then: a lawyer's hour opens the room
    that the lawyer is in, for whoever books the lawyer too.
    """
    mine = [one.span for one in hours if one.bookable_id == bookable_id]
    sits = [one.span for one in hours if one.room_id == bookable_id and one.bookable_id in others]
    return joined([*mine, *sits])


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def days_of_week(monday: date) -> list[date]:
    """The seven days from a Monday on."""
    return [monday + timedelta(days=ahead) for ahead in range(WEEK)]


def weekly(first: date, times: int) -> list[date]:
    """The same weekday so many times, a week apart."""
    return [first + timedelta(weeks=number) for number in range(times)]


def all_day() -> Span:
    """All quarters of a day."""
    return Span(0, DAY)
