"""Pages of places: what anybody sees, what the office changes, and a sheet from a browser."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from linli.places import actions, queries
from linli.places.documents import write_template
from linli.places.models import Parentage, Place, PlaceAlias, PlaceCode
from linli.places.rules import Layer, PlaceKind
from linli.records.documents.sheets import write_sheet
from tests.people.builders import a_signed_in_client
from tests.places.builders import (
    AT,
    TODAY,
    a_building,
    a_community,
    a_compound,
    a_dwelling,
    a_patch,
    a_place,
    a_sub_district,
    root_of,
    the_system,
)

pytestmark = pytest.mark.django_db
SQUARE = '{"type":"Polygon","coordinates":[[[116.8,38.2],[116.9,38.2],[116.9,38.3],[116.8,38.2]]]}'


def page(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, (name, answer.status_code)
    text: str = answer.content.decode()
    return text


def post(client: Client, view: str, *args: object, **typed: object) -> int:
    return client.post(reverse(view, args=args), typed).status_code


def a_sheet(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    file = io.BytesIO()
    write_sheet(file, headings=("类型", "名称", "上级"), rows=rows)
    return SimpleUploadedFile("places.xlsx", file.getvalue())


@pytest.fixture
def community() -> Place:
    return a_community(name="示例甲社区")


@pytest.fixture
def leader(community: Place) -> Client:
    root = queries.root(community.sub_district_id)
    return a_signed_in_client("sub_district_leader", root)


def test_a_place_shows_what_it_is_where_it_lies_and_who_serves_it():
    compound = a_compound(closed_compound=True, aliases=("示例又名",))
    text = page(Client(), "places:place_detail", compound.id)
    assert "封闭，有大门" in text
    assert "示例又名" in text
    assert f"{reverse('people:who_serves')}?place={compound.id}" in text


def test_a_moved_place_shows_both_parents_with_their_days(community):
    compound = a_compound(community)
    other = a_place(PlaceKind.COMMUNITY, _root(community), name="示例新社区")
    actions.redraw(
        actor=the_system(compound), place_id=compound.id, parent_id=other.id, on=TODAY, at=AT
    )
    text = page(Client(), "places:place_detail", compound.id)
    assert "示例新社区" in text
    assert "2026-11-23" in text


def test_a_dwelling_has_no_public_page():
    dwelling = a_dwelling()
    answer = Client().get(reverse("places:place_detail", args=[dwelling.id]))
    assert answer.status_code == 404


def test_a_place_page_names_no_dwelling_inside():
    dwelling = a_dwelling(name="示例101室")
    above = queries.ancestors(dwelling.sub_district_id, dwelling.id, on=TODAY)
    assert "示例101室" not in page(Client(), "places:place_detail", above.entrance_id)


def test_a_place_of_another_sub_district_is_missing(community):
    elsewhere = a_compound()
    assert elsewhere.sub_district_id != community.sub_district_id
    answer = Client().get(reverse("places:place_detail", args=[elsewhere.id]))
    assert answer.status_code == 404


def test_the_search_answers_options_while_typing(community):
    a_compound(community, name="示例花园")
    answer = Client().get(
        reverse("places:find"), {"place_typed": "花园"}, headers={"HX-Request": "true"}
    )
    text = answer.content.decode()
    assert 'name="place"' in text
    assert "示例<mark>花园</mark>" in text
    assert "<html" not in text


def test_the_search_is_a_page_without_a_script(community):
    compound = a_compound(community, name="示例花园")
    assert reverse("places:place_detail", args=[compound.id]) in page(
        Client(), "places:find", q="花园"
    )


def test_the_page_to_choose_lists_communities_and_other_sub_districts(community):
    a_sub_district(name="示例邻街", host="linjie.example")
    text = page(Client(), "places:choose")
    assert community.name in text
    assert "http://linjie.example/" in text


def test_an_outline_is_given_to_the_map(community):
    actions.set_outline(
        actor=the_system(community), place_id=community.id, geojson=SQUARE, on=TODAY, at=AT
    )
    drawn = json.loads(page(Client(), "places:outlines"))
    assert [one["id"] for one in drawn["features"]] == [str(community.id)]


def test_the_tree_shows_what_lies_in_a_place(leader, community):
    compound = a_compound(community)
    assert compound.name in page(leader, "places:places", at=str(community.id))
    assert community.name in page(leader, "places:places")
    assert compound.name in page(leader, "places:places", q=compound.name)


def test_a_place_is_added_inside_another(leader, community):
    typed = {"kind": "compound", "name": "示例 新院", "valid_from": "2026-01-01"}
    assert post(leader, "places:add_place", community.id, **typed) == 303
    made = Place.objects.get(name="示例 新院")
    assert Parentage.objects.get(child=made).parent_id == community.id


def test_a_name_twice_is_refused_above_the_form(leader, community):
    compound = a_compound(community)
    typed = {"kind": "compound", "name": compound.name, "valid_from": "2026-01-01"}
    answer = leader.post(reverse("places:add_place", args=[community.id]), typed)
    assert answer.status_code == 422
    assert "里已有叫" in answer.content.decode()


def test_a_rename_keeps_the_old_name(leader, community):
    was = community.name
    typed = {"name": "示例改名社区", "short": "", "on": "2026-11-01", "version": "1"}
    assert post(leader, "places:rename_place", community.id, **typed) == 303
    assert PlaceAlias.objects.get(former=True).name == was
    assert was in page(leader, "places:place_record", community.id)


def test_a_stale_form_is_a_conflict(leader, community):
    typed = {"name": "示例改名社区", "short": "", "on": "2026-11-01", "version": "1"}
    post(leader, "places:rename_place", community.id, **typed)
    assert post(leader, "places:rename_place", community.id, **typed) == 409


def test_a_place_is_moved(leader, community):
    compound = a_compound(community)
    other = a_place(PlaceKind.COMMUNITY, _root(community))
    typed = {"parent": str(other.id), "on": "2026-11-01", "source": "示例批复"}
    assert post(leader, "places:move_place", compound.id, **typed) == 303
    assert Parentage.objects.get(child=compound, valid_to=None).source == "示例批复"


def test_a_building_is_put_into_a_patch_and_taken_out(leader, community):
    building, patch = a_building(a_compound(community)), a_patch(community)
    typed = {"parent": str(patch.id), "on": "2026-11-01"}
    assert post(leader, "places:move_place", building.id, **typed) == 303
    assert post(leader, "places:leave_overlay", building.id, "patch") == 303
    assert Parentage.objects.get(child=building, layer=Layer.PATCH).valid_to is not None


def test_a_place_ends_only_after_its_name_is_typed(leader, community):
    compound = a_compound(community)
    assert post(leader, "places:end_place", compound.id, on="2026-11-01", word="别的") == 422
    assert post(leader, "places:end_place", compound.id, on="2026-11-01", word=compound.name) == 303
    compound.refresh_from_db()
    assert compound.valid_to is not None


def test_codes_aliases_and_the_fence_are_kept(leader, community):
    compound = a_compound(community)
    given = {"scheme": "local", "code": "A-1", "on": "2026-11-01"}
    assert post(leader, "places:give_code", compound.id, **given) == 303
    assert post(leader, "places:add_alias", compound.id, name="示例俗称") == 303
    assert post(leader, "places:mark_closed", compound.id, closed="1") == 303
    compound.refresh_from_db()
    assert compound.closed_compound
    assert PlaceCode.objects.get(code="A-1").place_id == compound.id
    alias = PlaceAlias.objects.get(name="示例俗称")
    assert post(leader, "places:drop_alias", compound.id, alias.id) == 303
    assert not PlaceAlias.objects.exists()


def test_an_outline_is_typed_as_geojson_and_shown_again(leader, community):
    assert post(leader, "places:draw_place", community.id, geojson=SQUARE, invented="on") == 303
    assert "Polygon" in page(leader, "places:draw_place", community.id)
    assert post(leader, "places:draw_place", community.id, geojson="{}") == 422


def test_a_secretary_changes_the_own_community_and_no_other(community):
    mine = a_signed_in_client("secretary", community)
    other = a_place(PlaceKind.COMMUNITY, _root(community))
    assert post(mine, "places:add_alias", a_compound(community).id, name="示例俗称") == 303
    assert post(mine, "places:add_alias", a_compound(other).id, name="示例俗称") == 403


def test_a_sheet_is_looked_over_first_and_comes_in_when_confirmed(
    leader, community, settings, tmp_path
):
    settings.LINLI_DATA = tmp_path
    sheet = a_sheet(
        ("小区", "示例新院", community.name), ("楼栋", "1号楼", f"{community.name}/示例新院")
    )
    answer = leader.post(reverse("places:setup"), {"sheet": sheet})
    assert answer.status_code == 200
    assert not Place.objects.filter(name="示例新院").exists()
    kept = answer.context["kept"]
    assert post(leader, "places:setup", kept=kept) == 303
    assert Place.objects.filter(name="1号楼").exists()
    assert list(tmp_path.rglob("*.xlsx")) == []


def test_a_wrong_sheet_names_its_rows_and_offers_nothing_to_confirm(leader, settings, tmp_path):
    settings.LINLI_DATA = tmp_path
    answer = leader.post(
        reverse("places:setup"), {"sheet": a_sheet(("小区", "示例新院", "没有的"))}
    )
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "找不到" in text
    assert 'name="kept"' not in text


def test_what_is_no_sheet_is_refused_beside_its_field(leader, settings, tmp_path):
    settings.LINLI_DATA = tmp_path
    answer = leader.post(reverse("places:setup"), {"sheet": SimpleUploadedFile("a.xlsx", b"no")})
    assert answer.status_code == 422


def test_a_key_that_nobody_was_given_brings_nothing_in(leader, settings, tmp_path):
    settings.LINLI_DATA = tmp_path
    assert post(leader, "places:setup", kept="../../secret") == 303


def test_the_template_is_given_as_a_file(leader):
    answer = leader.get(reverse("places:import_template"))
    file = io.BytesIO()
    write_template(file)
    assert answer.content[:2] == b"PK"


@pytest.mark.parametrize("number", [1, 3])
def test_the_tree_asks_as_often_for_three_places_as_for_one(
    leader, community, number, django_assert_max_num_queries
):
    for _ in range(number):
        a_compound(community)
    page(leader, "places:places", at=str(community.id))
    with django_assert_max_num_queries(16):
        page(leader, "places:places", at=str(community.id))


def _root(place: Place) -> Place:
    found = queries.root(place.sub_district_id)
    assert found is not None
    return found


def test_the_root_has_a_page_of_its_own(community):
    assert "街道" in page(
        Client(), "places:place_detail", root_of(_root(community).sub_district).id
    )
