"""Waiting: a question to the sender, an outside body's link, a clock stopped for a reason."""

from __future__ import annotations

import base64
import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.cases.actions import moves
from linli.cases.actions.work import Work, load
from linli.cases.actions.writing import write
from linli.cases.models import Case, HandOver, Question
from linli.cases.queries import sentences
from linli.cases.queries.words import token_hash
from linli.cases.rules import (
    PAUSED_BY_HAND,
    Audience,
    CaseState,
    Verb,
    screened,
    screened_of_ids,
    state_after_wait,
    tidy,
    tidy_line,
)
from linli.cases.rules.texts import (
    BODY_NAME_LENGTH,
    HAND_OVER_LENGTH,
    NOTE_LENGTH,
    OUTSIDE_NUMBER_LENGTH,
    QUESTION_LENGTH,
)
from linli.kernel.actor import Actor, system_actor
from linli.kernel.clocks import PauseReason
from linli.records.queries import rule_in_force

_TOKEN_BYTES = 24
_CHOICES_AT_MOST = 6
_CHOICE_LENGTH = 80


@transaction.atomic
def ask_sender(
    *,
    actor: Actor,
    case_id: UUID,
    version: int,
    text: str,
    choices: Sequence[str] = (),
    stops_clock: bool = True,
    at: datetime,
) -> Case:
    """Ask the sender; unless told otherwise the clocks stand until the answer comes."""
    work = load(actor=actor, case_id=case_id, version=version, kept={"text": text}, at=at)
    work.require(Verb.ASK)
    asked = Question.objects.filter(sub_district_id=work.tenant, case_id=case_id, answered_at=None)
    if asked.exists():
        raise sentences.refused("question_open")
    words = _line(text, QUESTION_LENGTH)
    question = Question(
        sub_district_id=work.tenant,
        case_id=case_id,
        asked_at=at,
        asked_by_label=actor.label,
        text=words,
        choices=[tidy_line(one)[:_CHOICE_LENGTH] for one in choices if one][:_CHOICES_AT_MOST],
        stops_clock=stops_clock,
    )
    work.batch.add(question)
    before = work.state
    if stops_clock:
        moves.wait(work, CaseState.WAITING_SENDER, PauseReason.WAITING_FOR_SENDER)
    work.note(Verb.ASK, text=words, before=before, question=str(question.id))
    work.tell_sender("cases/question", once=str(question.id))
    write([work])
    return work.case


@transaction.atomic
def hand_over(
    *,
    actor: Actor,
    case_id: UUID,
    version: int,
    body_name: str,
    contact: str,
    what: str,
    days: int,
    at: datetime,
) -> tuple[Case, str]:
    """Hand a request to an outside body by a link that needs no account and expires.

    The body reads what is written in `what` and the place, never the sender. The token is
    given out once; the table keeps its hash.
    """
    kept = {"body_name": body_name, "contact": contact, "what": what}
    work = load(actor=actor, case_id=case_id, version=version, kept=kept, at=at)
    work.require(Verb.HAND_OVER)
    longest = rule_in_force(work.tenant, "request.hand_over.link", on=timezone.localdate(at))
    if not 1 <= days <= longest.duration.count:
        raise sentences.refused("no_date_ahead", days=longest.duration.count)
    name = tidy_line(body_name)[:BODY_NAME_LENGTH]
    if not name:
        raise sentences.refused("nobody_named")
    token = base64.urlsafe_b64encode(os.urandom(_TOKEN_BYTES)).decode()
    row = HandOver(
        sub_district_id=work.tenant,
        case_id=case_id,
        body_name=name,
        contact=tidy_line(contact),
        what=_line(what, HAND_OVER_LENGTH),
        token_hash=token_hash(token),
        made_at=at,
        expires_at=at + timedelta(days=days),
    )
    work.batch.add(row)
    before = moves.wait(work, CaseState.WAITING_OUTSIDE, PauseReason.WAITING_FOR_OUTSIDE_BODY)
    work.note(Verb.HAND_OVER, text=name, before=before, hand_over=str(row.id))
    write([work])
    return work.case, token


@transaction.atomic
def open_hand_over(*, sub_district_id: UUID, token: str, at: datetime) -> HandOver:
    """Read what was handed over; the first opening is noted, a dead link is refused."""
    row = _by_token(sub_district_id, token, at)
    if row.opened_at is None:
        row.opened_at = at
        row.save(update_fields=["opened_at"])
    return row


