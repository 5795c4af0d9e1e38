"""The calendar of an election as data: steps in stages, each with its holders, needs and days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import Any

from linli.elections.rules.words import StepState
from linli.kernel.posts import PostKind
from linli.kernel.rule import Words
from linli.kernel.workdays import Duration, Unit, plus_months

LONGEST_TITLE = 80
NO_WORDS = Words()
ANCHORS = ("voting", "closing", "result", "made")
NEEDS = (
    "terms_set",
    "times_set",
    "committee_named",
    "committee_odd",
    "owners_share",
    "roll_chosen",
    "roll_published",
    "roll_frozen",
    "candidates_named",
    "candidates_decided",
    "candidates_fixed",
    "officials_named",
    "box_ready",
    "paper_ready",
    "closed",
    "counted",
    "lists_destroyed",
)
"""What can be asked before a step is done; `queries.needs` finds out whether it is so."""
DOCUMENTS = (
    "work_plan",
    "committee_list",
    "committee_letter",
    "register_notice",
    "nomination_form",
    "consent_form",
    "candidates_notice",
    "officials_notice",
    "voting_notice",
    "count_record",
    "result_notice",
    "minutes",
    "first_meeting",
    "handover",
    "filing",
    "destruction",
)


class BadCalendar(ValueError):
    """A calendar is not written as it must be; the text says which step and what."""


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A step as a calendar has it; first and last day are in days from the anchor.

    Days stand before the day of voting and after all other anchors. A rule's limit wins over a
    number of days.
    """

    key: str
    stage: int
    title: Words
    what: Words = NO_WORDS
    holders: tuple[str, ...] = ()
    anchor: str = "voting"
    first: int | None = None
    first_rule: str = ""
    last: int | None = None
    last_rule: str = ""
    needs: tuple[str, ...] = ()
    notice: bool = False
    notice_rule: str = ""
    documents: tuple[str, ...] = ()

    @property
    def rule_key(self) -> str:
        """The rule that gives the step its last day, or else its first."""
        return self.last_rule or self.first_rule


@dataclass(frozen=True, slots=True)
class CalendarPlan:
    """A calendar: its name, its source, its steps in order."""

    name: Words
    source: Words
    steps: tuple[StepPlan, ...]


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What the order of steps asks of one: its key, its stage, where it stands, its days."""

    key: str
    stage: int
    state: StepState
    not_before: date | None = None


_FILE_NAMES = {"first": "from", "first_rule": "from_rule", "last": "by", "last_rule": "by_rule"}
_LISTS = {"holders", "needs", "documents"}
_WORDS = {"title", "what"}


def plan_from(data: Mapping[str, Any]) -> CalendarPlan:
    """Read a calendar from plain data, or raise `BadCalendar` with the step and its fault."""
    steps = tuple(_step_from(entry) for entry in data.get("step", ()))
    plan = CalendarPlan(_words(data.get("name")), _words(data.get("source")), steps)
    fault = plan_fault(plan.steps)
    if fault:
        raise BadCalendar(fault)
    return plan


def _step_from(entry: Mapping[str, Any]) -> StepPlan:
    known = {_FILE_NAMES.get(one.name, one.name): one.name for one in fields(StepPlan)}
    unknown = set(entry) - set(known)
    if unknown:
        raise BadCalendar(f"{entry.get('key')}: {', '.join(sorted(unknown))}: unknown entry.")
    return StepPlan(**{known[name]: _value(known[name], raw) for name, raw in entry.items()})


def _value(name: str, raw: Any) -> Any:
    if name in _WORDS:
        return _words(raw)
    return tuple(raw) if name in _LISTS else raw


def _words(raw: Any) -> Words:
    return Words(**raw) if raw else Words()


def as_data(step: StepPlan) -> dict[str, Any]:
    """A step as plain data that can be kept as JSON; `step_of` reads it."""
    return {**asdict(step), **{name: list(getattr(step, name)) for name in _LISTS}}


def step_of(data: Mapping[str, Any]) -> StepPlan:
    """The step that was kept as plain data."""
    return StepPlan(**{name: _value(name, raw) for name, raw in data.items()})


def plan_fault(steps: Sequence[StepPlan]) -> str:
    """What is wrong with a calendar's steps, in one sentence with the step's key; or nothing."""
    if not steps:
        return "A calendar has at least one step."
    seen: set[str] = set()
    stage = 1
    for step in steps:
        wrong = _step_fault(step, seen, stage)
        if wrong:
            return f"{step.key}: {wrong}"
        seen.add(step.key)
        stage = step.stage
    return "" if "voting" in seen else "A calendar has the step voting."


def _step_fault(step: StepPlan, before: set[str], stage: int) -> str:
    holders = set(PostKind)
    faults: list[tuple[bool, str]] = [
        (step.key in before, "the step stands twice."),
        (not (stage <= step.stage <= stage + 1), "stages go up by one."),
        (not step.title.zh or len(step.title.zh) > LONGEST_TITLE, "a step has a short title."),
        (not step.holders or not set(step.holders) <= holders, "a step has duty holders."),
        (step.anchor not in {*ANCHORS, *before}, "the anchor is no day and no earlier step."),
        (not set(step.needs) <= set(NEEDS), "nobody can check this need."),
        (not set(step.documents) <= set(DOCUMENTS), "there is no such document."),
        (bool(step.notice_rule) and not step.notice, "a notice rule without a notice."),
    ]
    return next((words for wrong, words in faults if wrong), "")


def days_of(
    step: StepPlan,
    anchors: Mapping[str, date | None],
    limit: Callable[[str], Duration | None],
) -> tuple[date | None, date | None]:
    """The first and the last day of a step, as far as its anchor is known.

    `limit` gives the time of a rule, or none where the place has not set it.
    """
    anchor = anchors.get(step.anchor)
    if anchor is None:
        return None, None
    first = _day(anchor, step.anchor, step.first, step.first_rule, limit)
    last = _day(anchor, step.anchor, step.last, step.last_rule, limit)
    return first, last


def _day(
    anchor: date,
    name: str,
    days: int | None,
    rule_key: str,
    limit: Callable[[str], Duration | None],
) -> date | None:
    by_rule = limit(rule_key) if rule_key else None
    span = by_rule or (Duration(days, Unit.DAYS) if days is not None else None)
    if span is None:
        return None
    sign = -1 if name == "voting" else 1
    if span.unit is Unit.MONTHS:
        return plus_months(anchor, sign * span.count)
    return anchor + timedelta(days=sign * span.count)


def steps_now(steps: Iterable[StepFacts]) -> tuple[str, ...]:
    """The keys of the steps whose turn it is: those of the first stage that is not done."""
    open_ones = [step for step in steps if step.state is not StepState.DONE]
    first = min((step.stage for step in open_ones), default=0)
    return tuple(step.key for step in open_ones if step.stage == first)


def step_refusal(step: StepFacts, turn: Sequence[str], *, on: date) -> str:
    """Why a step cannot be done on a day: `done`, `not_its_turn`, `too_early`; or nothing."""
    if step.state is StepState.DONE:
        return "done"
    if step.key not in turn:
        return "not_its_turn"
    if step.not_before is not None and on < step.not_before:
        return "too_early"
    return ""


def served(posted: date, opens: date, days: int) -> bool:
    """Whether a notice hangs long enough before a day; its own day is not counted (R02)."""
    return (opens - posted).days >= days
