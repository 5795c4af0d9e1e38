"""Where a place lies on the map."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from linli.kernel.actor import Actor
from linli.kernel.geo import BadGeometry, Point
from linli.places import rules
from linli.places.actions.checks import (
    GEOMETRY,
    draw,
    place_to_change,
    record,
    refusal_of,
    touch,
)
from linli.places.models import Place
from linli.places.rules import Wrong


@transaction.atomic
def set_outline(
    *,
    actor: Actor,
    place_id: UUID,
    geojson: str,
    invented: bool = False,
    version: int | None = None,
    on: date,
    at: datetime,
) -> Place:
    """Draw a place from GeoJSON: a point, or an outline that gives the point and the box too."""
    place = place_to_change(actor, place_id, on=on, version=version)
    try:
        drawn = rules.drawn(geojson)
    except BadGeometry as error:
        raise refusal_of(Wrong(f"outline_{error.code}"), place.name) from None
    draw(place, drawn)
    place.geometry_invented = invented
    touch(place, *GEOMETRY, "geometry_invented")
    facts = {"outline": bool(drawn.outline), "invented": invented}
    record(actor, "places.set_outline", place, facts, at)
    return place


@transaction.atomic
def set_point(
    *, actor: Actor, place_id: UUID, lat_e7: int, lng_e7: int, on: date, at: datetime
) -> Place:
    """Put a place's point on the map; its outline stays."""
    place = place_to_change(actor, place_id, on=on)
    try:
        point = Point(lng_e7=lng_e7, lat_e7=lat_e7)
    except BadGeometry:
        raise refusal_of(Wrong("point_off_earth"), place.name) from None
    place.lat_e7, place.lng_e7 = point.lat_e7, point.lng_e7
    touch(place, "lat_e7", "lng_e7")
    record(actor, "places.set_point", place, {}, at)
    return place
