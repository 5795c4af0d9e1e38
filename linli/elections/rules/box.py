"""What holds of every box: how many open it, and from when to when it takes ballots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.elections.rules.words import ElectionState

MOST_TRUSTEES = 9
SLACK = timedelta(minutes=1)
"""How far behind the latest act a request may lie that waited its turn; more is a clock set back."""


def threshold_of(size: int) -> int:
    """How many of so many trustees open the box: more than half, so 2 of 3."""
    return size // 2 + 1 if size else 0


@dataclass(frozen=True, slots=True)
class Hours:
    """From when to when a box takes ballots."""

    opens_at: datetime | None
    closes_at: datetime | None


def why_not_cast(state: ElectionState, hours: Hours, at: datetime) -> str:
    """Why a ballot that arrives now does not go in: a code, or nothing when it does.

    The hours bind whatever the state says; a ballot at the very instant of the close is late.
    """
    if state is ElectionState.CANCELLED:
        return "cancelled"
    if state in (ElectionState.CLOSED, ElectionState.COUNTED):
        return "after_close"
    if hours.closes_at is not None and at >= hours.closes_at:
        return "after_close"
    if state is not ElectionState.VOTING or hours.opens_at is None or at < hours.opens_at:
        return "not_open_yet"
    return ""


def may_close(closes_at: datetime | None, at: datetime) -> bool:
    """Whether the announced end of the vote has come; nobody closes a box before it."""
    return closes_at is not None and at >= closes_at


def was_set_back(latest_at: datetime | None, at: datetime) -> bool:
    """Whether the clock stands before what was already done."""
    return latest_at is not None and at < latest_at - SLACK
