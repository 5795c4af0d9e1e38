"""Decisions found by id, by number, by place; their steps and turns; what the actor may do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from linli.decisions.models import Decision, DecisionStep, DecisionText, Resolution, StepEvent
from linli.decisions.rules import POWERS, DecisionState, StepKind, StepState, Turn, Verb, turn_of
from linli.kernel.actor import Actor
from linli.people import queries as people


def decision(sub_district_id: UUID, decision_id: UUID) -> Decision | None:
    """One decision by its id."""
    return _decisions(sub_district_id).filter(id=decision_id).first()


def decision_by_number(sub_district_id: UUID, number: str) -> Decision | None:
    """One decision by the number that people know."""
    return _decisions(sub_district_id).filter(number=number).first()


def steps_by_number(sub_district_id: UUID, number: str) -> list[DecisionStep]:
    """The steps of a decision by the number that people know, each with the decision and its place."""
    rows = DecisionStep.objects.filter(
        sub_district_id=sub_district_id,
        decision__sub_district_id=sub_district_id,
        decision__number=number,
    )
    return list(rows.select_related("decision__place").order_by("order"))


def decision_seen_by(actor: Actor, decision_id: UUID, *, on: date) -> Decision | None:
    """A decision as somebody at the desk finds it: none beyond the reach of the post."""
    found = decision(actor.sub_district_id, decision_id)
    if found is None or not may_do_at(actor, Verb.SEE, found.place_id, on=on):
        return None
    return found


def decisions_at(sub_district_id: UUID, place_ids: Sequence[UUID]) -> list[Decision]:
    """The decisions of these places, newest first."""
    return list(_decisions(sub_district_id).filter(place_id__in=place_ids).order_by("-id"))


def open_decisions(sub_district_id: UUID) -> list[Decision]:
    """Decisions under way, newest first."""
    found = _decisions(sub_district_id).filter(state=DecisionState.OPEN)
    return list(found.order_by("-id"))


def steps_of(found: Decision) -> list[DecisionStep]:
    """The steps of a decision in order."""
    rows = DecisionStep.objects.filter(sub_district_id=found.sub_district_id, decision=found)
    return list(rows.order_by("order"))


def turns(steps: Sequence[DecisionStep]) -> list[Turn]:
    """The steps as the rules of order take them."""
    return [
        Turn(step.key, StepKind(step.kind), StepState(step.state), step.due_on) for step in steps
    ]


def step_now(steps: Sequence[DecisionStep]) -> DecisionStep | None:
    """The step whose turn it is."""
    current = turn_of(turns(steps))
    return next((step for step in steps if current and step.key == current.key), None)


def events_of(found: Decision) -> list[StepEvent]:
    """How each turn of each step ended, oldest first."""
    rows = StepEvent.objects.filter(sub_district_id=found.sub_district_id, decision_id=found.id)
    return list(rows.order_by("id"))


def texts_of(found: Decision) -> list[DecisionText]:
    """All versions of a decision's text, oldest first."""
    rows = DecisionText.objects.filter(sub_district_id=found.sub_district_id, decision_id=found.id)
    return list(rows.order_by("number"))


def resolutions_of(found: Decision) -> list[Resolution]:
    """What was resolved, oldest first."""
    rows = Resolution.objects.filter(sub_district_id=found.sub_district_id, decision_id=found.id)
    return list(rows.order_by("id"))


def may_do_at(actor: Actor, verb: Verb, place_id: UUID, *, on: date) -> bool:
    """Whether the post acted in may do this at a place."""
    return people.acts_at(actor, POWERS[verb], place_id, on=on)


def _decisions(sub_district_id: UUID) -> QuerySet[Decision]:
    return Decision.objects.filter(sub_district_id=sub_district_id).select_related("place")
