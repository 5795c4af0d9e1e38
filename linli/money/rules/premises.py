"""What a developer owes: premises to be handed over, looked at, and referred when they are not."""

from __future__ import annotations

from enum import StrEnum


class PremisesUse(StrEnum):
    """What the premises are for."""

    COMMUNITY = "community"
    PROPERTY = "property"
    ELDERS = "elders"
    CHILDREN = "children"
    OTHER = "other"


class PremisesState(StrEnum):
    """Where an obligation stands."""

    OWED = "owed"
    REFERRED = "referred"
    HANDED_OVER = "handed_over"
    ENDED = "ended"


class PremisesAct(StrEnum):
    """What happened on an obligation."""

    INSPECTED = "inspected"
    ASKED = "asked"
    REFERRED = "referred"
    ANSWERED = "answered"
    HANDED_OVER = "handed_over"
    ENDED = "ended"


class Found(StrEnum):
    """What an inspection found."""

    FIT = "fit"
    SMALLER = "smaller"
    OTHER_USE = "other_use"
    UNFIT = "unfit"
    ABSENT = "absent"


LEADS_TO: dict[PremisesAct, PremisesState | None] = {
    PremisesAct.INSPECTED: None,
    PremisesAct.ASKED: None,
    PremisesAct.REFERRED: PremisesState.REFERRED,
    PremisesAct.ANSWERED: None,
    PremisesAct.HANDED_OVER: PremisesState.HANDED_OVER,
    PremisesAct.ENDED: PremisesState.ENDED,
}
"""The state that an act leads to; none: it stays as it is."""
OPEN = frozenset({PremisesState.OWED, PremisesState.REFERRED})


def may_act(state: PremisesState, act: PremisesAct) -> bool:
    """Whether an act is possible: nothing more once handed over or ended; answers to referrals."""
    if state not in OPEN:
        return False
    return act is not PremisesAct.ANSWERED or state is PremisesState.REFERRED


def enough(asked_cm2: int, measured_cm2: int) -> bool:
    """Whether what was measured is as large as what is owed."""
    return measured_cm2 >= asked_cm2
