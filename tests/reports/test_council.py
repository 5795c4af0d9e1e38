"""The residents' second tab leads to everything that is decided together."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from linli.decisions.rules import StepKind
from linli.ui import menu
from tests.decisions.builders import Ground

pytestmark = pytest.mark.django_db

PAGES = (
    "decisions:public_list",
    "decisions:public_boards",
    "decisions:public_ideas",
    "decisions:public_meetings",
    "decisions:calls",
    "elections:public_elections",
    "money:public_funds",
    "money:public_works",
)


def test_the_tab_leads_to_one_page_and_that_to_all_others() -> None:
    decision = Ground().decision_at(StepKind.CONSULT, type_key="common_life", title="晚上开门")
    said = Client().get(menu.back_to("council")["href"]).content.decode()
    assert decision.title in said
    assert [name for name in PAGES if f'href="{reverse(name)}"' not in said] == []


def test_the_tab_is_on_where_a_page_says_nothing_itself() -> None:
    Ground()
    said = Client().get(reverse("elections:public_rolls")).content.decode()
    assert f'href="{reverse("reports:council")}" aria-current="page"' in said


@pytest.mark.parametrize(
    ("path", "key"), [("/rolls/", "council"), ("/pacts/1/", "council"), ("/my/", "mine"), ("/", "")]
)
def test_an_address_belongs_to_its_tab(path: str, key: str) -> None:
    assert menu.tab_of(path) == key
