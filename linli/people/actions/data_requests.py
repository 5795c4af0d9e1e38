"""Requests about one's own data: made by their owner, answered by the protection officer (R50)."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor, system_actor
from linli.kernel.clocks import Step
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.kernel.posts import PostKind
from linli.kernel.workdays import Duration, Unit
from linli.people import queries
from linli.people.actions.rights import require_signed_in
from linli.people.models import CounterLook, DataRequest
from linli.people.rules.data_requests import (
    ABOUT_LENGTH,
    ANSWER_LENGTH,
    RIGHTS_KEPT,
    WORDS_LENGTH,
    RequestOutcome,
    RequestState,
    Right,
)
from linli.places import queries as places
from linli.records.actions import (
    AT_ONCE,
    Batch,
    Channel,
    Guard,
    Letter,
    claim_key,
    drop,
    in_batches,
    log_access,
    next_number,
    record_forgotten,
)
from linli.records.queries import duties_to_look_at, kept_until
from linli.records.rules import letter_key
from linli.tenancy.models import new_id
from linli.tenancy.rows import locked

SUBJECT = "people.data_request"
RULE = "personal.answer"
_CLOCK = "answer"
_CONTACT = "personal.retention.request_contact"
_MINE = "/my/data/requests/"
_STEPS = (Step("owing", Duration(0, Unit.DAYS)), Step("office", Duration(3, Unit.WORKDAYS)))
"""The officer is told when an answer is late, the leader three working days after."""


class Asked(NamedTuple):
    """What somebody wants done about the own data."""

    right: Right
    words: str = ""
    about: str = ""
    access_id: UUID | None = None


@transaction.atomic
def ask_about_own_data(
    *, actor: Actor, account_id: UUID, asked: Asked, key: str, at: datetime
) -> DataRequest:
    """Take in what somebody asks about the own data; the officer's clock runs from now."""
    require_own_or_present(actor, account_id, at=at)
    words = asked.words.strip()
    if not words and asked.right is not Right.ERASE:
        raise Refused("no_words", _("Say in a sentence what you want."))
    if len(words) > WORDS_LENGTH:
        raise Refused("text_too_long", _("Use up to 1,000 characters."))
    made = DataRequest(
        id=new_id(),
        sub_district_id=actor.sub_district_id,
        right=asked.right,
        account_id=account_id,
        about=asked.about[:ABOUT_LENGTH],
        access_id=asked.access_id,
        words=words,
        made_at=at,
        made_with=actor.label if account_id != actor.account_id else "",
    )
    before = claim_key(
        sub_district_id=actor.sub_district_id,
        act="people.ask_about_own_data",
        key=f"{account_id}:{key}",
        body={"right": asked.right, "about": made.about, "words": words},
        answer={"request": str(made.id)},
        at=at,
    )
    if before is not None:
        return DataRequest.objects.get(
            sub_district_id=actor.sub_district_id, id=UUID(before["request"])
        )
    _begin(actor, made, at)
    return made


def _begin(actor: Actor, made: DataRequest, at: datetime) -> None:
    on = timezone.localdate(at)
    root = places.root(made.sub_district_id)
    if root is None:
        raise Missing("no_place", _("There is no such place."))
    post_id = queries.answering_post(made.sub_district_id, on=on)
    batch = Batch.on(made, SUBJECT, new=True)
    duty = batch.clocks.start(_CLOCK, rule_keys=[RULE], place_id=root.id, post_id=post_id, at=at)
    made.due_at = duty.due_at
    prefix = f"GX-{on.year}-"
    serial = next_number(sub_district_id=made.sub_district_id, prefix=prefix)
    made.number = f"{prefix}{serial:04d}"
    made.save(force_insert=True)
    batch.record(actor=actor, did="people.ask_about_own_data", facts={"right": made.right}, at=at)
    batch.count(f"people.data_request.{made.right}", place_id=root.id, on=on)
    due = timezone.localdate(made.due_at).isoformat()
    _tell_post(batch, made, post_id, "people/data_request", mark=1, at=at, due=due)
    batch.write()


@transaction.atomic
def take_back_data_request(*, actor: Actor, request_id: UUID, at: datetime) -> DataRequest:
    """Take an own request back while nobody answered it."""
    found = _locked(actor, request_id)
    if found.account_id is None or found.account_id != require_signed_in(actor):
        raise _no_request()
    _require_waiting(found)
    found.state = RequestState.TAKEN_BACK.value
    found.version += 1
    found.save(update_fields=["state", "version"])
    batch = Batch.on(found, SUBJECT)
    batch.clocks.end([_CLOCK], at=at)
    batch.record(actor=actor, did="people.take_back_data_request", at=at)
    batch.write()
    return found


@transaction.atomic
def look_at_data_request(*, actor: Actor, request_id: UUID, at: datetime) -> DataRequest:
    """Open a request to answer it; whoever asked sees that it was opened."""
    _require_officer(actor, at)
    found = queries.data_request(actor.sub_district_id, request_id)
    if found is None:
        raise _no_request()
    if found.account_id is not None:
        log_access(
            actor=actor,
            subject_kind="people.account",
            subject_id=found.account_id,
            what=_("what you asked about your data"),
            why=_("to answer %(number)s") % {"number": found.number},
            at=at,
        )
    return found


