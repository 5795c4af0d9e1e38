"""Where a request's limits stand in the rulebook, and numbers that grow with time."""

from __future__ import annotations

from datetime import datetime, timedelta

from linli.cases.rules.words import CaseType, DutyKind, Urgency
from linli.kernel.clocks import PauseReason
from linli.kernel.workdays import WorkCalendar

UNDO_WITHIN = timedelta(seconds=10)
CHANCE_BITS = 20
"""Behind the milliseconds; with them an order fits 64 bits until the year 2248."""
FOLLOW_UP_TRIES = 3
_MOMENT = timedelta(microseconds=1)

PAUSED_BY_HAND = (
    PauseReason.LATER_DATE_ASKED_BY_SENDER,
    PauseReason.WAITING_FOR_OUTSIDE_BODY,
    PauseReason.WAITING_FOR_OWNERS_DECISION,
    PauseReason.BEFORE_COURT_OR_ARBITRATION,
    PauseReason.WEATHER_OR_SAFETY,
)
"""Waiting for the sender is no choice of the handler: a question must have been asked."""


def workdays_left(calendar: WorkCalendar, *, due_at: datetime, now: datetime) -> int | None:
    """How many workdays are left until the end of a later day; a limit in minutes counts none.

    A limit at the end of a day is of that day, though its midnight is the next day's first
    instant. It stays of that day when the place later lets days end at another hour.
    """
    due, today = calendar.day_of(due_at - _MOMENT), calendar.day_of(now)
    at_midnight = calendar.day_of(due_at) != due
    if due <= today or not (at_midnight or calendar.end_of(due) == due_at):
        return None
    return calendar.workdays_between(today, due)


def limit_keys(duty: DutyKind, type_: CaseType | None, urgency: Urgency) -> tuple[str, ...]:
    """The rulebook's keys of a limit, from the exact to the general."""
    head = f"request.{duty.value}"
    general = f"{head}.{urgency.value}"
    if type_ is None:
        return (general,)
    return (f"{head}.{type_.value}.{urgency.value}", f"{head}.{type_.value}", general)


def escalation_key(urgency: Urgency) -> str:
    """The rulebook's key of who is told when."""
    return f"request.escalation.{urgency.value}"


def order_number(received_at: datetime, chance: int) -> int:
    """A number that grows with the time of receipt: milliseconds, then chance.

    A time of whole seconds, as sheets have them, is spread by chance over its second:
    a day's rows without an hour all came in at midnight, and must not meet.
    """
    millis = int(received_at.timestamp() * 1000)
    if not received_at.microsecond:
        millis += (chance >> CHANCE_BITS) % 1000
    return (max(millis, 0) << CHANCE_BITS) | (chance & ((1 << CHANCE_BITS) - 1))
