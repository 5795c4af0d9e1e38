"""A procedure as data: its steps in order, who answers for each, what each must leave behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from linli.decisions.rules.words import StepKind, StepOutcome, StepState
from linli.kernel.posts import PostKind
from linli.kernel.rule import Words

NO_WORDS = Words()
LONGEST_TITLE = 80
NEEDS = (
    "text_kept",
    "proposer_named",
    "consultation_closed",
    "objections_answered",
    "meeting_minuted",
    "resolution_carried",
    "decision_disclosed",
    "money_allowed",
    "hands_named",
    "work_finished",
    "work_accepted",
    "accounts_settled",
    "result_disclosed",
    "complaints_answered",
)
"""What can be asked before a step is done; `queries.needs` finds out whether it is so."""
NEEDED_OF: dict[StepKind, frozenset[str]] = {
    StepKind.PROPOSE: frozenset({"text_kept", "proposer_named"}),
    StepKind.CONSULT: frozenset({"consultation_closed"}),
    StepKind.DELIBERATE: frozenset({"meeting_minuted"}),
    StepKind.RESOLVE: frozenset({"resolution_carried"}),
    StepKind.DECISION_DISCLOSURE: frozenset({"decision_disclosed"}),
    StepKind.EXECUTE: frozenset({"hands_named"}),
    StepKind.ACCEPT: frozenset({"work_accepted"}),
    StepKind.RESULT_DISCLOSURE: frozenset({"result_disclosed"}),
    StepKind.CLOSE: frozenset({"complaints_answered"}),
}
"""The evidence without which no procedure is one: a place's own version may ask more, never less."""
ORDER = tuple(StepKind)


class BadProcedure(ValueError):
    """A procedure is not written as it must be; the text says which step and what."""


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A step as its procedure has it; `days` is how long it may take once its turn has come."""

    key: str
    kind: StepKind
    title: Words
    what: Words = NO_WORDS
    holders: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    days: int = 0
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProcedurePlan:
    """A procedure: its key, its name, its source, its steps in order."""

    key: str
    name: Words
    source: Words
    steps: tuple[StepPlan, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A step of a decision under way: what the order of steps asks of it."""

    key: str
    kind: StepKind
    state: StepState
    due_on: date | None = None


_LISTS = {"holders", "needs", "documents"}
_WORDS = {"title", "what"}


def plan_from(data: Mapping[str, Any]) -> ProcedurePlan:
    """Read a procedure from plain data, or raise `BadProcedure` with the step and its fault."""
    steps = tuple(step_of(entry) for entry in data.get("step", ()))
    plan = ProcedurePlan(
        str(data.get("key", "")), _words(data.get("name")), _words(data.get("source")), steps
    )
    fault = plan_fault(steps)
    if fault:
        raise BadProcedure(fault)
    return plan


def plan_fault(steps: Sequence[StepPlan]) -> str:
    """What is wrong with these steps as a procedure, or an empty word.

    Every kind of step is there, in the order of kinds, with at least the evidence of its kind.
    """
    if [kind for kind in ORDER if kind not in {step.kind for step in steps}]:
        return "Every kind of step must be there: none is skipped."
    if sorted(steps, key=lambda step: ORDER.index(step.kind)) != list(steps):
        return "The steps stand in the wrong order."
    if len({step.key for step in steps}) != len(steps):
        return "Two steps bear one key."
    return next((fault for step in steps if (fault := _step_fault(step))), "")


def _step_fault(step: StepPlan) -> str:
    if not (step.title.zh and len(step.title.zh) <= LONGEST_TITLE):
        return f"{step.key}: a title of up to {LONGEST_TITLE} characters is asked for."
    if unknown := set(step.needs) - set(NEEDS):
        return f"{step.key}: {', '.join(sorted(unknown))}: nobody can say whether it is so."
    if missing := NEEDED_OF[step.kind] - set(step.needs):
        return f"{step.key}: {', '.join(sorted(missing))} cannot be left out."
    if unknown := set(step.holders) - set(PostKind):
        return f"{step.key}: {', '.join(sorted(unknown))}: no such post."
    return "" if step.holders else f"{step.key}: nobody answers for it."


def step_of(data: Mapping[str, Any]) -> StepPlan:
    """The step that was kept as plain data."""
    unknown = set(data) - {one.name for one in fields(StepPlan)}
    if unknown:
        raise BadProcedure(f"{data.get('key')}: {', '.join(sorted(unknown))}: unknown entry.")
    return StepPlan(**{name: _value(name, raw) for name, raw in data.items()})


def as_data(step: StepPlan) -> dict[str, Any]:
    """A step as plain data that can be kept as JSON; `step_of` reads it."""
    return {**asdict(step), **{name: list(getattr(step, name)) for name in _LISTS}}


def _value(name: str, raw: Any) -> Any:
    if name == "kind":
        return StepKind(raw)
    if name in _WORDS:
        return _words(raw)
    return tuple(raw) if name in _LISTS else raw


def _words(raw: Any) -> Words:
    return Words(**raw) if raw else Words()


def turn_of(turns: Sequence[Turn]) -> Turn | None:
    """The step whose turn it is: the first that is not done; none after a failure or at the end."""
    if any(turn.state is StepState.FAILED for turn in turns):
        return None
    return next((turn for turn in turns if turn.state is not StepState.DONE), None)


def after(
    turns: Sequence[Turn], key: str, outcome: StepOutcome, *, back_to: str = ""
) -> list[Turn]:
    """The steps after a turn ended so; `back_to` names the earlier step that a return leads to.

    Only the step whose turn it is can end. A return opens the step it leads to and every step
    after it anew, so that nothing done before the change counts for what comes after it.
    """
    current = turn_of(turns)
    if current is None or current.key != key:
        raise ValueError("not_its_turn")
    at = [turn.key for turn in turns].index(key)
    if outcome is StepOutcome.RETURNED:
        keys = [turn.key for turn in turns[:at]]
        if back_to not in keys:
            raise ValueError("not_an_earlier_step")
        return _from(turns, keys.index(back_to))
    if outcome is StepOutcome.FAILED:
        return _with(turns, at, StepState.FAILED)
    return _from(_with(turns, at, StepState.DONE), at + 1)


def _with(turns: Sequence[Turn], at: int, state: StepState) -> list[Turn]:
    return [
        Turn(turn.key, turn.kind, state, turn.due_on) if number == at else turn
        for number, turn in enumerate(turns)
    ]


def _from(turns: Sequence[Turn], at: int) -> list[Turn]:
    states = (StepState.NOW if number == at else StepState.WAITING for number in range(len(turns)))
    return [
        turn if number < at else Turn(turn.key, turn.kind, state)
        for number, (turn, state) in enumerate(zip(turns, states, strict=True))
    ]
