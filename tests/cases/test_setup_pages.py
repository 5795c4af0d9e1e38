"""The office's own tables: categories, routes, keys of other systems."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from linli.cases.actions.categories import import_categories, set_route
from linli.cases.models import Category, RouteRule
from linli.cases.queries import tree
from linli.cases.queries.open311 import api_keys
from linli.cases.rules import CaseType
from linli.kernel.actor import system_actor
from linli.places.models import SubDistrict
from linli.places.rules import PlaceKind
from tests.cases.open311_builders import post
from tests.people.builders import AT, a_signed_in_client
from tests.places import builders as places


@pytest.fixture
def place(db: None) -> SubDistrict:
    place = places.a_sub_district()
    rows = [("水电气暖/供暖/暖气不热", CaseType.REPAIR), ("公共设施/道路", None)]
    import_categories(actor=system_actor(place.id), rows=rows, at=AT)
    return place


@pytest.fixture
def office(place: SubDistrict) -> Client:
    return a_signed_in_client("governance_officer", places.root_of(place))


@pytest.fixture
def administrator(place: SubDistrict) -> Client:
    return a_signed_in_client("administrator", places.root_of(place))


def test_the_tree_is_shown_one_first_level_category_at_a_time(
    place: SubDistrict, office: Client
) -> None:
    page = office.get(reverse("cases:categories")).content.decode()
    assert "水电气暖/供暖/暖气不热" in page
    assert "公共设施/道路" not in page
    found = office.get(reverse("cases:categories"), {"q": "道路"}).content.decode()
    assert "公共设施/道路" in found
    assert "还没有人运行过 linli train-router" in page


def test_an_empty_tree_says_how_to_begin(db: None) -> None:
    place = places.a_sub_district()
    client = a_signed_in_client("governance_officer", places.root_of(place))
    assert "linli import-categories" in client.get(reverse("cases:categories")).content.decode()


def test_a_category_is_added_below_another(place: SubDistrict, office: Client) -> None:
    parent = tree.ids_by_path(place.id)["公共设施/道路"]
    page = reverse("cases:add_category") + f"?parent={parent}"
    typed = {"name": "路面破损", "default_type": "repair", "service_code": "R1"}
    assert office.post(page, typed).status_code == 303
    made = Category.objects.get(sub_district=place, path="公共设施/道路/路面破损")
    assert (made.level, made.default_type, made.open311_code) == (3, "repair", "R1")


def test_what_the_action_refuses_stands_above_the_form(place: SubDistrict, office: Client) -> None:
    response = office.post(reverse("cases:add_category"), {"name": "水电气暖"})
    assert response.status_code == 422
    assert "已经有同名的分类" in response.content.decode()


def test_a_service_code_has_plain_signs(place: SubDistrict, office: Client) -> None:
    typed = {"name": "新", "service_code": "a/b c"}
    assert office.post(reverse("cases:add_category"), typed).status_code == 422


def test_a_category_is_closed_and_opened(place: SubDistrict, office: Client) -> None:
    key = tree.ids_by_path(place.id)["公共设施/道路"]
    page = reverse("cases:change_category", args=[key])
    assert "道路" in office.get(page).content.decode()
    assert office.post(page, {"name": "道路", "closed": "on"}).status_code == 303
    assert Category.objects.get(sub_district=place, id=key).closed
    office.post(page, {"name": "道路"})
    assert not Category.objects.get(sub_district=place, id=key).closed


def test_a_route_is_written_changed_and_taken_out(place: SubDistrict, office: Client) -> None:
    community = places.a_place(PlaceKind.COMMUNITY, places.root_of(place))
    key = tree.ids_by_path(place.id)["水电气暖/供暖"]
    typed = {
        "category": str(key),
        "place": str(community.id),
        "to": "kind:property_manager",
        "note": "维修",
    }
    assert office.post(reverse("cases:set_route"), typed).status_code == 303
    rule = RouteRule.objects.get(sub_district=place)
    assert (rule.category_id, rule.place_id, rule.post_kind) == (
        key,
        community.id,
        "property_manager",
    )
    page = office.get(reverse("cases:routes")).content.decode()
    assert "水电气暖/供暖" in page
    assert community.name in page
    form = office.get(reverse("cases:set_route") + f"?row={rule.id}").content.decode()
    assert f'value="{key}" selected' in form
    assert office.post(reverse("cases:drop_route", args=[rule.id])).status_code == 303
    assert not RouteRule.objects.filter(sub_district=place).exists()


def test_a_route_without_a_receiver_is_asked_for(place: SubDistrict, office: Client) -> None:
    response = office.post(reverse("cases:set_route"), {"category": "", "place": "", "to": ""})
    assert response.status_code == 422


def test_a_route_of_another_sub_district_is_missing(place: SubDistrict, office: Client) -> None:
    other = places.a_sub_district()
    rule = set_route(
        actor=system_actor(other.id), category_id=None, place_id=None, post_kind="secretary", at=AT
    )
    assert office.post(reverse("cases:drop_route", args=[rule.id])).status_code == 404


def test_a_key_is_shown_once_works_and_is_taken_back(
    place: SubDistrict, administrator: Client
) -> None:
    page = reverse("cases:api_keys")
    assert administrator.post(page, {"name": "示例热线"}).status_code == 303
    shown = administrator.get(page).content.decode()
    found = re.search(r'<p class="l-mono">([\w-]{32})</p>', shown)
    assert found
    assert found[1] not in administrator.get(page).content.decode()
    code = tree.service_codes(place.id)[0]
    assert post(Client(), found[1], service_code=code).status_code == 200
    [row] = api_keys(place.id)
    assert administrator.post(reverse("cases:take_api_key", args=[row.id])).status_code == 303
    assert post(Client(), found[1], service_code=code).status_code == 403


@pytest.mark.parametrize("kind", ["visitor", "resident", "information_officer", "secretary"])
def test_others_may_not_keep_the_tables(place: SubDistrict, kind: str) -> None:
    community = places.a_place(PlaceKind.COMMUNITY, places.root_of(place))
    client = a_signed_in_client(kind, community)
    for name in ("categories", "add_category", "routes", "set_route", "api_keys"):
        assert client.get(reverse(f"cases:{name}")).status_code in {302, 403}


def test_the_office_does_not_give_keys(office: Client) -> None:
    assert office.get(reverse("cases:api_keys")).status_code == 403
