"""The allowed moves of a request, as tables."""

from __future__ import annotations

from linli.cases.rules.words import CaseState, DutyKind, Verb

_S = CaseState
_WORKING = frozenset({_S.ACCEPTED, _S.IN_PROGRESS})
_ASIDE = frozenset({_S.WITHDRAWN, _S.MERGED, _S.TRANSFERRED})

TRANSITIONS: dict[CaseState, frozenset[CaseState]] = {
    _S.RECEIVED: frozenset(
        {_S.SORTED, _S.DISPATCHED, _S.ANSWERED, _S.WAITING_SENDER, _S.WAITING_OUTSIDE}
    )
    | _ASIDE,
    _S.SORTED: frozenset({_S.DISPATCHED, _S.ANSWERED, _S.WAITING_SENDER, _S.WAITING_OUTSIDE})
    | {_S.ACCEPTED, _S.RECEIVED}
    | _ASIDE,
    _S.DISPATCHED: _WORKING | {_S.SORTED, _S.RECEIVED, _S.REOPENED} | _ASIDE,
    _S.ACCEPTED: frozenset({_S.IN_PROGRESS, _S.ANSWERED, _S.WAITING_SENDER, _S.WAITING_OUTSIDE})
    | {_S.SORTED, _S.DISPATCHED, _S.REOPENED}
    | _ASIDE,
    _S.IN_PROGRESS: frozenset({_S.ANSWERED, _S.WAITING_SENDER, _S.WAITING_OUTSIDE})
    | {_S.SORTED, _S.DISPATCHED}
    | _ASIDE,
    _S.WAITING_SENDER: _WORKING | {_S.RECEIVED, _S.SORTED, _S.REOPENED, _S.ANSWERED} | _ASIDE,
    _S.WAITING_OUTSIDE: _WORKING | {_S.SORTED, _S.REOPENED, _S.RECEIVED, _S.ANSWERED} | _ASIDE,
    _S.ANSWERED: frozenset({_S.CLOSED, _S.REOPENED}),
    _S.CLOSED: frozenset({_S.REOPENED}),
    _S.REOPENED: frozenset({_S.DISPATCHED, _S.ACCEPTED, _S.IN_PROGRESS, _S.ANSWERED})
    | {_S.WAITING_SENDER, _S.WAITING_OUTSIDE}
    | _ASIDE,
    _S.TRANSFERRED: frozenset(),
    _S.WITHDRAWN: frozenset(),
    _S.MERGED: frozenset(),
}
"""The allowed moves; whatever is not here is refused. Moves back to an earlier state are the
undoing of the last act, the return to the sorter, and the end of a wait."""

FIRST_STATES: frozenset[CaseState] = frozenset({_S.RECEIVED, _S.DISPATCHED})
"""A new request waits to be sorted, or goes by the routing table to a unit at once."""

OPEN_STATES: frozenset[CaseState] = frozenset(CaseState) - {
    _S.CLOSED,
    _S.TRANSFERRED,
    _S.WITHDRAWN,
    _S.MERGED,
}
"""States in which somebody still owes a step."""

WAITING_STATES: frozenset[CaseState] = frozenset({_S.WAITING_SENDER, _S.WAITING_OUTSIDE})
"""States in which the clock stands still."""

UNANSWERED_STATES: frozenset[CaseState] = OPEN_STATES - {_S.ANSWERED}
"""States in which the sender still waits for an answer."""

_UNSORTED = frozenset({_S.RECEIVED, _S.SORTED})
_IN_HAND = _WORKING | {_S.REOPENED}
_ANSWERABLE = _UNSORTED | _IN_HAND | WAITING_STATES

