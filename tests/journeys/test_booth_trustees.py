"""Codes, keys, the opening and a stranger's check, each in a browser of its own."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from linli.ballots import ceremony
from linli.ballots.credentials import new_credential, public_of
from linli.ballots.groups import BELENIOS_2048 as GROUP
from linli.elections import actions, queries
from linli.elections.models import Credential, Election, SignedVote
from tests.elections.box_builders import RANDOM, opened
from tests.journeys.booth_builders import OpenDecision, OpenVote
from tests.journeys.conftest import Look, NewPage
from tests.people.builders import a_signed_in_client

pytestmark = pytest.mark.django_db(transaction=True)


def press(page: Page, verb: str) -> None:
    page.get_by_role("button", name=verb, exact=True).click()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words, timeout=15_000)


class Keepers:
    """Three keepers, each with a link, a browser and, soon, a key file."""

    def __init__(self, ground: OpenVote, new_page: NewPage, folder: Path) -> None:
        named = actions.name_trustees(
            actor=ground.runner,
            election_id=ground.election.id,
            names=["示例甲", "示例乙", "示例丙"],
            at=timezone.now(),
        )
        self.links = [f"/trustee/{one.token}/" for one in named]
        self.pages = [new_page() for _ in named]
        self.files = [folder / f"{one.index}.json" for one in named]

    def make_keys(self) -> None:
        for page, link, file in zip(self.pages, self.links, self.files, strict=True):
            page.goto(link)
            with page.expect_download() as saving:
                press(page, "做钥匙并保存文件")
            saving.value.save_as(file)
            press(page, "已存好，下一步")
        for page in self.pages:
            heading(page, "您的钥匙好了")

    def open(self, index: int) -> Page:
        """Come back after the close, with the link and the file alone."""
        page = self.pages[index]
        page.goto(self.links[index])
        heading(page, "开箱")
        page.set_input_files("#key", self.files[index])
        press(page, "打开我这一份")
        heading(page, "您这一份已打开")
        return page


@pytest.fixture
def ground() -> OpenVote:
    return OpenVote()


def make_slips(ground: OpenVote, page: Page) -> list[str]:
    """The office makes codes; what the printer would get is read off the page."""
    page.goto(f"/desk/elections/{ground.election.id}/credentials/")
    press(page, f"给 {ground.voters} 行做投票码")
    expect(page.get_by_text("还没打印")).to_be_visible(timeout=20_000)
    codes: list[str] = page.eval_on_selector_all(
        ".slip-code",
        "all => all.map(one => Array.from(one.children, part => part.textContent).join('-'))",
    )
    return codes


def open_vote(ground: OpenVote) -> None:
    opened(ground.runner, ground.election, at=timezone.now())
    ground.election.refresh_from_db()


def vote(ground: OpenVote, page: Page, code: str, *names: str) -> str:
    page.goto("about:blank")
    page.goto(f"{ground.address}#{code}")
    for name in names:
        page.get_by_role("checkbox", name=re.compile(name)).press("Space")
    press(page, "下一步：核对")
    press(page, "投出这张票")
    expect(page.locator(".received")).to_be_visible()
    return "".join(page.locator(".tracker span span").all_inner_texts())


def close_vote(ground: OpenVote) -> None:
    now = timezone.now()
    Election.objects.filter(id=ground.election.id).update(closes_at=now - timedelta(seconds=1))
    ground.closed(timezone.now())


def test_keys_slips_votes_opening_and_a_strangers_check(
    ground: OpenVote, new_page: NewPage, looks_right: Look, tmp_path: Path
) -> None:
    assert ground.lines
    keepers = Keepers(ground, new_page, tmp_path)
    keepers.make_keys()
    looks_right(keepers.pages[0])
    office = new_page("wide", signed_in=a_signed_in_client(ground.office))
    codes = make_slips(ground, office)
    assert len(set(codes)) == ground.voters
    open_vote(ground)
    booth = new_page()
    vote(ground, booth, codes[0], "甲")
    tracker = vote(ground, booth, codes[0], "乙", "丙")
    vote(ground, booth, codes[1], "乙")
    close_vote(ground)
    keepers.open(0)
    looks_right(keepers.open(2))
    ground.election.refresh_from_db()
    result = queries.online_result(ground.election)
    assert result is not None
    stranger = new_page()
    stranger.goto(f"{ground.address}verify/")
    press(stranger, "检查每一张票")
    expect(stranger.get_by_role("heading", name=re.compile("成立"))).to_be_visible(timeout=30_000)
    stranger.get_by_label("查票码，或它的开头").fill(tracker[:12])
    press(stranger, "查一查")
    expect(stranger.get_by_text("算的就是这一张")).to_be_visible()
    looks_right(stranger)


def test_no_code_ever_reaches_the_server(
    ground: OpenVote, new_page: NewPage, looks_right: Look
) -> None:
    assert ground.lines
    page = new_page("wide", signed_in=a_signed_in_client(ground.office))
    sent: list[str] = []
    page.on("request", lambda one: sent.append(f"{one.url} {one.post_data or ''}"))
    codes = make_slips(ground, page)
    looks_right(page)
    given = " ".join(sent)
    assert not any(code in given or code.replace("-", "") in given for code in codes)
    assert Credential.objects.filter(election=ground.election).count() == len(codes)
    page.once("dialog", lambda asked: asked.accept())
    press(page, "都打印好了，忘掉投票码")
    expect(page.get_by_text("投票码已忘掉")).to_be_visible()
    assert codes[0] not in page.content()


def test_a_slip_leads_to_the_booth(ground: OpenVote, new_page: NewPage) -> None:
    assert ground.lines
    page = new_page("wide", signed_in=a_signed_in_client(ground.office))
    make_slips(ground, page)
    slip = page.locator(".slip").first
    assert f"/booth/{ground.election.uuid}/" in slip.inner_text() or slip.locator("svg").count()
    page.emulate_media(media="print")
    expect(slip).to_be_visible()


def test_a_key_file_of_another_keeper_is_told_apart(
    ground: OpenVote, new_page: NewPage, tmp_path: Path
) -> None:
    assert ground.slips
    keepers = Keepers(ground, new_page, tmp_path)
    keepers.make_keys()
    file = json.loads(keepers.files[0].read_text())
    assert set(file) == {"linli", "version", "election", "index", "size", "threshold", "seed"}
    open_vote(ground)
    close_vote(ground)
    page = keepers.pages[1]
    page.goto(keepers.links[1])
    page.set_input_files("#key", keepers.files[0])
    expect(page.get_by_role("alert")).to_contain_text("另一位保管人")
    wrong = tmp_path / "photo.json"
    wrong.write_text("{}")
    page.set_input_files("#key", wrong)
    expect(page.get_by_role("alert")).to_contain_text("这不是钥匙文件")


def lose(page: Page, link: str) -> None:
    page.goto(link)
    press(page, "我的钥匙文件丢了")
    press(page, "确实丢了，告诉办公室")
    heading(page, "您的钥匙已报丢失")


def test_one_lost_key_is_borne_and_two_are_told_plainly(
    ground: OpenVote, new_page: NewPage, looks_right: Look, tmp_path: Path
) -> None:
    assert ground.slips
    keepers = Keepers(ground, new_page, tmp_path)
    keepers.make_keys()
    open_vote(ground)
    lose(keepers.pages[0], keepers.links[0])
    expect(keepers.pages[0].get_by_text("2 把就够")).to_be_visible()
    lose(keepers.pages[1], keepers.links[1])
    expect(keepers.pages[1].get_by_text("谁也打不开")).to_be_visible()
    expect(keepers.pages[1].get_by_role("heading", name="做不到什么")).to_be_visible()
    looks_right(keepers.pages[1])


def test_an_unknown_link_says_so(ground: OpenVote, client: Any) -> None:
    assert client.get("/trustee/nobody/").status_code == 404


def test_a_keeper_of_the_offline_command_hands_its_files_in(
    ground: OpenVote, new_page: NewPage, tmp_path: Path
) -> None:
    keepers = Keepers(ground, new_page, tmp_path)
    seat = ceremony.Seat(1, 2, 3)
    made = tmp_path / "cert.json"
    text = ceremony.certificate(GROUP, ceremony.new_seed(RANDOM), seat, RANDOM)
    made.write_text(json.dumps({"text": text}))
    page = keepers.pages[0]
    page.goto(keepers.links[0])
    page.get_by_text("用离线命令做的？").click()
    page.set_input_files("#made", tmp_path / "cert.json")
    heading(page, "等其他保管人")


def test_codes_of_the_offline_command_are_handed_in(
    ground: OpenVote, new_page: NewPage, tmp_path: Path
) -> None:
    publics = [
        {
            "line": str(line.id),
            "public": public_of(ground.election.uuid, new_credential(RANDOM(32))),
        }
        for line in ground.lines
    ]
    made = tmp_path / "credentials.json"
    made.write_text(json.dumps({"credentials": publics, "replace": False}))
    page = new_page("wide", signed_in=a_signed_in_client(ground.office))
    page.goto(f"/desk/elections/{ground.election.id}/credentials/")
    page.get_by_text("用离线命令做的？").click()
    page.set_input_files("#made", made)
    expect(page.get_by_text("每一行都有投票码了")).to_be_visible()
    assert Credential.objects.filter(election=ground.election).count() == ground.voters


def test_tellers_hand_in_their_shares_of_a_signed_vote(
    new_page: NewPage, looks_right: Look, tmp_path: Path
) -> None:
    ground = OpenDecision()
    assert ground.slips
    keepers = Keepers(ground, new_page, tmp_path)
    keepers.make_keys()
    open_vote(ground)
    booth = new_page()
    booth.goto(f"{ground.address}#{ground.code(0)}")
    booth.get_by_role("radio", name=re.compile("赞成")).press("Space")
    press(booth, "下一步：核对并签名")
    press(booth, "签名并提交：赞成")
    expect(booth.locator(".received")).to_be_visible()
    now = timezone.now()
    Election.objects.filter(id=ground.election.id).update(closes_at=now - timedelta(seconds=1))
    actions.close_voting(actor=ground.runner, election_id=ground.election.id, at=timezone.now())
    keepers.open(0)
    looks_right(keepers.open(1))
    ground.election.refresh_from_db()
    while not actions.open_step(actor=ground.runner, election=ground.election, at=timezone.now()):
        pass
    vote = SignedVote.objects.get(election=ground.election)
    assert (json.loads(vote.text)["choices"], vote.flaw) == ([1], "")
