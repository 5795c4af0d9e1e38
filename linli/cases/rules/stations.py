"""Which stations of its way a request has reached, for its sender and for the desk alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum, StrEnum

from linli.cases.rules.states import WAITING_STATES, state_after_wait
from linli.cases.rules.words import CaseState, Verb

_S = CaseState


class Station(IntEnum):
    """What a request passes, in order; each reader is shown some of it."""

    RECEIVED = 0
    SORTED = 1
    DISPATCHED = 2
    ACCEPTED = 3
    WORKED_ON = 4
    CONFIRMED = 5
    CLOSED = 6


class Mark(StrEnum):
    """How a station is shown."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


_AWAITS: Mapping[CaseState, Station] = {
    _S.RECEIVED: Station.SORTED,
    _S.SORTED: Station.DISPATCHED,
    _S.DISPATCHED: Station.ACCEPTED,
    _S.ACCEPTED: Station.WORKED_ON,
    _S.IN_PROGRESS: Station.WORKED_ON,
    _S.REOPENED: Station.WORKED_ON,
    _S.ANSWERED: Station.CONFIRMED,
}
"""The station that the next act reaches; a request that ended awaits none."""

REACHED_BY: Mapping[Station, frozenset[str]] = {
    Station.RECEIVED: frozenset({Verb.OPEN.value}),
    Station.SORTED: frozenset({Verb.SORT.value}),
    Station.DISPATCHED: frozenset({Verb.DISPATCH.value, _S.DISPATCHED.value}),
    Station.ACCEPTED: frozenset({Verb.ACCEPT.value}),
    Station.WORKED_ON: frozenset(
        {Verb.START.value, Verb.HAND_OVER.value, Verb.ANSWER.value, Verb.APPROVE.value}
    ),
    Station.CONFIRMED: frozenset({Verb.RATE.value, Verb.FOLLOW_UP.value}),
    Station.CLOSED: frozenset({Verb.CLOSE.value, _S.CLOSED.value}),
}
"""The acts and the entered states by which a station is reached."""


def stations(
    way: Sequence[Station],
    *,
    state: CaseState,
    before: str = "",
    steps: Iterable[tuple[str, str]],
) -> list[tuple[Station, Mark]]:
    """Mark what a way's reader is shown; a station that was passed over is left out.

    `before` is the state that a wait interrupted, `steps` are the acts with the state each
    led to. While it waits, a request stands where it stood before.
    """
    if state in WAITING_STATES:
        state = state_after_wait(before)
    happened = {word for step in steps for word in step}
    awaited = _AWAITS.get(state)
    now = next((one for one in way if awaited is not None and one >= awaited), None)
    marked = []
    for station in way:
        if now is not None and station >= now:
            marked.append((station, Mark.NOW if station is now else Mark.AHEAD))
        elif station is way[0] or _reached(station, state, happened):
            marked.append((station, Mark.DONE))
    return marked


def _reached(station: Station, state: CaseState, happened: set[str]) -> bool:
    return bool(REACHED_BY[station] & happened) or (
        station is Station.CLOSED and state is CaseState.CLOSED
    )
