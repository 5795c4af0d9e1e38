"""What the sender does: adds words, answers a question, rates, withdraws.

The sender is known by the account, or by the slip given out for number and word.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.cases.actions import moves
from linli.cases.actions.scoring import close_and_score, score_outcome
from linli.cases.actions.work import SUBJECT, Work, load
from linli.cases.actions.writing import write
from linli.cases.models import Case, Question, Rating
from linli.cases.queries import routing, sentences
from linli.cases.rules import CaseState, Outcome, Urgency, Verb, screened, state_after_wait, tidy
from linli.cases.rules.texts import COMMENT_LENGTH, NOTE_LENGTH, REPLY_LENGTH
from linli.kernel.actor import Actor
from linli.people import queries as people
from linli.records import actions as records
from linli.records.queries import rule_in_force
from linli.records.rules import Prepared


@transaction.atomic
def add_words(
    *,
    actor: Actor,
    case_id: UUID,
    slip: str = "",
    text: str,
    uploads: Sequence[Prepared] = (),
    at: datetime,
) -> Case:
    """Add something to an open request: the sender, or staff who write for the sender."""
    work = load(actor=actor, case_id=case_id, slip=slip, as_sender=True, at=at)
    work.require(Verb.ADD_WORDS)
    words = _words(text, NOTE_LENGTH)
    work.note(Verb.ADD_WORDS, text=words)
    work.tell_post(work.case.lead_post_id, "cases/words", once=at.isoformat())
    write([work])
    if uploads:
        records.attach_many(
            actor=actor, subject_kind=SUBJECT, subject_id=case_id, uploads=uploads, at=at
        )
    return work.case


@transaction.atomic
def answer_question(
    *,
    actor: Actor,
    case_id: UUID,
    question_id: UUID,
    answer: str,
    slip: str = "",
    at: datetime,
) -> Case:
    """Answer a question; a request that waited for it goes on, and its clocks run on."""
    work = load(actor=actor, case_id=case_id, slip=slip, as_sender=True, at=at)
    work.require(Verb.REPLY)
    question = (
        Question.objects.select_for_update()
        .filter(sub_district_id=work.tenant, case_id=case_id, id=question_id)
        .first()
    )
    if question is None:
        raise sentences.missing()
    if question.answered_at is not None:
        raise sentences.refused("question_closed")
    words = _words(answer, REPLY_LENGTH)
    question.answered_at, question.answer = at, words
    question.save(update_fields=["answered_at", "answer"])
    before = work.state
    if before is CaseState.WAITING_SENDER:
        work.move(state_after_wait(work.case.state_before))
        work.case.state_before = ""
    work.note(Verb.REPLY, text=words, before=before, question=str(question_id))
    work.tell_post(work.case.lead_post_id, "cases/reply", once=str(question_id))
    write([work])
    return work.case


@transaction.atomic
def rate_case(
    *,
    actor: Actor,
    case_id: UUID,
    outcome: Outcome,
    comment: str = "",
    slip: str = "",
    at: datetime,
) -> Case:
    """Say how it went; "not solved" reopens it one level up, at most as often as the rule says.

    Solved or partly solved closes what was answered. When it can reopen no more, the sender
    is told how to ask for a review (R44).
    """
    work = load(actor=actor, case_id=case_id, slip=slip, as_sender=True, at=at)
    work.require(Verb.RATE)
    words = screened(tidy(comment))
    if len(words) > COMMENT_LENGTH:
        raise sentences.refused("text_too_long")
    take_rating(work, outcome=Outcome(outcome), comment=words)
    write([work])
    return work.case


def take_rating(work: Work, *, outcome: Outcome, comment: str, verb: Verb = Verb.RATE) -> None:
    """Take a rating, given on a page or on the telephone, with all that follows from it."""
    _require_rateable(work, outcome, comment)
    moves.rate(work, outcome=outcome, comment=comment, verb=verb)
    score_outcome(work, outcome)
    if outcome is not Outcome.NOT_SOLVED:
        if work.state is CaseState.ANSWERED:
            close_and_score(work)
        return
    most = rule_in_force(work.tenant, "request.reopen.most", on=timezone.localdate(work.at)).count
    if work.case.reopened < most:
        moves.reopen(work, next_up(work))
    else:
        moves.explain_review(work)


def is_rated(work: Work) -> bool:
    """Whether the sender has said how it went since it last reopened."""
    case = work.case
    return Rating.objects.filter(
        sub_district_id=work.tenant, case_id=case.id, round=case.reopened
    ).exists()


def next_up(work: Work) -> routing.Receiver | None:
    """Who is responsible one level up; at the top it stays where it is."""
    case = work.case
    on = timezone.localdate(work.at)
    if case.lead_post_id is None:
        return routing.receiver_by_place(work.tenant, None, on=on)
    levels = routing.levels(work.tenant, Urgency(case.urgency), on=on)
    chain = people.chain_above(
        work.tenant, case.lead_post_id, [step.post for step in levels], on=on
    )
    if chain:
        card = chain[0]
        return routing.Receiver(card.post_id, card.kind, card.organisation_id, card.place_id)
    return routing.receiver(work.tenant, case.lead_post_id, on=on)


@transaction.atomic
def withdraw_case(
    *, actor: Actor, case_id: UUID, reason: str = "", slip: str = "", at: datetime
) -> Case:
    """Take a request back before it is answered: the sender, or staff who say why."""
    work = load(actor=actor, case_id=case_id, slip=slip, as_sender=True, at=at)
    work.require(Verb.WITHDRAW)
    words = screened(tidy(reason))
    if not words and not work.is_sender:
        raise sentences.refused("no_reason")
    if len(words) > NOTE_LENGTH:
        raise sentences.refused("text_too_long")
    moves.withdraw(work, reason=words)
    write([work])
    return work.case


def _require_rateable(work: Work, outcome: Outcome, comment: str) -> None:
    if is_rated(work):
        raise sentences.refused("rated_already")
    if outcome is Outcome.NOT_SOLVED:
        _require_in_time(work, "request.reopen.window", "reopening_over")
        if not comment:
            raise sentences.refused("no_reason")
    else:
        _require_in_time(work, "request.rating.window", "rating_over")


def _require_in_time(work: Work, rule_key: str, code: str) -> None:
    since = work.case.closed_at or work.case.answered_at
    if since is None:
        return
    limit = rule_in_force(work.tenant, rule_key, on=timezone.localdate(since)).duration
    if work.at > work.calendar.due_after(since, limit).at:
        raise sentences.refused(code)


def _words(text: str, longest: int) -> str:
    words = screened(tidy(text))
    if not words:
        raise sentences.refused("no_text")
    if len(words) > longest:
        raise sentences.refused("text_too_long")
    return words
