"""Pausable clocks: when a duty falls due, what is left, and whether it is late.

A clock stops only with a listed reason. A pause pushes the due time by the time paused, and what
was left when it began is left again when it ends: a clock that was in time when it stopped is in
time at the instant it runs on. A pause that begins after the due time saves nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from linli.kernel.workdays import ONE_DAY, Due, Duration, Remaining, Unit, WorkCalendar, plus_months


class PauseReason(StrEnum):
    """List the only reasons for which a clock may stop."""

    WAITING_FOR_SENDER = "waiting_for_sender"
    LATER_DATE_ASKED_BY_SENDER = "later_date_asked_by_sender"
    WAITING_FOR_OUTSIDE_BODY = "waiting_for_outside_body"
    WAITING_FOR_OWNERS_DECISION = "waiting_for_owners_decision"
    BEFORE_COURT_OR_ARBITRATION = "before_court_or_arbitration"
    WEATHER_OR_SAFETY = "weather_or_safety"


@dataclass(frozen=True, slots=True)
class Pause:
    """Hold one stop of a clock; without an end it still lasts."""

    began_at: datetime
    ended_at: datetime | None
    reason: PauseReason

    def __post_init__(self) -> None:
        if self.ended_at is not None and self.ended_at < self.began_at:
            raise ValueError("A pause does not end before it begins.")


@dataclass(frozen=True, slots=True)
class Clock:
    """Hold the facts of one duty: what, how long, since when, stopped when, done when."""

    kind: str
    limit: Duration
    started_at: datetime
    pauses: tuple[Pause, ...] = ()
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Say what a clock shows at an instant.

    While it is paused, `due` is what it would be if it ran on now, and `remaining` stands still.
    """

    due: Due
    remaining: Remaining
    is_late: bool
    paused_for: PauseReason | None


@dataclass(frozen=True, slots=True)
class Step:
    """Name a post that is told when a duty is late by so much."""

    post: str
    after: Duration


@dataclass(frozen=True, slots=True)
class _Run:
    """A due time under way: the last day before rest days move it, and the pause it stands in."""

    due: Due
    raw: date
    held: Pause | None = None


def due_at(clock: Clock, calendar: WorkCalendar, at: datetime) -> datetime:
    """Give the instant a clock falls due, as known at `at`."""
    return reading(clock, calendar, at).due.at


def is_late(clock: Clock, calendar: WorkCalendar, at: datetime) -> bool:
    """Tell whether the duty was done, or is still open, after its due time."""
    return reading(clock, calendar, at).is_late


def remaining(clock: Clock, calendar: WorkCalendar, at: datetime) -> Remaining:
    """Measure what is left of a clock, or by how much it is late."""
    return reading(clock, calendar, at).remaining


def reading(clock: Clock, calendar: WorkCalendar, at: datetime) -> Reading:
    """Read a clock at an instant; once the duty is done it is read at that time for ever."""
    seen_at = at if clock.done_at is None else min(at, clock.done_at)
    run = _first_run(clock, calendar)
    for pause in _in_order(clock, seen_at):
        before, run = run, _after_pause(run, pause, clock, calendar, seen_at)
        if run.held is not None:
            left = calendar.remaining(before.due, clock.limit.unit, pause.began_at)
            return Reading(run.due, left, is_late=False, paused_for=pause.reason)
    left = calendar.remaining(run.due, clock.limit.unit, seen_at)
    return Reading(run.due, left, is_late=left.late, paused_for=None)


def escalation_steps(rows: Sequence[Mapping[str, str | int | bool]]) -> tuple[Step, ...]:
    """Read the rulebook's table of who is told when."""
    return tuple(
        Step(str(row["post"]), Duration(int(row["after"]), Unit(str(row["unit"])))) for row in rows
    )


def steps_reached(
    steps: Sequence[Step], due: Due, calendar: WorkCalendar, at: datetime
) -> tuple[Step, ...]:
    """Give the steps of an escalation whose time has come, in order."""
    return tuple(step for step in steps if at > step_at(step, due, calendar))


def step_at(step: Step, due: Due, calendar: WorkCalendar) -> datetime:
    """Give the instant after which a step's post is told."""
    count, unit = step.after.count, step.after.unit
    if count == 0:
        return due.at
    if unit is Unit.MINUTES:
        return due.at + timedelta(minutes=count)
    if unit is Unit.WORKDAYS:
        return calendar.end_of(calendar.plus_workdays(due.on, count))
    last = due.on + timedelta(days=count) if unit is Unit.DAYS else plus_months(due.on, count)
    return calendar.end_of(calendar.last_day(last))


def _first_run(clock: Clock, calendar: WorkCalendar) -> _Run:
    due = calendar.due_after(clock.started_at, clock.limit)
    start = calendar.day_of(clock.started_at)
    match clock.limit.unit:
        case Unit.DAYS:
            return _Run(due, start + timedelta(days=clock.limit.count))
        case Unit.MONTHS:
            return _Run(due, plus_months(start, clock.limit.count))
        case _:
            return _Run(due, due.on)


def _in_order(clock: Clock, at: datetime) -> list[Pause]:
    """Give the pauses up to `at`, clipped to the clock and cut so that none overlaps another."""
    cut: list[Pause] = []
    free_from = clock.started_at
    for pause in sorted(clock.pauses, key=lambda pause: pause.began_at):
        if pause.began_at > at:
            break
        began = max(pause.began_at, free_from)
        if pause.ended_at is None or pause.ended_at > at:
            cut.append(Pause(began, None, pause.reason))
            break
        if pause.ended_at > began:
            cut.append(Pause(began, pause.ended_at, pause.reason))
            free_from = pause.ended_at
    return cut


def _after_pause(
    run: _Run, pause: Pause, clock: Clock, calendar: WorkCalendar, at: datetime
) -> _Run:
    if pause.began_at > run.due.at:
        return run
    ended = pause.ended_at or at
    held = pause if pause.ended_at is None else None
    unit = clock.limit.unit
    if unit is Unit.MINUTES:
        until = run.due.at + (ended - pause.began_at)
        on = calendar.day_of(until)
        return _Run(Due(on, until), on, held)
    start = calendar.day_of(clock.started_at)
    if unit is Unit.WORKDAYS:
        raw = _plus_paused_workdays(run.raw, pause.began_at, ended, calendar)
        return _Run(calendar.due(raw, since=start), raw, held)
    raw = _plus_paused_days(run.raw, pause.began_at, ended, calendar)
    return _Run(calendar.due(calendar.last_day(raw), since=raw), raw, held)


def _plus_paused_workdays(
    raw: date, began: datetime, ended: datetime, calendar: WorkCalendar
) -> date:
    first = calendar.next_workday(_open_day(began, calendar))
    last = _open_workday(ended, calendar)
    return calendar.plus_workdays(raw, calendar.workdays_between(first, last))


def _plus_paused_days(raw: date, began: datetime, ended: datetime, calendar: WorkCalendar) -> date:
    first, last = _open_day(began, calendar), _open_day(ended, calendar)
    return max(raw, first) + (last - first)


def _open_day(at: datetime, calendar: WorkCalendar) -> date:
    """Give the first day that has not ended at an instant: after close it is the next."""
    day = calendar.day_of(at)
    return day if at <= calendar.end_of(day) else day + ONE_DAY


def _open_workday(at: datetime, calendar: WorkCalendar) -> date:
    return calendar.next_workday(_open_day(at, calendar))
