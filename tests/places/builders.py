"""Places for tests, made by the actions that people use."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from linli.kernel.actor import Actor, PostHeld, system_actor
from linli.places import actions, queries
from linli.places.models import Place, SubDistrict
from linli.places.rules import NewPlace, PlaceKind
from linli.tenancy.models import new_id

SINCE = date(2010, 1, 1)
"""The day from which built places are in force."""
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)

_serial = count(1)


def a_sub_district(**facts: Any) -> SubDistrict:
    """A sub-district with its root place."""
    number = next(_serial)
    given = {
        "actor": system_actor(new_id()),
        "code": f"1309{number:05d}",
        "name": f"示例街道{number}",
        "on": SINCE,
        "at": AT,
    }
    return actions.found_sub_district(**{**given, **facts})


def root_of(sub_district: SubDistrict) -> Place:
    """The sub-district as a place."""
    found = queries.root(sub_district.id)
    assert found is not None
    return found


def a_place(kind: PlaceKind, parent: Place, **facts: Any) -> Place:
    """A place of any kind in a parent."""
    given: dict[str, Any] = {
        "id": new_id(),
        "name": f"示例{next(_serial)}",
        "valid_from": SINCE,
    }
    new = NewPlace(kind=kind, parent_id=parent.id, **{**given, **facts})
    return actions.register_place(actor=system_actor(parent.sub_district_id), new=new, at=AT)


def a_community(sub_district: SubDistrict | None = None, **facts: Any) -> Place:
    """A community, in a sub-district of its own if none is given."""
    return a_place(PlaceKind.COMMUNITY, root_of(sub_district or a_sub_district()), **facts)


def a_compound(community: Place | None = None, **facts: Any) -> Place:
    """A compound, in a community of its own if none is given."""
    return a_place(PlaceKind.COMPOUND, community or a_community(), **facts)


def a_building(compound: Place | None = None, **facts: Any) -> Place:
    """A building, in a compound of its own if none is given."""
    return a_place(PlaceKind.BUILDING, compound or a_compound(), **facts)


def an_entrance(building: Place | None = None, **facts: Any) -> Place:
    """An entrance, in a building of its own if none is given."""
    return a_place(PlaceKind.ENTRANCE, building or a_building(), **facts)


def a_dwelling(parent: Place | None = None, **facts: Any) -> Place:
    """A dwelling in an entrance or building, in an entrance of its own if none is given."""
    return a_place(PlaceKind.DWELLING, parent or an_entrance(), **facts)


def a_patch(community: Place | None = None, **facts: Any) -> Place:
    """A patch, in a community of its own if none is given."""
    return a_place(PlaceKind.PATCH, community or a_community(), **facts)


def a_group(patch: Place | None = None, **facts: Any) -> Place:
    """A residents' group, in a patch of its own if none is given."""
    return a_place(PlaceKind.RESIDENTS_GROUP, patch or a_patch(), **facts)


def a_site(parent: Place | None = None, **facts: Any) -> Place:
    """A key site, in a compound of its own if none is given."""
    return a_place(PlaceKind.KEY_SITE, parent or a_compound(), **facts)


def the_system(place: Place | SubDistrict) -> Actor:
    """The actor that no person is, in a place's sub-district."""
    return system_actor(_tenant(place))


def the_administrator(place: Place | SubDistrict) -> Actor:
    """The administrator of a place's sub-district."""
    return Actor(_tenant(place), account_id=new_id(), name="示例管理员", administrator=True)


def a_holder(kind: str, place: Place) -> Actor:
    """An actor who holds a post of a kind at a place."""
    post = PostHeld(
        post_id=new_id(),
        kind=kind,
        title=kind,
        organisation_id=None,
        organisation_name="",
        place_id=place.id,
        place_name=place.name,
        place_kind=place.kind,
    )
    return Actor(
        place.sub_district_id, account_id=new_id(), name="示例甲", post=post, posts=(post,)
    )


def _tenant(place: Place | SubDistrict) -> UUID:
    return place.id if isinstance(place, SubDistrict) else place.sub_district_id
