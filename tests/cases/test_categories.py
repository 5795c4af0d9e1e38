"""The category tree and the routing table: imported, kept, never torn from what uses them."""

from __future__ import annotations

from pathlib import Path

import pytest

from linli.cases.actions.categories import (
    add_category,
    change_category,
    drop_route,
    import_categories,
    set_route,
)
from linli.cases.models import Category, RouteRule
from linli.cases.queries import routing, tree
from linli.cases.rules import CaseType
from linli.cases.rules.categories import names_fault, tree_of
from linli.kernel.actor import system_actor
from linli.kernel.errors import NotAllowed, Refused
from linli.places.models import SubDistrict
from linli.records.models import AuditEntry
from tests.cases.sheets import a_sheet, run
from tests.people.builders import AT
from tests.places import builders as places

COLUMNS = ("一级分类", "二级分类", "三级分类")


@pytest.fixture
def place(db: None) -> SubDistrict:
    return places.a_sub_district()


def test_a_tree_has_each_node_once_and_parents_first() -> None:
    nodes = tree_of([("甲/乙/丙", CaseType.REPAIR), ("甲/乙/丁", None), ("戊", None)])
    assert [node.path for node in nodes] == ["甲", "戊", "甲/乙", "甲/乙/丙", "甲/乙/丁"]
    assert [node.type for node in nodes][3] is CaseType.REPAIR


def test_the_second_level_is_offered_as_services_and_a_top_that_stands_alone() -> None:
    codes = {node.path: node.service_code for node in tree_of([("甲/乙/丙", None), ("戊", None)])}
    assert codes == {"甲": "", "戊": "02", "甲/乙": "0101", "甲/乙/丙": ""}


@pytest.mark.parametrize(
    ("names", "fault"),
    [
        (["甲", "乙", "丙"], ""),
        (["甲", "", ""], ""),
        (["", "", ""], "no_category_name"),
        (["甲", "", "丙"], "category_gap"),
        (["", "乙", ""], "category_gap"),
        (["甲", "乙", "长" * 61], "category_name_too_long"),
        (["甲", "乙", "丙", "丁"], "category_too_deep"),
    ],
)
def test_what_is_wrong_with_a_row_of_names(names: list[str], fault: str) -> None:
    assert names_fault(names) == fault


def test_a_second_import_adds_nothing(place: SubDistrict, tmp_path: Path) -> None:
    path = a_sheet(
        tmp_path / "tree.xlsx",
        COLUMNS,
        ("城乡建设", "安全生产", "事故处理"),
        ("城乡建设", "安全生产", "安全隐患"),
        (" 交通运输\t", None, None),
    )
    assert run("import_categories", path) == ["rows 3, categories added 5, in all 5"]
    assert run("import_categories", path) == ["rows 3, categories added 0, in all 5"]
    assert [row.path for row in tree.category_rows(place.id)] == [
        "城乡建设",
        "城乡建设/安全生产",
        "城乡建设/安全生产/事故处理",
        "城乡建设/安全生产/安全隐患",
        "交通运输",
    ]


def test_a_faulty_row_is_named_and_nothing_comes_in(place: SubDistrict, tmp_path: Path) -> None:
    path = a_sheet(tmp_path / "tree.xlsx", COLUMNS, ("甲", "乙", "丙"), ("甲", None, "丁"))
    with pytest.raises(Refused) as caught:
        run("import_categories", path)
    assert caught.value.code == "category_gap"
    assert "3" in caught.value.message
    assert not Category.objects.filter(sub_district=place).exists()


def test_a_sheet_of_something_else_is_refused(place: SubDistrict, tmp_path: Path) -> None:
    path = a_sheet(tmp_path / "tree.xlsx", ("姓名", "电话"), ("示例", "1"))
    with pytest.raises(Refused, match="一级分类"):
        run("import_categories", path)


@pytest.mark.django_db
def test_without_a_sub_district_the_command_says_what_to_run_first(tmp_path: Path) -> None:
    path = a_sheet(tmp_path / "tree.xlsx", COLUMNS, ("甲", "乙", "丙"))
    with pytest.raises(Refused, match="linli found-sub-district"):
        run("import_categories", path)


def test_with_several_sub_districts_one_must_be_named(place: SubDistrict, tmp_path: Path) -> None:
    other = places.a_sub_district()
    path = a_sheet(tmp_path / "tree.xlsx", COLUMNS, ("甲", None, None))
    with pytest.raises(Refused, match=other.code):
        run("import_categories", path)
    run("import_categories", path, sub_district=other.code)
    assert not Category.objects.filter(sub_district=place).exists()
    assert Category.objects.filter(sub_district=other).count() == 1


