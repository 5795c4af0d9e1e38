"""Times that were taken and are over, written many at once: for what is brought in from before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from linli.diary.actions.taking import SUBJECT, Owner, taken
from linli.diary.models import Booking, TakenQuarter
from linli.diary.queries.slots import Slot
from linli.diary.rules import BookingKind, BookingState, Ended, Purpose
from linli.kernel.actor import Actor
from linli.records import actions as records
from linli.records.actions import Act
from linli.tenancy.models import new_id

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class PastTime:
    """A time that was free and was taken, and whether it was given back."""

    slot: Slot
    owner: Owner
    made_at: datetime
    ended: Ended | None = None


@transaction.atomic
def record_times(
    *, actor: Actor, purpose: Purpose, times: Sequence[PastTime], at: datetime
) -> list[UUID]:
    """Write times that were taken, in few statements; one that is taken already is refused."""
    rows = [(_booking(actor, purpose, one), one) for one in times]
    Booking.objects.bulk_create([row for row, _one in rows], batch_size=_AT_ONCE)
    held = [(row, one.slot) for row, one in rows if one.ended is None]
    quarters = [_quarter(row, use, at_) for row, slot in held for use, at_ in _uses(slot)]
    try:
        with transaction.atomic():
            TakenQuarter.objects.bulk_create(quarters, batch_size=_AT_ONCE)
    except IntegrityError as error:
        raise taken() from error
    records.record_many(actor=actor, acts=[_act(row) for row, _one in rows], at=at)
    return [row.id for row, _one in rows]


def _uses(slot: Slot) -> list[tuple[UUID, int]]:
    return [(use, at) for use in sorted(slot.uses) for at in range(slot.first, slot.end)]


def _booking(actor: Actor, purpose: Purpose, one: PastTime) -> Booking:
    over = one.ended is not None
    return Booking(
        id=new_id(),
        sub_district_id=actor.sub_district_id,
        kind=BookingKind.NORMAL.value,
        purpose=purpose.value,
        day=one.slot.day,
        first=one.slot.first,
        end=one.slot.end,
        owner_kind=one.owner.kind,
        owner_id=one.owner.id,
        state=(BookingState.RELEASED if over else BookingState.HELD).value,
        made_at=one.made_at,
        made_by=actor.label,
        ended_at=one.made_at if over else None,
        ended_why=one.ended.value if one.ended else "",
    )


def _quarter(row: Booking, use: UUID, quarter: int) -> TakenQuarter:
    return TakenQuarter(
        sub_district_id=row.sub_district_id,
        bookable_id=use,
        day=row.day,
        quarter=quarter,
        booking=row,
    )


def _act(row: Booking) -> Act:
    facts = {"kind": row.kind, "day": row.day.isoformat(), "first": row.first, "end": row.end}
    return Act(did="diary.hold", on_kind=SUBJECT, on_id=row.id, facts=facts)
