"""The words of decisions: bodies, steps, states, as tables and rules spell them."""

from __future__ import annotations

from enum import StrEnum


class Body(StrEnum):
    """Who may decide; each matter type names one."""

    CONGRESS = "compound_residents_congress"
    REPRESENTATIVES = "residents_representative_meeting"
    OWNERS = "owners_assembly"
    COMMITTEE = "owners_committee"


class DecisionState(StrEnum):
    """Where a decision stands as a whole."""

    OPEN = "open"
    CLOSED = "closed"
    FAILED = "failed"


class StepKind(StrEnum):
    """What a step of a procedure is; each kind has its own evidence."""

    PROPOSE = "propose"
    CONSULT = "consult"
    DELIBERATE = "deliberate"
    RESOLVE = "resolve"
    DECISION_DISCLOSURE = "decision_disclosure"
    EXECUTE = "execute"
    ACCEPT = "accept"
    RESULT_DISCLOSURE = "result_disclosure"
    CLOSE = "close"


class StepState(StrEnum):
    """Where one step stands; none is ever skipped."""

    WAITING = "waiting"
    NOW = "now"
    DONE = "done"
    FAILED = "failed"


class StepOutcome(StrEnum):
    """How a turn of a step ended."""

    DONE = "done"
    FAILED = "failed"
    RETURNED = "returned"
