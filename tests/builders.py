"""The ground on which tests of any room stand: made by actions, each part when it is asked for.

A room's own `builders.py` extends `Ground` with what its tests need beside; nothing here knows
of requests, votes or money.
"""

from __future__ import annotations

from functools import cached_property
from itertools import count

from linli.kernel.actor import Actor, nobody, system_actor
from linli.kernel.posts import PostKind
from linli.people.models import Account, Organisation
from linli.places.models import Place, SubDistrict
from linli.places.rules import PlaceKind
from tests.people import builders as people
from tests.places import builders as places

_serial = count(1)


class Ground:
    """A sub-district with one community and one compound; people and finer places as needed."""

    def __init__(self) -> None:
        self.place: SubDistrict = places.a_sub_district()
        self._holders: dict[tuple[str, object], Actor] = {}

    @cached_property
    def root(self) -> Place:
        """The sub-district as a place."""
        return places.root_of(self.place)

    @cached_property
    def community(self) -> Place:
        """Its community."""
        return places.a_place(PlaceKind.COMMUNITY, self.root, name="示例社区")

    @cached_property
    def compound(self) -> Place:
        """A compound of the community."""
        return places.a_compound(self.community, name="示例小区")

    @cached_property
    def building(self) -> Place:
        """A building of the compound."""
        return places.a_building(self.compound, name="3号楼")

    @cached_property
    def dwelling(self) -> Place:
        """A dwelling of the building."""
        return places.a_dwelling(self.building, name="301")

    @cached_property
    def patch(self) -> Place:
        """A patch of the community."""
        return places.a_patch(self.community, name="第一片区")

    @cached_property
    def group(self) -> Place:
        """A residents' group of the patch."""
        return places.a_group(self.patch, name="第一小组")

    @property
    def system(self) -> Actor:
        """The actor that no person is."""
        return system_actor(self.place.id)

    @property
    def visitor(self) -> Actor:
        """Somebody who is not signed in."""
        return nobody(self.place.id)

    @cached_property
    def resident(self) -> Account:
        """An account that holds no post."""
        return people.an_account(self.place)

    @cached_property
    def property_company(self) -> Organisation:
        """The company that serves the compound."""
        return people.an_organisation(self.compound, name=f"示例物业公司{next(_serial)}")

    def holder(self, kind: PostKind, at: Place) -> Actor:
        """Who holds a post at a place; asked again, it is the same person."""
        key = (kind.value, at.id)
        if key not in self._holders:
            self._holders[key] = people.an_actor(kind.value, at)
        return self._holders[key]

    @property
    def officer(self) -> Actor:
        """The community's information officer."""
        return self.holder(PostKind.INFORMATION_OFFICER, self.community)

    @property
    def secretary(self) -> Actor:
        """The community's secretary."""
        return self.holder(PostKind.SECRETARY, self.community)

    @property
    def office(self) -> Actor:
        """The sub-district's governance officer."""
        return self.holder(PostKind.GOVERNANCE_OFFICER, self.root)

    @property
    def leader(self) -> Actor:
        """The sub-district's leader."""
        return self.holder(PostKind.SUB_DISTRICT_LEADER, self.root)

    @cached_property
    def property_manager(self) -> Actor:
        """Who leads the property company's work at the compound."""
        return a_property_manager(self.compound, self.property_company)


def a_property_manager(compound: Place, company: Organisation | None = None) -> Actor:
    """Who leads a property company's work at a compound; a company of its own if none is given."""
    served_by = company or people.an_organisation(compound, name=f"示例物业公司{next(_serial)}")
    post = people.a_post("property_manager", compound, organisation_id=served_by.id)
    return people.actor_of(people.appointed(post), compound.sub_district_id)


def holder_of(ground: Ground, kind: PostKind) -> Actor:
    """Whoever holds a post of a kind that reaches the compound."""
    if kind == PostKind.PROPERTY_MANAGER:
        return a_property_manager(ground.compound)
    if kind == PostKind.PROPERTY_REPAIRER:
        company = people.an_organisation(ground.compound)
        post = people.a_post(kind.value, ground.compound, organisation_id=company.id)
        return people.actor_of(people.appointed(post), ground.place)
    stands = people.a_place_for(kind.value, ground.place).kind
    where = {"sub_district": ground.root, "community": ground.community}.get(
        stands, ground.compound if stands == "compound" else ground.community
    )
    if stands in {"patch", "residents_group"}:
        where = ground.patch if stands == "patch" else ground.group
    return ground.holder(kind, where)
