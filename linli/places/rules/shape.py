"""What a place looks like on the map, from the GeoJSON that draws it."""

from __future__ import annotations

from dataclasses import dataclass

from linli.kernel.geo import Box, Outline, Point, box_of, geojson_of, geometry_from


@dataclass(frozen=True, slots=True)
class Drawn:
    """A place as drawn: its point, and its outline with the box around it if it has one."""

    point: Point
    outline: str = ""
    box: Box | None = None


def drawn(geojson: str) -> Drawn:
    """Read a point or an outline; an outline gives the point too."""
    geometry = geometry_from(geojson)
    if isinstance(geometry, Point):
        return Drawn(geometry)
    box = box_of(geometry)
    return Drawn(_inside(geometry, box), geojson_of(geometry), box)


def _inside(outline: Outline, box: Box) -> Point:
    """Give a point of the outline: the middle of its box, or a corner where that lies outside."""
    middle = Point(
        lng_e7=(box.west_e7 + box.east_e7) // 2, lat_e7=(box.south_e7 + box.north_e7) // 2
    )
    return middle if outline.contains(middle) else outline.polygons[0][0][0]
