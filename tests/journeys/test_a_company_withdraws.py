"""A property company leaves: from the opened playbook over an election to three signatures (E2)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from linli.decisions.models import Milestone, Withdrawal
from linli.elections.models import Election
from linli.elections.rules import ElectionKind
from linli.money.rules import TakeoverSide
from linli.people.rules import OrganisationKind
from tests.decisions.withdrawal_builders import Ground
from tests.elections.builders import Ground as Elections
from tests.elections.signed_builders import Signed, a_signed_vote
from tests.journeys.conftest import Look, NewPage
from tests.people import body_builders as bodies
from tests.people.builders import a_signed_in_client

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SEATS = 7
STEPS = (
    ("interviews", "入户走访，听取意见"),
    ("preparatory", "成立业主大会筹备组"),
    ("election", "选举业主委员会"),
    ("takeover", "三方签字交接"),
)


class Compound(Ground, Elections):
    """The compound, with those who run its election."""


@pytest.fixture
def ground() -> Compound:
    return Compound()


def address(name: str, found: Withdrawal, *args: object) -> str:
    return reverse(f"decisions:{name}", args=[found.id, *args])


def send(page: Page) -> None:
    """Press the one filled button of the form, and see what comes of it."""
    page.locator("main form[method=post] button.is-main").first.click()
    page.wait_for_load_state()


def opens(ground: Compound, page: Page) -> Withdrawal:
    page.goto(reverse("decisions:new_withdrawal"))
    page.select_option("select[name=contract]", value=str(ground.contract.id))
    page.fill("textarea[name=words]", "公司通知本月底撤出，垃圾无人清运，大门无人值守。")
    for one in ("refuse", "gate"):
        page.check(f"input[name=problems][value={one}]")
    page.fill("input[name=role]", "示例社区党组织")
    send(page)
    expect(page.get_by_text("交接之前，公司必须继续服务")).to_be_visible()
    expect(page.get_by_text(re.compile("民法典第.?949.?条"))).to_be_visible()
    return Withdrawal.objects.get()


def names_group_and_plan(page: Page, found: Withdrawal) -> None:
    page.goto(address("name_task_member", found))
    page.fill("input[name=title]", "示例街道治理办公室")
    page.fill("input[name=name]", "示例人员甲")
    page.fill("input[name=charge]", "总协调")
    send(page)
    for number, (kind, what) in enumerate(STEPS, start=1):
        page.goto(address("plan_milestone", found))
        page.select_option("select[name=kind]", value=kind)
        page.fill("input[name=what]", what)
        page.fill("input[name=role]", "示例社区党组织")
        due = timezone.localdate() + timedelta(days=7 * number)
        page.fill("input[name=due_on]", due.isoformat())
        send(page)
    assert Milestone.objects.count() == len(STEPS)


def covers(page: Page, found: Withdrawal, number: int, state: str, measure: str) -> None:
    page.goto(address("meet_problem", found, number))
    page.check(f"input[name=state][value={state}]")
    page.fill("input[name=measure]", measure)
    if state == "covered":
        until = timezone.localdate() + timedelta(days=14)
        page.fill("input[name=until]", until.isoformat())
    send(page)


def asks(page: Page, found: Withdrawal) -> None:
    page.goto(address("withdrawal_interviews", found))
    page.select_option("select[name=theme]", value="refuse")
    page.fill("input[name=heads]", "12")
    page.fill("textarea[name=words]", "垃圾堆在单元门口，味道大。")
    send(page)


def done(page: Page, found: Withdrawal, number: int) -> None:
    page.goto(address("meet_milestone", found, number))
    send(page)
    assert Milestone.objects.get(withdrawal=found, number=number).done_on is not None


def elected(ground: Compound) -> Election:
    """The owners vote on paper slips and in the booth; the result is announced."""
    vote: Signed = a_signed_vote(
        kind=ElectionKind.OWNERS_COMMITTEE,
        areas=(1_000_000,) * 6,
        seats=SEATS,
        candidates=SEATS + 1,
        ground=ground,
    )
    for line in range(6):
        vote.vote(line, *range(1, SEATS + 1))
    vote.opened()
    vote.announced()
    return vote.election


def signs_takeover(ground: Compound, new_page: NewPage) -> None:
    """The list is read and signed by three people, each in a browser of their own."""
    [item] = ground.listed(ground.contract, "电梯维保档案")
    ground.handed(ground.contract, item)
    signers = {
        TakeoverSide.COMPANY: ground.property_manager,
        TakeoverSide.COMMITTEE: ground.chair,
        TakeoverSide.OFFICE: ground.office,
    }
    for side, actor in signers.items():
        page = new_page("wide", signed_in=a_signed_in_client(actor))
        page.goto(reverse("money:desk_contract_act", args=[ground.contract.id, "sign"]))
        page.check(f"input[name=side][value={side.value}]")
        page.fill("input[name=by_whom]", "示例新物业公司")
        page.check("input[name=agreed]")
        send(page)


def test_a_company_withdraws_and_is_taken_over(
    ground: Compound, new_page: NewPage, looks_right: Look
) -> None:
    assert ground.contract
    officer = new_page("wide", signed_in=a_signed_in_client(ground.secretary))
    found = opens(ground, officer)
    names_group_and_plan(officer, found)
    covers(officer, found, 1, "covered", "环卫站每天代清运一次")
    asks(officer, found)
    done(officer, found, 1)
    looks_right(officer)

    neighbour = new_page()
    neighbour.goto(reverse("decisions:public_withdrawal", args=[found.number]))
    expect(neighbour.get_by_text("下一步：成立业主大会筹备组")).to_be_visible()
    expect(neighbour.get_by_text("环卫站每天代清运一次").first).to_be_visible()
    looks_right(neighbour)

    group = bodies.a_body(OrganisationKind.PREPARATORY_GROUP, ground.compound)
    bodies.a_term(group, members=bodies.members(SEATS))
    done(officer, found, 2)
    election = elected(ground)
    officer.goto(address("link_withdrawal", found, "election"))
    officer.select_option("select[name=subject]", value=str(election.id))
    send(officer)
    done(officer, found, 3)

    signs_takeover(ground, new_page)
    done(officer, found, 4)
    covers(officer, found, 1, "solved", "新公司每天清运")
    covers(officer, found, 2, "solved", "新公司门岗到位")
    officer.goto(address("close_withdrawal", found))
    officer.fill("textarea[name=result]", "三方签字交接，选出七名业委会委员。")
    send(officer)
    found.refresh_from_db()
    assert found.state == "closed"
    looks_right(officer)
    neighbour.reload()
    expect(neighbour.get_by_text("已交接，三方已签字")).to_be_visible()
    looks_right(neighbour)
