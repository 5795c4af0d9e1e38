"""Works: quotations, a contract in stages, changes within a limit, acceptance, alarms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from linli.kernel.shares import Threshold


class WorksKind(StrEnum):
    """How it is done."""

    CONTRACT = "contract"
    """Quotations, a contract, stages, payment by stage."""
    OWN = "own"
    """By the body or residents themselves, or a fee handed on; no contractor is chosen."""


class WorksState(StrEnum):
    """Where works stand."""

    QUOTING = "quoting"
    CHOSEN = "chosen"
    UNDER_WAY = "under_way"
    FINISHED = "finished"
    ACCEPTED = "accepted"
    STOPPED = "stopped"


class StageState(StrEnum):
    """Where a stage of a contract stands; whether it is paid, its voucher tells."""

    AHEAD = "ahead"
    REPORTED = "reported"
    ACCEPTED = "accepted"


class ChangeState(StrEnum):
    """Where a change of the contract stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    REFUSED = "refused"


class Outcome(StrEnum):
    """What somebody who looked at the work says."""

    ACCEPTED = "accepted"
    RETURNED = "returned"


class Alarm(StrEnum):
    """What is out of line with contract and plan."""

    LATE = "late"
    STAGE_LATE = "stage_late"
    CHANGES_NEAR_LIMIT = "changes_near_limit"
    NEAR_DECISION_LIMIT = "near_decision_limit"
    DEARER_THAN_QUOTED = "dearer_than_quoted"
    WARRANTY_ENDS = "warranty_ends"


MOVES: dict[WorksState, frozenset[WorksState]] = {
    WorksState.QUOTING: frozenset({WorksState.CHOSEN, WorksState.STOPPED}),
    WorksState.CHOSEN: frozenset({WorksState.UNDER_WAY, WorksState.QUOTING, WorksState.STOPPED}),
    WorksState.UNDER_WAY: frozenset({WorksState.FINISHED, WorksState.STOPPED}),
    WorksState.FINISHED: frozenset({WorksState.ACCEPTED, WorksState.UNDER_WAY}),
    WorksState.ACCEPTED: frozenset({WorksState.UNDER_WAY}),
    WorksState.STOPPED: frozenset(),
}
"""Which state may follow which; what is not here is refused."""

NEAR = (4, 5)
"""From four fifths of a limit on, it is near."""


@dataclass(frozen=True, slots=True)
class StageFacts:
    """A stage as alarms see it."""

    state: StageState
    due_on: date


@dataclass(frozen=True, slots=True)
class WorksFacts:
    """All that alarms are reckoned from."""

    state: WorksState
    due_on: date | None
    stages: Sequence[StageFacts]
    contract_fen: int
    quoted_fen: int
    changes_fen: int
    changes_limit_fen: int
    limit_fen: int
    warranty_until: date | None


def may_move(now: WorksState, then: WorksState) -> bool:
    """Whether works in one state may come into another."""
    return then in MOVES[now]


def most_changes(contract_fen: int, share: Threshold) -> int:
    """How much all changes together may add, rounded down to the fen."""
    return int(contract_fen * share.share)


def change_fits(*, agreed_fen: int, more_fen: int, limit_fen: int) -> bool:
    """Whether one more change stays within the limit of all changes together."""
    return agreed_fen + more_fen <= limit_fen


def alarms(facts: WorksFacts, *, on: date, remind_days: int) -> list[Alarm]:
    """What is out of line on a day, in the order of the words."""
    running = facts.state is WorksState.UNDER_WAY
    cost = facts.contract_fen + facts.changes_fen
    found = {
        Alarm.LATE: running and facts.due_on is not None and on > facts.due_on,
        Alarm.STAGE_LATE: running
        and any(one.state is StageState.AHEAD and on > one.due_on for one in facts.stages),
        Alarm.CHANGES_NEAR_LIMIT: _near(facts.changes_fen, facts.changes_limit_fen),
        Alarm.NEAR_DECISION_LIMIT: facts.changes_fen > 0 and _near(cost, facts.limit_fen),
        Alarm.DEARER_THAN_QUOTED: 0 < facts.quoted_fen < cost,
        Alarm.WARRANTY_ENDS: facts.state is WorksState.ACCEPTED
        and _ends_soon(facts.warranty_until, on, remind_days),
    }
    return [alarm for alarm in Alarm if found[alarm]]


def _near(part: int, limit: int) -> bool:
    return part > 0 and limit > 0 and part * NEAR[1] >= limit * NEAR[0]


def _ends_soon(until: date | None, on: date, days: int) -> bool:
    return until is not None and until - timedelta(days=days) <= on <= until
