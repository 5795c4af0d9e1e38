"""A place as its public page tells of it: what lies in it, what lies beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from linli.places.models import Place
from linli.places.queries.lists import children
from linli.places.queries.search import PUBLIC_KINDS, Found, places_near
from linli.places.queries.tree import Above
from linli.places.rules import PlaceKind, counted

MOST_NEIGHBOURS = 6


def parts(sub_district_id: UUID, place_id: UUID, *, on: date) -> list[Place]:
    """What anybody may know to lie directly in a place: no dwellings, no patches or groups."""
    return in_order(children(sub_district_id, place_id, on=on, kinds=PUBLIC_KINDS))


def in_order(rows: Iterable[Place]) -> list[Place]:
    """By kind, then by name as people count: building 2 before building 10."""
    return sorted(
        rows, key=lambda row: (list(PlaceKind).index(PlaceKind(row.kind)), counted(row.name))
    )


def neighbours(place: Place, above: Above, *, on: date) -> list[tuple[UUID, str]]:
    """Places of the same kind nearby; where nobody has placed it, those in the same parent."""
    if place.lat_e7 is not None and place.lng_e7 is not None:
        near: list[Found] = places_near(
            place.sub_district_id,
            lat_e7=place.lat_e7,
            lng_e7=place.lng_e7,
            on=on,
            limit=MOST_NEIGHBOURS + 1,
            kinds=[place.kind],
        )
        beside = [(one.id, one.name) for one in near]
    else:
        beside = _siblings(place, above, on)
    return [one for one in beside if one[0] != place.id][:MOST_NEIGHBOURS]


def _siblings(place: Place, above: Above, on: date) -> list[tuple[UUID, str]]:
    parent = {
        PlaceKind.COMMUNITY: above.sub_district_place,
        PlaceKind.COMPOUND: above.community_id,
        PlaceKind.BUILDING: above.compound_id or above.community_id,
        PlaceKind.ENTRANCE: above.building_id,
        PlaceKind.PATCH: above.community_id,
        PlaceKind.RESIDENTS_GROUP: above.patch_id,
    }.get(PlaceKind(place.kind))
    if parent is None:
        return []
    rows = children(place.sub_district_id, parent, on=on, kinds=[place.kind])
    return [(row.id, row.name) for row in rows[: MOST_NEIGHBOURS + 1]]
