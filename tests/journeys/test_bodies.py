"""Bodies in a real browser: what everybody sees, what the desk keeps, what a member signs."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from linli.people import actions, queries
from linli.people.rules import FiledWith, ItemState, OrganisationKind
from tests.builders import Ground
from tests.journeys.conftest import Look, NewPage
from tests.people.body_builders import a_body, a_term, members
from tests.people.builders import a_signed_in_client, an_account, an_organisation

pytestmark = pytest.mark.django_db(transaction=True)
Kind = OrganisationKind


class Compound(Ground):
    """A compound whose bodies have terms; its owners' committee has just been renewed."""

    def __init__(self) -> None:
        super().__init__()
        self.now, year = timezone.now(), timezone.localdate().year
        days = {"term_from": date(year, 1, 1), "term_to": date(year + 4, 12, 31)}
        self.old, self.new = an_account(self.place), an_account(self.place)
        branch = a_body(Kind.PARTY_BRANCH, self.compound, name="示例小区党支部")
        actions.file_result(
            actor=self.office,
            body_id=branch.id,
            members=members(3),
            basis="党员大会选举",
            at=self.now,
            **days,
        )
        congress = a_body(Kind.COMPOUND_RESIDENTS_CONGRESS, self.compound, name="示例小区居代会")
        a_term(congress, members=members(7), **days)
        self.owners = a_body(Kind.OWNERS_COMMITTEE, self.compound, name="示例小区业委会")
        a_term(
            self.owners,
            members=members(5, account_id=self.old.pk),
            term_from=date(year - 4, 1, 1),
            term_to=date(year - 1, 12, 31),
        )
        new = members(5, account_id=self.new.pk)
        self.term = a_term(self.owners, members=new, seats=7, **days)
        actions.file_term(
            actor=self.secretary,
            term_id=self.term.id,
            filed_with=FiledWith.SUB_DISTRICT,
            filed_on=timezone.localdate(),
            at=self.now,
        )
        an_organisation(self.compound, name="示例物业公司")

    @property
    def desk(self) -> Client:
        """The secretary, signed in."""
        return a_signed_in_client(self.secretary)


@pytest.fixture
def ground() -> Compound:
    return Compound()


@pytest.mark.parametrize("size", ["phone", "wide"])
def test_everybody_sees_who_decides_and_goes_on_to_the_body(
    ground: Compound, new_page: NewPage, looks_right: Look, size: str
) -> None:
    page = new_page(size)
    page.goto(reverse("people:who_serves") + f"?place={ground.building.id}")
    page.get_by_role("link", name="这里谁来决定").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("示例小区")
    looks_right(page)
    page.get_by_role("link", name="示例小区业委会").click()
    expect(page.get_by_text("示例甲1")).to_be_visible()
    looks_right(page)
    page.goto(reverse("people:composition"))
    looks_right(page)


@pytest.mark.parametrize("size", ["phone", "wide"])
def test_the_desk_sees_what_is_owed_and_enters_the_other_filing(
    ground: Compound, new_page: NewPage, looks_right: Look, size: str
) -> None:
    page = new_page(size, signed_in=ground.desk)
    page.goto(reverse("people:bodies"))
    looks_right(page)
    page.get_by_role("link", name="示例小区业委会").click()
    looks_right(page)
    page.get_by_role("link", name="登记备案").click()
    looks_right(page)
    page.get_by_label("备案机关").select_option(label="区县房产主管部门")
    page.get_by_role("button", name="录入").click()
    expect(page.get_by_text("新一届备案")).to_have_count(0)
    page.get_by_role("link", name="登记新一届").click()
    looks_right(page)


@pytest.mark.parametrize("size", ["phone", "wide"])
def test_a_member_settles_and_signs_the_handover(
    ground: Compound, new_page: NewPage, looks_right: Look, size: str
) -> None:
    for item in queries.handover_of(ground.place.id, ground.term.id).items[1:]:
        actions.tick_handover_item(
            actor=ground.secretary, item_id=item.id, state=ItemState.GIVEN, at=ground.now
        )
    page = new_page(size, signed_in=a_signed_in_client(ground.new))
    page.goto(reverse("people:my_offices"))
    looks_right(page)
    page.get_by_role("link", name="清单").click()
    looks_right(page)
    page.get_by_role("button", name="已移交").click()
    page.get_by_role("button", name="签字：已接收").click()
    expect(page.get_by_role("button", name="签字：已接收")).to_have_count(0)
    looks_right(page)
