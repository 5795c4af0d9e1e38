"""A calendar as its keepers see it: what is open, what is taken, and nothing of who came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from linli.diary.models import Bookable, Booking, TakenQuarter
from linli.diary.queries.bookables import as_rule, holidays, hours_of
from linli.diary.queries.words import taken_word
from linli.diary.rules import (
    WEEK,
    BookingKind,
    BookingState,
    Span,
    clock,
    days_of_week,
    open_hours,
    open_spans,
)


@dataclass(frozen=True, slots=True)
class Item:
    """A time that is taken: how a calendar calls it, and whether the diary may give it back.

    What another room holds is given back in that room.
    """

    booking_id: UUID
    span: Span
    word: str
    kind: str
    own: bool
    series: bool
    version: int

    @property
    def begins(self) -> str:
        """When it begins, as clocks show it."""
        return clock(self.span.first)

    @property
    def ends(self) -> str:
        """When it ends."""
        return clock(self.span.end)


@dataclass(frozen=True, slots=True)
class DayShown:
    """A day of a calendar: when it is open, and what is taken, in order."""

    day: date
    rest: bool
    open: list[Span] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    @property
    def hours(self) -> list[str]:
        """When it is open, in words."""
        return [f"{clock(one.first)}–{clock(one.end)}" for one in self.open]


def week(one: Bookable, monday: date) -> list[DayShown]:
    """The seven days of a calendar from a Monday on."""
    tenant, last = one.sub_district_id, monday + timedelta(days=WEEK - 1)
    rows = [as_rule(row) for row in hours_of(tenant, [one.id], on=monday)]
    items = _items(one, monday, last)
    rest = holidays(tenant)
    return [
        DayShown(
            day,
            day in rest,
            open_spans(open_hours(rows, day, rest), one.id),
            sorted(items.get(day, []), key=lambda item: item.span),
        )
        for day in days_of_week(monday)
    ]


def booking(sub_district_id: UUID, booking_id: UUID) -> Booking | None:
    """One booking, given back or not."""
    return Booking.objects.filter(sub_district_id=sub_district_id, id=booking_id).first()


def bookings_of(sub_district_id: UUID, owner_ids: Sequence[UUID]) -> dict[UUID, Booking]:
    """The held time of each record of another room, by the record's id."""
    rows = Booking.objects.filter(
        sub_district_id=sub_district_id, owner_id__in=owner_ids, state=BookingState.HELD.value
    )
    return {row.owner_id: row for row in rows if row.owner_id}


def uses_of(sub_district_id: UUID, booking_id: UUID) -> list[Bookable]:
    """What a booking takes; nothing once it was given back."""
    ids = TakenQuarter.objects.filter(
        sub_district_id=sub_district_id, booking_id=booking_id
    ).values("bookable_id")
    rows = Bookable.objects.select_related("place", "post")
    return list(rows.filter(sub_district_id=sub_district_id, id__in=ids).order_by("kind", "name"))


def still_taken(one: Bookable, *, on: date) -> bool:
    """Whether anything of it is taken from a day on."""
    rows = TakenQuarter.objects.filter(
        sub_district_id=one.sub_district_id, bookable_id=one.id, day__gte=on
    )
    return rows.exists()


def _items(one: Bookable, first: date, last: date) -> dict[date, list[Item]]:
    ids = TakenQuarter.objects.filter(
        sub_district_id=one.sub_district_id,
        bookable_id=one.id,
        day__gte=first,
        day__lte=last,
    ).values("booking_id")
    rows = Booking.objects.filter(sub_district_id=one.sub_district_id, id__in=ids)
    found: dict[date, list[Item]] = {}
    for row in rows:
        found.setdefault(row.day, []).append(_item(row))
    return found


def _item(row: Booking) -> Item:
    return Item(
        booking_id=row.id,
        span=Span(row.first, row.end),
        word=taken_word(row),
        kind=BookingKind(row.kind).value,
        own=not row.owner_kind,
        series=row.series_id is not None,
        version=row.version,
    )
