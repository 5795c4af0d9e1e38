"""The words of elections: kinds, modes, states, parts, as tables and rules spell them."""

from __future__ import annotations

from enum import StrEnum


class ElectionKind(StrEnum):
    """What is decided, and by whom."""

    CONGRESS = "congress"
    RESIDENTS_COMMITTEE = "residents_committee"
    OWNERS_COMMITTEE = "owners_committee"
    OWNERS_DECISION = "owners_decision"
    ROLL_CALL = "roll_call"


class Mode(StrEnum):
    """How votes are kept; declared with the kind, never changed."""

    SECRET = "secret"  # noqa: S105
    SIGNED = "signed"
    OPEN = "open"


MODE_OF: dict[ElectionKind, Mode] = {
    ElectionKind.CONGRESS: Mode.SECRET,
    ElectionKind.RESIDENTS_COMMITTEE: Mode.SECRET,
    ElectionKind.OWNERS_COMMITTEE: Mode.SIGNED,
    ElectionKind.OWNERS_DECISION: Mode.SIGNED,
    ElectionKind.ROLL_CALL: Mode.OPEN,
}
"""Heads alone may vote in secret; what counts by area is signed (Civil Code, art. 278)."""


class ElectionState(StrEnum):
    """Where an election stands."""

    PREPARING = "preparing"
    VOTING = "voting"
    CLOSED = "closed"
    COUNTED = "counted"
    CANCELLED = "cancelled"


class RollKind(StrEnum):
    """Who is on a roll: residents by heads, or owners by units."""

    VOTERS = "voters"
    OWNERS = "owners"


ROLL_OF: dict[ElectionKind, RollKind] = {
    ElectionKind.CONGRESS: RollKind.VOTERS,
    ElectionKind.RESIDENTS_COMMITTEE: RollKind.VOTERS,
    ElectionKind.OWNERS_COMMITTEE: RollKind.OWNERS,
    ElectionKind.OWNERS_DECISION: RollKind.OWNERS,
}


class RollState(StrEnum):
    """Where a roll stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    FROZEN = "frozen"
    DROPPED = "dropped"


class AreaSource(StrEnum):
    """Where a unit's area is taken from, best first (R09)."""

    LAND_REGISTER = "land_register"
    SURVEY = "survey"
    SALE_CONTRACT = "sale_contract"


class Channel(StrEnum):
    """By which way a vote came."""

    ONLINE = "online"
    PAPER = "paper"


class TieRule(StrEnum):
    """What happens when the last seat is tied; asked before the election opens."""

    RUN_OFF = "run_off"
    LOTS = "lots"
    VACANT = "vacant"


class CandidateState(StrEnum):
    """Where a candidate stands."""

    NOMINATED = "nominated"
    CONSENTED = "consented"
    STANDING = "standing"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class StepState(StrEnum):
    """Where a step of the calendar stands; a step is never skipped."""

    AHEAD = "ahead"
    NOW = "now"
    DONE = "done"
    RETURNED = "returned"


class OfficialRole(StrEnum):
    """Who helps to run an election, by name, in public."""

    COMMITTEE = "committee"
    TELLER = "teller"
    WITNESS = "witness"
    OBSERVER = "observer"
