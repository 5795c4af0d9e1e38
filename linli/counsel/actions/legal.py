"""A time with the lawyer is booked, a number is handed out and called; a tick says what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from linli.counsel.actions.contacts import forget_contacts
from linli.counsel.models import LegalVisit
from linli.counsel.queries import legal as queries
from linli.counsel.queries.code_words import new_word
from linli.counsel.queries.legal import VISIT
from linli.counsel.queries.talks import FreeHours, slot_of
from linli.counsel.rules.legal import (
    LAWYERS,
    LEGAL_CLERKS,
    Advice,
    LegalTopic,
    VisitState,
    VisitWay,
    may_move_visit,
)
from linli.diary import actions as diary
from linli.diary import queries as diary_queries
from linli.diary.actions import Owner, Wanted
from linli.diary.queries import Slot
from linli.diary.rules import BookingKind, Ended, Purpose, clock
from linli.kernel.actor import Actor, nobody
from linli.kernel.errors import Conflict, Missing, Refused
from linli.records import actions as records
from linli.records.actions import Batch
from linli.tenancy.models import new_id

CONTACT = gettext_noop("the contact left for the lawyer")
RULE = "counsel.retention.legal_visit"
_DESK = "/desk/legal/"


@dataclass(frozen=True, slots=True)
class VisitBooked:
    """A time that was booked, and the code word that opens it."""

    visit_id: UUID
    word: str


@transaction.atomic
def book_visit(
    *,
    actor: Actor,
    slot: str,
    topic: LegalTopic,
    called: str = "",
    contact: str = "",
    by_phone: bool = False,
    key: str,
    at: datetime,
) -> VisitBooked:
    """Book a time with a lawyer under any name or none; the same form again is the same time."""
    word, visit_id = new_word(), new_id()
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act="counsel.book_visit",
        key=key,
        body={"slot": slot, "topic": topic.value, "called": called, "contact": contact},
        answer={"visit": str(visit_id)},
        secret=word,
        at=at,
    )
    if before is not None:
        return VisitBooked(UUID(before["visit"]), str(before.get("secret", "")))
    found = slot_of(actor.sub_district_id, slot, purpose=Purpose.LEGAL, at=at)
    if found is None:
        raise Refused("taken", _("Somebody has just taken this time. Choose another one."))
    way = _way(actor, by_phone=by_phone)
    typed = {"called": called.strip(), "contact": contact.strip()}
    visit = _visit(actor, found, id=visit_id, topic=topic, way=way, word=word, at=at, **typed)
    batch = _batch(visit, new=True)
    facts = {"topic": topic.value, "way": visit.way}
    batch.record(actor=_named(actor), did="counsel.book_visit", facts=facts, at=at)
    _tell_lawyer(batch, visit, "counsel/legal_booked", at)
    batch.write()
    return VisitBooked(visit_id, word)


@transaction.atomic
def hand_out_number(
    *, actor: Actor, keeper_id: UUID, topic: LegalTopic, key: str, at: datetime
) -> LegalVisit:
    """Give the next number of the day to somebody who came without a time; no name is asked."""
    on = timezone.localdate(at)
    keeper = queries.keeper_served(actor, keeper_id, on=on)
    if keeper is None or keeper.post_id is None:
        raise visit_gone()
    if keeper.id not in queries.on_duty(actor.sub_district_id, [keeper.id], on=on):
        raise Refused("not_there", _("The lawyer has no hours today. Book a time instead."))
    visit_id = new_id()
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act="counsel.hand_out_number",
        key=key,
        body={"keeper": str(keeper_id), "topic": topic.value},
        answer={"visit": str(visit_id)},
        at=at,
    )
    if before is not None:
        return _locked(actor.sub_district_id, UUID(before["visit"]))
    visit = LegalVisit.objects.create(
        id=visit_id,
        sub_district_id=actor.sub_district_id,
        keeper=keeper,
        post_id=keeper.post_id,
        place_id=keeper.place_id,
        way=VisitWay.QUEUE.value,
        topic=topic.value,
        day=on,
        number=records.next_number(
            sub_district_id=actor.sub_district_id, prefix=f"{keeper.id.hex[-24:]}-{on:%Y%m%d}"
        ),
        state=VisitState.WAITING.value,
        booked_on=on,
    )
    _record(visit, actor, "counsel.hand_out_number", {"number": visit.number}, at)
    return visit


@transaction.atomic
def call_next(*, actor: Actor, keeper_id: UUID, at: datetime) -> LegalVisit:
    """Call the lowest number that waits."""
    on = timezone.localdate(at)
    if queries.keeper_served(actor, keeper_id, on=on) is None:
        raise visit_gone()
    rows = LegalVisit.objects.select_for_update().filter(
        sub_district_id=actor.sub_district_id,
        keeper_id=keeper_id,
        day=on,
        state=VisitState.WAITING.value,
    )
    visit = rows.order_by("number").first()
    if visit is None:
        raise Refused("nobody_waits", _("Nobody waits in the queue."))
    visit.called_at = at
    return _move(visit, VisitState.CALLED, actor=actor, at=at)


@transaction.atomic
def end_visit(
    *, actor: Actor, visit_id: UUID, advice: Advice | None, version: int, at: datetime
) -> LegalVisit:
    """Say what came of a visit by a tick; none means that nobody came."""
    if queries.visit_of_lawyer(actor, visit_id) is None:
        raise visit_gone()
    visit = _at_version(actor.sub_district_id, visit_id, version)
    visit.advice = advice.value if advice else ""
    return _move(visit, VisitState.DONE if advice else VisitState.MISSED, actor=actor, at=at)


@transaction.atomic
def cancel_visit(*, actor: Actor, visit_id: UUID, version: int, at: datetime) -> LegalVisit:
    """Call a booked time off at the desk; whoever booked reads so with the code word."""
    if queries.visit_at_desk(actor, visit_id, on=timezone.localdate(at)) is None:
        raise visit_gone()
    visit = _at_version(actor.sub_district_id, visit_id, version)
    why = Ended.KEEPER_AWAY if actor.kind in LAWYERS else Ended.NOT_NEEDED
    return _cancelled(visit, why, actor=actor, at=at)


@transaction.atomic
def cancel_own_visit(*, actor: Actor, word: str, at: datetime) -> LegalVisit:
    """Call a time off with its code word, without a reason; once called off it stays so."""
    found = queries.visit_by_word(actor.sub_district_id, word)
    if found is None:
        raise no_such_visit()
    visit = _locked(actor.sub_district_id, found.id)
    if visit.state == VisitState.CANCELLED:
        return visit
    visit = _cancelled(visit, Ended.NOT_NEEDED, actor=nobody(visit.sub_district_id), at=at)
    batch = _batch(visit)
    _tell_lawyer(batch, visit, "counsel/legal_cancelled", at)
    batch.write()
    return visit


@transaction.atomic
def open_visit_contact(*, actor: Actor, visit_id: UUID, at: datetime) -> LegalVisit:
    """Show the lawyer what was left to be reached; whoever booked can see that it was."""
    visit = queries.visit_of_lawyer(actor, visit_id)
    if visit is None:
        raise visit_gone()
    records.log_access(
        actor=actor, subject_kind=VISIT, subject_id=visit.id, what=CONTACT, why="legal", at=at
    )
    return visit


def forget_visits(*, sub_district_id: UUID, at: datetime) -> int:
    """Forget names, contacts and code words of visits that are over; answer how many."""
    return forget_contacts(
        LegalVisit, rule=RULE, did="counsel.forget_visits", sub_district_id=sub_district_id, at=at
    )


def visit_gone() -> Missing:
    """The sentence for a visit that is not there, or not at this desk."""
    return Missing("nothing_here", _("There is nothing of that number here."))


def no_such_visit() -> Refused:
    """The sentence for a code word that opens nothing."""
    return Refused(
        "no_word",
        _("No time has this code word. Look at it again; it is forgotten the day after."),
    )


def _way(actor: Actor, *, by_phone: bool) -> VisitWay:
    if actor.kind not in LEGAL_CLERKS | LAWYERS:
        return VisitWay.ONLINE
    return VisitWay.PHONE if by_phone else VisitWay.COUNTER


def _visit(
    actor: Actor,
    found: tuple[FreeHours, Slot],
    *,
    way: VisitWay,
    word: str,
    at: datetime,
    **fields: Any,
) -> LegalVisit:
    hours, free = found
    online = way is VisitWay.ONLINE
    booking = diary.hold(
        actor=nobody(actor.sub_district_id) if online else actor,
        wanted=Wanted.of(free),
        purpose=Purpose.LEGAL,
        kind=BookingKind.NORMAL if online else BookingKind.ON_BEHALF,
        owner=Owner(VISIT, fields["id"]),
        at=at,
    )
    keeper = diary_queries.bookable(actor.sub_district_id, hours.keeper_id)
    if keeper is None or keeper.post_id is None:
        raise visit_gone()
    return LegalVisit.objects.create(
        **fields,
        sub_district_id=actor.sub_district_id,
        keeper=keeper,
        post_id=keeper.post_id,
        place_id=hours.place_id,
        way=way.value,
        day=free.day,
        booking_id=booking.id,
        first=free.first,
        end=free.end,
        state=VisitState.BOOKED.value,
        booked_on=timezone.localdate(at),
        word_hash=queries.visit_hash(word),
    )


def _cancelled(visit: LegalVisit, why: Ended, *, actor: Actor, at: datetime) -> LegalVisit:
    moved = _move(visit, VisitState.CANCELLED, actor=actor, at=at)
    if visit.booking_id is not None:
        diary.release(actor=actor, booking_id=visit.booking_id, why=why, at=at)
    return moved


def _move(visit: LegalVisit, to: VisitState, *, actor: Actor, at: datetime) -> LegalVisit:
    state = VisitState(visit.state)
    if not may_move_visit(state, to, begun=queries.visit_begins(visit) <= at):
        raise Refused("wrong_state", _wrong(state))
    visit.state = to.value
    visit.version += 1
    visit.save(update_fields=["state", "advice", "called_at", "version"])
    facts = {"state": to.value, **({"advice": visit.advice} if visit.advice else {})}
    _record(visit, actor, "counsel.move_visit", facts, at)
    return visit


def _record(visit: LegalVisit, actor: Actor, did: str, facts: dict[str, Any], at: datetime) -> None:
    batch = _batch(visit)
    batch.record(actor=_named(actor), did=did, facts=facts, at=at)
    if visit.state == VisitState.DONE:
        for name in (queries.topic_count(visit.topic), queries.advice_count(visit.advice)):
            batch.count(name, place_id=visit.place_id, on=visit.day)
    batch.write()


def _wrong(state: VisitState) -> str:
    if state is VisitState.BOOKED:
        return _("Before a time begins it can be called off; afterwards say what came of it.")
    if state is VisitState.WAITING:
        return _("Call the number first.")
    return _("This is over or called off already.")


def _at_version(sub_district_id: UUID, visit_id: UUID, version: int) -> LegalVisit:
    visit = _locked(sub_district_id, visit_id)
    if visit.version != version:
        raise Conflict("changed", _("Somebody else changed this first. Look at it again."))
    return visit


def _locked(sub_district_id: UUID, visit_id: UUID) -> LegalVisit:
    rows = LegalVisit.objects.select_for_update().filter(sub_district_id=sub_district_id)
    found = rows.filter(id=visit_id).first()
    if found is None:
        raise visit_gone()
    return found


def _named(actor: Actor) -> Actor:
    return actor if actor.post or actor.system else nobody(actor.sub_district_id)


def _batch(visit: LegalVisit, *, new: bool = False) -> Batch:
    return Batch(
        sub_district_id=visit.sub_district_id, subject_kind=VISIT, subject_id=visit.id, new=new
    )


def _tell_lawyer(batch: Batch, visit: LegalVisit, template: str, at: datetime) -> None:
    when = {"day": visit.day.isoformat(), "time": clock(visit.first or 0)}
    batch.tell_post(visit.post_id, template, mark=visit.id, params=when, link=_DESK, at=at)
