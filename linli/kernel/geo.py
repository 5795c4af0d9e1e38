"""Places on the map: WGS-84 in whole 1e-7 degrees, read from GeoJSON and compared exactly."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from math import ceil, cos, radians

E7 = 10_000_000
MOST_EAST = 180 * E7
MOST_NORTH = 90 * E7
MOST_POSITIONS = 20_000
_MOST_DEGREES = 180
_FEWEST_IN_RING = 4
_E7_A_METRE = 90  # of latitude: 1e7 / 111,320, rounded up so that a box is never too small
_LONGEST_TEXT = 2_000_000


class BadGeometry(ValueError):
    """A point or outline is not valid; `code` is for programs, the text for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Point:
    """Hold a position."""

    lng_e7: int
    lat_e7: int

    def __post_init__(self) -> None:
        if abs(self.lat_e7) > MOST_NORTH or abs(self.lng_e7) > MOST_EAST:
            raise BadGeometry(
                "range", f"{self} is not on the globe; longitude comes first, then latitude."
            )

    def __str__(self) -> str:
        return f"[{degrees(self.lng_e7)}, {degrees(self.lat_e7)}]"


Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """Hold one or more polygons; of each the first ring is its edge, the others are holes."""

    polygons: tuple[tuple[Ring, ...], ...]

    def contains(self, point: Point) -> bool:
        """Tell whether a point lies inside or on the edge, holes left out."""
        return any(_polygon_contains(rings, point) for rings in self.polygons)


@dataclass(frozen=True, slots=True)
class Box:
    """Hold a bounding box."""

    west_e7: int
    south_e7: int
    east_e7: int
    north_e7: int

    def contains(self, point: Point) -> bool:
        """Tell whether a point lies inside or on the edge."""
        return (
            self.west_e7 <= point.lng_e7 <= self.east_e7
            and self.south_e7 <= point.lat_e7 <= self.north_e7
        )


Geometry = Point | Outline


def e7(value: str | int | float | Decimal) -> int:
    """Turn degrees into whole 1e-7 degrees, to the nearest."""
    try:
        number = Decimal(str(value).strip().replace("_", "?"))
        on_the_globe = abs(number) <= _MOST_DEGREES
    except InvalidOperation as fault:
        raise BadGeometry("number", f"{value!r} is not a number of degrees.") from fault
    if not on_the_globe:
        raise BadGeometry("range", f"{value} degrees do not lie on the globe.")
    return int((number * E7).to_integral_value())


def degrees(value_e7: int) -> str:
    """Print whole 1e-7 degrees as degrees, exactly and without idle noughts."""
    whole, rest = divmod(abs(value_e7), E7)
    decimals = f"{rest:07}".rstrip("0")
    sign = "-" if value_e7 < 0 else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def geometry_from(given: str | Mapping[str, object]) -> Geometry:
    """Read a GeoJSON geometry or feature: Point, Polygon or MultiPolygon."""
    shape = _parsed(given) if isinstance(given, str) else given
    if shape.get("type") == "Feature":
        shape = _mapping(shape.get("geometry"))
    coordinates = shape.get("coordinates")
    match shape.get("type"):
        case "Point":
            return _point(coordinates)
        case "Polygon":
            return _outline([coordinates])
        case "MultiPolygon":
            return _outline(_list(coordinates))
        case other:
            raise BadGeometry(
                "type", f"A place is a Point, a Polygon or a MultiPolygon, not {other!r}."
            )


def geojson_of(geometry: Geometry) -> str:
    """Write a geometry as GeoJSON text, with exact decimals."""
    if isinstance(geometry, Point):
        return f'{{"type": "Point", "coordinates": {geometry}}}'
    polygons = [_joined(_joined(map(str, ring)) for ring in rings) for rings in geometry.polygons]
    if len(polygons) == 1:
        return f'{{"type": "Polygon", "coordinates": {polygons[0]}}}'
    return f'{{"type": "MultiPolygon", "coordinates": {_joined(polygons)}}}'


def box_of(geometry: Geometry) -> Box:
    """Give the smallest box around a geometry."""
    points = [geometry] if isinstance(geometry, Point) else list(_points_of(geometry))
    lngs = [point.lng_e7 for point in points]
    lats = [point.lat_e7 for point in points]
    return Box(min(lngs), min(lats), max(lngs), max(lats))


