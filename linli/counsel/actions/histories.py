"""Talks and visits that are over, written many at once: codes and days, as nothing else is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.counsel.models import LegalVisit, Talk
from linli.counsel.queries import legal, talks
from linli.counsel.queries.legal import VISIT
from linli.counsel.rules.legal import Advice, LegalTopic, VisitState, VisitWay
from linli.counsel.rules.talks import MET, Missed, ReferredTo, TalkState, Tier, Way, waited
from linli.diary import actions as diary
from linli.diary import queries as diary_queries
from linli.diary.actions import Owner, PastTime
from linli.diary.queries import Slot
from linli.diary.rules import BookableKind, Ended, Purpose
from linli.kernel.actor import Actor
from linli.places import queries as places
from linli.records.actions import Batch, write_batches
from linli.tenancy.models import new_id

if TYPE_CHECKING:
    from linli.diary.models import Bookable

TALK = "counsel.talk"
_AT_ONCE = 500
_TALK_COUNTS = {
    TalkState.HELD: talks.HELD,
    TalkState.REFERRED: talks.REFERRED,
    TalkState.NOT_HELD: talks.NOT_HELD,
    TalkState.CANCELLED: talks.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class PastTalk:
    """An hour that was booked and how it went; who came is forgotten by then."""

    slot: Slot
    booked_on: date
    state: TalkState
    missed: Missed | None = None
    referred_to: ReferredTo | None = None
    way: Way = Way.ONLINE


@dataclass(frozen=True, slots=True)
class PastVisit:
    """A time with the lawyer and what came of it."""

    slot: Slot
    booked_on: date
    state: VisitState
    topic: LegalTopic
    advice: Advice | None = None
    way: VisitWay = VisitWay.ONLINE


@transaction.atomic
def record_talks(*, actor: Actor, rows: Sequence[PastTalk], at: datetime) -> None:
    """Write talks that are over with their counts, in few statements."""
    keepers, root = _keepers(actor, Purpose.COUNSELLING, at), places.root(actor.sub_district_id)
    ids = [new_id() for _one in rows]
    gone = [one.state is TalkState.CANCELLED for one in rows]
    booked = _times(actor, Purpose.COUNSELLING, TALK, list(zip(ids, rows, gone, strict=True)), at)
    made: list[Talk] = []
    for talk_id, booking_id, one in zip(ids, booked, rows, strict=True):
        keeper = keepers[one.slot.uses[0]]
        pool = root is not None and keeper.place_id == root.id
        made.append(
            Talk(
                id=talk_id,
                sub_district_id=actor.sub_district_id,
                keeper=keeper,
                post=keeper.post,
                place_id=keeper.place_id,
                tier=(Tier.POOL if pool else Tier.COMMUNITY).value,
                booking_id=booking_id,
                day=one.slot.day,
                first=one.slot.first,
                end=one.slot.end,
                way=one.way.value,
                booked_on=one.booked_on,
                state=one.state.value,
                missed=one.missed.value if one.missed else "",
                referred_to=one.referred_to.value if one.referred_to else "",
            )
        )
    Talk.objects.bulk_create(made, batch_size=_AT_ONCE)
    write_batches([_talk_batch(actor, row, at) for row in made])


@transaction.atomic
def record_visits(*, actor: Actor, rows: Sequence[PastVisit], at: datetime) -> None:
    """Write visits to lawyers that are over with their counts, in few statements."""
    keepers = _keepers(actor, Purpose.LEGAL, at)
    ids = [new_id() for _one in rows]
    gone = [one.state is VisitState.CANCELLED for one in rows]
    booked = _times(actor, Purpose.LEGAL, VISIT, list(zip(ids, rows, gone, strict=True)), at)
    made = [
        LegalVisit(
            id=visit_id,
            sub_district_id=actor.sub_district_id,
            keeper=keepers[one.slot.uses[0]],
            post=keepers[one.slot.uses[0]].post,
            place_id=keepers[one.slot.uses[0]].place_id,
            way=one.way.value,
            topic=one.topic.value,
            day=one.slot.day,
            booking_id=booking_id,
            first=one.slot.first,
            end=one.slot.end,
            state=one.state.value,
            advice=one.advice.value if one.advice else "",
            booked_on=one.booked_on,
        )
        for visit_id, booking_id, one in zip(ids, booked, rows, strict=True)
    ]
    LegalVisit.objects.bulk_create(made, batch_size=_AT_ONCE)
    write_batches([_visit_batch(actor, row, at) for row in made])


def _keepers(actor: Actor, purpose: Purpose, at: datetime) -> dict[UUID, Bookable]:
    rows = diary_queries.bookables(
        actor.sub_district_id, on=timezone.localdate(at), kind=BookableKind.PERSON, purpose=purpose
    )
    return {row.id: row for row in rows}


def _times(
    actor: Actor,
    purpose: Purpose,
    kind: str,
    rows: Sequence[tuple[UUID, PastTalk | PastVisit, bool]],
    at: datetime,
) -> list[UUID]:
    times = [
        PastTime(
            slot=one.slot,
            owner=Owner(kind, row_id),
            made_at=at - timedelta(days=(timezone.localdate(at) - one.booked_on).days),
            ended=Ended.NOT_NEEDED if gone else None,
        )
        for row_id, one, gone in rows
    ]
    return diary.record_times(actor=actor, purpose=purpose, times=times, at=at)


def _talk_batch(actor: Actor, row: Talk, at: datetime) -> Batch:
    batch = _batch(actor, TALK, row.id)
    state = TalkState(row.state)
    batch.record(actor=actor, did="counsel.book_talk", facts={"tier": row.tier}, at=at)
    batch.record(actor=actor, did="counsel.move_talk", facts={"state": row.state}, at=at)
    batch.count(talks.BOOKED, place_id=row.place_id, on=row.booked_on)
    if state in _TALK_COUNTS:
        batch.count(_TALK_COUNTS[state], place_id=row.place_id, on=row.day)
    if state in MET and (days := waited(row.booked_on, row.day)):
        batch.count(talks.WAITED, days, place_id=row.place_id, on=row.day)
    return batch


def _visit_batch(actor: Actor, row: LegalVisit, at: datetime) -> Batch:
    batch = _batch(actor, VISIT, row.id)
    facts = {"topic": row.topic, "way": row.way}
    batch.record(actor=actor, did="counsel.book_visit", facts=facts, at=at)
    moved = {"state": row.state, **({"advice": row.advice} if row.advice else {})}
    batch.record(actor=actor, did="counsel.move_visit", facts=moved, at=at)
    if row.state == VisitState.DONE:
        for name in (legal.topic_count(row.topic), legal.advice_count(row.advice)):
            batch.count(name, place_id=row.place_id, on=row.day)
    return batch


def _batch(actor: Actor, kind: str, row_id: UUID) -> Batch:
    return Batch(
        sub_district_id=actor.sub_district_id, subject_kind=kind, subject_id=row_id, new=True
    )
