"""Which posts one account may not hold beside each other, as a table (S56, S59).

Who checks does not do; who keeps secrets does not command; who is paid does not decide.
Later separations of duty are new rows here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from linli.kernel.posts import PostKind
from linli.places.rules import Span


class Reach(StrEnum):
    """How near two posts must stand for a conflict."""

    ANYWHERE = "anywhere"
    SAME_PLACE = "same_place"
    SAME_LINE = "same_line"
    """One of the two places lies in the other, or they are one."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A post as one account holds it for a term; `line` is its place and all above it."""

    post_id: UUID
    kind: PostKind
    place_id: UUID
    line: frozenset[UUID]
    term: Span


@dataclass(frozen=True, slots=True)
class Clash:
    """Why a post may not be held: a code for programs, a sentence for people."""

    code: str
    reason: str
    other: PostKind | None = None


@dataclass(frozen=True, slots=True)
class Separation:
    """Two groups of posts that one account may not join, and why."""

    these: frozenset[PostKind]
    those: frozenset[PostKind]
    reach: Reach
    code: str
    reason: str

    def parts(self, a: PostKind, b: PostKind) -> bool:
        """Tell whether the two kinds stand on the two sides."""
        return (a in self.these and b in self.those) or (b in self.these and a in self.those)


_ALL = frozenset(PostKind)
_AUDIT = frozenset({PostKind.AUDITOR})
_PROTECTION = frozenset({PostKind.INFORMATION_PROTECTION_OFFICER})
_DAILY_WORK = frozenset(
    {
        PostKind.GOVERNANCE_OFFICER,
        PostKind.CIVIL_AFFAIRS_OFFICER,
        PostKind.SECRETARY,
        PostKind.INFORMATION_OFFICER,
        PostKind.SERVICE_CLERK,
        PostKind.GRID_WORKER,
    }
)
_PROPERTY = frozenset({PostKind.PROPERTY_MANAGER, PostKind.PROPERTY_REPAIRER})
_ORDERS = frozenset(
    {
        PostKind.SUB_DISTRICT_LEADER,
        PostKind.GOVERNANCE_OFFICER,
        PostKind.CIVIL_AFFAIRS_OFFICER,
        PostKind.SECRETARY,
        PostKind.INFORMATION_OFFICER,
        PostKind.SERVICE_CLERK,
    }
)
_COMMANDS = frozenset(
    {
        PostKind.SUB_DISTRICT_LEADER,
        PostKind.GOVERNANCE_OFFICER,
        PostKind.SECRETARY,
        PostKind.GOVERNANCE_GROUP_LEAD,
    }
)

SEPARATIONS: tuple[Separation, ...] = (
    Separation(
        _AUDIT,
        _ALL - _AUDIT,
        Reach.ANYWHERE,
        "auditor_acts",
        "An auditor checks what others do and holds no other post.",
    ),
    Separation(
        _PROTECTION,
        _DAILY_WORK | _PROPERTY,
        Reach.ANYWHERE,
        "protector_handles",
        "The information protection officer does not handle the records that the post watches over.",
    ),
    Separation(
        _PROPERTY,
        _ORDERS,
        Reach.ANYWHERE,
        "provider_orders",
        "Who works for a property company does not give it orders or judge its work.",
    ),
    Separation(
        _PROPERTY,
        frozenset(
            {
                PostKind.CONGRESS_CHAIR,
                PostKind.OWNERS_COMMITTEE_CHAIR,
                PostKind.OWNERS_COMMITTEE_TREASURER,
            }
        ),
        Reach.SAME_LINE,
        "provider_decides",
        "Who works for the property company of a compound holds no office in its residents' "
        "congress or owners' committee.",
    ),
    Separation(
        frozenset({PostKind.OWNERS_COMMITTEE_TREASURER}),
        frozenset({PostKind.CONGRESS_CHAIR, PostKind.OWNERS_COMMITTEE_CHAIR}),
        Reach.SAME_LINE,
        "treasurer_decides",
        "Who keeps the money does not also decide on it.",
    ),
    Separation(
        frozenset({PostKind.SUPERVISION_CHAIR}),
        frozenset({PostKind.SECRETARY, PostKind.INFORMATION_OFFICER, PostKind.SERVICE_CLERK}),
        Reach.SAME_LINE,
        "supervisor_supervised",
        "Who supervises the residents' committee does none of its work.",
    ),
    Separation(
        frozenset({PostKind.COUNSELLOR}),
        _COMMANDS,
        Reach.SAME_LINE,
        "counsellor_commands",
        "What is told to a counsellor stays in the room; a counsellor holds no leading post there.",
    ),
    Separation(
        frozenset({PostKind.LEGAL_LIAISON, PostKind.MEDIATOR}),
        _PROPERTY,
        Reach.SAME_LINE,
        "adviser_is_party",
        "Who advises or mediates among residents does not work for their property company.",
    ),
)

ADMINISTRATOR_HOLDS_POST = Clash(
    "administrator_holds_post",
    "An administrator manages accounts and settings and holds no civic post.",
)
HELD_ALREADY = Clash("held_already", "This account holds the post in that time already.")


class Placed(Protocol):
    """What stands at a place: a post held, an office of a body."""

    @property
    def place_id(self) -> UUID:
        """Give the place."""

    @property
    def line(self) -> frozenset[UUID]:
        """Give the place and all above it."""


def near(reach: Reach, a: Placed, b: Placed) -> bool:
    """Tell whether two offices stand as near as a separation asks."""
    match reach:
        case Reach.ANYWHERE:
            return True
        case Reach.SAME_PLACE:
            return a.place_id == b.place_id
        case Reach.SAME_LINE:
            return a.place_id in b.line or b.place_id in a.line


def clash_between(a: Seat, b: Seat) -> Clash | None:
    """Name the separation that two seats of one account break, if any."""
    if not a.term.overlaps(b.term):
        return None
    if a.post_id == b.post_id:
        return HELD_ALREADY
    for row in SEPARATIONS:
        if row.parts(a.kind, b.kind) and near(row.reach, a, b):
            return Clash(row.code, row.reason, b.kind)
    return None


def may_hold(seat: Seat, held: Iterable[Seat], *, grants: Iterable[Span] = ()) -> Clash | None:
    """Say why an account may not take a seat beside what it holds; None when it may."""
    if any(seat.term.overlaps(grant) for grant in grants):
        return ADMINISTRATOR_HOLDS_POST
    return next((clash for other in held if (clash := clash_between(seat, other))), None)


def may_administer(grant: Span, held: Iterable[Span]) -> Clash | None:
    """Say why an account may not become administrator beside its posts; None when it may."""
    return ADMINISTRATOR_HOLDS_POST if any(grant.overlaps(term) for term in held) else None