def box_around(point: Point, metres: int) -> Box:
    """Give a box that reaches at least so many metres to each side, up to the ends of the map."""
    north = metres * _E7_A_METRE
    # Towards a pole a degree of longitude shrinks to nothing, and a box would grow without end.
    east = ceil(north / max(0.01, cos(radians(point.lat_e7 / E7))))
    return Box(
        max(-MOST_EAST, point.lng_e7 - east),
        max(-MOST_NORTH, point.lat_e7 - north),
        min(MOST_EAST, point.lng_e7 + east),
        min(MOST_NORTH, point.lat_e7 + north),
    )


def _parsed(text: str) -> Mapping[str, object]:
    if len(text) > _LONGEST_TEXT:
        raise BadGeometry("size", f"An outline has at most {MOST_POSITIONS} points.")
    try:
        return _mapping(json.loads(text, parse_float=Decimal, parse_constant=Decimal))
    except (ValueError, RecursionError) as fault:
        if isinstance(fault, BadGeometry):
            raise
        raise BadGeometry("json", "The text is not GeoJSON.") from fault


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise BadGeometry("json", "A geometry is an object with type and coordinates.")
    return value


def _list(value: object) -> Sequence[object]:
    if not isinstance(value, list | tuple) or not value:
        raise BadGeometry("coordinates", "The coordinates are missing or empty.")
    return value


def _outline(polygons: Sequence[object]) -> Outline:
    outline = Outline(tuple(tuple(map(_ring, _list(rings))) for rings in polygons))
    if sum(len(ring) for rings in outline.polygons for ring in rings) > MOST_POSITIONS:
        raise BadGeometry("size", f"An outline has at most {MOST_POSITIONS} points.")
    return outline


def _ring(value: object) -> Ring:
    ring = tuple(map(_point, _list(value)))
    if len(ring) < _FEWEST_IN_RING:
        raise BadGeometry("ring", f"A ring has at least {_FEWEST_IN_RING} points.")
    if ring[0] != ring[-1]:
        raise BadGeometry("ring", "A ring ends on the point where it begins.")
    if _doubled_area(ring) == 0:
        raise BadGeometry("ring", "A ring encloses no ground.")
    return ring


def _point(value: object) -> Point:
    numbers = _list(value)
    if len(numbers) not in (2, 3):
        raise BadGeometry("coordinates", "A position is longitude and latitude.")
    lng, lat = (_number(number) for number in numbers[:2])
    return Point(lng, lat)


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise BadGeometry("number", f"{value!r} is not a number of degrees.")
    return e7(value)


def _doubled_area(ring: Ring) -> int:
    return sum(a.lng_e7 * b.lat_e7 - b.lng_e7 * a.lat_e7 for a, b in pairwise(ring))


def _polygon_contains(rings: tuple[Ring, ...], point: Point) -> bool:
    if any(_on_edge(ring, point) for ring in rings):
        return True
    edge, *holes = rings
    return _inside(edge, point) and not any(_inside(hole, point) for hole in holes)


def _inside(ring: Ring, point: Point) -> bool:
    """Count how often a ray to the east crosses the ring; odd is inside."""
    inside = False
    for a, b in pairwise(ring):
        if (a.lat_e7 > point.lat_e7) != (b.lat_e7 > point.lat_e7):
            side = _cross(a, b, point)
            inside ^= side > 0 if b.lat_e7 > a.lat_e7 else side < 0
    return inside


def _on_edge(ring: Ring, point: Point) -> bool:
    return any(
        _cross(a, b, point) == 0
        and min(a.lng_e7, b.lng_e7) <= point.lng_e7 <= max(a.lng_e7, b.lng_e7)
        and min(a.lat_e7, b.lat_e7) <= point.lat_e7 <= max(a.lat_e7, b.lat_e7)
        for a, b in pairwise(ring)
    )


def _cross(a: Point, b: Point, point: Point) -> int:
    return (b.lng_e7 - a.lng_e7) * (point.lat_e7 - a.lat_e7) - (b.lat_e7 - a.lat_e7) * (
        point.lng_e7 - a.lng_e7
    )


def _points_of(outline: Outline) -> Iterator[Point]:
    return (point for rings in outline.polygons for ring in rings for point in ring)


def _joined(parts: Iterable[str]) -> str:
    return f"[{', '.join(parts)}]"
