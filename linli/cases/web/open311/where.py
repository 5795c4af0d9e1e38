"""Where a posted request is: by a code, a point, or the name of a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from linli.cases.queries.open311 import place_meant, within_reach
from linli.cases.rules.drafts import LAT_E7
from linli.cases.web.open311.formats import ApiError
from linli.kernel.geo import BadGeometry, Point, e7
from linli.places import queries as places
from linli.places.rules import CodeScheme, PlaceKind

_SCHEMES = tuple(CodeScheme)
_LARGE = (PlaceKind.COMMUNITY, PlaceKind.SUB_DISTRICT)


@dataclass(frozen=True, slots=True)
class Where:
    """The place, the point and the words; a point far outside is left out."""

    place_id: UUID | None
    text: str
    lat_e7: int | None = None
    lng_e7: int | None = None
    point_left_out: bool = False


def where(tenant: UUID, words: Mapping[str, str], *, on: date) -> Where:
    """Read where it is; at least one of the standard's three ways must say it."""
    code, text = (words.get(name, "").strip() for name in ("address_id", "address_string"))
    point = _point(words.get("lat", "").strip(), words.get("long", "").strip())
    if point is None and not text and not code:
        raise ApiError(400, _("Say where: lat and long, address_string or address_id."))
    inside = point if point and within_reach(tenant, point, on=on) else None
    if point and not inside and not text and not code:
        raise ApiError(400, _("lat and long lie far outside the sub-district."))
    return Where(
        place_id=_coded(tenant, code, on) if code else _found(tenant, inside, text, on),
        text=text,
        lat_e7=inside.lat_e7 if inside else None,
        lng_e7=inside.lng_e7 if inside else None,
        point_left_out=point is not None and inside is None,
    )


def _point(lat: str, lng: str) -> Point | None:
    if not lat and not lng:
        return None
    refused = ApiError(400, _("lat and long must both be numbers in degrees (WGS 84)."))
    try:
        lat_e7, lng_e7 = e7(lat), e7(lng)
    except BadGeometry:
        raise refused from None
    if abs(lat_e7) > LAT_E7:
        raise refused
    return Point(lng_e7=lng_e7, lat_e7=lat_e7)


def _coded(tenant: UUID, code: str, on: date) -> UUID:
    found = (places.place_by_code(tenant, scheme, code, on=on) for scheme in _SCHEMES)
    place = next((one for one in found if one), None)
    if place is None:
        raise ApiError(400, _("There is no place with this address_id."))
    return place.id


def _found(tenant: UUID, point: Point | None, text: str, on: date) -> UUID | None:
    """The place that holds the point; where that is a large one, rather the place that is named."""
    held = (
        places.place_at(tenant, lat_e7=point.lat_e7, lng_e7=point.lng_e7, on=on) if point else None
    )
    if held and held.kind not in _LARGE:
        return held.id
    return place_meant(tenant, text, on=on) or (held.id if held else None)
