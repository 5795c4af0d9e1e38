"""A community with its officers and requests, for tests of the desk; made by actions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone

from linli.cases import actions
from linli.cases.actions.categories import import_categories
from linli.cases.models import Case
from linli.cases.queries import tree
from linli.cases.rules import CaseDraft, CaseType, Source, Urgency
from linli.kernel.actor import Actor, nobody, system_actor
from linli.places.models import Place, SubDistrict
from linli.places.rules import PlaceKind
from tests.people import builders as people
from tests.places import builders as places

LIFTS = "公共设施/电梯/电梯故障"
HEAT = "水电气暖/供暖/暖气不热"
_serial = count(1)


@dataclass(frozen=True, slots=True)
class Ground:
    """Where tests of the desk stand."""

    place: SubDistrict
    community: Place
    compound: Place
    officer: Actor
    office: Actor
    property_manager: Actor
    categories: dict[str, UUID]


def a_ground() -> Ground:
    """A community with one compound, its information officer, the office, a property company."""
    place = places.a_sub_district()
    root = places.root_of(place)
    rows = [(LIFTS, CaseType.REPAIR), (HEAT, CaseType.REPAIR)]
    import_categories(actor=system_actor(place.id), rows=rows, at=people.AT)
    community = places.a_place(PlaceKind.COMMUNITY, root, name="示例社区")
    compound = places.a_compound(community, name="示例小区")
    return Ground(
        place=place,
        community=community,
        compound=compound,
        officer=people.an_actor("information_officer", community),
        office=people.an_actor("governance_officer", root),
        property_manager=a_property_manager(compound),
        categories=tree.ids_by_path(place.id),
    )


def a_property_manager(compound: Place) -> Actor:
    """Who leads the property company's work at a compound."""
    company = people.an_organisation(compound, name=f"示例物业公司{next(_serial)}")
    post = people.a_post("property_manager", compound, organisation_id=company.id)
    return people.actor_of(people.appointed(post), compound.sub_district_id)


def a_request(ground: Ground, **facts: Any) -> Case:
    """A request that a visitor sent in just now."""
    given: dict[str, Any] = {
        "title": "电梯停运",
        "body": "三号楼二单元电梯停了，老人下不了楼。",
        "source": Source.WEB,
        "place_id": ground.compound.id,
        "sender_name": "示例张三",
        "contact": "zhangsan@example.org",
    }
    opened = actions.open_case(
        actor=nobody(ground.place.id),
        key=f"key-{next(_serial)}",
        draft=CaseDraft(**{**given, **facts}),
        at=timezone.now(),
    )
    return Case.objects.get(id=opened.case_id)


def sorted_request(ground: Ground, case: Case | None = None, **facts: Any) -> Case:
    """A request that the officer sorted."""
    case = case or a_request(ground)
    given: dict[str, Any] = {
        "category_id": ground.categories[LIFTS],
        "type": CaseType.REPAIR,
        "urgency": Urgency.ORDINARY,
        "place_id": case.place_id,
    }
    return actions.sort_case(
        actor=ground.officer,
        case_id=case.id,
        version=case.version,
        at=timezone.now(),
        **{**given, **facts},
    )


def dispatched(ground: Ground, to: Actor, case: Case | None = None) -> Case:
    """A request that was sorted and sent to a post."""
    case = case or sorted_request(ground)
    assert to.post is not None
    return actions.dispatch_case(
        actor=ground.officer,
        case_id=case.id,
        version=case.version,
        post_id=to.post.post_id,
        at=timezone.now(),
    )


def at_the_desk(actor: Actor) -> Client:
    """A client in whose post the desk is opened."""
    return people.a_signed_in_client(actor)