@transaction.atomic
def answer_data_request(
    *,
    actor: Actor,
    request_id: UUID,
    outcome: RequestOutcome,
    answer: str,
    version: int,
    at: datetime,
) -> DataRequest:
    """Answer a request in words that its owner reads; a refusal says why and where to turn next."""
    _require_officer(actor, at)
    found = _locked(actor, request_id)
    _require_waiting(found)
    if version != found.version:
        raise Conflict("request_changed", _("Somebody else changed this request. Look at it."))
    if found.account_id == actor.account_id:
        raise Refused("own_request", _("Somebody else answers what you asked yourself."))
    if not 1 <= len(answer.strip()) <= ANSWER_LENGTH:
        raise Refused("no_answer", _("Write the answer, in up to 2,000 characters."))
    found.outcome, found.answer = outcome.value, answer.strip()
    found.answered_at, found.answered_by = at, actor.label
    found.state = RequestState.ANSWERED.value
    found.version += 1
    found.save()
    batch = Batch.on(found, SUBJECT)
    batch.clocks.end([_CLOCK], at=at)
    batch.record(
        actor=actor,
        did="people.answer_data_request",
        facts={"right": found.right, "outcome": found.outcome},
        text=found.answer,
        salt=str(found.id),
        at=at,
    )
    _tell_owner(batch, found, at)
    batch.write()
    return found


def require_own_or_present(actor: Actor, account_id: UUID, *, at: datetime) -> None:
    """Own data is its owner's; the counter acts on it only while its owner allows a look."""
    if account_id == require_signed_in(actor):
        return
    look = queries.look_of_clerk(actor, at=at)
    if look is None or look.account_id != account_id:
        raise NotAllowed("not_own_data", _("Only its owner does this, alone or at the counter."))


def remind_data_requests(*, sub_district_id: UUID, at: datetime) -> int:
    """Tell of answers that are late; answer how many were told of."""
    guard = Guard(job="people.remind_data_requests", sub_district_id=sub_district_id, at=at)
    due = duties_to_look_at(subject_kind=SUBJECT, sub_district_id=sub_district_id, at=at)
    told = 0
    for request_id in dict.fromkeys(duty.subject_id for duty in due):
        done = guard.do(request_id, partial(_look_at_clock, sub_district_id, request_id, at=at))
        if done is None:
            guard.put_off(request_id)
        told += done or 0
    return told


@transaction.atomic
def _look_at_clock(sub_district_id: UUID, request_id: UUID, *, at: datetime) -> int:
    found = _locked(system_actor(sub_district_id), request_id)
    batch, on = Batch.on(found, SUBJECT), timezone.localdate(at)
    posts = {
        "owing": queries.answering_post(sub_district_id, on=on),
        "office": queries.overseeing_post(sub_district_id, on=on),
    }
    told = 0
    due = timezone.localdate(found.due_at).isoformat()
    for duty in batch.clocks.to_look_at(at=at):
        for step in batch.clocks.look_at(duty, _STEPS, at=at):
            _tell_post(
                batch,
                found,
                posts[step.post],
                "people/data_request_late",
                mark=step.post,
                at=at,
                due=due,
            )
            told += 1
    batch.write()
    return told


def forget_data_requests(*, sub_district_id: UUID, at: datetime) -> int:
    """Empty what was asked and answered long enough ago, and drop looks that are over."""
    before = kept_until(sub_district_id, _CONTACT, at=at)
    emptied = in_batches(partial(_empty_old, sub_district_id, before))
    over = CounterLook.objects.filter(sub_district_id=sub_district_id, made_at__lt=at - RIGHTS_KEPT)
    looks = in_batches(partial(drop, over))
    counts = {"data_requests": emptied, "counter_looks": looks}
    record_forgotten(sub_district_id=sub_district_id, did="people.forget", counts=counts, at=at)
    return emptied + looks


def _empty_old(sub_district_id: UUID, before: datetime) -> int:
    old = DataRequest.objects.filter(
        sub_district_id=sub_district_id, account__isnull=False, made_at__lt=before
    ).exclude(state=RequestState.WAITING.value)
    old = old.exclude(answered_at__gte=before)
    some = list(old.values_list("id", flat=True)[:AT_ONCE])
    rows = DataRequest.objects.filter(sub_district_id=sub_district_id, id__in=some)
    emptied = {"account": None, "words": "", "answer": "", "about": "", "access_id": None}
    return rows.update(**emptied) if some else 0


def _tell_owner(batch: Batch, found: DataRequest, at: datetime) -> None:
    if found.account_id is None:
        return
    letter = Letter(
        key=letter_key("people/data_answered", found.id, found.account_id),
        channel=Channel.INBOX,
        template="people/data_answered",
        params={"number": found.number},
        account_id=found.account_id,
        link=_MINE,
    )
    batch.tell(letter, at=at)


def _tell_post(
    batch: Batch,
    found: DataRequest,
    post_id: UUID | None,
    template: str,
    *,
    mark: object,
    at: datetime,
    due: str,
) -> None:
    batch.tell_post(
        post_id,
        template,
        mark=mark,
        params={"number": found.number, "due": due},
        link=reverse("people:data_requests"),
        at=at,
    )


def _require_officer(actor: Actor, at: datetime) -> None:
    """The protection officer answers; where there is none, the office does."""
    if actor.holds(PostKind.INFORMATION_PROTECTION_OFFICER):
        return
    mine = actor.post.post_id if actor.post else None
    answering = queries.answering_post(actor.sub_district_id, on=timezone.localdate(at))
    if mine is None or answering != mine:
        raise NotAllowed(
            "not_protection_officer", _("The information protection officer answers these.")
        )


def _require_waiting(found: DataRequest) -> None:
    if found.state != RequestState.WAITING:
        raise Refused("not_waiting", _("This request is answered or taken back already."))


def _locked(actor: Actor, request_id: UUID) -> DataRequest:
    return locked(DataRequest, actor.sub_district_id, request_id, missing=_no_request())


def _no_request() -> Missing:
    return Missing("no_request", _("There is no such request."))
