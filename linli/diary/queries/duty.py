"""The duty table that everybody reads: on which day, when, which post, in which room."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from linli.diary.models import Bookable
from linli.diary.queries.bookables import as_rule, bookables, holidays, hours_of
from linli.diary.queries.slots import closed_quarters
from linli.diary.queries.words import post_word, purpose_word
from linli.diary.rules import (
    WEEK,
    BookableKind,
    Hours,
    Purpose,
    Span,
    clock,
    days_of_week,
    open_hours,
    without,
)


@dataclass(frozen=True, slots=True)
class DutyShown:
    """Hours of one day: when, what for, which post, where. No name, and nobody who comes."""

    day: date
    span: Span
    bookable_id: UUID
    name: str
    post: str
    purpose: Purpose
    purpose_word: str
    place_id: UUID
    place_name: str
    room: str
    where: str

    @property
    def time(self) -> str:
        """From when to when."""
        return f"{clock(self.span.first)}–{clock(self.span.end)}"


def duty_table(
    sub_district_id: UUID,
    *,
    monday: date,
    place_ids: Collection[UUID] | None = None,
    purpose: Purpose | None = None,
) -> list[DutyShown]:
    """The hours of posts in a week, less holidays and closed times, by day and hour."""
    last = monday + timedelta(days=WEEK - 1)
    people = _of_week(sub_district_id, monday, last, place_ids, purpose)
    known = {one.id: one for one in people}
    rows = hours_of(sub_district_id, list(known), on=monday)
    rooms = {row.room_id: row.room for row in rows if row.room is not None}
    closed = closed_quarters(sub_district_id, list(known), monday, last)
    rest = holidays(sub_district_id)
    found = [
        _shown(known[hours.bookable_id], hours, span, day, rooms.get(hours.room_id))
        for day in days_of_week(monday)
        for hours in open_hours([as_rule(row) for row in rows], day, rest)
        for span in without([hours.span], closed.get((hours.bookable_id, day), ()))
    ]
    return sorted(found, key=lambda one: (one.day, one.span, one.place_name, one.name))


def places_without(
    sub_district_id: UUID, *, place_ids: Collection[UUID], purpose: Purpose, on: date
) -> list[UUID]:
    """Places at which no post has hours for a purpose; the sub-district's own hours do not count."""
    served = bookables(
        sub_district_id,
        on=on,
        kind=BookableKind.PERSON,
        purpose=purpose,
        place_ids=place_ids,
    )
    rows = hours_of(sub_district_id, [one.id for one in served], on=on)
    with_hours = {row.bookable_id for row in rows if row.valid_from <= on}
    have = {one.place_id for one in served if one.id in with_hours}
    return [one for one in place_ids if one not in have]


def _of_week(
    sub_district_id: UUID,
    monday: date,
    last: date,
    place_ids: Collection[UUID] | None,
    purpose: Purpose | None,
) -> list[Bookable]:
    found = {
        one.id: one
        for day in (monday, last)
        for one in bookables(
            sub_district_id,
            on=day,
            kind=BookableKind.PERSON,
            purpose=purpose,
            place_ids=place_ids,
        )
    }
    return [one for one in found.values() if one.listed]


def _shown(one: Bookable, hours: Hours, span: Span, day: date, room: Bookable | None) -> DutyShown:
    return DutyShown(
        day=day,
        span=span,
        bookable_id=one.id,
        name=one.name,
        post=post_word(one),
        purpose=Purpose(one.purpose),
        purpose_word=purpose_word(one.purpose),
        place_id=one.place_id,
        place_name=one.place.name,
        room=room.name if room else "",
        where=room.where if room else one.where,
    )
