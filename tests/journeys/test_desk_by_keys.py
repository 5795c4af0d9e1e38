"""A lift stands still: sorted, dispatched, accepted and answered, by keys and by mouse."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from linli.cases.models import Case
from linli.kernel.actor import Actor
from tests.cases import desk_builders as cases
from tests.cases.desk_builders import Ground, a_request, at_the_desk

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


def at_the_screen(browser: Browser, server: Any, actor: Actor, size: dict[str, int]) -> Page:
    """A browser's page in which somebody is signed in."""
    context = browser.new_context(viewport=size, locale="zh-CN")  # type: ignore[arg-type]
    key = at_the_desk(actor).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": key, "url": server.url}])
    page = context.new_page()
    page.set_default_timeout(10_000)
    return page


def dispatch_by_keys(page: Page, ground: Ground, server: Any, case: Case) -> None:
    page.goto(f"{server.url}/desk/?queue=unsorted")
    page.keyboard.press("j")
    expect(page.locator("#case h1")).to_have_text(case.title)
    expect(page).to_have_url(re.compile(str(case.id)))
    page.locator("#case [data-key=l]").wait_for()
    page.keyboard.press("l")
    page.locator(".l-act-form").wait_for()
    page.locator(".l-act-form select[name=category]").select_option(
        str(ground.categories[cases.LIFTS])
    )
    page.locator(".l-act-form select[name=type]").select_option("repair")
    page.locator(".l-act-form button.is-main").first.click()
    expect(page.locator(".l-toast")).to_contain_text("撤销")
    page.wait_for_load_state()
    page.keyboard.press("a")
    page.locator(".l-act-form .l-pick").first.wait_for()
    page.locator(".l-act-form .l-pick").first.get_by_text("示例物业公司").first.click()
    page.locator(".l-act-form button.is-main").first.click()
    expect(page.locator(".l-toast")).to_contain_text("已派单")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_request_goes_through_the_desk(
    live_server: Any, browser: Browser, size: dict[str, int]
) -> None:
    ground = cases.a_ground()
    case = a_request(ground)
    officer = at_the_screen(browser, live_server, ground.officer, WIDE)
    dispatch_by_keys(officer, ground, live_server, case)
    unit = at_the_screen(browser, live_server, ground.property_manager, size)
    unit.goto(f"{live_server.url}/desk/?queue=mine")
    unit.get_by_role("link", name="电梯停运").click()
    expect(unit.locator("#case h1")).to_have_text("电梯停运")
    unit.keyboard.press("e")
    expect(unit.locator(".l-toast")).to_contain_text("已受理")
    unit.locator(".l-case-acts a", has_text="答复").first.click()
    unit.locator("textarea[name=text]").fill("电梯已修好，请试用。")
    unit.locator(".l-act-form button.is-main").first.click()
    expect(unit.locator(".l-messages")).to_contain_text("已答复")
    case.refresh_from_db()
    assert (case.state, case.answer) == ("answered", "电梯已修好，请试用。")


@pytest.mark.django_db(transaction=True)
def test_the_keys_are_listed_and_rows_are_ticked(live_server: Any, browser: Browser) -> None:
    ground = cases.a_ground()
    a_request(ground)
    page = at_the_screen(browser, live_server, ground.officer, WIDE)
    page.goto(f"{live_server.url}/desk/?queue=unsorted")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-bulk-count]")).to_contain_text("1")
    page.keyboard.press("?")
    expect(page.locator("#keys-dialog")).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_an_opened_act_takes_the_focus_and_its_words_are_not_keys(
    live_server: Any, browser: Browser
) -> None:
    ground = cases.a_ground()
    case = a_request(ground)
    page = at_the_screen(browser, live_server, ground.officer, WIDE)
    page.goto(f"{live_server.url}/desk/?queue=unsorted")
    page.keyboard.press("j")
    expect(page.locator("#case h1")).to_have_text(case.title)
    page.locator("#case [data-key=n]").wait_for(state="attached")
    page.keyboard.press("n")
    words = page.locator(".l-act-form textarea[name=text]")
    expect(words).to_be_focused()
    page.keyboard.type("abc")
    expect(words).to_have_value("abc")
    page.keyboard.press("Escape")
    page.keyboard.type("cj")
    expect(words).to_have_value("abc")
    expect(page).to_have_url(re.compile(f"{case.id}/note/"))
