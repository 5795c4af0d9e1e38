"""The words of a request and the moves it may make."""

from __future__ import annotations

from enum import StrEnum


class _Words(StrEnum):
    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs for a model field."""
        return [(word.value, word.value) for word in cls]


class CaseState(_Words):
    """Where a request stands."""

    RECEIVED = "received"
    SORTED = "sorted"
    DISPATCHED = "dispatched"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    WAITING_SENDER = "waiting_sender"
    WAITING_OUTSIDE = "waiting_outside"
    ANSWERED = "answered"
    CLOSED = "closed"
    REOPENED = "reopened"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class CaseType(_Words):
    """What kind of request it is; the clocks depend on it."""

    REPAIR = "repair"
    COMPLAINT = "complaint"
    ADVICE = "advice"
    QUESTION = "question"
    HAZARD = "hazard"
    REFERRAL = "referral"


class Urgency(_Words):
    """How fast it must be accepted (R45)."""

    LIFE = "life"
    UTILITY = "utility"
    ORDINARY = "ordinary"


class Source(_Words):
    """By which way a request came in."""

    WEB = "web"
    COUNTER = "counter"
    TELEPHONE = "telephone"
    FORWARDED = "forwarded"
    IMPORT = "import"
    OPEN311 = "open311"
    HOTLINE = "hotline"
    PATROL = "patrol"


class Outcome(_Words):
    """What the sender says after closing."""

    SOLVED = "solved"
    PARTLY = "partly"
    NOT_SOLVED = "not_solved"


_S = CaseState
_WORKING = frozenset({_S.ACCEPTED, _S.IN_PROGRESS})
_ASIDE = frozenset({_S.WITHDRAWN, _S.MERGED, _S.TRANSFERRED})

TRANSITIONS: dict[CaseState, frozenset[CaseState]] = {
    _S.RECEIVED: frozenset({_S.SORTED, _S.DISPATCHED, _S.ANSWERED, _S.WAITING_SENDER}) | _ASIDE,
    _S.SORTED: frozenset(
        {_S.DISPATCHED, _S.ACCEPTED, _S.ANSWERED, _S.WAITING_SENDER, _S.WAITING_OUTSIDE}
    )
    | _ASIDE,
    _S.DISPATCHED: frozenset({_S.ACCEPTED, _S.SORTED, _S.DISPATCHED}) | _ASIDE,
    _S.ACCEPTED: frozenset(
        {_S.IN_PROGRESS, _S.ANSWERED, _S.WAITING_SENDER, _S.WAITING_OUTSIDE, _S.SORTED}
    )
    | _ASIDE,
    _S.IN_PROGRESS: frozenset({_S.ANSWERED, _S.WAITING_SENDER, _S.WAITING_OUTSIDE, _S.SORTED})
    | _ASIDE,
    _S.WAITING_SENDER: _WORKING | {_S.RECEIVED, _S.SORTED, _S.ANSWERED} | _ASIDE,
    _S.WAITING_OUTSIDE: _WORKING | {_S.SORTED, _S.ANSWERED} | _ASIDE,
    _S.ANSWERED: frozenset({_S.CLOSED, _S.IN_PROGRESS, _S.REOPENED}),
    _S.CLOSED: frozenset({_S.REOPENED}),
    _S.REOPENED: frozenset(
        {_S.DISPATCHED, _S.ACCEPTED, _S.IN_PROGRESS, _S.ANSWERED, _S.WAITING_OUTSIDE}
    )
    | {_S.WITHDRAWN},
    _S.TRANSFERRED: frozenset(),
    _S.WITHDRAWN: frozenset(),
    _S.MERGED: frozenset(),
}
"""The allowed moves; whatever is not here is refused."""

OPEN_STATES: frozenset[CaseState] = frozenset(CaseState) - {
    _S.CLOSED,
    _S.TRANSFERRED,
    _S.WITHDRAWN,
    _S.MERGED,
}
"""States in which somebody still owes a step."""

WAITING_STATES: frozenset[CaseState] = frozenset({_S.WAITING_SENDER, _S.WAITING_OUTSIDE})
"""States in which the clock stands still."""


def may_move(now: CaseState, to: CaseState) -> bool:
    """Whether a request may go from one state to another."""
    return to in TRANSITIONS[now]
