"""An hour with a counsellor is booked, confirmed, held or not; its contact is forgotten after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from linli.counsel.actions.contacts import forget_contacts
from linli.counsel.models import CounsellorHours, Talk
from linli.counsel.queries import talks as queries
from linli.counsel.queries.code_words import new_word
from linli.counsel.queries.talks import FreeHours
from linli.counsel.rules.talks import (
    MET,
    OPEN,
    TALK_CLERKS,
    TALKERS,
    Missed,
    ReferredTo,
    StaffHours,
    TalkState,
    Way,
    may_move,
    waited,
    whole_entry,
)
from linli.diary import actions as diary
from linli.diary.actions import Owner, Wanted
from linli.diary.queries import Slot
from linli.diary.rules import BookingKind, Ended, Purpose, clock
from linli.kernel.actor import Actor, nobody
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.records import actions as records
from linli.records.actions import Batch
from linli.tenancy.models import new_id

SUBJECT = "counsel.talk"
CONTACT = gettext_noop("the contact left for a talk")
RULE = "counsel.retention.talk"
_DESK = "/desk/talks/"


@dataclass(frozen=True, slots=True)
class TalkBooked:
    """An hour that was booked, and the code word that opens it."""

    talk_id: UUID
    word: str


@transaction.atomic
def book_talk(
    *,
    actor: Actor,
    slot: str,
    called: str = "",
    contact: str = "",
    key: str,
    at: datetime,
) -> TalkBooked:
    """Book an hour under any name or none; the same form again answers with the same word."""
    word = new_word()
    talk_id = new_id()
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act="counsel.book_talk",
        key=key,
        body={"slot": slot, "called": called, "contact": contact},
        answer={"talk": str(talk_id)},
        secret=word,
        at=at,
    )
    if before is not None:
        return TalkBooked(UUID(before["talk"]), str(before.get("secret", "")))
    hours, free = _free(actor.sub_district_id, slot, at)
    booking_id = _held(actor, talk_id, free, at)
    talk = Talk.objects.create(
        id=talk_id,
        sub_district_id=actor.sub_district_id,
        keeper_id=hours.keeper_id,
        post_id=hours.post_id,
        place_id=hours.place_id,
        tier=hours.tier.value,
        booking_id=booking_id,
        day=free.day,
        first=free.first,
        end=free.end,
        way=(Way.COUNTER if actor.kind in TALK_CLERKS else Way.ONLINE).value,
        booked_on=timezone.localdate(at),
        word_hash=queries.word_hash(word),
        called=called.strip(),
        contact=contact.strip(),
    )
    batch = _batch(talk, new=True)
    batch.record(actor=_named(actor), did="counsel.book_talk", facts={"tier": talk.tier}, at=at)
    batch.count(queries.BOOKED, place_id=talk.place_id, on=timezone.localdate(at))
    _tell_counsellor(batch, talk, "counsel/talk_booked", at)
    batch.write()
    return TalkBooked(talk_id, word)


@transaction.atomic
def confirm_talk(*, actor: Actor, talk_id: UUID, version: int, at: datetime) -> Talk:
    """Say that the hour stands."""
    talk = _own(actor, talk_id, version)
    return _move(talk, TalkState.CONFIRMED, actor=actor, at=at)


@transaction.atomic
def end_talk(
    *,
    actor: Actor,
    talk_id: UUID,
    state: TalkState,
    missed: Missed | None = None,
    referred_to: ReferredTo | None = None,
    version: int,
    at: datetime,
) -> Talk:
    """Say that an hour was held, was not, or that somebody was sent on; a code, never a word."""
    talk = _own(actor, talk_id, version)
    if (state is TalkState.NOT_HELD) != (missed is not None):
        raise Refused("why", _("Choose why the hour was not held."))
    if (state is TalkState.REFERRED) != (referred_to is not None):
        raise Refused("where", _("Choose where you sent the person on to."))
    talk.missed = missed.value if missed else ""
    talk.referred_to = referred_to.value if referred_to else ""
    return _move(talk, state, actor=actor, at=at)


@transaction.atomic
def cancel_talk(*, actor: Actor, talk_id: UUID, version: int, at: datetime) -> Talk:
    """Call an hour off as its counsellor; whoever booked it reads so with the code word."""
    talk = _own(actor, talk_id, version)
    return _cancelled(talk, Ended.KEEPER_AWAY, actor=actor, at=at)


@transaction.atomic
def cancel_own_talk(*, actor: Actor, word: str, at: datetime) -> Talk:
    """Call an hour off with its code word, without a reason; once called off it stays so."""
    found = queries.talk_by_word(actor.sub_district_id, word)
    if found is None:
        raise no_such_word()
    talk = _locked(actor.sub_district_id, found.id)
    if talk.state == TalkState.CANCELLED:
        return talk
    talk = _cancelled(talk, Ended.NOT_NEEDED, actor=nobody(talk.sub_district_id), at=at)
    batch = _batch(talk)
    _tell_counsellor(batch, talk, "counsel/talk_cancelled", at)
    batch.write()
    return talk


@transaction.atomic
def open_contact(*, actor: Actor, talk_id: UUID, at: datetime) -> Talk:
    """Show the counsellor what was left to be reached; whoever booked can see that it was."""
    talk = queries.talk_of_counsellor(actor, talk_id)
    if talk is None:
        raise gone()
    records.log_access(
        actor=actor, subject_kind=SUBJECT, subject_id=talk.id, what=CONTACT, why="talk", at=at
    )
    return talk


@transaction.atomic
def enter_hours(
    *, actor: Actor, kind: StaffHours, day: date, quarters: int, key: str, at: datetime
) -> None:
    """Enter the own hours of supervision or training."""
    if actor.post is None or actor.kind not in TALKERS:
        raise NotAllowed("not_counsellor", _("Counsellors enter their own hours."))
    if not whole_entry(day, quarters, timezone.localdate(at)):
        raise Refused("hours", _("Enter hours of the last three months, at most eight a day."))
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act="counsel.enter_hours",
        key=key,
        body={"kind": kind.value, "day": day.isoformat(), "quarters": quarters},
        at=at,
    )
    if before is not None:
        return
    row = CounsellorHours.objects.create(
        sub_district_id=actor.sub_district_id,
        post_id=actor.post.post_id,
        kind=kind.value,
        day=day,
        quarters=quarters,
        entered_at=at,
        entered_by=actor.label,
    )
    records.record(
        actor=actor,
        did="counsel.enter_hours",
        on_kind="counsel.hours",
        on_id=row.id,
        facts={"kind": kind.value, "quarters": quarters},
        at=at,
    )


def forget_talks(*, sub_district_id: UUID, at: datetime) -> int:
    """Forget names, contacts and code words of hours that are over; answer how many."""
    return forget_contacts(
        Talk, rule=RULE, did="counsel.forget_talks", sub_district_id=sub_district_id, at=at
    )


def gone() -> Missing:
    """The sentence for an hour that is not there, or not this counsellor's."""
    return Missing("nothing_here", _("There is nothing of that number here."))


