"""Outlines and points: what is kept, what holds a point, what a map gets."""

import json

import pytest

from linli.kernel.errors import Refused
from linli.places import actions, queries
from linli.places.rules import drawn
from tests.places.builders import AT, TODAY, a_building, a_community, a_compound, the_system

SQUARE = '{"type":"Polygon","coordinates":[[[116.86,38.30],[116.87,38.30],[116.87,38.31],[116.86,38.31],[116.86,38.30]]]}'
"""A kilometre or so each way."""
U_SHAPE = (
    '{"type":"Polygon","coordinates":[[[0,0],[3,0],[3,3],[2,3],[2,1],[1,1],[1,3],[0,3],[0,0]]]}'
)

pytestmark = [pytest.mark.actions, pytest.mark.django_db]


def set_outline(place, geojson, **facts):
    return actions.set_outline(
        actor=the_system(place), place_id=place.id, geojson=geojson, on=TODAY, at=AT, **facts
    )


def at(place, lat_e7, lng_e7):
    return queries.place_at(place.sub_district_id, lat_e7=lat_e7, lng_e7=lng_e7, on=TODAY)


def test_an_outline_gives_the_box_and_a_point_inside():
    place = set_outline(a_compound(), SQUARE, invented=True)
    place.refresh_from_db()
    assert (place.south_e7, place.north_e7) == (383_000_000, 383_100_000)
    assert (place.west_e7, place.east_e7) == (1_168_600_000, 1_168_700_000)
    assert (place.lat_e7, place.lng_e7) == (383_050_000, 1_168_650_000)
    assert place.geometry_invented
    assert json.loads(place.outline)["coordinates"][0][0] == [116.86, 38.3]


def test_where_the_middle_lies_outside_a_corner_is_the_point():
    point = drawn(U_SHAPE).point
    assert (point.lng_e7, point.lat_e7) == (0, 0)


def test_a_point_alone_has_no_box():
    place = set_outline(a_compound(), '{"type":"Point","coordinates":[116.86,38.3]}')
    assert (place.lat_e7, place.south_e7, place.outline) == (383_000_000, None, "")


@pytest.mark.parametrize(
    ("geojson", "code"),
    [
        ("no json", "outline_json"),
        ("[]", "outline_json"),
        ('{"type":"LineString","coordinates":[[1,1],[2,2]]}', "outline_type"),
        ('{"type":"Polygon","coordinates":[]}', "outline_coordinates"),
        ('{"type":"Point","coordinates":["a",1]}', "outline_number"),
        ('{"type":"Point","coordinates":[38.3,116.8]}', "outline_range"),
        ('{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}', "outline_ring"),
    ],
)
def test_a_bad_outline_is_refused_with_its_reason(geojson, code):
    with pytest.raises(Refused) as caught:
        set_outline(a_compound(), geojson)
    assert caught.value.code == code


def test_the_smallest_kind_that_holds_a_point_is_the_place(django_assert_num_queries):
    community = a_community(outline=SQUARE)
    compound = a_compound(community, outline=SQUARE.replace("116.87", "116.865"))
    with django_assert_num_queries(1):
        assert at(compound, 383_050_000, 1_168_620_000) == compound
    assert at(compound, 383_050_000, 1_168_680_000) == community
    assert at(compound, 383_200_000, 1_168_680_000) is None


def test_a_point_in_the_box_but_outside_the_outline_is_not_held():
    compound = a_compound(outline=U_SHAPE)
    assert at(compound, 20_000_000, 15_000_000) is None
    assert at(compound, 20_000_000, 5_000_000) == compound


def test_a_map_gets_outlines_points_and_nothing_of_what_is_nowhere():
    outlined, pointed = a_compound(outline=SQUARE), a_compound(lat_e7=1, lng_e7=2)
    assert queries.shape_of(outlined)["geometry"]["type"] == "Polygon"
    assert queries.shape_of(pointed)["geometry"]["coordinates"] == [2e-7, 1e-7]
    assert queries.shape_of(a_building()) is None
    assert len(queries.shapes([outlined, pointed, a_building()])["features"]) == 2


def test_a_sub_districts_bounds_hold_all_that_is_drawn():
    compound = a_compound(outline=SQUARE)
    box = queries.bounds(compound.sub_district_id, on=TODAY)
    assert (box.south_e7, box.east_e7) == (383_000_000, 1_168_700_000)
    assert queries.bounds(a_compound().sub_district_id, on=TODAY) is None
    assert queries.box_of_place(a_compound()) is None
    assert queries.box_of_place(compound) == box


def test_a_point_can_be_set_alone():
    compound = a_compound(outline=SQUARE)
    facts = {"actor": the_system(compound), "place_id": compound.id, "on": TODAY, "at": AT}
    actions.set_point(lat_e7=383_010_000, lng_e7=1_168_610_000, **facts)
    compound.refresh_from_db()
    assert (compound.lat_e7, compound.outline != "") == (383_010_000, True)
    with pytest.raises(Refused):
        actions.set_point(lat_e7=1_000_000_000, lng_e7=0, **facts)