STATES_FOR: dict[Verb, frozenset[CaseState]] = {
    Verb.SORT: UNANSWERED_STATES,
    Verb.DISPATCH: _UNSORTED | _IN_HAND | {_S.DISPATCHED},
    Verb.ACCEPT: frozenset({_S.SORTED, _S.DISPATCHED, _S.REOPENED}),
    Verb.START: frozenset({_S.ACCEPTED, _S.REOPENED}),
    Verb.RETURN: _WORKING | {_S.DISPATCHED},
    Verb.OBJECT: _WORKING | {_S.DISPATCHED},
    Verb.EXTEND: _IN_HAND,
    Verb.NOTE: frozenset(CaseState),
    Verb.ADD_WORDS: OPEN_STATES,
    Verb.ASK: _UNSORTED | _IN_HAND,
    Verb.REPLY: OPEN_STATES,
    Verb.HAND_OVER: _UNSORTED | _IN_HAND,
    Verb.OUTSIDE_RESULT: OPEN_STATES,
    Verb.DRAFT: _ANSWERABLE,
    Verb.PROPOSE: _ANSWERABLE,
    Verb.APPROVE: _ANSWERABLE,
    Verb.SEND_BACK: _ANSWERABLE,
    Verb.ANSWER: _ANSWERABLE,
    Verb.CLOSE: frozenset({_S.ANSWERED}),
    Verb.RATE: frozenset({_S.ANSWERED, _S.CLOSED}),
    Verb.REOPEN: frozenset({_S.ANSWERED, _S.CLOSED}),
    Verb.WITHDRAW: UNANSWERED_STATES,
    Verb.MERGE: UNANSWERED_STATES,
    Verb.TAKE_IN: UNANSWERED_STATES,
    Verb.TRANSFER: UNANSWERED_STATES,
    Verb.PRESS: OPEN_STATES,
    Verb.ASSIST: UNANSWERED_STATES,
    Verb.END_ASSIST: frozenset(CaseState),
    Verb.ADD_TASK: UNANSWERED_STATES,
    Verb.FINISH_TASK: frozenset(CaseState),
    Verb.PUBLISH: frozenset({_S.ANSWERED, _S.CLOSED}),
    Verb.UNPUBLISH: frozenset(CaseState),
    Verb.FOLLOW_UP: frozenset(CaseState),
    Verb.PAUSE: _IN_HAND,
    Verb.RESUME: _IN_HAND | {_S.WAITING_OUTSIDE},
    Verb.UNDO: UNANSWERED_STATES,
    Verb.ESCALATE: OPEN_STATES,
    Verb.OPEN_CONTACT: frozenset(CaseState),
    Verb.OFFER_SEAL: UNANSWERED_STATES,
    Verb.AGREE_SEAL: UNANSWERED_STATES,
    Verb.SEAL: UNANSWERED_STATES,
}
"""In which states an act is lawful, whoever does it."""

LEADS_TO: dict[Verb, CaseState] = {
    Verb.DISPATCH: _S.DISPATCHED,
    Verb.ACCEPT: _S.ACCEPTED,
    Verb.START: _S.IN_PROGRESS,
    Verb.RETURN: _S.SORTED,
    Verb.OBJECT: _S.SORTED,
    Verb.HAND_OVER: _S.WAITING_OUTSIDE,
    Verb.ANSWER: _S.ANSWERED,
    Verb.APPROVE: _S.ANSWERED,
    Verb.CLOSE: _S.CLOSED,
    Verb.REOPEN: _S.REOPENED,
    Verb.WITHDRAW: _S.WITHDRAWN,
    Verb.MERGE: _S.MERGED,
    Verb.TRANSFER: _S.TRANSFERRED,
    Verb.SEAL: _S.TRANSFERRED,
}
"""Where an act that always moves a request moves it; others move it never, or as the facts are."""

DUTY_IN: dict[CaseState, frozenset[DutyKind]] = {
    _S.RECEIVED: frozenset({DutyKind.ACCEPT}),
    _S.SORTED: frozenset({DutyKind.ACCEPT}),
    _S.DISPATCHED: frozenset({DutyKind.ACCEPT}),
    _S.ACCEPTED: frozenset({DutyKind.ANSWER, DutyKind.CLOSE}),
    _S.IN_PROGRESS: frozenset({DutyKind.ANSWER, DutyKind.CLOSE}),
    _S.REOPENED: frozenset({DutyKind.ANSWER, DutyKind.CLOSE}),
    _S.ANSWERED: frozenset({DutyKind.CLOSE}),
}
"""Which clocks must run in a state. Waiting keeps those of the state it came from, standing;
a request sent on after it was accepted keeps its answer and close clocks beside a new accept
clock; an ended request has none."""


def may_move(now: CaseState, to: CaseState) -> bool:
    """Whether a request may go from one state to another."""
    return to in TRANSITIONS[now]


def state_after_wait(before: str) -> CaseState:
    """Where a request goes on when what it waited for has come."""
    known = {state.value for state in _UNSORTED | _IN_HAND}
    return CaseState(before) if before in known else CaseState.IN_PROGRESS


def duties_on_entry(
    to: CaseState, running: frozenset[DutyKind]
) -> tuple[frozenset[DutyKind], frozenset[DutyKind]]:
    """Which clocks start and which are done when a request comes into a state."""
    if to in WAITING_STATES:
        return frozenset(), frozenset()
    if to not in OPEN_STATES:
        return frozenset(), running
    wanted = DUTY_IN[to]
    waits_for_acceptance = DutyKind.ACCEPT in wanted
    kept = running if waits_for_acceptance else wanted
    return wanted - running, running - kept
