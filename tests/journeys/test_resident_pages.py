"""Residents in a real browser: with and without scripts, on a phone and on a wide screen."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from linli.cases import actions, queries
from linli.cases.models import Case
from linli.cases.rules import CaseState
from linli.kernel.actor import system_actor
from linli.places import actions as places
from tests.cases import desk_builders as cases
from tests.cases.desk_builders import Ground
from tests.cases.resident_builders import a_photo
from tests.journeys.conftest import Look, NewPage
from tests.people import builders as people

SQUARE = (
    '{"type":"Polygon","coordinates":'
    "[[[116.86,38.3],[116.87,38.3],[116.87,38.31],[116.86,38.31],[116.86,38.3]]]}"
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ground() -> Ground:
    return cases.a_ground()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "坡道.jpg"
    path.write_bytes(a_photo().read())
    return path


def forward(page: Page, verb: str = "下一步") -> None:
    page.get_by_role("button", name=verb, exact=True).click()


def number_and_word(page: Page) -> tuple[str, str]:
    expect(page).to_have_url(re.compile("/report/done/"))
    number, word = page.locator(".l-slip-number").all_inner_texts()
    return number.strip(), word.strip()


@pytest.mark.parametrize("size", ["phone", "wide"])
def test_a_matter_is_reported_with_a_photo_and_followed(
    ground: Ground, new_page: NewPage, looks_right: Look, photo: Path, size: str
) -> None:
    page = new_page(size)
    page.goto("/")
    looks_right(page)
    page.get_by_label("说说是什么事").fill("电梯停运，老人下不了楼。")
    forward(page)
    page.get_by_label("小区、楼栋或地点").fill("示例小区")
    page.get_by_role("radio", name=re.compile("示例小区")).check()
    page.set_input_files("[name=photos]", photo)
    looks_right(page)
    forward(page)
    looks_right(page)
    forward(page)
    looks_right(page)
    forward(page, "提交")
    number, word = number_and_word(page)
    looks_right(page)
    case = Case.objects.get(number=number)
    assert case.place_id == ground.compound.id
    assert len(queries.attachments_of(case)) == 1
    other = new_page(size)
    other.goto("/follow/")
    looks_right(other)
    other.get_by_label("编号").fill(number)
    other.get_by_label("口令").fill(word)
    forward(other, "查看")
    expect(other.get_by_role("heading", level=1)).to_contain_text("电梯停运")
    looks_right(other)


def test_a_matter_is_reported_without_scripts(
    ground: Ground, new_page: NewPage, photo: Path
) -> None:
    page = new_page(script=False)
    page.goto("/report/")
    page.locator("[name=what]").fill("路灯不亮。")
    forward(page)
    page.locator("[name=place_typed]").fill("示例")
    forward(page, "查找")
    page.get_by_role("radio", name=re.compile("示例小区")).check()
    page.set_input_files("[name=photos]", photo)
    forward(page)
    page.locator("[name=contact]").fill("nicht erreichbar")
    forward(page)
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("[name=contact]").fill("")
    forward(page)
    forward(page, "提交")
    number, _word = number_and_word(page)
    assert len(queries.attachments_of(Case.objects.get(number=number))) == 1


def test_numbers_of_people_are_shown_before_they_are_hidden(
    ground: Ground, new_page: NewPage, looks_right: Look
) -> None:
    page = new_page()
    page.goto("/report/")
    page.locator("[name=what]").fill("物业电话13800138000打不通。")
    forward(page)
    expect(page.locator(".l-hidings")).to_contain_text("13800138000")
    looks_right(page)
    forward(page)
    page.locator("[name=place_text]").fill("三号楼")
    assert "13800138000" not in page.content()


def test_the_map_is_loaded_only_on_tap(ground: Ground, new_page: NewPage) -> None:
    places.set_outline(
        actor=system_actor(ground.place.id),
        place_id=ground.community.id,
        geojson=SQUARE,
        on=timezone.localdate(),
        at=timezone.now(),
    )
    page = new_page()
    loaded: list[str] = []
    page.on("request", lambda asked: loaded.append(asked.url))
    page.goto("/report/")
    page.locator("[name=what]").fill("路灯不亮。")
    forward(page)
    expect(page.locator("[name=place_typed]")).to_be_visible()
    assert not [url for url in loaded if "map-" in url]
    page.locator("[data-map-open]").click()
    expect(page.locator(".maplibregl-canvas")).to_be_visible()


@pytest.mark.parametrize("size", ["phone", "wide"])
def test_pages_for_anybody_look_right(
    ground: Ground, new_page: NewPage, looks_right: Look, size: str
) -> None:
    page = new_page(size)
    for path in ("/", "/report/", "/follow/", "/board/", "/answers/", "/howto/"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        looks_right(page)


def test_large_type_fits_a_phone(ground: Ground, new_page: NewPage, looks_right: Look) -> None:
    page = new_page()
    page.goto("/")
    page.get_by_role("button", name="大字").click()
    expect(page.locator("html.l-large")).to_be_attached()
    for path in ("/", "/report/", "/follow/", "/board/", "/answers/"):
        page.goto(path)
        expect(page.locator("html.l-large")).to_be_attached()
        looks_right(page)


def test_an_outside_body_reports_back_without_an_account(
    ground: Ground, new_page: NewPage, looks_right: Look
) -> None:
    case = cases.sorted_request(ground)
    facts: dict[str, Any] = {"body_name": "12345热线", "contact": "", "what": "请核实电梯。"}
    _case, token = actions.hand_over(
        actor=ground.officer,
        case_id=case.id,
        version=case.version,
        days=5,
        at=timezone.now(),
        **facts,
    )
    page = new_page()
    page.goto(reverse("cases:outside", args=[token]))
    looks_right(page)
    page.locator("[name=text]").fill("已派人修好。")
    page.locator("[name=done]").check()
    forward(page, "回告结果")
    looks_right(page)
    assert Case.objects.get(id=case.id).state == CaseState.SORTED
    page.goto(reverse("cases:outside", args=[token]))
    looks_right(page)


def test_my_requests_and_readers_look_right(
    ground: Ground, new_page: NewPage, looks_right: Look
) -> None:
    account = people.an_account(ground.place)
    case = cases.a_request(ground, account_id=account.pk)
    cases.at_the_desk(ground.officer).get(reverse("cases:case_detail", args=[case.id]))
    page = new_page(signed_in=people.a_signed_in_client(account))
    for name, args in (
        ("my_cases", []),
        ("follow_case", [case.number]),
        ("follow_add", [case.number]),
        ("follow_withdraw", [case.number]),
        ("follow_readers", [case.number]),
    ):
        page.goto(reverse(f"cases:{name}", args=args))
        looks_right(page)
    expect(page.locator("main")).to_contain_text("网管员")
