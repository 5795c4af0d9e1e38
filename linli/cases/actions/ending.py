"""Other ends than an answer, and the office's hand: merge, transfer, press, undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.cases.actions import moves, search_index
from linli.cases.actions.opening import give_numbers
from linli.cases.actions.work import Work, load
from linli.cases.actions.writing import write
from linli.cases.models import Assistance, Case, CaseSender, CaseStep
from linli.cases.queries import routing, sentences
from linli.cases.rules import (
    DUTY_IN,
    UNANSWERED_STATES,
    UNDO_WITHIN,
    Audience,
    CaseDraft,
    CaseState,
    DutyKind,
    Source,
    TidyDraft,
    Urgency,
    Verb,
    screened,
    tidy,
    tidy_line,
)
from linli.kernel.actor import Actor
from linli.places import queries as places
from linli.records.queries import duties_of
from linli.tenancy.models import new_id

_UNDOABLE = (Verb.SORT.value, Verb.DISPATCH.value, Verb.ACCEPT.value)


@transaction.atomic
def merge_case(*, actor: Actor, case_id: UUID, version: int, into_id: UUID, at: datetime) -> Case:
    """Join a request to another about the same matter; its sender follows the other from now on.

    Each sender's own number and word still work, and each is told of the answer.
    """
    if case_id == into_id:
        raise sentences.refused("itself")
    loaded = {
        key: load(actor=actor, case_id=key, version=seen, at=at)
        for key, seen in sorted([(case_id, version), (into_id, None)])
    }
    work, into = loaded[case_id], loaded[into_id]
    work.require(Verb.MERGE)
    if into.state not in UNANSWERED_STATES:
        raise sentences.refused("merge_target")
    into.require(Verb.TAKE_IN)
    moves.merge(work, into)
    write([work, into])
    Case.objects.filter(sub_district_id=work.tenant, merged_into_id=case_id).update(
        merged_into_id=into_id
    )
    return work.case


@transaction.atomic
def transfer_case(
    *,
    actor: Actor,
    case_id: UUID,
    version: int,
    to: str,
    reason: str,
    to_sub_district_id: UUID | None = None,
    at: datetime,
) -> Case:
    """Send a request where it belongs: to another sub-district here, or outside.

    Another sub-district on the same system gets a request of its own, with the same sender
    and word; here it ends and says where it went.
    """
    work = load(actor=actor, case_id=case_id, version=version, kept={"reason": reason}, at=at)
    work.require(Verb.TRANSFER)
    name, why = tidy_line(to), screened(tidy(reason))
    if not why:
        raise sentences.refused("no_reason")
    if to_sub_district_id is None:
        if not name:
            raise sentences.refused("nobody_named")
        moves.transfer(work, to=name, reason=why)
        write([work])
        return work.case
    there = _there(work, to_sub_district_id)
    moves.transfer(work, to=name or there.case.number, reason=why, number=there.case.number)
    write([there, work])
    search_index.add([there.case])
    return work.case


def _there(work: Work, sub_district_id: UUID) -> Work:
    """The same matter as a new request of another sub-district."""
    if sub_district_id == work.tenant or places.sub_district(sub_district_id) is None:
        raise sentences.refused("no_such_sub_district")
    old = work.case
    sender = CaseSender.objects.filter(sub_district_id=work.tenant, case_id=old.id).first()
    draft = CaseDraft(
        title=old.title,
        body=old.body,
        source=Source.TRANSFER,
        urgency=Urgency(old.urgency),
        account_id=sender.account_id if sender else None,
        may_publish=old.may_publish,
        may_show=sender.may_show if sender else False,
    )
    texts = TidyDraft(
        title=old.title,
        body=old.body,
        place_text=old.place_text,
        sender_name=sender.name if sender else "",
        contact=sender.contact if sender else "",
    )
    there = moves.opened(
        actor=replace(work.actor, sub_district_id=sub_district_id),
        draft=draft,
        tidy=texts,
        case_id=new_id(),
        above=None,
        to=routing.receiver_by_place(sub_district_id, None, on=timezone.localdate(work.at)),
        by_table=False,
        word="",
        at=work.at,
    )
    there.case.secret_hash = old.secret_hash
    give_numbers([there])
    moves.open_steps(there)
    return there


@transaction.atomic
def press_case(*, actor: Actor, case_id: UUID, note: str = "", at: datetime) -> Case:
    """Press for a request (督办): the unit is told, the desk shows it."""
    work = load(actor=actor, case_id=case_id, at=at)
    work.require(Verb.PRESS)
    work.case.pressed_at = at
    work.note(Verb.PRESS, text=screened(tidy(note)), audience=Audience.STAFF)
    work.tell_post(work.case.lead_post_id, "cases/pressed")
    write([work])
    return work.case


@transaction.atomic
def undo_last(*, actor: Actor, case_id: UUID, version: int, at: datetime) -> Case:
    """Undo one's own last sorting, dispatching or accepting, within ten seconds."""
    work = load(actor=actor, case_id=case_id, version=version, at=at)
    step = (
        CaseStep.objects.filter(sub_district_id=work.tenant, case_id=case_id)
        .exclude(verb=Verb.ASSIST.value)
        .order_by("-id")
        .first()
    )
    if step is None or not _may_undo(work, step):
        raise sentences.refused("nothing_to_undo")
    if at - step.at > UNDO_WITHIN:
        raise sentences.refused("too_late_to_undo")
    _take_back(work, step)
    work.note(Verb.UNDO, audience=Audience.STAFF, undone=step.verb)
    write([work])
    return work.case


def _may_undo(work: Work, step: CaseStep) -> bool:
    mine = step.actor_id is not None and step.actor_id == work.actor.account_id
    newest = step.version == work.case.version
    return step.verb in _UNDOABLE and mine and newest and "before" in step.data


def _take_back(work: Work, step: CaseStep) -> None:
    case = work.case
    given_to, community = case.lead_post_id, case.community_id
    moves.count_place(work, -1)
    for name, words in step.data["before"].items():
        setattr(case, name, _column(name).to_python(words))
    search_index.move(case, was=community)
    moves.count_place(work, 1)
    _take_back_clocks(work, step)
    ended = Assistance.objects.filter(
        sub_district_id=work.tenant, case_id=case.id, from_at=step.at, to_at=None
    )
    ended.update(to_at=work.at)
    if step.verb == Verb.DISPATCH.value:
        work.tell_post(given_to, "cases/taken_back")


def _take_back_clocks(work: Work, step: CaseStep) -> None:
    """End the clocks that the act began, and let the one it ended run from its own beginning."""
    begun = {DutyKind(duty.kind) for duty in work.clocks.open if duty.started_at == step.at}
    work.end_clocks(begun - DUTY_IN[work.state])
    if step.verb == Verb.ACCEPT.value and work.state is not CaseState.REOPENED:
        before = [duty for duty in duties_of(work.tenant, work.case.id) if duty.kind == "accept"]
        work.start(DutyKind.ACCEPT, since=before[-1].started_at if before else None)
    work.reckon_anew()


def _column(name: str) -> Any:
    return next(field for field in Case._meta.concrete_fields if field.attname == name)
