"""Open311: where a request is, by its point, its code, or the place that its address names."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from linli.cases.models import Case
from linli.places.actions import add_alias
from linli.places.models import SubDistrict
from tests.cases.open311_builders import a_door, a_key, post
from tests.people.builders import AT
from tests.places import builders as places


@pytest.fixture
def place(db: None) -> SubDistrict:
    return a_door()


@pytest.fixture
def key(place: SubDistrict) -> str:
    return a_key(place)


def test_a_point_finds_its_place(place: SubDistrict, client: Client, key: str) -> None:
    facts = {"address_string": None, "lat": "38.3041234", "long": "116.8387654"}
    assert post(client, key, **facts).status_code == 200
    case = Case.objects.get()
    assert (case.lat_e7, case.lng_e7) == (383_041_234, 1_168_387_654)


def test_a_place_with_a_code_is_found_by_it(place: SubDistrict, client: Client, key: str) -> None:
    assert post(client, key, address_id=place.code).status_code == 200
    assert Case.objects.get().place_id == places.root_of(place).id


GUINEA = {"lat": "0.0", "long": "0.0"}


def drawn_compound(place: SubDistrict, name: str = "示例东院") -> Any:
    ring = [[116.83, 38.30], [116.84, 38.30], [116.84, 38.31], [116.83, 38.31], [116.83, 38.30]]
    return places.a_compound(
        places.a_community(place),
        name=name,
        outline=json.dumps({"type": "Polygon", "coordinates": [ring]}),
    )


def test_a_point_far_outside_is_left_out_and_that_is_said(
    place: SubDistrict, client: Client, key: str
) -> None:
    drawn_compound(place)
    [taken] = post(client, key, **GUINEA).json()
    case = Case.objects.get()
    assert (case.lat_e7, case.lng_e7, case.place_text) == (None, None, "三号楼二单元")
    assert "lat" in taken["service_notice"]


def test_a_point_far_outside_that_is_all_there_is_is_refused(
    place: SubDistrict, client: Client, key: str
) -> None:
    drawn_compound(place)
    response = post(client, key, address_string=None, **GUINEA)
    assert (response.status_code, response.json()[0]["code"]) == (400, 400)
    assert "lat" in response.json()[0]["description"]
    assert not Case.objects.exists()


def test_a_point_near_what_is_drawn_is_taken(place: SubDistrict, client: Client, key: str) -> None:
    drawn_compound(place)
    [taken] = post(client, key, lat="38.32", long="116.82").json()
    assert Case.objects.get().lat_e7 == 383_200_000
    assert "lat" not in taken["service_notice"]


@pytest.fixture
def buildings(place: SubDistrict) -> dict[str, Any]:
    """Two compounds of one community: "3 号楼" in both, "13 号楼" with an entrance in one."""
    community = places.a_community(place, name="示例社区")
    east = places.a_compound(community, name="示例小区东院")
    west = places.a_compound(community, name="示例小区西院")
    thirteen = places.a_building(east, name="13 号楼")
    found = [
        community,
        east,
        west,
        places.a_building(east, name="3 号楼"),
        thirteen,
        places.an_entrance(thirteen, name="2 单元"),
        places.a_building(west, name="3号楼"),
    ]
    names = ["community", "east", "west", "east 3", "east 13", "east 13 2", "west 3"]
    return dict(zip(names, found, strict=True))


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("示例小区东院 3 号楼", "east 3"),
        ("示例小区东院3号楼", "east 3"),
        ("示例小区东院 13 号楼", "east 13"),
        ("示例小区东院 13栋 2单元 601", "east 13 2"),
        ("示例小区西院３号楼门口", "west 3"),
        ("示例市示例区示例小区西院 3#楼", "west 3"),
        ("示例社区 3 号楼", "community"),
        ("示例小区东院", "east"),
        ("示例小区东院 门口的路", "east"),
        ("13号楼", "east 13"),
        ("3 号楼", None),
        ("示例小区", None),
        ("号楼", None),
        ("3", None),
        ("%", None),
        ("别处的小区 3 号楼", None),
    ],
)
def test_an_address_that_names_one_place_is_sent_there(
    client: Client, key: str, buildings: dict[str, Any], address: str, meant: str | None
) -> None:
    assert post(client, key, address_string=address).status_code == 200
    case = Case.objects.get()
    names = {one.id: name for name, one in buildings.items()}
    assert names.get(case.place_id) == meant
    assert case.place_text == address


def test_an_alias_names_its_place(
    place: SubDistrict, client: Client, key: str, buildings: dict[str, Any]
) -> None:
    add_alias(
        actor=places.the_administrator(place),
        place_id=buildings["west"].id,
        name="毛纺厂家属院",
        on=AT.date(),
        at=AT,
    )
    for address, meant in (("毛纺厂家属院", "west"), ("毛纺厂家属院 3号楼", "west 3")):
        post(client, key, address_string=address)
        case = Case.objects.get(place_text=address)
        assert case.place_id == buildings[meant].id


def test_a_point_in_a_compound_is_surer_than_a_name(
    place: SubDistrict, client: Client, key: str, buildings: dict[str, Any]
) -> None:
    held = drawn_compound(place)
    post(client, key, address_string="示例小区西院", lat="38.305", long="116.835")
    assert Case.objects.get().place_id == held.id


def test_degrees_with_an_underscore_are_no_degrees(
    place: SubDistrict, client: Client, key: str
) -> None:
    facts = {"address_string": None, "lat": "3_8.2", "long": "116.8387654"}
    assert post(client, key, **facts).status_code == 400
