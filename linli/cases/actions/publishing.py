"""A settled request helps others: published with consent, under words that name nobody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.cases.actions.sender import is_rated, take_rating
from linli.cases.actions.work import Work, load
from linli.cases.actions.writing import write
from linli.cases.models import Case, FollowUp
from linli.cases.queries import sentences
from linli.cases.rules import (
    FOLLOW_UP_TRIES,
    STATES_FOR,
    Audience,
    Outcome,
    Verb,
    screened,
    tidy,
    tidy_line,
)
from linli.cases.rules.texts import BODY_LENGTH, TITLE_LENGTH
from linli.kernel.actor import Actor
from linli.records.queries import rule_in_force
from linli.tenancy.rows import locked


@transaction.atomic
def publish_case(
    *,
    actor: Actor,
    case_id: UUID,
    version: int | None = None,
    title: str,
    body: str,
    at: datetime,
) -> Case:
    """Let everybody read the matter and its answer, in words an officer has gone over.

    Publishing again changes the words alone: the day stays, and the sender gets no second letter.
    """
    kept = {"title": title, "body": body}
    work = load(actor=actor, case_id=case_id, version=version, kept=kept, at=at)
    work.require(Verb.PUBLISH)
    head, text = screened(tidy_line(title)), screened(tidy(body))
    if not head or not text:
        raise sentences.refused("no_text")
    if len(head) > TITLE_LENGTH or len(text) > BODY_LENGTH:
        raise sentences.refused("text_too_long")
    case = work.case
    case.published_title, case.published_body = head, text
    work.note(Verb.PUBLISH)
    if case.published_at is None:
        case.published_at = at
        work.tell_sender("cases/published")
    write([work])
    return case


@transaction.atomic
def unpublish_case(
    *, actor: Actor, case_id: UUID, version: int | None = None, at: datetime
) -> Case:
    """Take a publication back."""
    work = load(actor=actor, case_id=case_id, version=version, at=at)
    work.require(Verb.UNPUBLISH)
    case = work.case
    case.published_title = case.published_body = ""
    case.published_at = None
    work.note(Verb.UNPUBLISH)
    write([work])
    return case


@transaction.atomic
def record_follow_up(
    *,
    actor: Actor,
    follow_up_id: UUID,
    reached: bool,
    outcome: Outcome | None = None,
    comment: str = "",
    at: datetime,
) -> FollowUp:
    """Note a call after closing; what the sender said counts like a rating.

    Who is not reached is called again, at most three times.
    """
    call = locked(FollowUp, actor.sub_district_id, follow_up_id, missing=sentences.missing())
    work = load(actor=actor, case_id=call.case_id, at=at)
    work.require(Verb.FOLLOW_UP)
    if call.done_at is not None:
        raise sentences.refused("call_made")
    if reached and outcome is None:
        raise sentences.refused("no_outcome")
    call.tries += 1
    words = screened(tidy(comment))
    if reached and outcome is not None:
        _reached(work, call, Outcome(outcome), words)
    else:
        _not_reached(work, call)
    call.save(update_fields=["tries", "reached", "done_at", "due_on"])
    write([work])
    return call


def _reached(work: Work, call: FollowUp, outcome: Outcome, comment: str) -> None:
    """A sender who rated meanwhile, or whose request is open again, is only noted."""
    call.reached, call.done_at = True, work.at
    if is_rated(work) or work.state not in STATES_FOR[Verb.RATE]:
        work.note(Verb.FOLLOW_UP, text=comment, audience=Audience.STAFF, reached=True)
        return
    take_rating(work, outcome=outcome, comment=comment, verb=Verb.FOLLOW_UP)


def _not_reached(work: Work, call: FollowUp) -> None:
    rule = rule_in_force(work.tenant, "request.follow_up_call", on=timezone.localdate(work.at))
    call.due_on = work.calendar.due_after(work.at, rule.duration).on
    if call.tries >= FOLLOW_UP_TRIES:
        call.reached, call.done_at = False, work.at
    work.note(Verb.FOLLOW_UP, audience=Audience.STAFF, reached=False, tries=call.tries)
