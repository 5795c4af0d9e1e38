"""A request from beginning to end: sent, answered, a "no", one level up, settled, and who read it.

The resident has no account and stays at one screen; staff sit at the same size of screen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from linli.cases.models import Case, CaseStep
from linli.kernel.actor import Actor
from tests.cases import desk_builders as cases
from tests.cases.desk_builders import Ground, at_the_desk
from tests.cases.resident_builders import a_photo
from tests.people import builders as people

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
MATTER = "三号楼二单元电梯停了，老人下不了楼。"
SENT_AND_ANSWERED = ("open", "sort", "dispatch", "accept", "answer")
Seat = Callable[..., Page]


@pytest.fixture
def seat(browser: Browser, live_server: Any) -> Seat:
    """A screen of the given size, with somebody signed in at it or nobody."""

    def sit(size: dict[str, int], actor: Actor | None = None) -> Page:
        context = browser.new_context(viewport=size, locale="zh-CN")  # type: ignore[arg-type]
        if actor:
            key = at_the_desk(actor).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    return sit


def send_it(page: Page, url: str, ground: Ground) -> str:
    """Report the matter with a photo, look at it with the slip's word; answers its number."""
    page.goto(f"{url}/report/")
    page.locator("textarea[name=what]").fill(MATTER)
    page.get_by_role("button", name="下一步").click()
    page.locator("input[name=place_typed]").press_sequentially("示例小区")
    page.locator("[data-options] label").filter(has_text="示例小区").first.click()
    photo = FilePayload(name="lift.jpg", mimeType="image/jpeg", buffer=a_photo().read())
    page.locator("input[name=photos]").set_input_files([photo])
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="下一步").click()
    expect(page.locator(".l-photo img")).to_have_count(1)
    page.get_by_role("button", name="提交").click()
    number = page.locator(".l-slip-number").first.inner_text()
    page.get_by_role("button", name="现在去看").click()
    expect(page.locator(".l-words").first).to_have_text(MATTER)
    expect(page.locator(".l-photo img")).to_have_count(1)
    return number


def open_at_desk(page: Page, url: str, case: Case) -> None:
    page.goto(f"{url}/desk/{case.id}/")
    expect(page.locator("#case h1")).to_have_text(case.title)


def sort_and_dispatch(page: Page, url: str, ground: Ground, case: Case) -> None:
    page.goto(f"{url}/desk/?queue=unsorted")
    page.get_by_role("link", name=case.title).first.click()
    expect(page.locator("#case h1")).to_have_text(case.title)
    page.keyboard.press("l")
    form = page.locator(".l-act-form")
    form.locator("select[name=category]").select_option(str(ground.categories[cases.LIFTS]))
    form.locator("select[name=type]").select_option("repair")
    form.locator("button.is-main").first.click()
    expect(page.locator(".l-toast")).to_contain_text("撤销")
    page.keyboard.press("a")
    form.locator(".l-pick").first.get_by_text("示例物业公司").first.click()
    form.locator("button.is-main").first.click()
    expect(page.locator(".l-toast")).to_contain_text("已派单")


def accept_and_answer(page: Page, url: str, case: Case, words: str) -> None:
    open_at_desk(page, url, case)
    page.locator(".l-case-acts").get_by_role("button", name="受理").click()
    expect(page.locator(".l-toast")).to_contain_text("已受理")
    page.locator(".l-case-acts a", has_text="答复").first.click()
    page.locator("textarea[name=text]").fill(words)
    page.locator(".l-act-form button.is-main").first.click()
    expect(page.locator(".l-messages")).to_contain_text("已答复")


def rate(page: Page, url: str, number: str, outcome: str, comment: str = "") -> None:
    page.goto(f"{url}/follow/{number}/")
    card = page.locator("#rate-form")
    card.get_by_text(outcome, exact=True).click()
    if comment:
        card.locator("textarea[name=comment]").fill(comment)
    card.locator("button[type=submit]").click()


def nothing_runs_over(page: Page) -> None:
    page.wait_for_load_state()
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert over <= 0, f"{page.url}: {over} px to the side"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_request_is_sent_answered_reopened_and_settled(
    live_server: Any, seat: Seat, size: dict[str, int]
) -> None:
    url = live_server.url
    ground = cases.a_ground()
    secretary = people.an_actor("secretary", ground.community)
    resident = seat(size)
    number = send_it(resident, url, ground)
    case = Case.objects.get(number=number)
    assert case.place_id == ground.compound.id

    sort_and_dispatch(seat(size, ground.officer), url, ground, case)
    company = seat(size, ground.property_manager)
    accept_and_answer(company, url, case, "电梯已修好，请试用。")
    nothing_runs_over(company)

    rate(resident, url, number, "没解决")
    expect(resident.locator("#rate-form .l-error").first).to_be_visible()
    rate(resident, url, number, "没解决", "今天早上又停了。")
    expect(resident.locator("#rate-form")).to_have_count(0)
    case.refresh_from_db()
    assert secretary.post is not None
    assert (case.state, case.reopened) == ("reopened", 1)
    assert case.lead_post_id == secretary.post.post_id

    accept_and_answer(seat(size, secretary), url, case, "已换新的控制板，物业每天查看。")
    resident.goto(f"{url}/follow/{number}/")
    expect(resident.get_by_text("已换新的控制板").first).to_be_visible()
    nothing_runs_over(resident)
    rate(resident, url, number, "解决了")
    expect(resident.locator("#rate-form")).to_have_count(0)
    case.refresh_from_db()
    assert case.state == "closed"

    resident.goto(f"{url}/follow/{number}/readers/")
    for reader in (ground.officer, ground.property_manager, secretary):
        expect(resident.locator(".l-list")).to_contain_text(reader.label)
    nothing_runs_over(resident)
    verbs = list(CaseStep.objects.filter(case=case).order_by("id").values_list("verb", flat=True))
    course = [*SENT_AND_ANSWERED, "rate", "reopen", "accept", "answer", "rate", "close"]
    assert [verb for verb in verbs if verb in course] == course