@transaction.atomic
def hand_over_result(
    *,
    sub_district_id: UUID,
    token: str,
    text: str,
    outside_number: str = "",
    done: bool,
    at: datetime,
) -> Case:
    """Take what the outside body says; when it is done, the request and its clocks go on."""
    row = _by_token(sub_district_id, token, at)
    if row.done_at is not None:
        raise sentences.refused("link_used")
    words = screened_of_ids(tidy(text))
    if not words:
        raise sentences.refused("no_text")
    if len(words) > NOTE_LENGTH:
        raise sentences.refused("text_too_long")
    row.result = words
    row.outside_number = tidy_line(outside_number)[:OUTSIDE_NUMBER_LENGTH]
    row.done_at = at if done else None
    row.save(update_fields=["result", "outside_number", "done_at"])
    work = load(actor=system_actor(sub_district_id), case_id=row.case_id, at=at)
    before = work.state
    if done:
        go_on(work)
    work.note(Verb.OUTSIDE_RESULT, text=words, audience=Audience.STAFF, before=before, done=done)
    work.steps[-1].actor_label = row.body_name
    work.tell_post(work.case.lead_post_id, "cases/outside_result", once=at.isoformat())
    write([work])
    return work.case


def go_on(work: Work) -> None:
    """End the waiting for an outside body, if the request still waits for one."""
    if work.state is CaseState.WAITING_OUTSIDE:
        work.move(state_after_wait(work.case.state_before))
        work.case.state_before = ""


@transaction.atomic
def revoke_hand_over(*, actor: Actor, case_id: UUID, hand_over_id: UUID, at: datetime) -> Case:
    """Take an outside body's link back."""
    work = load(actor=actor, case_id=case_id, at=at)
    work.require(Verb.OUTSIDE_RESULT)
    HandOver.objects.filter(
        sub_district_id=work.tenant, case_id=case_id, id=hand_over_id, revoked_at=None
    ).update(revoked_at=at)
    before = work.state
    go_on(work)
    work.note(Verb.RESUME, audience=Audience.STAFF, before=before, hand_over=str(hand_over_id))
    write([work])
    return work.case


@transaction.atomic
def pause_case(
    *,
    actor: Actor,
    case_id: UUID,
    version: int,
    reason: PauseReason,
    note: str = "",
    at: datetime,
) -> Case:
    """Stop the clocks for a listed reason; the sender sees the stop and why."""
    work = load(actor=actor, case_id=case_id, version=version, kept={"note": note}, at=at)
    work.require(Verb.PAUSE)
    _require_listed(work, reason)
    before = work.state
    if reason is PauseReason.WAITING_FOR_OUTSIDE_BODY:
        moves.wait(work, CaseState.WAITING_OUTSIDE, reason)
    else:
        work.stop(reason)
    work.note(Verb.PAUSE, text=screened(tidy(note)), before=before, reason=reason.value)
    write([work])
    return work.case


@transaction.atomic
def resume_case(*, actor: Actor, case_id: UUID, version: int, at: datetime) -> Case:
    """Let stopped clocks run on."""
    work = load(actor=actor, case_id=case_id, version=version, at=at)
    work.require(Verb.RESUME)
    before = work.state
    go_on(work)
    work.run_on()
    work.note(Verb.RESUME, before=before)
    write([work])
    return work.case


def _require_listed(work: Work, reason: PauseReason) -> None:
    if reason is PauseReason.WAITING_FOR_SENDER:
        raise sentences.refused("pause_asks_first")
    listed = rule_in_force(
        work.tenant, "request.pause.reasons", on=timezone.localdate(work.at)
    ).items
    if reason not in PAUSED_BY_HAND or reason.value not in listed:
        raise sentences.refused("pause_not_listed")


def _by_token(sub_district_id: UUID, token: str, at: datetime) -> HandOver:
    row = (
        HandOver.objects.select_for_update()
        .filter(sub_district_id=sub_district_id, token_hash=token_hash(token))
        .first()
    )
    if row is None:
        raise sentences.missing()
    if row.revoked_at is not None or row.expires_at <= at:
        raise sentences.refused("link_over")
    return row


def _line(text: str, longest: int) -> str:
    words = screened(tidy_line(text))
    if not words:
        raise sentences.refused("no_text")
    if len(words) > longest:
        raise sentences.refused("text_too_long")
    return words
