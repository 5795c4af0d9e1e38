"""An election from the desk's first form to a stranger's check, each part in a browser of its own."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from linli.elections import actions
from linli.elections.models import Election
from linli.elections.rules import BoxKind, ElectionState, OfficialRole
from linli.kernel.actor import Actor
from tests.elections.election_builders import a_photo, adopt_rules
from tests.journeys.booth_builders import OpenVote
from tests.journeys.conftest import Look, NewPage
from tests.journeys.test_booth_trustees import (
    Keepers,
    close_vote,
    make_slips,
    open_vote,
    press,
    vote,
)
from tests.people.builders import a_signed_in_client

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TWICE, ONCE, ON_PAPER, GIVER, ALSO_ONCE = range(5)


class Compound(OpenVote):
    """Six voters, and the two who will count the paper."""

    def __init__(self) -> None:
        super().__init__()
        self.voters = 6

    @property
    def tellers(self) -> tuple[Actor, Actor]:
        return self.clerk, self.officer

    def name_tellers(self) -> None:
        for teller in self.tellers:
            actions.name_official(
                actor=self.runner,
                election_id=self.election.id,
                role=OfficialRole.TELLER,
                name=teller.name,
                account_id=teller.account_id,
                at=timezone.now(),
            )

    def set_up_box(self) -> None:
        actions.set_up_paper_box(
            actor=self.runner,
            election_id=self.election.id,
            name="示例活动室票箱",
            kind=BoxKind.STATION,
            key=str(uuid4()),
            at=timezone.now(),
        )

    def give_proxy(self, giver: int, agent: int) -> None:
        actions.give_proxy(
            actor=self.clerk,
            election_id=self.election.id,
            giver_id=self.lines[giver].id,
            agent_id=self.lines[agent].id,
            paper=a_photo("委托书.jpg"),
            valid_until=date(2099, 12, 31),
            key=str(uuid4()),
            at=timezone.now(),
        )

    def desk(self, part: str = "") -> str:
        return f"/desk/elections/{self.election.id}/{part}"


@pytest.fixture
def ground() -> Compound:
    return Compound()


def send(page: Page) -> None:
    """Press the one filled button of the form."""
    page.locator("main form[method=post] button.is-main").first.click()


def test_an_officer_calls_an_election_and_sets_its_terms(
    ground: Compound, new_page: NewPage, looks_right: Look
) -> None:
    assert ground.compound
    page = new_page("wide", signed_in=a_signed_in_client(ground.runner))
    page.goto("/desk/elections/call/")
    page.check("input[name=kind][value=congress]")
    page.select_option("select[name=place]", value=str(ground.compound.id))
    page.fill("input[name=title]", "示例小区居代会换届选举")
    send(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("示例小区居代会换届选举")
    looks_right(page)
    made = Election.objects.get(title="示例小区居代会换届选举")
    page.goto(f"/desk/elections/{made.id}/terms/")
    page.fill("input[name=seats]", "3")
    page.fill("input[name=least_choices]", "0")
    page.fill("input[name=most_choices]", "3")
    page.check("input[name=tie_rule][value=run_off]")
    send(page)
    page.wait_for_load_state()
    made.refresh_from_db()
    assert (made.seats, made.most_choices, made.tie_rule) == (3, 3, "run_off")


def seal_box(ground: Compound, page: Page) -> None:
    page.goto(ground.desk("paper/"))
    page.locator("a[href*='/seal/']").first.click()
    page.fill("input[name=seal_number]", "0001")
    page.fill("input[name=first_witness]", "示例监票人甲")
    page.fill("input[name=second_witness]", "示例监票人乙")
    send(page)


def on_paper(ground: Compound, page: Page, voter: int, *, by_proxy: bool = False) -> None:
    """Find the line at the counter, hand out the ballot, and see it into the box."""
    page.goto(ground.desk("paper/"))
    page.fill("input[name=number]", str(ground.lines[voter].number))
    page.locator("form:has(input[name=number]) button").first.click()
    if by_proxy:
        page.locator("input[name=to]").last.check()
    send(page)
    page.locator("form[action*='/in/'] button").click()


def count_paper(ground: Compound, page: Page, *votes: int) -> None:
    page.goto(f"/votes/{ground.election.uuid}/counting/")
    page.locator("a[href*='/counting/boxes/']").first.click()
    page.fill("input[name=ballots]", "2")
    page.fill("input[name=blank]", "0")
    page.fill("input[name=spoiled]", "0")
    for number, count in enumerate(votes, start=1):
        page.fill(f"input[name=votes_{number}]", str(count))
    send(page)
    page.wait_for_load_state()


def test_an_election_from_keys_to_a_strangers_check(
    ground: Compound, new_page: NewPage, looks_right: Look, tmp_path: Path
) -> None:
    assert ground.lines
    adopt_rules(ground)
    ground.name_tellers()
    ground.set_up_box()
    keepers = Keepers(ground, new_page, tmp_path)
    keepers.make_keys()
    codes = make_slips(ground, new_page("wide", signed_in=a_signed_in_client(ground.office)))
    ground.give_proxy(GIVER, agent=ONCE)
    open_vote(ground)

    counter = new_page("wide", signed_in=a_signed_in_client(ground.clerk))
    seal_box(ground, counter)
    on_paper(ground, counter, ON_PAPER)
    on_paper(ground, counter, GIVER, by_proxy=True)
    looks_right(counter)
    first = vote(ground, new_page(), codes[TWICE], "甲")
    counts = vote(ground, new_page(), codes[TWICE], "乙", "丙")
    vote(ground, new_page(), codes[ONCE], "乙")
    vote(ground, new_page(), codes[ALSO_ONCE], "甲", "乙")

    close_vote(ground)
    counter.goto(ground.desk("paper/"))
    counter.locator("a[href*='/boxes/'][href$='/open/']").first.click()
    counter.fill("input[name=first_witness]", "示例监票人甲")
    counter.fill("input[name=second_witness]", "示例监票人乙")
    send(counter)
    counter.wait_for_load_state()
    for teller in ground.tellers:
        count_paper(ground, new_page(signed_in=a_signed_in_client(teller)), 1, 2, 0, 0, 0)
    keepers.open(0)
    keepers.open(2)

    officer = new_page("wide", signed_in=a_signed_in_client(ground.runner))
    officer.goto(ground.desk("box/"))
    send(officer)
    officer.wait_for_load_state()
    ground.election.refresh_from_db()
    assert ground.election.state == ElectionState.COUNTED
    figures = ground.election.results.get().figures
    added = [(row["online"], row["paper"], row["votes"]) for row in figures["candidates"]]
    assert added == [(1, 1, 2), (3, 2, 5), (1, 0, 1), (0, 0, 0), (0, 0, 0)]

    stranger = new_page()
    stranger.goto(f"/votes/{ground.election.uuid}/")
    looks_right(stranger)
    stranger.goto(f"{ground.address}verify/")
    press(stranger, "检查每一张票")
    expect(stranger.get_by_role("heading", name=re.compile("成立"))).to_be_visible(timeout=30_000)
    stranger.get_by_label("查票码，或它的开头").fill(counts[:12])
    press(stranger, "查一查")
    expect(stranger.get_by_text("算的就是这一张")).to_be_visible()
    stranger.get_by_label("查票码，或它的开头").fill(first[:12])
    press(stranger, "查一查")
    expect(stranger.get_by_text("算的就是这一张")).to_be_hidden()
