"""Rooms and hours are entered, opened, closed and given up by who keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.diary.actions.taking import Wanted, hold, release
from linli.diary.models import Bookable, Booking, OpenTime
from linli.diary.queries.bookables import bookables, may_do_at, may_keep, may_take
from linli.diary.queries.weeks import still_taken
from linli.diary.queries.words import day_word
from linli.diary.rules import (
    BookableKind,
    BookingKind,
    BookingState,
    Ended,
    Purpose,
    Span,
    Verb,
    weekly,
)
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.people import queries as people
from linli.records import actions as records
from linli.tenancy.models import new_id

SUBJECT = "diary.bookable"
MOST_WEEKS = 26


@dataclass(frozen=True, slots=True)
class BookableDraft:
    """What is entered of a room, or of the hours of a post."""

    kind: BookableKind
    name: str
    purpose: Purpose
    post_id: UUID | None = None
    where: str = ""
    seats: int | None = None
    area_cm2: int | None = None
    step_free: bool = False
    slot_quarters: int = 4
    gap_quarters: int = 0
    listed: bool = True


@transaction.atomic
def add_bookable(
    *, actor: Actor, place_id: UUID, draft: BookableDraft, key: str, at: datetime
) -> Bookable:
    """Enter a room or the hours of a post; the client's key enters it once."""
    on = timezone.localdate(at)
    if not may_do_at(actor, Verb.KEEP, place_id, on=on):
        raise _not_keeper()
    _require_sound(actor.sub_district_id, draft, on)
    bookable_id = new_id()
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act="diary.add_bookable",
        key=key,
        body={"place": str(place_id), **{name: str(one) for name, one in asdict(draft).items()}},
        answer={"bookable": str(bookable_id)},
        at=at,
    )
    if before is not None:
        return _bookable(actor.sub_district_id, UUID(before["bookable"]))
    _require_new_name(actor.sub_district_id, place_id, draft.name, on)
    row = Bookable.objects.create(
        id=bookable_id,
        sub_district_id=actor.sub_district_id,
        place_id=place_id,
        valid_from=on,
        **_columns(draft),
    )
    _record(actor, row, "diary.add_bookable", {"kind": row.kind, "purpose": row.purpose}, at)
    return row


@transaction.atomic
def change_bookable(
    *, actor: Actor, bookable_id: UUID, draft: BookableDraft, version: int, at: datetime
) -> Bookable:
    """Change what is entered of a room or of hours; what it is for once taken stays as it was."""
    row = _kept(actor, bookable_id, at)
    if version != row.version:
        raise Conflict("changed", _("Somebody else changed this first. Look at it again."))
    on = timezone.localdate(at)
    _require_sound(actor.sub_district_id, draft, on)
    if draft.kind != row.kind:
        raise Refused("other_kind", _("A room stays a room, and hours stay hours."))
    if draft.name.strip() != row.name:
        _require_new_name(actor.sub_district_id, row.place_id, draft.name, on)
    for name, value in _columns(draft).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    _record(actor, row, "diary.change_bookable", {"version": row.version}, at)
    return row


@transaction.atomic
def end_bookable(*, actor: Actor, bookable_id: UUID, last: date, at: datetime) -> Bookable:
    """Give up a room or hours after a last day, once nothing is taken later."""
    row = _kept(actor, bookable_id, at)
    if last < timezone.localdate(at):
        raise Refused("past", _("The last day lies in the past."))
    if still_taken(row, on=last + timedelta(days=1)):
        raise Refused("still_taken", _("Later times are taken. Move them or give them back first."))
    row.valid_to = last
    row.version += 1
    row.save(update_fields=["valid_to", "version"])
    _record(actor, row, "diary.end_bookable", {"last": last.isoformat()}, at)
    return row


@transaction.atomic
def open_weekly(
    *,
    actor: Actor,
    bookable_id: UUID,
    weekday: int,
    span: Span,
    room_id: UUID | None = None,
    first: date,
    last: date | None = None,
    at: datetime,
) -> OpenTime:
    """Open a room, or set hours of a post, on a weekday from a day on; for one day, the same two.

    The same hours said again are the ones that stand.
    """
    row = _kept(actor, bookable_id, at)
    if last is not None and last < first:
        raise Refused("dates", _("The last day lies before the first."))
    if row.kind == BookableKind.ROOM:
        room_id = None
    elif room_id is not None:
        _require_room(actor.sub_district_id, room_id)
    facts: dict[str, Any] = {"weekday": weekday, "first": span.first, "end": span.end}
    made, new = OpenTime.objects.get_or_create(
        sub_district_id=row.sub_district_id,
        bookable=row,
        room_id=room_id,
        valid_from=first,
        valid_to=last,
        **facts,
    )
    if new:
        _record(actor, row, "diary.open_weekly", facts | {"from": first.isoformat()}, at)
    return made


@transaction.atomic
def close_weekly(*, actor: Actor, open_time_id: UUID, last: date, at: datetime) -> None:
    """End weekly hours after a last day; hours that never began are taken out."""
    rows = OpenTime.objects.filter(sub_district_id=actor.sub_district_id, id=open_time_id)
    found = rows.first()
    if found is None:
        raise _gone()
    row = _kept(actor, found.bookable_id, at)
    if last < found.valid_from:
        found.delete()
    else:
        found.valid_to = last
        found.save(update_fields=["valid_to"])
    facts = {"weekday": found.weekday, "last": last.isoformat()}
    _record(actor, row, "diary.close_weekly", facts, at)