def no_such_word() -> Refused:
    """The sentence for a code word that opens nothing."""
    return Refused(
        "no_word",
        _("No hour has this code word. Look at it again; it is forgotten the day after the talk."),
    )


def _free(sub_district_id: UUID, slot: str, at: datetime) -> tuple[FreeHours, Slot]:
    found = queries.slot_of(sub_district_id, slot, at=at)
    if found is None:
        raise Refused("taken", _("Somebody has just taken this time. Choose another one."))
    return found


def _held(actor: Actor, talk_id: UUID, free: Slot, at: datetime) -> UUID:
    clerk = actor.kind in TALK_CLERKS
    booking = diary.hold(
        actor=actor if clerk else nobody(actor.sub_district_id),
        wanted=Wanted.of(free),
        purpose=Purpose.COUNSELLING,
        kind=BookingKind.ON_BEHALF if clerk else BookingKind.NORMAL,
        owner=Owner(SUBJECT, talk_id),
        at=at,
    )
    return booking.id


def _cancelled(talk: Talk, why: Ended, *, actor: Actor, at: datetime) -> Talk:
    moved = _move(talk, TalkState.CANCELLED, actor=actor, at=at)
    diary.release(actor=actor, booking_id=talk.booking_id, why=why, at=at)
    return moved


def _move(talk: Talk, to: TalkState, *, actor: Actor, at: datetime) -> Talk:
    state = TalkState(talk.state)
    if not may_move(state, to, begun=queries.begins_at(talk) <= at):
        raise Refused("wrong_state", _wrong(state))
    talk.state = to.value
    talk.version += 1
    talk.save(update_fields=["state", "missed", "referred_to", "version"])
    batch = _batch(talk)
    facts = {"state": to.value, "missed": talk.missed, "referred_to": talk.referred_to}
    known = {name: value for name, value in facts.items() if value}
    batch.record(actor=_named(actor), did="counsel.move_talk", facts=known, at=at)
    _count(batch, talk, to, at)
    batch.write()
    return talk


def _count(batch: Batch, talk: Talk, to: TalkState, at: datetime) -> None:
    names = {
        TalkState.HELD: queries.HELD,
        TalkState.REFERRED: queries.REFERRED,
        TalkState.NOT_HELD: queries.NOT_HELD,
        TalkState.CANCELLED: queries.CANCELLED,
    }
    if to not in names:
        return
    on = timezone.localdate(at)
    batch.count(names[to], place_id=talk.place_id, on=on)
    if to in MET and (days := waited(talk.booked_on, talk.day)):
        batch.count(queries.WAITED, days, place_id=talk.place_id, on=on)


def _wrong(state: TalkState) -> str:
    if state in OPEN:
        return _(
            "Before an hour begins it can be confirmed or called off; afterwards say how it went."
        )
    return _("This hour is over or called off already.")


def _own(actor: Actor, talk_id: UUID, version: int) -> Talk:
    if queries.talk_of_counsellor(actor, talk_id) is None:
        raise gone()
    talk = _locked(actor.sub_district_id, talk_id)
    if talk.version != version:
        raise Conflict("changed", _("Somebody else changed this first. Look at it again."))
    return talk


def _locked(sub_district_id: UUID, talk_id: UUID) -> Talk:
    rows = Talk.objects.select_for_update().filter(sub_district_id=sub_district_id, id=talk_id)
    found = rows.first()
    if found is None:
        raise gone()
    return found


def _named(actor: Actor) -> Actor:
    return actor if actor.post or actor.system else nobody(actor.sub_district_id)


def _batch(talk: Talk, *, new: bool = False) -> Batch:
    return Batch(
        sub_district_id=talk.sub_district_id, subject_kind=SUBJECT, subject_id=talk.id, new=new
    )


def _tell_counsellor(batch: Batch, talk: Talk, template: str, at: datetime) -> None:
    when = {"day": talk.day.isoformat(), "time": clock(talk.first)}
    batch.tell_post(talk.post_id, template, mark=talk.id, params=when, link=_DESK, at=at)
