"""Whole histories in bulk: each act is asked for and made as on a page, and written together.

Letters of the past are not sent.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.cases.actions import moves, search_index
from linli.cases.actions.opening import give_numbers, place_above, with_default_type
from linli.cases.actions.waiting import go_on
from linli.cases.actions.work import Work
from linli.cases.actions.writing import write
from linli.cases.models import FollowUp, HandOver, Question
from linli.cases.queries import routing, sentences
from linli.cases.queries.approval import needs_approval
from linli.cases.queries.words import token_hash
from linli.cases.rules import (
    Audience,
    CaseState,
    CaseType,
    Outcome,
    Urgency,
    Verb,
    draft_fault,
    may_approve,
    screened,
    screened_of_ids,
    state_after_wait,
    tidied,
    tidy,
)
from linli.cases.rules.histories import Happening, History
from linli.kernel.actor import Actor
from linli.kernel.clocks import PauseReason
from linli.tenancy.models import new_id

_LINK_DAYS = 30


@transaction.atomic
def record_histories(*, actor: Actor, histories: Sequence[History], at: datetime) -> list[UUID]:
    """Write requests with all that happened to them; an act that was not lawful is refused."""
    works = [_opened(actor, history, at) for history in histories]
    give_numbers(works)
    for work, history in zip(works, histories, strict=True):
        moves.open_steps(work)
        for happening in history.happenings:
            _play(work, happening)
        work.tell_nobody()
    write(works)
    search_index.add([work.case for work in works])
    return [work.case.id for work in works]


def _opened(actor: Actor, history: History, at: datetime) -> Work:
    draft = with_default_type(actor.sub_district_id, history.draft)
    received = draft.received_at or at
    tidy_draft = tidied(draft)
    fault = draft_fault(draft, tidy_draft, uploads=0, at=at)
    if fault:
        raise sentences.refused(fault)
    above = place_above(actor.sub_district_id, draft.place_id, at=received)
    on = timezone.localdate(received)
    return moves.opened(
        actor=history.by,
        draft=replace(draft, received_at=received),
        tidy=tidy_draft,
        case_id=new_id(),
        above=above,
        to=routing.receiver_by_place(actor.sub_district_id, above, on=on),
        by_table=False,
        word=moves.new_word(),
        at=received,
    )


def _play(work: Work, happening: Happening) -> None:
    work.actor, work.at = happening.by, happening.at
    work.is_sender = happening.by.post is None and not happening.by.system
    if happening.verb is not Verb.OUTSIDE_RESULT:
        work.require(happening.verb)
    _MOVES[happening.verb](work, happening)


def _sort(work: Work, told: Happening) -> None:
    type_ = told.type or (CaseType(work.case.type) if work.case.type else None)
    moves.sort(work, category_id=told.category_id, type_=type_, urgency=Urgency(told.urgency))


def _dispatch(work: Work, told: Happening) -> None:
    moves.dispatch(work, _receiver(work, told), note=screened(tidy(told.text)))


def _return(work: Work, told: Happening) -> None:
    on = timezone.localdate(told.at)
    above = place_above(work.tenant, work.case.place_id, at=told.at)
    sorter = routing.receiver_by_place(work.tenant, above, on=on)
    moves.give_back(work, sorter, reason=screened(tidy(told.text)))


def _note(work: Work, told: Happening) -> None:
    work.note(Verb.NOTE, text=screened(tidy(told.text)), audience=Audience.STAFF)


def _add_words(work: Work, told: Happening) -> None:
    work.note(Verb.ADD_WORDS, text=screened(tidy(told.text)))


def _ask(work: Work, told: Happening) -> None:
    question = Question(
        sub_district_id=work.tenant,
        case_id=work.case.id,
        asked_at=told.at,
        asked_by_label=told.by.label,
        text=screened(tidy(told.text)),
    )
    work.batch.add(question)
    before = moves.wait(work, CaseState.WAITING_SENDER, PauseReason.WAITING_FOR_SENDER)
    work.note(Verb.ASK, text=question.text, before=before, question=str(question.id))


def _reply(work: Work, told: Happening) -> None:
    question = next(row for row in reversed(work.batch.rows) if isinstance(row, Question))
    question.answered_at, question.answer = told.at, screened(tidy(told.text))
    before = work.state
    work.move(state_after_wait(work.case.state_before))
    work.case.state_before = ""
    work.note(Verb.REPLY, text=question.answer, before=before, question=str(question.id))


def _hand_over(work: Work, told: Happening) -> None:
    token = base64.urlsafe_b64encode(os.urandom(24)).decode()
    row = HandOver(
        sub_district_id=work.tenant,
        case_id=work.case.id,
        body_name=told.name,
        what=screened(tidy(told.text)),
        token_hash=token_hash(token),
        made_at=told.at,
        expires_at=told.at + timedelta(days=_LINK_DAYS),
    )
    work.batch.add(row)
    before = moves.wait(work, CaseState.WAITING_OUTSIDE, PauseReason.WAITING_FOR_OUTSIDE_BODY)
    work.note(Verb.HAND_OVER, text=told.name, before=before, hand_over=str(row.id))


def _outside_result(work: Work, told: Happening) -> None:
    row = next(row for row in reversed(work.batch.rows) if isinstance(row, HandOver))
    row.opened_at = row.done_at = told.at
    row.result, row.outside_number = screened_of_ids(tidy(told.text)), told.number
    before = work.state
    go_on(work)
    work.note(
        Verb.OUTSIDE_RESULT, text=row.result, audience=Audience.STAFF, before=before, done=True
    )
    work.steps[-1].actor_label = row.body_name


def _press(work: Work, told: Happening) -> None:
    work.case.pressed_at = told.at
    work.note(Verb.PRESS, text=screened(tidy(told.text)), audience=Audience.STAFF)


def _answer(work: Work, told: Happening) -> None:
    text = screened_of_ids(tidy(told.text))
    if not needs_approval(work.case, on=timezone.localdate(told.at)):
        moves.answer(work, text=text)
        return
    case = work.case
    case.draft, case.proposed_by, case.proposed_at = text, told.by.account_id, told.at
    work.note(Verb.PROPOSE, text=text, audience=Audience.STAFF)


def _approve(work: Work, _told: Happening) -> None:
    if not may_approve(work.actor, work.facts):
        raise sentences.refused("approves_own")
    moves.answer(work, text=work.case.draft, verb=Verb.APPROVE)


def _follow_up(work: Work, told: Happening) -> None:
    row = next(row for row in reversed(work.batch.rows) if isinstance(row, FollowUp))
    row.done_at, row.reached, row.tries = told.at, True, 1
    outcome = told.outcome or Outcome.SOLVED
    moves.rate(work, outcome=outcome, comment=screened(tidy(told.text)), verb=Verb.FOLLOW_UP)


def _rate(work: Work, told: Happening) -> None:
    outcome = told.outcome or Outcome.SOLVED
    moves.rate(work, outcome=outcome, comment=screened(tidy(told.text)))
    if outcome is Outcome.NOT_SOLVED:
        moves.reopen(work, _receiver(work, told))
    elif work.state is CaseState.ANSWERED:
        moves.close(work)


def _receiver(work: Work, told: Happening) -> routing.Receiver:
    on = timezone.localdate(told.at)
    found = routing.receiver(work.tenant, told.post_id, on=on) if told.post_id else None
    if found is None:
        raise sentences.refused("unknown_post")
    return found


def _publish(work: Work, _told: Happening) -> None:
    case = work.case
    case.published_at = work.at
    case.published_title, case.published_body = case.title, case.body
    work.note(Verb.PUBLISH)


_MOVES: dict[Verb, Callable[[Work, Happening], None]] = {
    Verb.SORT: _sort,
    Verb.DISPATCH: _dispatch,
    Verb.ACCEPT: lambda work, _told: moves.accept(work),
    Verb.START: lambda work, told: moves.start_work(work, note=screened(tidy(told.text))),
    Verb.RETURN: _return,
    Verb.NOTE: _note,
    Verb.ADD_WORDS: _add_words,
    Verb.ASK: _ask,
    Verb.REPLY: _reply,
    Verb.HAND_OVER: _hand_over,
    Verb.OUTSIDE_RESULT: _outside_result,
    Verb.PRESS: _press,
    Verb.ANSWER: _answer,
    Verb.APPROVE: _approve,
    Verb.PUBLISH: _publish,
    Verb.FOLLOW_UP: _follow_up,
    Verb.CLOSE: lambda work, _told: moves.close(work),
    Verb.RATE: _rate,
    Verb.WITHDRAW: lambda work, told: moves.withdraw(work, reason=screened(tidy(told.text))),
    Verb.TRANSFER: lambda work, told: moves.transfer(work, to=told.name, reason=tidy(told.text)),
}
