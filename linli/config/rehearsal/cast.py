"""Who acts in a played decision: the compound's posts, its bodies, some residents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from linli.config.rehearsal.ground import SINCE, Ground, a_ground, actor_of
from linli.kernel.actor import Actor
from linli.kernel.posts import PostKind
from linli.people import actions as people
from linli.people import queries as people_queries
from linli.people.actions import MemberFacts, Seating
from linli.people.rules import OrganisationKind, SeatOffice
from linli.places import queries as places
from linli.places.rules import PlaceKind
from linli.records import actions as records

MEMBERS = 7
DOORS = 150
RESIDENTS = 12
_ARTICLE = "演练章程第一条"
_SOURCE = "演练"
RULES: dict[str, object] = {
    "self_government.representatives.quorum": {"share": "2/3", "inclusive": True},
    "self_government.representatives.approval": {"share": "1/2", "inclusive": False},
    "works.quotations.least": 3,
}
"""What a place must set before its council votes and buys; a rehearsal invents it."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of a decision, each as they act."""

    ground: Ground
    houses: tuple[UUID, ...]
    congress_chair: Actor
    committee_chair: Actor
    treasurer: Actor
    supervisor: Actor
    members: tuple[Actor, ...]
    """Members of the congress who have accounts, without posts."""
    residents: tuple[Actor, ...]
    place_id: UUID
    """Where it is decided: the compound, or its community."""

    @property
    def tenant(self) -> UUID:
        """The sub-district."""
        return self.ground.tenant

    @property
    def at_compound(self) -> bool:
        """Whether the compound decides, and not its community."""
        return self.place_id == self.ground.compound

    @property
    def answerer(self) -> Actor:
        """The representative who answers ideas and objections."""
        return self.congress_chair if self.at_compound else self.secretary

    @property
    def executor(self) -> Actor:
        """Who carries it out: the owners' committee, or the community."""
        return self.committee_chair if self.at_compound else self.secretary

    @property
    def secretary(self) -> Actor:
        """The community's secretary, for the Party organisation."""
        return self.ground.runner


def a_cast(at: datetime) -> Cast:
    """Found a sub-district with one compound, its posts, its congress and its committee."""
    ground = a_ground(DOORS, at)
    posts = {
        "congress-chair": (PostKind.CONGRESS_CHAIR, ground.compound, "示例居代会主席"),
        "committee-chair": (PostKind.OWNERS_COMMITTEE_CHAIR, ground.compound, "示例业委会主任"),
        "treasurer": (PostKind.OWNERS_COMMITTEE_TREASURER, ground.compound, "示例业委会财务"),
        "supervisor": (PostKind.SUPERVISION_CHAIR, ground.community, "示例居务监督"),
    }
    people.staff_places(
        actor=ground.system,
        seatings=[
            Seating(kind=kind, place_id=place, username=f"rehearsal-{name}", name=words)
            for name, (kind, place, words) in posts.items()
        ],
        valid_from=SINCE,
        at=at,
    )
    acting = {name: actor_of(ground.tenant, f"rehearsal-{name}", at) for name in posts}
    members = [a_resident(ground, f"rehearsal-member-{n}", f"示例代表{n}", at) for n in (1, 2, 3)]
    adopt(ground.office, RULES, source=_SOURCE, at=at)
    seat_congress(ground, [acting["congress-chair"], *members], at)
    return Cast(
        ground=ground,
        houses=houses_of(ground, at),
        congress_chair=acting["congress-chair"],
        committee_chair=acting["committee-chair"],
        treasurer=acting["treasurer"],
        supervisor=acting["supervisor"],
        members=tuple(members),
        residents=tuple(
            a_resident(ground, f"rehearsal-resident-{n}", f"示例居民{n}", at)
            for n in range(1, RESIDENTS + 1)
        ),
        place_id=ground.compound,
    )


def adopt(office: Actor, values: dict[str, object], *, source: str, at: datetime) -> None:
    """Set what a place must set, as from that day."""
    on = timezone.localdate(at)
    for key, value in values.items():
        records.adopt_rule(
            actor=office,
            key=key,
            value=value,
            source=source,
            adopted_by=source,
            adopted_on=on,
            valid_from=on,
            at=at,
        )


def a_resident(ground: Ground, username: str, name: str, at: datetime) -> Actor:
    """Somebody who has an account and no post."""
    people.sign_up_resident(actor=ground.system, username=username, name=name, password=None, at=at)
    return actor_of(ground.tenant, username, at)


def houses_of(ground: Ground, at: datetime) -> tuple[UUID, ...]:
    """The buildings of the compound."""
    found = places.children(
        ground.tenant, ground.compound, on=timezone.localdate(at), kinds=[PlaceKind.BUILDING]
    )
    return tuple(one.id for one in found)


def seat_congress(ground: Ground, acting: list[Actor], at: datetime) -> None:
    """Seat a congress of seven: the chair first, those with accounts next, then names alone."""
    body = people.found_organisation(
        actor=ground.system,
        kind=OrganisationKind.COMPOUND_RESIDENTS_CONGRESS,
        name=f"{ground.name}居民代表大会",
        place_id=ground.compound,
        duty_phone="",
        valid_from=SINCE,
        at=at,
    )
    names = people_queries.names_of(
        ground.tenant, [one.account_id for one in acting if one.account_id]
    )
    members = [
        MemberFacts(
            name=names[one.account_id],
            office=SeatOffice.CHAIR if one is acting[0] else SeatOffice.MEMBER,
            account_id=one.account_id,
            article=_ARTICLE,
        )
        for one in acting
        if one.account_id
    ]
    members += [
        MemberFacts(name=f"示例代表{number}", article=_ARTICLE)
        for number in range(len(members) + 1, MEMBERS + 1)
    ]
    begins = timezone.localdate(at)
    people.seat_elected(
        actor=ground.system,
        body_id=body.id,
        members=members,
        term_from=date(begins.year, 1, 1),
        term_to=date(begins.year + 4, 12, 31),
        basis="演练",
        at=at,
    )
