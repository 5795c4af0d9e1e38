"""Reads of places: what is found, in how many queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.places import actions, queries
from linli.places.rules import PlaceKind
from linli.tenancy.models import new_id
from tests.places.builders import (
    TODAY,
    a_building,
    a_community,
    a_compound,
    a_dwelling,
    a_group,
    a_patch,
    a_site,
    a_sub_district,
    an_entrance,
    root_of,
    the_system,
)

pytestmark = [pytest.mark.actions, pytest.mark.django_db]


@pytest.fixture
def nanhuan():
    founded = a_sub_district(name="南环中路街道", host="nanhuan.example")
    yifang = a_community(founded, name="一方")
    jinding = a_community(founded, name="金鼎", aliases=("金鼎社区",))
    yihe = a_compound(
        yifang, name="颐和庄园", aliases=("颐和",), lat_e7=383_000_000, lng_e7=1_168_600_000
    )
    field = a_compound(jinding, name="金鼎领域", lat_e7=383_050_000, lng_e7=1_168_600_000)
    a_compound(jinding, name="金鼎小区")
    a_building(yihe, name="3号楼")
    three = a_building(field, name="3号楼")
    an_entrance(three, name="2单元")
    a_site(yihe, name="地下车库", site_kind="common_part")
    return founded


def titles(found):
    return [row.title for row in found]


def search(founded, text, **facts):
    return queries.places_named(founded.id, text, on=TODAY, **facts)


# --- Sub-districts ----------------------------------------------------------------------------


def test_a_host_means_its_sub_district_and_any_other_the_first(django_assert_num_queries):
    first = a_sub_district(code="130903001")
    second = a_sub_district(code="130903002", host="second.example")
    assert queries.sub_district_of_host("second.example:8000") == second.id
    with django_assert_num_queries(0):
        assert queries.sub_district_of_host("SECOND.example") == second.id
        assert queries.sub_district_of_host("localhost:8123") == first.id
        assert queries.sub_district_of_host("[::1]:8123") == first.id
        assert queries.sub_district(second.id).name == second.name
        assert queries.sub_district(new_id()) is None


def test_without_any_sub_district_the_answer_is_nil_and_asked_again():
    assert queries.sub_district_of_host("localhost").int == 0
    founded = a_sub_district()
    assert queries.sub_district_of_host("localhost") == founded.id


# --- Above and below --------------------------------------------------------------------------


def test_what_lies_above_takes_one_query(django_assert_num_queries):
    dwelling = a_dwelling()
    with django_assert_num_queries(1):
        above = queries.ancestors(dwelling.sub_district_id, dwelling.id, on=TODAY)
    assert len(above.chain) == 6


def test_what_lies_above_many_takes_one_query(django_assert_num_queries):
    community = a_community()
    compounds = [a_compound(community) for _number in range(5)]
    with django_assert_num_queries(1):
        above = queries.ancestors_of_many(
            community.sub_district_id, [row.id for row in compounds], on=TODAY
        )
    assert {found.community_id for found in above.values()} == {community.id}


def test_a_place_elsewhere_or_nowhere_has_nothing_above():
    here, there = a_compound(), a_compound()
    assert queries.ancestors(here.sub_district_id, there.id, on=TODAY) is None
    assert queries.ancestors(here.sub_district_id, new_id(), on=TODAY) is None
    assert queries.place(here.sub_district_id, there.id) is None


def test_what_lies_below_takes_one_query(django_assert_num_queries):
    community = a_community()
    patch = a_patch(community)
    group = a_group(patch)
    building = a_building(a_compound(community), overlays=(group.id,))
    dwelling = a_dwelling(an_entrance(building))
    tenant = community.sub_district_id
    with django_assert_num_queries(1):
        below = queries.descendants(tenant, community.id, on=TODAY)
    assert len(below) == len(set(below)) == 6
    assert queries.descendants(tenant, community.id, on=TODAY, kinds=["dwelling"]) == [dwelling.id]
    assert set(queries.descendants(tenant, patch.id, on=TODAY)) >= {building.id, dwelling.id}
    assert queries.descendants(tenant, dwelling.id, on=TODAY) == []
    assert queries.descendants(tenant, [], on=TODAY) == []


def test_a_buildings_dwellings_are_those_of_its_entrances_and_its_own():
    building = a_building()
    homes = [a_dwelling(an_entrance(building), name="101"), a_dwelling(building, name="102")]
    assert list(queries.dwellings_of(building.sub_district_id, building.id, on=TODAY)) == homes


# --- Search -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("颐和庄园", ["颐和庄园"]),
        ("颐和", ["颐和庄园"]),
        ("庄园", ["颐和庄园"]),
        ("　颐和", ["颐和庄园"]),
        ("金鼎", ["金鼎", "金鼎小区", "金鼎领域"]),
        ("金鼎社区", ["金鼎"]),
        ("金鼎领域 3号楼", ["金鼎领域 · 3号楼"]),
        ("金鼎领域3号楼", ["金鼎领域 · 3号楼"]),
        ("金鼎领域３号楼2单元", ["金鼎领域 · 3号楼 2单元"]),
        ("金鼎 3号楼", ["金鼎领域 · 3号楼"]),
        ("颐和 车库", ["颐和庄园 · 地下车库"]),
        ("没有这个地方", []),
        ("%", []),
        ("_", []),
        ("", []),
        ("' OR 1=1 --", []),
        ("😀", []),
    ],
)
def test_places_are_found_by_name_alias_beginning_and_middle(nanhuan, typed, found):
    assert titles(search(nanhuan, typed)) == found


def test_a_search_takes_two_queries(nanhuan, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = search(nanhuan, "3号楼")
    assert {(row.compound, row.community) for row in found} == {
        ("金鼎领域", "金鼎"),
        ("颐和庄园", "一方"),
    }


def test_patches_groups_and_dwellings_are_not_found_by_the_public():
    patch = a_patch(name="颐和一片")
    founded_id = patch.sub_district_id
    assert queries.places_named(founded_id, "颐和", on=TODAY) == []
    staff = queries.places_named(founded_id, "颐和", on=TODAY, kinds=["patch"])
    assert [row.id for row in staff] == [patch.id]


def test_an_ended_place_is_found_only_on_its_days():
    compound = a_compound(name="颐和庄园", valid_to=date(2022, 6, 30))
    tenant = compound.sub_district_id
    assert queries.places_named(tenant, "颐和", on=TODAY) == []
    then = queries.places_named(tenant, "颐和", on=date(2022, 6, 30))
    assert [row.id for row in then] == [compound.id]


def test_places_near_a_point_are_given_nearest_first(nanhuan, django_assert_num_queries):
    with django_assert_num_queries(2):
        near = queries.places_near(nanhuan.id, lat_e7=383_010_000, lng_e7=1_168_600_000, on=TODAY)
    assert titles(near) == ["颐和庄园", "金鼎领域"]
    far = queries.places_near(nanhuan.id, lat_e7=399_000_000, lng_e7=1_164_000_000, on=TODAY)
    assert far == []


# --- Lists, counts, gaps ----------------------------------------------------------------------


def test_counts_of_each_kind(nanhuan):
    counts = queries.place_counts(nanhuan.id, on=TODAY)
    assert (counts["community"], counts["compound"], counts["dwelling"]) == (2, 3, 0)


def test_children_are_given_by_kind_and_name_and_counted(nanhuan):
    root = root_of(nanhuan)
    children = list(queries.children(nanhuan.id, root.id, on=TODAY))
    assert [row.name for row in children] == ["一方", "金鼎"]
    counts = queries.child_counts(nanhuan.id, [row.id for row in children], on=TODAY)
    assert [counts[row.id] for row in children] == [{"compound": 1}, {"compound": 2}]


def test_gaps_name_what_lacks_a_point_or_a_code(nanhuan):
    gaps = queries.gaps(nanhuan.id, "compound", on=TODAY)
    missing = queries.places(nanhuan.id, gaps.without_point)
    assert [row.name for row in missing.values()] == ["金鼎小区"]
    assert len(gaps.without_code) == 3
    assert gaps.without_parent == frozenset()


def test_queries_are_no_more_for_three_rows_than_for_one(nanhuan):
    counts = []
    for typed in ("颐和庄园", "金鼎"):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            search(nanhuan, typed)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "typed",
    [
        "朝阳小区东院1号楼",
        "朝阳小区东院 1",
        "朝阳小区东院1 号楼",
        "朝阳小区东院1栋",
        "朝阳小区东院 1#",
        "朝阳小区东院1号楼2单元301",
        "朝阳小区东院 1 号楼 2 单元 301 室",
    ],
)
def test_a_building_written_with_a_space_is_found_however_it_is_typed(typed):
    founded = a_sub_district()
    compound = a_compound(a_community(founded), name="朝阳小区东院")
    for number in (11, 1, 12):
        building = a_building(compound, name=f"{number} 号楼")
        a_dwelling(an_entrance(building, name="2 单元"), name="301")
    found = search(founded, typed, kinds=[PlaceKind.COMPOUND, PlaceKind.BUILDING])
    assert titles(found)[0] == "朝阳小区东院 · 1 号楼"


def test_a_door_is_found_by_building_entrance_and_number():
    founded = a_sub_district()
    building = a_building(a_compound(a_community(founded)), name="1 号楼")
    door = a_dwelling(an_entrance(building, name="2 单元"), name="301")
    found = search(founded, "1号楼2单元301", kinds=[PlaceKind.DWELLING])
    assert [row.id for row in found] == [door.id]


# --- Names of compounds -----------------------------------------------------------------------


def test_names_of_compounds_cost_one_query_until_one_is_renamed_or_registered(
    django_assert_num_queries,
):
    compound = a_compound(name="金鼎")
    tenant = compound.sub_district_id
    assert queries.compound_names(tenant) == {compound.id: "金鼎"}
    with django_assert_num_queries(0):
        queries.compound_names(tenant)
    actions.rename_place(
        actor=the_system(compound),
        place_id=compound.id,
        name="金鼎领域",
        on=TODAY,
        at=timezone.now(),
    )
    assert queries.compound_names(tenant) == {compound.id: "金鼎领域"}
    other = a_compound(a_community(queries.sub_district(tenant)), name="颐和")
    assert queries.compound_names(tenant)[other.id] == "颐和"
