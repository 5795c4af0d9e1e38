"""A property company leaves: sub-problems, the plan with its milestones, what hangs on it (E2)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

SERVES_RULE = "owners.provider.serves_until_takeover"
CUTS_RULE = "owners.provider.may_cut_supplies"


class WithdrawalState(StrEnum):
    """Whether the office still works on it."""

    OPEN = "open"
    CLOSED = "closed"


class ProblemKind(StrEnum):
    """What falls away when a company leaves."""

    REFUSE = "refuse"
    GATE = "gate"
    FACILITIES = "facilities"
    LIGHTING = "lighting"
    LIFTS = "lifts"
    OTHER = "other"


class ProblemState(StrEnum):
    """How a sub-problem stands."""

    OPEN = "open"
    COVERED = "covered"
    """Somebody does it for now."""
    SOLVED = "solved"


class MilestoneKind(StrEnum):
    """What a milestone brings; all but the last are met with what other pages show of them."""

    INTERVIEWS = "interviews"
    ASSEMBLY = "assembly"
    PREPARATORY = "preparatory"
    ELECTION = "election"
    INTERIM = "interim"
    TAKEOVER = "takeover"
    OTHER = "other"


class LinkKind(StrEnum):
    """What a playbook leads to."""

    CALL = "call"
    ELECTION = "election"
    SERVICE = "service"


def measure_lacks(state: ProblemState, measure: str, until: date | None) -> bool:
    """Whether a sub-problem said to be covered or solved lacks by what, or until when."""
    if state is ProblemState.OPEN:
        return False
    return not measure.strip() or (state is ProblemState.COVERED and until is None)


def needs_reason(due_on: date, done_on: date, reason: str) -> bool:
    """Whether a milestone comes late and nobody has said why."""
    return done_on > due_on and not reason.strip()
