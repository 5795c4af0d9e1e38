"""All that the page of one's own request shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.cases import queries
from linli.cases.queries import Case, CaseStep, Hanging, Question, Rating
from linli.cases.queries.resident import reopenings_left
from linli.cases.rules import STATES_FOR, UNANSWERED_STATES, CaseState, Outcome, Verb
from linli.cases.web.resident.forms import AnswerForm, RateForm
from linli.cases.web.resident.state import (
    events_of,
    photos_of_case,
    review_of,
    standing_of,
    where_of,
)
from linli.cases.web.resident.words import said_words
from linli.ui.pieces import Row


def case_page(
    case: Case,
    *,
    at: datetime,
    question_form: Form | None = None,
    rating_form: Form | None = None,
) -> dict[str, Any]:
    """State, question, answer, rating, course and acts of a request for its sender."""
    steps = queries.steps_for_sender(case)
    hanging = queries.hanging_on(case)
    question = open_question(case, hanging)
    return {
        "case": case,
        "now": at,
        "where": where_of(case),
        "standing": standing_of(case, at=at),
        "question": _question(question) if question else None,
        "question_form": question_form
        or (AnswerForm(choices=question.choices) if question else None),
        "answer": _answer(case, steps),
        "rating_form": rating_form or (RateForm() if _may_rate(case, hanging) else None),
        "rating_lines": [_after_a_no(case, at)],
        "rated": _rated(case, hanging),
        "review": review_of(case, steps),
        "events": events_of(case, steps),
        "photos": photos_of_case(case),
        "acts": list(_acts(case)),
        "sealing": _sealing(case),
    }


def open_question(case: Case, hanging: Hanging | None = None) -> Question | None:
    """The question that waits for the sender, if there is one."""
    found = (hanging or queries.hanging_on(case)).questions
    return next((one for one in found if one.answered_at is None), None)


def _question(question: Question) -> dict[str, Any]:
    stops = _("The clock stands until you answer") if question.stops_clock else ""
    return {
        "id": question.id,
        "who": question.asked_by_label,
        "text": question.text,
        "choices": question.choices,
        "meta": [stops] if stops else [],
    }


def _answer(case: Case, steps: Sequence[CaseStep]) -> dict[str, Any] | None:
    if not case.answer:
        return None
    said = [one for one in steps if one.verb in {Verb.ANSWER.value, Verb.APPROVE.value}]
    who = [said[-1].actor_label] if said else []
    return {
        "text": case.answer,
        "who": who,
        "at": case.answered_at,
        "photos": [],
        "earlier": _opened_again(case),
    }


def _sealing(case: Case) -> dict[str, Any] | None:
    """Whether the request may move into a sealed file, is about to, or lies there."""
    if case.sealed_at is not None:
        return {"moved": case.sealed_at}
    offer = queries.offer_on(case)
    if offer is None or CaseState(case.state) not in STATES_FOR[Verb.AGREE_SEAL]:
        return None
    return {
        "room": queries.room_name(offer.room),
        "who": offer.offered_by_label,
        "agreed": offer.agreed_at,
    }


def _opened_again(case: Case) -> bool:
    """Whether the answer is one that the sender has said "no" to."""
    return case.reopened > 0 and CaseState(case.state) in UNANSWERED_STATES


def _after_a_no(case: Case, at: datetime) -> str:
    """What a "no" leads to, which the last one does no more."""
    left = reopenings_left(case, on=timezone.localdate(at))
    if not left:
        return _(
            "It has been opened again as often as the rule allows. "
            "With “No” it stays closed, and you read how to ask for a review."
        )
    return ngettext(
        "With “No” it opens again and goes one level up; that can happen %(n)s more time.",
        "With “No” it opens again and goes one level up; that can happen %(n)s more times.",
        left,
    ) % {"n": left}


def _may_rate(case: Case, hanging: Hanging) -> bool:
    return CaseState(case.state) in STATES_FOR[Verb.RATE] and _last(case, hanging) is None


def _last(case: Case, hanging: Hanging) -> Rating | None:
    return next((one for one in hanging.ratings if one.round == case.reopened), None)


def _rated(case: Case, hanging: Hanging) -> dict[str, str] | None:
    rating = _last(case, hanging)
    if rating is None:
        return None
    outcome = Outcome(rating.outcome)
    tone = "good" if outcome is Outcome.SOLVED else ""
    return {"title": said_words(outcome), "body": rating.comment, "tone": tone}


def _acts(case: Case) -> Any:
    state, number = CaseState(case.state), case.number
    if state in STATES_FOR[Verb.ADD_WORDS]:
        yield Row(_("Add words or photos"), reverse("cases:follow_add", args=[number]), icon="plus")
    count = len(queries.who_read(case))
    yield Row(
        _("Who has read this"),
        reverse("cases:follow_readers", args=[number]),
        meta=[ngettext("%(n)s reading", "%(n)s readings", count) % {"n": count}],
        icon="eye",
    )
    if state in STATES_FOR[Verb.WITHDRAW]:
        yield Row(
            _("Withdraw it"), reverse("cases:follow_withdraw", args=[number]), icon="arrow-back-up"
        )
