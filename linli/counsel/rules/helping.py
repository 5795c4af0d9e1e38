"""Help on one's own request: what is given, by whom, until when; never why (R60).

A file is open to one helper and one supervisor. It closes when the goal is reached or the person
wishes so. Nothing here says who somebody was or what happened to them, and nothing may be added.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class HelpKind(StrEnum):
    """What somebody is helped with."""

    JOB = "job"
    PAPERS = "papers"
    BENEFITS = "benefits"
    HOUSING = "housing"
    SCHOOLING = "schooling"


class HelpState(StrEnum):
    """Where a file stands."""

    ASKED = "asked"
    OPEN = "open"
    CLOSED = "closed"


class HelpEnd(StrEnum):
    """How a file ends: the goal is reached, or the person wishes it; no third way."""

    GOAL = "goal"
    WISH = "wish"


class ItemState(StrEnum):
    """How far one item of help is."""

    WANTED = "wanted"
    GIVEN = "given"
    DROPPED = "dropped"


class ReferralState(StrEnum):
    """A referral leaves only with the person's yes."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    SENT = "sent"


class ReferralTo(StrEnum):
    """To which office somebody is sent on."""

    EMPLOYMENT = "employment"
    POLICE_STATION = "police_station"
    CIVIL_AFFAIRS = "civil_affairs"
    HOUSING = "housing"
    SCHOOL = "school"
    LEGAL = "legal"
    OTHER = "other"


REFERRAL_MOVES: Mapping[ReferralState, frozenset[ReferralState]] = {
    ReferralState.ASKED: frozenset({ReferralState.AGREED, ReferralState.REFUSED}),
    ReferralState.AGREED: frozenset({ReferralState.SENT, ReferralState.REFUSED}),
    ReferralState.REFUSED: frozenset(),
    ReferralState.SENT: frozenset(),
}
TOPIC = "help"
"""The one topic that every file has in the open."""


def may_refer(state: ReferralState, to: ReferralState) -> bool:
    """Whether a referral goes from one state to another."""
    return to in REFERRAL_MOVES[state]


def may_end(end: HelpEnd, *, items_open: int, goals: int) -> bool:
    """Whether a file may end so: by the goal only if there was one and nothing is left to give."""
    return end is HelpEnd.WISH or (goals > 0 and items_open == 0)
