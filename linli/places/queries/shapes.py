"""Where places lie: which one holds a point, and what a map draws."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max, Min

from linli.kernel.geo import Box, Outline, Point, box_around, box_of, degrees, geometry_from
from linli.places.models import Place
from linli.places.rules import PlaceKind
from linli.tenancy.dated import in_force

SMALLEST_FIRST = (
    PlaceKind.BUILDING,
    PlaceKind.KEY_SITE,
    PlaceKind.COMPOUND,
    PlaceKind.COMMUNITY,
    PlaceKind.SUB_DISTRICT,
)

AROUND_A_POINT = 200
"""Metres that a map shows around a place that has a point only."""


def place_at(
    sub_district_id: UUID,
    *,
    lat_e7: int,
    lng_e7: int,
    on: date,
    kinds: Collection[str] = SMALLEST_FIRST,
) -> Place | None:
    """The smallest kind of place whose outline holds a point on a day; `kinds` smallest first."""
    order = [str(kind) for kind in kinds]
    point = Point(lng_e7=lng_e7, lat_e7=lat_e7)
    boxed = Place.objects.filter(
        in_force(on),
        sub_district_id=sub_district_id,
        kind__in=order,
        south_e7__lte=lat_e7,
        north_e7__gte=lat_e7,
        west_e7__lte=lng_e7,
        east_e7__gte=lng_e7,
    )
    held = [row for row in boxed if _holds(row, point)]
    return min(held, key=lambda row: (order.index(row.kind), str(row.id)), default=None)


def box_of_place(place: Place) -> Box | None:
    """The box around a place's outline, or one that reaches 200 m around its point."""
    if place.outline:
        return box_of(geometry_from(place.outline))
    if place.lat_e7 is None or place.lng_e7 is None:
        return None
    return box_around(Point(lng_e7=place.lng_e7, lat_e7=place.lat_e7), AROUND_A_POINT)


def shape_of(place: Place) -> dict[str, Any] | None:
    """A place as a GeoJSON feature for a map; None when nobody has drawn or placed it."""
    if place.outline:
        geometry = json.loads(place.outline)
    elif place.lat_e7 is not None and place.lng_e7 is not None:
        position = [float(degrees(place.lng_e7)), float(degrees(place.lat_e7))]
        geometry = {"type": "Point", "coordinates": position}
    else:
        return None
    facts = {"name": place.name, "kind": place.kind, "invented": place.geometry_invented}
    return {"type": "Feature", "id": str(place.id), "properties": facts, "geometry": geometry}


def geometry_text(place: Place) -> str:
    """The geometry of a place as GeoJSON text; empty when there is none."""
    shape = shape_of(place)
    return json.dumps(shape["geometry"]) if shape else ""


def shapes(places: Iterable[Place]) -> dict[str, Any]:
    """Many places as one GeoJSON collection."""
    features = [shape for place in places if (shape := shape_of(place))]
    return {"type": "FeatureCollection", "features": features}


def outlined(sub_district_id: UUID, *, on: date, kinds: Collection[str]) -> Iterable[Place]:
    """Places of these kinds that somebody has drawn, large kinds first."""
    found = Place.objects.filter(
        in_force(on), sub_district_id=sub_district_id, kind__in=[str(kind) for kind in kinds]
    ).exclude(outline="")
    return found.order_by("kind", "name")


def bounds(sub_district_id: UUID, *, on: date) -> Box | None:
    """The box around all that is drawn of a sub-district on a day."""
    edges = Place.objects.filter(in_force(on), sub_district_id=sub_district_id).aggregate(
        west=Min("west_e7"), south=Min("south_e7"), east=Max("east_e7"), north=Max("north_e7")
    )
    if edges["west"] is None:
        return None
    return Box(edges["west"], edges["south"], edges["east"], edges["north"])


def _holds(place: Place, point: Point) -> bool:
    geometry = geometry_from(place.outline)
    return isinstance(geometry, Outline) and geometry.contains(point)