@transaction.atomic
def take_for_office(
    *,
    actor: Actor,
    bookable_id: UUID,
    day: date,
    span: Span,
    title: str,
    closed: bool = False,
    weeks: int = 1,
    key: str,
    at: datetime,
) -> list[Booking]:
    """Take a room for the office or close it, for one day or the same hours week after week.

    Where one of the days is taken nothing is written, and the refusal names those days.
    """
    row = _taken_by(actor, bookable_id, at)
    if not 1 <= weeks <= MOST_WEEKS:
        raise Refused("weeks", _("Choose between one week and half a year."))
    days, series = weekly(day, weeks), new_id() if weeks > 1 else None
    before = records.claim_key(
        sub_district_id=row.sub_district_id,
        act="diary.take_for_office",
        key=key,
        body={"bookable": str(row.id), "day": day.isoformat(), "weeks": weeks, "title": title},
        at=at,
    )
    if before is not None:
        return []
    taken = partial(
        _taken_or_none,
        actor=actor,
        row=row,
        span=span,
        kind=BookingKind.BLOCKED if closed else BookingKind.STAFF,
        title=title,
        series_id=series,
        at=at,
    )
    made = {one: taken(one) for one in days}
    _require_all_free([one for one, booking in made.items() if booking is None])
    return [booking for booking in made.values() if booking is not None]


@transaction.atomic
def give_back(
    *, actor: Actor, booking_id: UUID, why: Ended, series: bool = False, at: datetime
) -> int:
    """Give back a time that the office took, or all later ones of its series; answer how many."""
    rows = Booking.objects.filter(
        sub_district_id=actor.sub_district_id, id=booking_id, owner_kind=""
    )
    found = rows.first()
    if found is None:
        raise _gone()
    for bookable_id in _things_of(found):
        _taken_by(actor, bookable_id, at)
    given = _to_release(found) if series and found.series_id else [found]
    for one in given:
        release(actor=actor, booking_id=one.id, why=why, at=at)
    return len(given)


def _taken_or_none(
    day: date,
    *,
    actor: Actor,
    row: Bookable,
    span: Span,
    kind: BookingKind,
    title: str,
    series_id: UUID | None,
    at: datetime,
) -> Booking | None:
    """Take one day's time; none where somebody has it already."""
    try:
        with transaction.atomic():
            return hold(
                actor=actor,
                wanted=Wanted((row.id,), day, span.first, span.end),
                purpose=Purpose(row.purpose),
                kind=kind,
                title=title,
                series_id=series_id,
                at=at,
            )
    except Refused as refusal:
        if refusal.code != "taken":
            raise
        return None


def _to_release(booking: Booking) -> Sequence[Booking]:
    return list(
        Booking.objects.filter(
            sub_district_id=booking.sub_district_id,
            series_id=booking.series_id,
            state=BookingState.HELD.value,
            day__gte=booking.day,
        ).order_by("day")
    )


def _things_of(booking: Booking) -> list[UUID]:
    rows = booking.taken.filter(sub_district_id=booking.sub_district_id)
    return list(rows.values_list("bookable_id", flat=True).distinct())


def _columns(draft: BookableDraft) -> dict[str, object]:
    return asdict(draft) | {
        "kind": draft.kind.value,
        "purpose": draft.purpose.value,
        "name": draft.name.strip(),
        "where": draft.where.strip(),
    }


def _bookable(sub_district_id: UUID, bookable_id: UUID) -> Bookable:
    rows = Bookable.objects.select_for_update().filter(
        sub_district_id=sub_district_id, id=bookable_id
    )
    found = rows.first()
    if found is None:
        raise _gone()
    return found


def _kept(actor: Actor, bookable_id: UUID, at: datetime) -> Bookable:
    row = _bookable(actor.sub_district_id, bookable_id)
    if not may_keep(actor, row, on=timezone.localdate(at)):
        raise _not_keeper()
    return row


def _taken_by(actor: Actor, bookable_id: UUID, at: datetime) -> Bookable:
    """A calendar in which the actor may take times for the office, or close them."""
    row, on = _bookable(actor.sub_district_id, bookable_id), timezone.localdate(at)
    if not may_take(actor, row, on=on):
        raise _not_keeper()
    return row


def _require_sound(sub_district_id: UUID, draft: BookableDraft, on: date) -> None:
    if not draft.name.strip():
        raise Refused("no_name", _("Write what it is called."))
    if draft.kind is BookableKind.ROOM and draft.post_id is not None:
        raise Refused("room_post", _("A room is nobody's hours."))
    if draft.kind is BookableKind.PERSON and (
        draft.post_id is None or people.post_in_force(sub_district_id, draft.post_id, on=on) is None
    ):
        raise Refused("no_post", _("Choose the post whose hours these are."))


def _require_new_name(sub_district_id: UUID, place_id: UUID, name: str, on: date) -> None:
    same = bookables(sub_district_id, on=on, place_ids=[place_id])
    if any(one.name == name.strip() for one in same):
        raise Refused("name_taken", _("There is one of this name here already."))


def _require_room(sub_district_id: UUID, room_id: UUID) -> None:
    if _bookable(sub_district_id, room_id).kind != BookableKind.ROOM:
        raise Refused("no_room", _("Hours are held in a room."))


def _require_all_free(gone: Sequence[date]) -> None:
    if gone:
        days = "、".join(day_word(one) for one in gone)
        raise Refused(
            "taken", _("Already taken on %(days)s. Nothing was entered.") % {"days": days}
        )


def _not_keeper() -> NotAllowed:
    return NotAllowed(
        "not_keeper",
        _("Rooms and hours are kept by the office and the community, and by whose hours they are."),
    )


def _gone() -> Missing:
    return Missing("nothing_here", _("There is nothing of that number here."))


def _record(actor: Actor, row: Bookable, did: str, facts: dict[str, object], at: datetime) -> None:
    records.record(actor=actor, did=did, on_kind=SUBJECT, on_id=row.id, facts=facts, at=at)
