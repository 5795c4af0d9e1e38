"""Taking on, working, answering, closing: what the lead unit does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.cases.actions import moves
from linli.cases.actions.scoring import close_and_score
from linli.cases.actions.work import SUBJECT, Work, load
from linli.cases.actions.writing import write
from linli.cases.models import Case
from linli.cases.queries import sentences
from linli.cases.queries.approval import approving_posts, needs_approval
from linli.cases.rules import (
    Audience,
    Verb,
    may_approve,
    screened,
    screened_of_ids,
    tidy,
)
from linli.cases.rules.texts import BODY_LENGTH, NOTE_LENGTH
from linli.kernel.actor import Actor
from linli.records import actions as records
from linli.records.rules import Prepared


@transaction.atomic
def accept_case(*, actor: Actor, case_id: UUID, version: int, at: datetime) -> Case:
    """Take a request on; the answer and close clocks begin."""
    work = load(actor=actor, case_id=case_id, version=version, at=at)
    work.require(Verb.ACCEPT)
    moves.accept(work)
    names = [name for name in work.changes() if name not in moves.CLOCK_COLUMNS]
    work.steps[-1].data["before"] = work.values_before(names)
    write([work])
    return work.case


@transaction.atomic
def start_work(*, actor: Actor, case_id: UUID, version: int, note: str = "", at: datetime) -> Case:
    """Say that work has begun; the sender reads the note."""
    work = load(actor=actor, case_id=case_id, version=version, kept={"note": note}, at=at)
    work.require(Verb.START)
    moves.start_work(work, note=screened(tidy(note)))
    write([work])
    return work.case


@transaction.atomic
def add_note(
    *,
    actor: Actor,
    case_id: UUID,
    text: str,
    audience: Audience = Audience.STAFF,
    uploads: Sequence[Prepared] = (),
    at: datetime,
) -> Case:
    """Write a note for staff, for the unit alone, or for the sender to read too."""
    work = load(actor=actor, case_id=case_id, at=at)
    work.require(Verb.NOTE)
    work.note(Verb.NOTE, text=_text(screened(tidy(text)), NOTE_LENGTH), audience=Audience(audience))
    write([work])
    _attach(work, uploads, for_staff_only=audience is not Audience.ALL)
    return work.case


@transaction.atomic
def draft_answer(*, actor: Actor, case_id: UUID, version: int, text: str, at: datetime) -> Case:
    """Keep an answer that is being written; nobody outside the unit reads it."""
    work = load(actor=actor, case_id=case_id, version=version, kept={"text": text}, at=at)
    work.require(Verb.DRAFT)
    work.case.draft = screened_of_ids(tidy(text))
    work.case.proposed_at = work.case.proposed_by = None
    work.record(Verb.DRAFT, text=work.case.draft)
    write([work])
    return work.case


@transaction.atomic
def answer_case(
    *,
    actor: Actor,
    case_id: UUID,
    version: int,
    text: str,
    uploads: Sequence[Prepared] = (),
    at: datetime,
) -> Case:
    """Answer the sender; where the rulebook asks for it, propose the answer for approval."""
    work = load(actor=actor, case_id=case_id, version=version, kept={"text": text}, at=at)
    work.require(Verb.ANSWER)
    words = _text(screened_of_ids(tidy(text)), BODY_LENGTH)
    if needs_approval(work.case, on=timezone.localdate(at)):
        _propose(work, words)
    else:
        moves.answer(work, text=words)
    write([work])
    _attach(work, uploads)
    return work.case


def _propose(work: Work, text: str) -> None:
    work.case.draft = text
    work.case.proposed_by, work.case.proposed_at = work.actor.account_id, work.at
    work.note(Verb.PROPOSE, text=text, audience=Audience.STAFF)
    for post_id in approving_posts(work.case, on=timezone.localdate(work.at)):
        work.tell_post(post_id, "cases/proposed")


@transaction.atomic
def approve_answer(*, actor: Actor, case_id: UUID, version: int, at: datetime) -> Case:
    """Let a proposed answer go out; a second person does, never who wrote it."""
    work = load(actor=actor, case_id=case_id, version=version, at=at)
    work.require(Verb.APPROVE)
    if not may_approve(actor, work.facts):
        raise sentences.refused("approves_own")
    moves.answer(work, text=work.case.draft, verb=Verb.APPROVE)
    write([work])
    return work.case


@transaction.atomic
def send_back_answer(
    *, actor: Actor, case_id: UUID, version: int, reason: str, at: datetime
) -> Case:
    """Give a proposed answer back to who wrote it, with a reason; the text is kept."""
    work = load(actor=actor, case_id=case_id, version=version, kept={"reason": reason}, at=at)
    work.require(Verb.SEND_BACK)
    why = screened(tidy(reason))
    if not why:
        raise sentences.refused("no_reason")
    work.case.proposed_at = work.case.proposed_by = None
    work.note(Verb.SEND_BACK, text=why, audience=Audience.STAFF)
    work.tell_post(work.case.lead_post_id, "cases/sent_back")
    write([work])
    return work.case


@transaction.atomic
def close_case(*, actor: Actor, case_id: UUID, version: int, at: datetime) -> Case:
    """Close an answered request."""
    work = load(actor=actor, case_id=case_id, version=version, at=at)
    work.require(Verb.CLOSE)
    close_and_score(work)
    write([work])
    return work.case


def _text(text: str, longest: int) -> str:
    if not text:
        raise sentences.refused("no_text")
    if len(text) > longest:
        raise sentences.refused("text_too_long")
    return text


def _attach(work: Work, uploads: Sequence[Prepared], *, for_staff_only: bool = False) -> None:
    if uploads:
        records.attach_many(
            actor=work.actor,
            subject_kind=SUBJECT,
            subject_id=work.case.id,
            uploads=uploads,
            for_staff_only=for_staff_only,
            at=work.at,
        )
