"""What residents are shown of their own requests on the page of their account."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from linli.cases import actions
from linli.cases.models import Case
from linli.cases.queries.own_data import personal_data_of
from tests.cases import desk_builders as cases
from tests.cases.desk_builders import Ground
from tests.cases.resident_builders import Wizard
from tests.people import builders as people


@pytest.fixture
def ground(db: None) -> Ground:
    return cases.a_ground()


def test_the_account_s_page_shows_its_requests_the_contact_given_and_who_read_them(
    ground: Ground,
) -> None:
    mine = people.a_signed_in_client(people.an_account(ground.place))
    Wizard(mine).send(place=str(ground.compound.id), contact="lisi@example.org")
    case = Case.objects.get()
    cases.at_the_desk(ground.officer).get(reverse("cases:case_detail", args=[case.id]))
    shown = mine.get(reverse("reports:my_data")).content.decode()
    assert case.number in shown
    assert "lisi@example.org" in shown
    looked = mine.get(reverse("people:who_looked"), follow=True).content.decode()
    assert ground.officer.label in looked
    assert case.number in looked
    assert "查看诉求" in looked


def test_nobody_is_shown_requests_of_another_account(ground: Ground) -> None:
    mine = people.a_signed_in_client(people.an_account(ground.place))
    Wizard(mine).send(place=str(ground.compound.id))
    other = people.a_signed_in_client(people.an_account(ground.place))
    shown = other.get(reverse("reports:my_data")).content.decode()
    assert Case.objects.get().number not in shown


def test_ratings_are_among_the_own_data(ground: Ground) -> None:
    account = people.an_account(ground.place)
    mine = people.a_signed_in_client(account)
    Wizard(mine).send(place=str(ground.compound.id))
    company = ground.property_manager
    case = cases.dispatched(ground, company, cases.sorted_request(ground, Case.objects.get()))
    facts = {"case_id": case.id, "at": timezone.now()}
    case = actions.accept_case(actor=company, version=case.version, **facts)
    actions.answer_case(actor=company, version=case.version, text="水已抽干。", **facts)
    rate = reverse("cases:follow_rate", args=[case.number])
    mine.post(rate, {"outcome": "not_solved", "comment": "又积水了。"})
    held = personal_data_of(ground.place.id, account.pk, on=timezone.localdate())
    assert any("又积水了。" in datum.value for datum in held)


def test_who_holds_a_post_is_told_that_the_own_steps_are_kept(ground: Ground) -> None:
    officer = ground.officer.account_id
    assert officer
    held = personal_data_of(ground.place.id, officer, on=timezone.localdate())
    assert [datum.what for datum in held] == ["您任岗期间办理的步骤"]
