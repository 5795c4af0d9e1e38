"""Which times are free: weekly hours, less holidays, less the quarters that are taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from linli.diary.models import Bookable, TakenQuarter
from linli.diary.queries.bookables import as_rule, holidays, hours_of
from linli.diary.rules import (
    BookingKind,
    Hours,
    Span,
    clock,
    common,
    instant,
    open_hours,
    open_spans,
    starts,
    without,
)
from linli.tenancy.dated import not_over

Taken = dict[tuple[UUID, date], set[int]]


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that is free, with all that is taken together for it: a person and the room, say."""

    day: date
    first: int
    end: int
    uses: tuple[UUID, ...]

    @property
    def begins(self) -> str:
        """When it begins, as clocks show it."""
        return clock(self.first)

    @property
    def ends(self) -> str:
        """When it ends."""
        return clock(self.end)

    @property
    def code(self) -> str:
        """The slot as a form carries it; `hold` asks anew whether it is free."""
        return f"{self.day:%Y%m%d}-{self.first}-{self.end}-{self.uses[0].hex}"


def taken_quarters(
    sub_district_id: UUID, bookable_ids: Collection[UUID], first: date, last: date
) -> Taken:
    """The quarters that are taken of these things from one day to another."""
    rows = TakenQuarter.objects.filter(
        sub_district_id=sub_district_id,
        bookable_id__in=bookable_ids,
        day__gte=first,
        day__lte=last,
    ).values_list("bookable_id", "day", "quarter")
    found: Taken = defaultdict(set)
    for one, day, quarter in rows:
        found[one, day].add(quarter)
    return found


def closed_quarters(
    sub_district_id: UUID, bookable_ids: Collection[UUID], first: date, last: date
) -> Taken:
    """The quarters that are closed; what people have taken is left out."""
    rows = TakenQuarter.objects.filter(
        sub_district_id=sub_district_id,
        bookable_id__in=bookable_ids,
        day__gte=first,
        day__lte=last,
        booking__kind=BookingKind.BLOCKED.value,
    ).values_list("bookable_id", "day", "quarter")
    found: Taken = defaultdict(set)
    for one, day, quarter in rows:
        found[one, day].add(quarter)
    return found


def free_slots(
    sub_district_id: UUID,
    *,
    any_of: Collection[UUID],
    also: Sequence[UUID] = (),
    first: date,
    last: date,
    quarters: int | None = None,
    at: datetime,
) -> list[Slot]:
    """Times at which one of these can be taken, together with all of `also`, by day and hour.

    A person's hours that name a room take the room too. `quarters` is how long the time is to
    be; without it each thing's own measure holds. What has begun is not offered.
    """
    hours = [as_rule(row) for row in hours_of(sub_district_id, [*any_of, *also], on=first)]
    rooms = {one.room_id for one in hours if one.room_id}
    rows = Bookable.objects.filter(
        not_over(first), sub_district_id=sub_district_id, id__in={*any_of, *also, *rooms}
    )
    known = {row.id: row for row in rows}
    wanted = [known[one] for one in any_of if one in known]
    if not wanted or any(one not in known for one in also):
        return []
    taken = taken_quarters(sub_district_id, list(known), first, last)
    rest = holidays(sub_district_id)
    together = [known[one] for one in also]
    found: list[Slot] = []
    for day in _days(first, last):
        held = _Day(day, open_hours(hours, day, rest), together, taken, _there(known, day))
        for row in wanted:
            found += held.slots(row, quarters or row.slot_quarters)
    now = timezone.localtime(at)
    zone = timezone.get_current_timezone()
    found = [slot for slot in found if instant(slot.day, slot.first, zone) > now]
    return sorted(found, key=lambda slot: (slot.day, slot.first, slot.uses))


def still_free(sub_district_id: UUID, code: str, slots: Sequence[Slot]) -> Slot | None:
    """The offered slot that a form's code means, if it is still among those that are free."""
    return next((one for one in slots if one.code == code), None)


@dataclass(frozen=True, slots=True)
class _Day:
    """One day on which things are looked for: its hours, who must be there too, what is taken."""

    day: date
    hours: Sequence[Hours]
    also: Sequence[Bookable]
    taken: Taken
    there: frozenset[UUID]

    def slots(self, row: Bookable, length: int) -> Iterator[Slot]:
        """The times at which one thing is free with all the others."""
        for mine in (one for one in self.hours if one.bookable_id == row.id):
            uses = tuple(dict.fromkeys([row.id, *_room(mine), *(one.id for one in self.also)]))
            if not self.there.issuperset(uses):
                continue
            gone = {one for key in uses for one in self.taken.get((key, self.day), ())}
            free = without([mine.span], gone)
            for other in self.also:
                free = common(free, open_spans(self.hours, other.id, uses))
            for span in starts(free, length, gap=row.gap_quarters):
                yield Slot(self.day, span.first, span.end, uses)


def _room(hours: Hours) -> tuple[UUID, ...]:
    return (hours.room_id,) if hours.room_id else ()


def _there(known: Mapping[UUID, Bookable], day: date) -> frozenset[UUID]:
    """What of it is in force on a day."""
    return frozenset(
        key
        for key, row in known.items()
        if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
    )


def _days(first: date, last: date) -> Iterator[date]:
    for ahead in range((last - first).days + 1):
        yield first + timedelta(days=ahead)


def is_open(
    sub_district_id: UUID, bookable_id: UUID, others: Collection[UUID], day: date, span: Span
) -> bool:
    """Whether a thing is open for a whole span of a day, whether or not it is taken."""
    rows = hours_of(sub_district_id, [bookable_id, *others], on=day)
    held = open_hours([as_rule(row) for row in rows], day, holidays(sub_district_id))
    return any(span in one for one in open_spans(held, bookable_id, others))


CLOSING = frozenset({BookingKind.STAFF, BookingKind.BLOCKED})
"""Kinds of bookings that may lie outside the weekly hours."""