def test_an_import_leaves_what_was_changed_by_hand(place: SubDistrict) -> None:
    actor = system_actor(place.id)
    ids = import_categories(actor=actor, rows=[("甲/乙", CaseType.REPAIR)], at=AT)
    change_category(
        actor=actor,
        category_id=ids["甲/乙"],
        name="乙",
        default_type=CaseType.HAZARD,
        service_code="X9",
        closed=True,
        at=AT,
    )
    again = import_categories(actor=actor, rows=[("甲/乙", CaseType.REPAIR)], at=AT)
    assert again == ids
    row = tree.category_row(place.id, ids["甲/乙"])
    assert row is not None
    assert (row.default_type, row.service_code, row.closed) == ("hazard", "X9", True)


def test_a_new_name_goes_down_the_tree(place: SubDistrict) -> None:
    actor = places.the_administrator(place)
    ids = import_categories(actor=actor, rows=[("甲/乙/丙", None), ("甲子/丁", None)], at=AT)
    change_category(
        actor=actor,
        category_id=ids["甲"],
        name="新",
        default_type=None,
        service_code="",
        closed=False,
        at=AT,
    )
    assert set(tree.ids_by_path(place.id)) == {"新", "新/乙", "新/乙/丙", "甲子", "甲子/丁"}


def test_nothing_goes_below_the_third_level(place: SubDistrict) -> None:
    actor = places.the_administrator(place)
    ids = import_categories(actor=actor, rows=[("甲/乙/丙", None)], at=AT)
    with pytest.raises(Refused) as caught:
        add_category(actor=actor, parent_id=ids["甲/乙/丙"], name="丁", at=AT)
    assert caught.value.code == "category_too_deep"


def test_a_name_or_a_service_code_is_not_given_twice(place: SubDistrict) -> None:
    actor = places.the_administrator(place)
    add_category(actor=actor, parent_id=None, name="甲", service_code="S1", at=AT)
    with pytest.raises(Refused) as caught:
        add_category(actor=actor, parent_id=None, name=" 甲 ", at=AT)
    assert caught.value.code == "category_taken"
    with pytest.raises(Refused) as caught:
        add_category(actor=actor, parent_id=None, name="乙", service_code="S1", at=AT)
    assert caught.value.code == "service_code_taken"


def test_only_the_office_and_the_administrator_keep_the_tree(place: SubDistrict) -> None:
    root = places.root_of(place)
    add_category(
        actor=places.a_holder("governance_officer", root), parent_id=None, name="甲", at=AT
    )
    for kind in ("secretary", "information_officer", "property_manager"):
        with pytest.raises(NotAllowed):
            add_category(actor=places.a_holder(kind, root), parent_id=None, name="乙", at=AT)


def test_a_route_is_set_once_for_a_category_at_a_place(place: SubDistrict) -> None:
    actor = places.the_administrator(place)
    ids = import_categories(actor=actor, rows=[("甲/乙", None)], at=AT)
    for kind in ("property_manager", "property_repairer"):
        set_route(
            actor=actor, category_id=ids["甲/乙"], place_id=None, post_kind=kind, note="维修", at=AT
        )
    rows = tree.route_rows(place.id)
    assert [(row.category, row.place, row.post_kind) for row in rows] == [
        ("甲/乙", "", "property_repairer")
    ]
    assert len(routing.routes(place.id)) == 1
    drop_route(actor=actor, route_id=rows[0].id, at=AT)
    assert not RouteRule.objects.filter(sub_district=place).exists()
    assert not routing.routes(place.id)


def test_a_route_must_lead_somewhere(place: SubDistrict) -> None:
    with pytest.raises(Refused) as caught:
        set_route(
            actor=places.the_administrator(place),
            category_id=None,
            place_id=None,
            post_kind="pope",
            at=AT,
        )
    assert caught.value.code == "route_goes_nowhere"


def test_every_change_is_in_the_journal(place: SubDistrict) -> None:
    actor = places.the_administrator(place)
    made = add_category(actor=actor, parent_id=None, name="甲", at=AT)
    rule = set_route(actor=actor, category_id=made.id, place_id=None, post_kind="secretary", at=AT)
    drop_route(actor=actor, route_id=rule.id, at=AT)
    did = AuditEntry.objects.filter(sub_district=place, did__startswith="cases.")
    assert sorted(did.values_list("did", flat=True)) == [
        "cases.add_category",
        "cases.drop_route",
        "cases.set_route",
    ]
