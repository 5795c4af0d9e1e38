"""The booth in a real browser: a code, a choice, a look at it, a receipt; and what it refuses."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from linli.ballots.credentials import new_credential, slip_text
from linli.ballots.groups import BELENIOS_2048
from linli.elections.models import Credential, Election
from linli.places.models import SubDistrict
from tests.ballots.builders import a_ground, counted
from tests.elections.box_builders import RANDOM, credential_of
from tests.journeys.booth_builders import OpenDecision, OpenVote
from tests.journeys.conftest import Look, NewPage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ground() -> OpenVote:
    return OpenVote().now_open()


def choose(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("checkbox", name=re.compile(name)).press("Space")


def press(page: Page, verb: str) -> None:
    page.get_by_role("button", name=verb, exact=True).click()


def tracker_on(page: Page) -> str:
    return "".join(page.locator(".tracker span span").all_inner_texts())


@pytest.mark.parametrize("size", ["phone", "wide"])
def test_a_voter_scans_chooses_checks_and_gets_the_same_tracker(
    ground: OpenVote, new_page: NewPage, looks_right: Look, size: str
) -> None:
    page = new_page(size)
    page.goto(f"{ground.address}#{ground.code(0)}")
    expect(page.get_by_role("heading", level=1)).to_have_text("示例小区居代会换届选举")
    expect(page.get_by_role("checkbox")).to_have_count(5)
    assert "#" not in page.url
    looks_right(page)
    choose(page, "乙", "丙")
    press(page, "下一步：核对")
    expect(page.get_by_role("heading", level=1)).to_have_text("请核对")
    before = tracker_on(page)
    looks_right(page)
    press(page, "投出这张票")
    expect(page.get_by_role("heading", level=1)).to_have_text("您的票已投出")
    assert tracker_on(page) == before
    looks_right(page)
    page.get_by_role("link", name="到公开票单里查").click()
    expect(page.get_by_text("在票单上", exact=True)).to_be_visible()
    looks_right(page)


def test_no_cookie_is_set_and_nothing_comes_from_elsewhere(
    ground: OpenVote, new_page: NewPage, live_server: object
) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(f"{ground.address}#{ground.code(0)}")
    expect(page.get_by_role("checkbox")).to_have_count(5)
    assert page.context.cookies() == []
    home = str(live_server)
    assert all(address.startswith(home) for address in asked)
    assert not any(ground.code(0)[:5] in address for address in asked)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda code: "0" + code[1:], "第 1 组第 1 个字“0”不会出现"),
        (lambda code: code[:7] + ("A" if code[7] != "A" else "B") + code[8:], "第 2 组第 2 个字"),
        (lambda code: code[:7] + code[8:], "少了第"),
        (lambda code: code[:-6], "还少"),
    ],
)
def test_a_code_typed_wrong_is_told_by_its_character(
    ground: OpenVote, new_page: NewPage, spoil: object, says: str
) -> None:
    page = new_page()
    page.goto(ground.address)
    page.get_by_label("投票码").fill(spoil(ground.code(1)))  # type: ignore[operator]
    press(page, "下一步：看选票")
    expect(page.get_by_role("alert")).to_contain_text(says)
    page.get_by_label("投票码").fill(ground.code(1))
    page.get_by_label("投票码").press("Enter")
    expect(page.get_by_role("checkbox")).to_have_count(5)


def test_who_votes_again_is_told_so_and_the_last_one_counts(
    ground: OpenVote, new_page: NewPage
) -> None:
    page = new_page()
    for names in (["甲"], ["乙", "戊"]):
        page.goto(f"{ground.address}#{ground.code(2)}")
        choose(page, *names)
        press(page, "下一步：核对")
        press(page, "投出这张票")
        expect(page.locator(".received")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("您的新票已投出，前一张不算了")
    assert credential_of(ground, 2).votes == 2


def test_a_blank_vote_is_cast(ground: OpenVote, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{ground.address}#{ground.code(0)}")
    press(page, "投空白票")
    expect(page.get_by_text("空白票：一位也不选")).to_be_visible()
    press(page, "投出这张票")
    expect(page.get_by_role("heading", level=1)).to_have_text("您的票已投出")


def test_a_fourth_name_is_not_taken(ground: OpenVote, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{ground.address}#{ground.code(0)}")
    choose(page, "甲", "乙", "丙")
    page.get_by_role("checkbox", name=re.compile("丁")).press("Space")
    expect(page.get_by_role("checkbox", name=re.compile("丁"))).not_to_be_checked()
    expect(page.locator("#said")).to_contain_text("最多选 3 位")


def test_two_windows_at_once_are_told_of_each_other(ground: OpenVote, new_page: NewPage) -> None:
    first, second = new_page(), new_page()
    for page in (first, second):
        page.goto(f"{ground.address}#{ground.code(0)}")
        choose(page, "甲")
        press(page, "下一步：核对")
    press(first, "投出这张票")
    expect(first.locator(".received")).to_be_visible()
    press(second, "投出这张票")
    expect(second.get_by_role("alert")).to_contain_text("您的投票码刚刚又投了一张票")
    press(second, "投出这张票")
    expect(second.locator(".received")).to_be_visible()
    assert credential_of(ground, 0).votes == 2


def closed_by_paper(ground: OpenVote) -> None:
    Credential.objects.filter(id=credential_of(ground, 0).id).update(
        closed_at=timezone.now(), closed_why="paper"
    )


def test_a_code_closed_by_paper_is_told_what_counts(ground: OpenVote, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{ground.address}#{ground.code(0)}")
    choose(page, "甲")
    press(page, "下一步：核对")
    closed_by_paper(ground)
    press(page, "投出这张票")
    expect(page.get_by_role("alert")).to_contain_text("这个投票码已经领了纸票")
    page.goto("about:blank")
    page.goto(f"{ground.address}#{ground.code(0)}")
    expect(page.get_by_role("heading", level=1)).to_have_text("这个投票码已经领了纸票")


def test_a_ballot_after_the_close_is_refused_in_plain_words(
    ground: OpenVote, new_page: NewPage
) -> None:
    page = new_page()
    page.goto(f"{ground.address}#{ground.code(0)}")
    choose(page, "甲")
    press(page, "下一步：核对")
    expect(page.get_by_role("heading", level=1)).to_have_text("请核对")
    Election.objects.filter(id=ground.election.id).update(closes_at=timezone.now())
    press(page, "投出这张票")
    expect(page.get_by_role("alert")).to_contain_text("投票已经截止")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("投票已经截止")


def test_a_code_of_another_election_is_not_known(ground: OpenVote, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{ground.address}#{slip_text(new_credential(RANDOM(32)))}")
    expect(page.get_by_role("alert")).to_contain_text("这个投票码不属于这次选举")


def test_the_record_of_another_election_is_told_by_its_name(
    ground: OpenVote, new_page: NewPage, tmp_path: Path
) -> None:
    other = a_ground(BELENIOS_2048)
    record = tmp_path / "other.bel"
    record.write_bytes(counted(other, [other.vote(0, [1, 0, 0, 0, 0])]).written())
    page = new_page()
    page.goto(f"{ground.address}verify/")
    page.get_by_text("检查我自己的文件").first.click()
    page.set_input_files("#own", record)
    expect(page.get_by_role("heading", name="这是另一次选举的记录")).to_be_visible(timeout=30_000)


def test_without_a_script_it_names_the_counter(
    ground: OpenVote, new_page: NewPage, looks_right: Look
) -> None:
    page = new_page(script=False)
    page.goto(ground.address)
    expect(page.get_by_role("heading", name="投纸票")).to_be_visible()
    expect(page.get_by_text("正在取选票")).to_be_hidden()
    page.get_by_role("link", name="窗口在哪里").click()
    expect(page.get_by_text("示例社区便民服务站")).to_be_visible()


def test_a_tracker_is_found_in_the_list_without_a_script(
    ground: OpenVote, new_page: NewPage
) -> None:
    found = voted(ground, new_page())
    page = new_page(script=False)
    page.goto(f"{ground.address}list/")
    page.get_by_label(re.compile("查票码")).fill(found)
    press(page, "查一查")
    expect(page.get_by_text("在票单上", exact=True)).to_be_visible()


def voted(ground: OpenVote, page: Page) -> str:
    """Let the first voter vote, and give the tracker."""
    page.goto(f"{ground.address}#{ground.code(0)}")
    choose(page, "甲")
    press(page, "下一步：核对")
    press(page, "投出这张票")
    expect(page.locator(".received")).to_be_visible()
    return tracker_on(page)


def test_a_mistyped_tracker_is_looked_up_from_the_list(ground: OpenVote, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{ground.address}list/")
    page.get_by_label(re.compile("查票码")).fill("nothing")
    page.get_by_label(re.compile("查票码")).press("Enter")
    expect(page.get_by_text("票单上没有这个查票码")).to_be_visible()


def test_the_list_prints_trackers_in_fours_and_has_large_type(
    ground: OpenVote, new_page: NewPage, looks_right: Look
) -> None:
    page = new_page()
    found = voted(ground, page)
    page.goto(f"{ground.address}list/")
    expect(page.locator(".checks .groups > span").first).to_have_text(found[:4])
    page.get_by_role("button", name="大字").click()
    expect(page.locator("html")).to_have_class("is-large")
    looks_right(page)


@pytest.mark.parametrize("page_name", ["list/", "verify/", "paper/", "/booth/files/"])
def test_each_page_of_the_demo_says_that_its_data_are_samples(
    ground: OpenVote, new_page: NewPage, page_name: str
) -> None:
    SubDistrict.objects.update(is_demo=True)
    page = new_page()
    page.goto(page_name if page_name.startswith("/") else f"{ground.address}{page_name}")
    expect(page.get_by_text("示例数据", exact=True)).to_be_visible()


def test_back_in_the_browser_keeps_the_choice(ground: OpenVote, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{ground.address}#{ground.code(0)}")
    choose(page, "乙", "丙")
    press(page, "下一步：核对")
    expect(page.get_by_role("heading", level=1)).to_have_text("请核对")
    page.go_back()
    expect(page.get_by_role("checkbox", name=re.compile("乙"))).to_be_checked()
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text("请核对")


def test_the_booth_speaks_english(ground: OpenVote, new_page: NewPage, looks_right: Look) -> None:
    page = new_page()
    page.goto(f"{ground.address}en/#{ground.code(0)}")
    expect(page.get_by_role("button", name="Next: check")).to_be_visible()
    looks_right(page)


def test_the_files_page_names_the_hash_of_each_file(
    ground: OpenVote, new_page: NewPage, looks_right: Look
) -> None:
    page = new_page()
    page.goto("/booth/files/")
    expect(page.get_by_role("heading", name="booth.js")).to_be_visible()
    looks_right(page)


@pytest.mark.parametrize("size", ["phone", "wide"])
def test_an_owner_signs_a_vote_and_keeps_a_receipt(
    new_page: NewPage, looks_right: Look, size: str
) -> None:
    ground = OpenDecision().now_open()
    page = new_page(size)
    page.goto(f"{ground.address}#{ground.code(0)}")
    expect(page.get_by_text("98.50 m²")).to_be_visible()
    looks_right(page)
    press(page, "下一步：核对并签名")
    expect(page.locator("#said")).to_have_text("请先选一项。")
    page.get_by_role("radio", name=re.compile("赞成")).press("Space")
    press(page, "下一步：核对并签名")
    before = tracker_on(page)
    looks_right(page)
    press(page, "签名并提交：赞成")
    expect(page.locator(".received")).to_be_visible()
    assert tracker_on(page) == before
    with page.expect_download() as saving:
        page.get_by_role("button", name="保存回执").click()
    kept = json.loads(Path(saving.value.path()).read_text())
    assert sha256(kept["vote"].encode()).hexdigest() == before
    assert json.loads(kept["vote"])["choices"] == [1]
    looks_right(page)
    page.goto(f"{ground.address}verify/")
    page.set_input_files("#own", saving.value.path())
    expect(page.get_by_text("号码在票单上，已计入")).to_be_visible()
    looks_right(page)
