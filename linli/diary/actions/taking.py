"""Times are taken, given back and moved; the database lets no quarter be taken twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.diary.models import Bookable, Booking, TakenQuarter
from linli.diary.queries.slots import CLOSING, Slot, is_open
from linli.diary.rules import (
    LONGEST_AHEAD,
    BookingKind,
    BookingState,
    Ended,
    Purpose,
    Span,
    clock,
    instant,
)
from linli.kernel.actor import Actor, nobody
from linli.kernel.errors import Conflict, Missing, Refused
from linli.records import actions as records
from linli.tenancy.dated import in_force

SUBJECT = "diary.booking"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be taken: things, a day, quarters from the first up to but without the end."""

    uses: tuple[UUID, ...]
    day: date
    first: int
    end: int

    @classmethod
    def of(cls, slot: Slot) -> Wanted:
        """The same as a slot that was offered."""
        return cls(slot.uses, slot.day, slot.first, slot.end)


@dataclass(frozen=True, slots=True)
class Owner:
    """The record of another room that a time is taken for, such as `counsel.talk`."""

    kind: str
    id: UUID


@transaction.atomic
def hold(
    *,
    actor: Actor,
    wanted: Wanted,
    purpose: Purpose,
    kind: BookingKind = BookingKind.NORMAL,
    owner: Owner | None = None,
    title: str = "",
    series_id: UUID | None = None,
    at: datetime,
) -> Booking:
    """Take a time of several things at once, all or none of them.

    The room that calls has asked whether the actor may, and claims the client's key. Times for
    staff and closed times may lie outside the weekly hours, all others not.
    """
    things = _things(actor.sub_district_id, wanted)
    _require_time(wanted, at)
    if kind not in CLOSING:
        _require_open(actor.sub_district_id, wanted)
    booking = Booking.objects.create(
        sub_district_id=actor.sub_district_id,
        kind=kind.value,
        purpose=purpose.value,
        day=wanted.day,
        first=wanted.first,
        end=wanted.end,
        title=title.strip(),
        owner_kind=owner.kind if owner else "",
        owner_id=owner.id if owner else None,
        series_id=series_id,
        made_at=at,
        made_by=_named(actor).label,
    )
    _take(booking, things, wanted)
    _record(actor, booking, "diary.hold", wanted.uses, at)
    return booking


@transaction.atomic
def release(*, actor: Actor, booking_id: UUID, why: Ended, at: datetime) -> Booking:
    """Give a time back; once given back it stays so, however often it is said."""
    booking = _booking(actor.sub_district_id, booking_id)
    if booking.state == BookingState.RELEASED:
        return booking
    TakenQuarter.objects.filter(
        sub_district_id=booking.sub_district_id, booking_id=booking.id
    ).delete()
    booking.state, booking.ended_at = BookingState.RELEASED.value, at
    booking.ended_why = why.value
    booking.version += 1
    booking.save(update_fields=["state", "ended_at", "ended_why", "version"])
    _record(actor, booking, "diary.release", (), at)
    return booking


@transaction.atomic
def move(
    *, actor: Actor, booking_id: UUID, wanted: Wanted, version: int | None = None, at: datetime
) -> Booking:
    """Move a booking to another time or to other things; if that is taken, the old one stays."""
    booking = _booking(actor.sub_district_id, booking_id)
    if version is not None and version != booking.version:
        raise Conflict("changed", _("Somebody else changed this first. Look at it again."))
    if booking.state != BookingState.HELD:
        raise Refused("released", _("This time was given back. Take a new one."))
    things = _things(booking.sub_district_id, wanted)
    _require_time(wanted, at)
    if BookingKind(booking.kind) not in CLOSING:
        _require_open(booking.sub_district_id, wanted)
    TakenQuarter.objects.filter(
        sub_district_id=booking.sub_district_id, booking_id=booking.id
    ).delete()
    _take(booking, things, wanted)
    booking.day, booking.first, booking.end = wanted.day, wanted.first, wanted.end
    booking.moved += 1
    booking.version += 1
    booking.save(update_fields=["day", "first", "end", "moved", "version"])
    _record(actor, booking, "diary.move", wanted.uses, at)
    return booking


def taken() -> Refused:
    """The sentence for whoever comes second."""
    return Refused("taken", _("Somebody has just taken this time. Choose another one."))


def _take(booking: Booking, things: Sequence[Bookable], wanted: Wanted) -> None:
    """Write the quarters; the second of two who write the same ones is refused.

    They are written in one order by everybody, so that two who want the same two things wait
    for one another and never in a ring.
    """
    pauses = BookingKind(booking.kind) not in CLOSING
    rows = [
        TakenQuarter(
            sub_district_id=booking.sub_district_id,
            bookable=one,
            day=wanted.day,
            quarter=quarter,
            booking=booking,
        )
        for one in sorted(things, key=lambda one: one.id)
        for quarter in Span(wanted.first, wanted.end)
        .with_gap(one.gap_quarters if pauses else 0)
        .quarters
    ]
    try:
        with transaction.atomic():
            TakenQuarter.objects.bulk_create(rows)
    except IntegrityError as error:
        raise taken() from error


def _things(sub_district_id: UUID, wanted: Wanted) -> list[Bookable]:
    rows = Bookable.objects.filter(
        in_force(wanted.day), sub_district_id=sub_district_id, id__in=wanted.uses
    )
    found = list(rows)
    if not found or len(found) != len(set(wanted.uses)):
        raise Missing("nothing_here", _("This room or these hours are no longer there."))
    return found


def _require_time(wanted: Wanted, at: datetime) -> None:
    try:
        Span(wanted.first, wanted.end)
    except ValueError as error:
        raise Refused("no_span", _("A time ends after it begins, on the same day.")) from error
    zone = timezone.get_current_timezone()
    if instant(wanted.day, wanted.end, zone) <= at:
        raise Refused("past", _("This time is past. Choose a later one."))
    if wanted.day > timezone.localdate(at) + timedelta(days=LONGEST_AHEAD):
        raise Refused("far", _("Nobody can take a time more than half a year ahead."))


def _require_open(sub_district_id: UUID, wanted: Wanted) -> None:
    span = Span(wanted.first, wanted.end)
    for one in wanted.uses:
        others = _others(wanted.uses, one)
        if not is_open(sub_district_id, one, others, wanted.day, span):
            raise Refused(
                "not_open",
                _("On %(day)s at %(time)s it is not open. Choose one of the times offered.")
                % {"day": wanted.day.isoformat(), "time": clock(wanted.first)},
            )


def _others(uses: Collection[UUID], one: UUID) -> list[UUID]:
    return [other for other in uses if other != one]


def _booking(sub_district_id: UUID, booking_id: UUID) -> Booking:
    rows = Booking.objects.select_for_update().filter(
        sub_district_id=sub_district_id, id=booking_id
    )
    found = rows.first()
    if found is None:
        raise Missing("nothing_here", _("There is nothing of that number here."))
    return found


def _named(actor: Actor) -> Actor:
    """Whom the records name: a post; somebody who books for oneself is nobody to them."""
    return actor if actor.post or actor.system else nobody(actor.sub_district_id)


def _record(actor: Actor, booking: Booking, did: str, uses: Collection[UUID], at: datetime) -> None:
    facts = {
        "kind": booking.kind,
        "day": booking.day.isoformat(),
        "first": booking.first,
        "end": booking.end,
    }
    if uses:
        facts["uses"] = [str(one) for one in sorted(uses)]
    records.record(
        actor=_named(actor), did=did, on_kind=SUBJECT, on_id=booking.id, facts=facts, at=at
    )
