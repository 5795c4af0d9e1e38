"""Names of the counts that this room keeps; each is summed by community and day."""

from __future__ import annotations

from uuid import UUID

from linli.cases.rules.states import OPEN_STATES
from linli.cases.rules.words import CaseState, Words


class Count(Words):
    """Counts of requests and of what became of them."""

    RECEIVED = "cases.received"
    OPEN = "cases.open"
    ANSWERED = "cases.answered"
    CLOSED = "cases.closed"
    CLOSED_IN_TIME = "cases.closed_in_time"
    REOPENED = "cases.reopened"
    WITHDRAWN = "cases.withdrawn"
    TRANSFERRED = "cases.transferred"
    MERGED = "cases.merged"


_ENDS = {
    CaseState.CLOSED: Count.CLOSED,
    CaseState.WITHDRAWN: Count.WITHDRAWN,
    CaseState.TRANSFERRED: Count.TRANSFERRED,
    CaseState.MERGED: Count.MERGED,
    CaseState.ANSWERED: Count.ANSWERED,
    CaseState.REOPENED: Count.REOPENED,
}


def type_count(type_: str) -> str:
    """The count of requests of a type, by the day they came in."""
    return f"cases.type.{type_ or 'unsorted'}"


def category_count(category_id: UUID) -> str:
    """The count of requests of a category, by the day they came in."""
    return f"cases.category.{category_id.hex}"


def source_count(source: str) -> str:
    """The count of requests by a way in."""
    return f"cases.source.{source}"


def outcome_count(outcome: str) -> str:
    """The count of ratings."""
    return f"cases.rated.{outcome}"


def counts_of_move(before: CaseState, to: CaseState) -> list[tuple[str, int]]:
    """How a move changes the counts."""
    if before is to:
        return []
    opened = int(to in OPEN_STATES) - int(before in OPEN_STATES)
    deltas: list[tuple[str, int]] = [(Count.OPEN.value, opened)] if opened else []
    if to in _ENDS:
        deltas.append((_ENDS[to].value, 1))
    return deltas
