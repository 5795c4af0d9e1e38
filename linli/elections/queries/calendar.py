"""The calendar that a kind of election follows, and the days and turn of an election's steps."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language

from linli.elections.models import CalendarTemplate, Election, ElectionStep
from linli.elections.rules import ElectionKind, ElectionState, StepState
from linli.elections.rules.calendar import (
    CalendarPlan,
    StepFacts,
    StepPlan,
    days_of,
    plan_from,
    step_of,
    steps_now,
)
from linli.kernel.rule import Words
from linli.kernel.rulebook import NoSuchRule, NotSetByPlace
from linli.kernel.workdays import Duration
from linli.people import queries as people
from linli.people.queries import PostCard
from linli.records.queries import rule_in_force


@dataclass(frozen=True, slots=True)
class Template:
    """A calendar in force for a kind: the one that is shipped has number 0."""

    kind: ElectionKind
    number: int
    name: str
    source: str
    adopted_by: str
    adopted_on: date | None
    steps: tuple[StepPlan, ...]


@cache
def shipped_calendar(kind: ElectionKind) -> CalendarPlan:
    """The calendar that comes with Linli: our reading, not law."""
    file = resources.files("linli.elections").joinpath("calendars", f"{kind.value}.toml")
    return plan_from(tomllib.loads(file.read_text(encoding="utf-8")))


def template_in_force(sub_district_id: UUID, kind: ElectionKind) -> Template:
    """The place's newest calendar for a kind, else the one that is shipped."""
    return next(iter(templates(sub_district_id, kind)))


def templates(sub_district_id: UUID, kind: ElectionKind) -> list[Template]:
    """All versions of a kind's calendar, newest first; the shipped one is the last."""
    own = CalendarTemplate.objects.filter(sub_district_id=sub_district_id, kind=kind.value)
    return [*map(_own, own.order_by("-number")), _shipped(kind)]


def _own(row: CalendarTemplate) -> Template:
    return Template(
        kind=ElectionKind(row.kind),
        number=row.number,
        name=row.name,
        source=row.source,
        adopted_by=row.adopted_by,
        adopted_on=row.adopted_on,
        steps=tuple(map(step_of, row.steps)),
    )


def _shipped(kind: ElectionKind) -> Template:
    plan = shipped_calendar(kind)
    return Template(kind, 0, in_language(plan.name), in_language(plan.source), "", None, plan.steps)


def in_language(words: Words) -> str:
    """A text of a calendar in the reader's language; a place's own may be Chinese alone."""
    chinese = (get_language() or "").startswith("zh")
    return words.zh if chinese or not words.en else words.en


def step_title(step: ElectionStep) -> str:
    """What a step is called in the reader's language."""
    return in_language(step_of(step.plan).title)


def steps_of(election: Election) -> list[ElectionStep]:
    """The steps of an election in their order."""
    found = ElectionStep.objects.filter(
        sub_district_id=election.sub_district_id, election_id=election.id
    )
    steps = list(found.order_by("order"))
    for step in steps:
        # Each knows its election; asking for it once more would be a query a step.
        step.election = election
    return steps


def step_facts(step: ElectionStep) -> StepFacts:
    """What the rules ask of a step."""
    return StepFacts(step.key, step.plan["stage"], StepState(step.state), step.not_before)


def turn_of(steps: Iterable[ElectionStep]) -> tuple[str, ...]:
    """The keys of the steps whose turn it is."""
    return steps_now([step_facts(step) for step in steps])


def anchors_of(election: Election, steps: Sequence[ElectionStep]) -> dict[str, date | None]:
    """The days from which steps are reckoned, as far as they are known.

    Until the count is over its day is taken to be the day of the closing.
    """
    ended = election.counted_at or election.closed_at or election.closes_at
    instants = {
        **{step.key: step.done_at for step in steps},
        "made": election.made_at,
        "voting": election.opened_at or election.opens_at,
        "closing": election.closed_at or election.closes_at,
        "result": ended,
    }
    return {key: timezone.localdate(at) if at else None for key, at in instants.items()}


def reckoned(
    election: Election, step: ElectionStep, anchors: dict[str, date | None], *, on: date
) -> tuple[date | None, date | None]:
    """The first and last day of a step under the rules of a day."""
    return days_of(step_of(step.plan), anchors, limit_at(election.sub_district_id, on))


def limit_at(sub_district_id: UUID, on: date) -> Callable[[str], Duration | None]:
    """How long a rule gives at a place on a day; nothing where it is not set."""

    def limit(key: str) -> Duration | None:
        try:
            return rule_in_force(sub_district_id, key, on=on).duration
        except (NoSuchRule, NotSetByPlace):
            return None

    return limit


def post_for(election: Election, holders: Sequence[str], *, on: date) -> PostCard | None:
    """The post that owes a step: the nearest of its kinds along the place's line, a held one first."""
    line = people.line_of(election.sub_district_id, election.place_id, on=on)
    found = people.posts_at(election.sub_district_id, line, on=on, kinds=holders)
    order = {kind: at for at, kind in enumerate(holders)}
    found.sort(key=lambda card: (not card.holders, order[card.kind]))
    return next(iter(found), None)


def steps_late(sub_district_id: UUID, *, on: date) -> list[ElectionStep]:
    """Steps whose turn it is, whose last day is over and of which nobody was told yet."""
    found = ElectionStep.objects.filter(
        sub_district_id=sub_district_id, state=StepState.NOW, due_on__lt=on, late_told_at=None
    ).exclude(election__state=ElectionState.CANCELLED)
    return list(found.order_by("due_on", "id"))
