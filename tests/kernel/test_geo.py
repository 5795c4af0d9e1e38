import json
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linli.kernel.geo import (
    MOST_EAST,
    MOST_NORTH,
    BadGeometry,
    Box,
    Outline,
    Point,
    box_around,
    box_of,
    degrees,
    e7,
    geojson_of,
    geometry_from,
)

SQUARE = '{"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]]}'
WITH_HOLE = (
    '{"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]],'
    " [[3, 3], [6, 3], [6, 6], [3, 6], [3, 3]]]}"
)
TWO = (
    '{"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 0], [1, 1], [0, 0]]],'
    " [[[5, 5], [6, 5], [6, 6], [5, 5]]]]}"
)

points = st.builds(Point, st.integers(-MOST_EAST, MOST_EAST), st.integers(-MOST_NORTH, MOST_NORTH))
corners = st.lists(st.tuples(st.integers(-20, 20), st.integers(-20, 20)), min_size=3, max_size=9)


def outline(text: str) -> Outline:
    geometry = geometry_from(text)
    assert isinstance(geometry, Outline)
    return geometry


def at(lng: float, lat: float) -> Point:
    return Point(e7(lng), e7(lat))


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        ("116.8385120", 1_168_385_120),
        (116.838512, 1_168_385_120),
        (Decimal("-0.00000005"), 0),
        ("0.00000006", 1),
        (38, 380_000_000),
        (" 38.3 ", 383_000_000),
    ],
)
def test_degrees_become_whole_parts(value: str | float | Decimal, whole: int) -> None:
    assert e7(value) == whole


@pytest.mark.parametrize("value", ["", "东经", "1,5", "NaN", "inf", "1e999999", "-1e400", 181])
def test_what_is_no_number_of_degrees_is_refused(value: str | int) -> None:
    with pytest.raises(BadGeometry):
        e7(value)


@pytest.mark.parametrize(
    ("whole", "printed"),
    [(1_168_385_120, "116.838512"), (0, "0"), (-5, "-0.0000005"), (-380_000_000, "-38")],
)
def test_degrees_are_printed_without_idle_noughts(whole: int, printed: str) -> None:
    assert degrees(whole) == printed


@given(st.integers(-MOST_EAST, MOST_EAST))
def test_degrees_printed_are_read_again(whole: int) -> None:
    assert e7(degrees(whole)) == whole
    assert e7(float(degrees(whole))) == whole


def test_a_point_is_read() -> None:
    text = '{"type": "Point", "coordinates": [116.838512, 38.304512]}'
    assert geometry_from(text) == Point(1_168_385_120, 383_045_120)


def test_height_is_left_out() -> None:
    assert geometry_from({"type": "Point", "coordinates": [116.5, 38.5, 12]}) == at(116.5, 38.5)


def test_a_feature_is_its_geometry() -> None:
    feature = {"type": "Feature", "properties": {}, "geometry": json.loads(SQUARE)}
    assert geometry_from(feature) == geometry_from(SQUARE)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "json"),
        ("[]", "json"),
        ("{}", "type"),
        ("[" * 100_000, "json"),
        ('{"type": "Feature"}', "json"),
        ('{"type": "LineString", "coordinates": [[0, 0], [1, 1]]}', "type"),
        ('{"type": "Point"}', "coordinates"),
        ('{"type": "Point", "coordinates": []}', "coordinates"),
        ('{"type": "Point", "coordinates": [1]}', "coordinates"),
        ('{"type": "Point", "coordinates": ["1", "2"]}', "number"),
        ('{"type": "Point", "coordinates": [true, 2]}', "number"),
        ('{"type": "Point", "coordinates": [NaN, 2]}', "number"),
        ('{"type": "Point", "coordinates": [Infinity, 2]}', "range"),
        ('{"type": "Point", "coordinates": [38.3, 116.8]}', "range"),
        ('{"type": "Point", "coordinates": [1168385120, 383045120]}', "range"),
        ('{"type": "Polygon", "coordinates": []}', "coordinates"),
        ('{"type": "Polygon", "coordinates": [[]]}', "coordinates"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}', "ring"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}', "ring"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [2, 2], [0, 0]]]}', "ring"),
        ('{"type": "MultiPolygon", "coordinates": [[[0, 0], [1, 1]]]}', "coordinates"),
        (" " * 2_000_001, "size"),
    ],
)
def test_a_geometry_not_built_as_it_must_be_is_refused(text: str, code: str) -> None:
    with pytest.raises(BadGeometry) as refused:
        geometry_from(text)
    assert refused.value.code == code


