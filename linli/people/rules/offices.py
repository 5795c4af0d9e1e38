"""Which offices of bodies one person may not have beside each other, as a table (S59).

Who keeps the money does not decide on it; who is paid by contract does not sit with those who
hire; who supervises is not supervised; who runs an election does not stand in it. What is not in
the table is possible: a community's secretary may chair a residents' congress.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from linli.kernel.posts import PROPERTY, PostKind, Posts
from linli.people.rules.bodies import SeatOffice
from linli.people.rules.conflicts import Clash, Reach, Seat, near
from linli.people.rules.kinds import OrganisationKind
from linli.places.rules import Span

Kinds = frozenset[OrganisationKind]


@dataclass(frozen=True, slots=True)
class Office:
    """An office in a body, as one person has it or stands for it; `line` as of a `Seat`."""

    body_id: UUID
    kind: OrganisationKind
    office: SeatOffice
    place_id: UUID
    line: frozenset[UUID]
    term: Span


@dataclass(frozen=True, slots=True)
class OfficeGroup:
    """Offices in bodies of some kinds."""

    kinds: Kinds
    offices: frozenset[SeatOffice] = frozenset(SeatOffice)

    def has(self, office: Office) -> bool:
        """Tell whether the office is one of these."""
        return office.kind in self.kinds and office.office in self.offices


@dataclass(frozen=True, slots=True)
class OfficesApart:
    """Two groups of offices that one person may not join, and why."""

    these: OfficeGroup
    those: OfficeGroup
    reach: Reach
    code: str
    reason: str

    def parts(self, a: Office, b: Office) -> bool:
        """Tell whether the two stand on the two sides, near enough to each other."""
        apart = (self.these.has(a) and self.those.has(b)) or (
            self.these.has(b) and self.those.has(a)
        )
        return apart and near(self.reach, a, b)


@dataclass(frozen=True, slots=True)
class PostApart:
    """Posts whose holders may not have offices of a group, and why."""

    posts: Posts
    offices: OfficeGroup
    reach: Reach
    code: str
    reason: str

    def parts(self, post: Seat, office: Office) -> bool:
        """Tell whether the post and the office are kept apart."""
        return (
            post.kind in self.posts and self.offices.has(office) and near(self.reach, post, office)
        )


_LEADS = frozenset({SeatOffice.CHAIR, SeatOffice.DEPUTY_CHAIR})
_DECIDING = frozenset(
    {
        OrganisationKind.COMPOUND_RESIDENTS_CONGRESS,
        OrganisationKind.OWNERS_COMMITTEE,
        OrganisationKind.RESIDENTS_COMMITTEE,
        OrganisationKind.RESIDENTS_REPRESENTATIVE_MEETING,
    }
)
_HIRES = frozenset(
    {
        OrganisationKind.OWNERS_COMMITTEE,
        OrganisationKind.PREPARATORY_GROUP,
        OrganisationKind.COMPOUND_RESIDENTS_CONGRESS,
    }
)
_COMMITTEE = frozenset({OrganisationKind.RESIDENTS_COMMITTEE})
_SUPERVISES = frozenset({OrganisationKind.AFFAIRS_SUPERVISION_COMMITTEE})
_RUNS = frozenset({OrganisationKind.RESIDENTS_ELECTION_COMMITTEE})
_IS_ELECTED = frozenset(
    {OrganisationKind.RESIDENTS_COMMITTEE, OrganisationKind.COMPOUND_RESIDENTS_CONGRESS}
)
_COMMITTEE_WORK = frozenset(
    {PostKind.SECRETARY, PostKind.INFORMATION_OFFICER, PostKind.SERVICE_CLERK}
)
_SUPERVISED = "Who supervises the residents' committee does none of its work."

OFFICES_APART: tuple[OfficesApart, ...] = (
    OfficesApart(
        OfficeGroup(_DECIDING, frozenset({SeatOffice.TREASURER})),
        OfficeGroup(_DECIDING, _LEADS),
        Reach.SAME_LINE,
        "treasurer_decides",
        "Who keeps the money does not also decide on it.",
    ),
    OfficesApart(
        OfficeGroup(_SUPERVISES),
        OfficeGroup(_COMMITTEE),
        Reach.SAME_LINE,
        "supervisor_supervised",
        _SUPERVISED,
    ),
    OfficesApart(
        OfficeGroup(_RUNS),
        OfficeGroup(_IS_ELECTED),
        Reach.SAME_LINE,
        "runs_and_stands",
        "Who runs an election does not stand in it; leave the election committee first.",
    ),
)

POSTS_APART: tuple[PostApart, ...] = (
    PostApart(
        PROPERTY,
        OfficeGroup(_HIRES),
        Reach.SAME_LINE,
        "provider_sits",
        "Who works for the property company of a compound does not sit in the bodies that hire "
        "it and decide on it.",
    ),
    PostApart(
        frozenset({PostKind.AUDITOR}),
        OfficeGroup(frozenset(OrganisationKind)),
        Reach.ANYWHERE,
        "auditor_acts",
        "An auditor checks what others do and holds no other post.",
    ),
    PostApart(
        _COMMITTEE_WORK,
        OfficeGroup(_SUPERVISES),
        Reach.SAME_LINE,
        "supervisor_supervised",
        _SUPERVISED,
    ),
    PostApart(
        frozenset({PostKind.OWNERS_COMMITTEE_TREASURER}),
        OfficeGroup(_DECIDING, _LEADS),
        Reach.SAME_LINE,
        "treasurer_decides",
        "Who keeps the money does not also decide on it.",
    ),
    PostApart(
        frozenset({PostKind.OWNERS_COMMITTEE_CHAIR, PostKind.CONGRESS_CHAIR}),
        OfficeGroup(_DECIDING, frozenset({SeatOffice.TREASURER})),
        Reach.SAME_LINE,
        "treasurer_decides",
        "Who keeps the money does not also decide on it.",
    ),
)

SITS_ALREADY = Clash("sits_already", "This person sits in this body in that time already.")


def may_stand(
    wanted: Office, offices: Iterable[Office] = (), posts: Iterable[Seat] = ()
) -> Clash | None:
    """Say why one person may not have an office beside others and posts; None when it may be.

    For a candidate, `wanted` is the office stood for, in the term that the election fills.
    """
    at_once = [other for other in offices if wanted.term.overlaps(other.term)]
    if any(other.body_id == wanted.body_id for other in at_once):
        return SITS_ALREADY
    for other in at_once:
        for row in OFFICES_APART:
            if row.parts(wanted, other):
                return Clash(row.code, row.reason)
    held = [post for post in posts if wanted.term.overlaps(post.term)]
    return next((clash for post in held if (clash := clash_with_post(post, wanted))), None)


def clash_with_post(post: Seat, office: Office) -> Clash | None:
    """Name what parts a post from an office that one person has in the same time."""
    if not post.term.overlaps(office.term):
        return None
    for row in POSTS_APART:
        if row.parts(post, office):
            return Clash(row.code, row.reason, post.kind)
    return None


def may_keep(post: Seat, offices: Iterable[Office]) -> Clash | None:
    """Say why somebody who has these offices may not take a post; None when it may be."""
    return next((clash for office in offices if (clash := clash_with_post(post, office))), None)
