"""A community with its officers and requests, for tests of the desk; made by actions."""

from __future__ import annotations

from functools import cached_property
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
from linli.kernel.actor import Actor
from tests import builders
from tests.builders import a_property_manager
from tests.people import builders as people

LIFTS = "公共设施/电梯/电梯故障"
HEAT = "水电气暖/供暖/暖气不热"
_serial = count(1)

__all__ = [
    "HEAT",
    "LIFTS",
    "Ground",
    "a_ground",
    "a_property_manager",
    "a_request",
    "at_the_desk",
    "dispatched",
    "sorted_request",
]


class Ground(builders.Ground):
    """The common ground with two categories of requests."""

    @cached_property
    def categories(self) -> dict[str, UUID]:
        """Their ids, by their paths."""
        rows = [(LIFTS, CaseType.REPAIR), (HEAT, CaseType.REPAIR)]
        import_categories(actor=self.system, rows=rows, at=people.AT)
        return tree.ids_by_path(self.place.id)


def a_ground() -> Ground:
    """A community whose officer, office and property company can all be sent to."""
    ground = Ground()
    _there = (ground.categories, ground.officer, ground.office, ground.property_manager)
    return ground


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
        actor=ground.visitor,
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