def test_an_outline_of_too_many_points_is_refused() -> None:
    ring = [[x / 1000, x % 7] for x in range(20_000)]
    with pytest.raises(BadGeometry, match="at most 20000 points"):
        geometry_from({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})


@pytest.mark.parametrize(
    ("lng", "lat", "inside"),
    [
        (2, 2, True),
        (0, 0, True),
        (4, 2, True),
        (2, 4, True),
        (4.0000001, 2, False),
        (-1, 0, False),
        (5, 4, False),
    ],
)
def test_inside_and_on_the_edge_counts_as_in(lng: float, lat: float, inside: bool) -> None:
    assert outline(SQUARE).contains(at(lng, lat)) is inside


@pytest.mark.parametrize(
    ("lng", "lat", "inside"), [(1, 1, True), (4, 4, False), (3, 4, True), (7, 7, True)]
)
def test_a_hole_is_left_out_but_its_edge_is_in(lng: float, lat: float, inside: bool) -> None:
    assert outline(WITH_HOLE).contains(at(lng, lat)) is inside


def test_each_part_of_an_outline_counts() -> None:
    both = outline(TWO)
    assert both.contains(at(0.9, 0.5))
    assert both.contains(at(5.9, 5.5))
    assert not both.contains(at(3, 3))


def test_a_ray_through_a_corner_counts_once() -> None:
    kite = outline(
        '{"type": "Polygon", "coordinates": [[[0, 0], [2, -2], [4, 0], [2, 2], [0, 0]]]}'
    )
    assert kite.contains(at(1, 0))
    assert not kite.contains(at(-1, 0))
    assert not kite.contains(at(-1, 2))


@pytest.mark.parametrize("text", [SQUARE, WITH_HOLE, TWO])
def test_an_outline_written_is_read_again(text: str) -> None:
    assert geometry_from(geojson_of(geometry_from(text))) == geometry_from(text)


@given(points)
def test_a_point_written_is_read_again(point: Point) -> None:
    assert geometry_from(geojson_of(point)) == point


def test_the_box_of_an_outline_touches_its_corners() -> None:
    assert box_of(geometry_from(TWO)) == Box(0, 0, e7(6), e7(6))
    assert box_of(at(1, 2)) == Box(e7(1), e7(2), e7(1), e7(2))


def test_a_box_around_a_point_reaches_far_enough() -> None:
    box = box_around(at(116.838512, 38.304512), 100)
    assert (box.north_e7 - box.south_e7) // 2 == 9_000
    assert 11_400 < (box.east_e7 - box.west_e7) // 2 < 11_600


def test_a_box_around_a_pole_stays_on_the_map() -> None:
    box = box_around(Point(MOST_EAST, MOST_NORTH), 1000)
    assert (box.north_e7, box.east_e7) == (MOST_NORTH, MOST_EAST)


@given(points, st.integers(1, 5_000))
def test_a_point_lies_in_the_box_around_it(point: Point, metres: int) -> None:
    assert box_around(point, metres).contains(point)


@given(corners, st.tuples(st.integers(-25, 25), st.integers(-25, 25)))
def test_what_lies_in_an_outline_lies_in_its_box(
    ring: list[tuple[int, int]], where: tuple[int, int]
) -> None:
    text = {"type": "Polygon", "coordinates": [[*map(list, ring), list(ring[0])]]}
    try:
        area = geometry_from(text)
    except BadGeometry:
        assume(False)
        raise
    assert isinstance(area, Outline)
    point = at(*where)
    assert area.contains(point) <= box_of(area).contains(point)


@given(
    st.tuples(*[st.integers(-20, 20)] * 4), st.tuples(st.integers(-25, 25), st.integers(-25, 25))
)
def test_a_rectangle_contains_what_its_box_does(
    sides: tuple[int, int, int, int], where: tuple[int, int]
) -> None:
    west, east = sorted(sides[:2])
    south, north = sorted(sides[2:])
    assume(west < east and south < north)
    ring = [[west, south], [west, north], [east, north], [east, south], [west, south]]
    area = geometry_from({"type": "Polygon", "coordinates": [ring]})
    assert isinstance(area, Outline)
    assert area.contains(at(*where)) is box_of(area).contains(at(*where))
