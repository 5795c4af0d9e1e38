"""The first page and the public figures."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.cases import actions
from linli.cases.models import Case
from linli.cases.rules import CaseDraft, CaseType, Source
from linli.kernel.actor import nobody
from linli.places.models import Place, SubDistrict
from linli.places.rules import PlaceKind
from linli.records import actions as records
from linli.reports import queries
from linli.reports.queries import Month
from tests.cases.resident_builders import WHAT, Wizard
from tests.people import builders as people
from tests.places import builders as places

OCTOBER = Month(date(2026, 10, 1))
NOON = datetime(2026, 10, 14, 4, 0, tzinfo=UTC)


@pytest.fixture
def place(db: None) -> SubDistrict:
    return places.a_sub_district()


def a_community(place: SubDistrict, name: str) -> Place:
    return places.a_place(PlaceKind.COMMUNITY, places.root_of(place), name=name)


def sent_in(where: Place, count: int, kind: CaseType = CaseType.REPAIR) -> None:
    for number in range(count):
        draft = CaseDraft(
            title="路灯不亮", body="路灯不亮。", source=Source.WEB, type=kind, place_id=where.id
        )
        actions.open_case(
            actor=nobody(where.sub_district_id),
            key=f"{where.id}-{kind}-{number}",
            draft=draft,
            at=NOON,
        )


# The first page


def test_a_matter_begun_on_the_first_page_goes_on_at_the_second_step(place: SubDistrict) -> None:
    wizard = Wizard()
    wizard.page = wizard.client.post(reverse("cases:report_where"), {"what": WHAT})
    assert (wizard.step, wizard.page.status_code) == ("where", 200)
    assert WHAT in wizard.text


def test_the_first_page_links_only_to_pages_that_answer(place: SubDistrict) -> None:
    page = Client().get(reverse("reports:home"))
    assert page.status_code == 200
    assert place.name in page.content.decode()
    for tile in page.context["tiles"]:
        assert Client().get(tile.href).status_code == 200, tile.href


def test_what_waits_for_the_reader_stands_on_the_first_page(place: SubDistrict) -> None:
    office = people.an_actor("governance_officer", places.root_of(place))
    mine = people.a_signed_in_client(people.an_account(place))
    Wizard(mine).send()
    assert mine.get(reverse("reports:home")).context["waiting"] == []
    case = Case.objects.get()
    actions.ask_sender(actor=office, case_id=case.id, version=1, text="哪一口？", at=timezone.now())
    assert [row.title for row in mine.get(reverse("reports:home")).context["waiting"]] == [
        case.title
    ]
    assert Client().get(reverse("reports:home")).context["waiting"] == []


# The public figures


def test_counts_below_five_are_hidden_with_what_gives_them_away(place: SubDistrict) -> None:
    big, small = a_community(place, "示例大社区"), a_community(place, "示例小社区")
    sent_in(big, 12)
    sent_in(small, 3)
    rows = {row.label: row.received for row in queries.board(place.id, OCTOBER).by_place}
    assert rows == {"示例大社区": None, "示例小社区": None}


def test_counts_of_five_and_more_are_shown(place: SubDistrict) -> None:
    big, other = a_community(place, "示例大社区"), a_community(place, "示例小社区")
    sent_in(big, 7)
    sent_in(other, 5)
    board = queries.board(place.id, OCTOBER)
    assert board.received == 12
    assert {row.label: row.received for row in board.by_place} == {
        "示例大社区": 7,
        "示例小社区": 5,
    }


def test_a_month_with_fewer_than_five_shows_no_figure(place: SubDistrict) -> None:
    sent_in(a_community(place, "示例社区"), 4)
    board = queries.board(place.id, OCTOBER)
    assert board.received is None
    assert [row.received for row in board.by_place] == [None]


def test_the_board_shows_whole_months_only(place: SubDistrict) -> None:
    months = queries.whole_months(date(2026, 11, 24))
    assert months[0] == OCTOBER
    assert len(months) == 12
    assert months[-1].code == "2025-11"


@time_machine.travel(datetime(2026, 11, 24, 4, 0, tzinfo=UTC))
def test_the_board_page_names_figures_and_hides_small_ones(place: SubDistrict) -> None:
    sent_in(a_community(place, "示例大社区"), 9)
    sent_in(a_community(place, "示例小社区"), 2)
    text = Client().get(reverse("reports:board")).content.decode()
    assert "示例大社区" in text
    assert text.count(">不显示<") == 2


@time_machine.travel(datetime(2026, 11, 24, 4, 0, tzinfo=UTC))
@pytest.mark.parametrize("month", ["", "2026-13", "1999-01", "😀", "2026-11", "2026-03"])
def test_the_board_answers_whatever_month_is_asked_for(place: SubDistrict, month: str) -> None:
    page = Client().get(reverse("reports:board"), {"month": month})
    assert page.status_code == 200
    assert "没有" in page.content.decode()


def test_the_board_needs_few_queries(place: SubDistrict, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(4):
        sent_in(a_community(place, f"示例社区{number}"), 1)
    Client().get(reverse("reports:board"))
    with django_assert_max_num_queries(8):
        Client().get(reverse("reports:board"))


def test_the_smallest_figure_is_the_one_adopted_here(place: SubDistrict) -> None:
    sent_in(a_community(place, "南新村"), 6)
    assert queries.board(place.id, OCTOBER).received == 6
    records.adopt_rule(
        actor=people.an_actor("governance_officer", places.root_of(place)),
        key="statistics.floor",
        value=7,
        source="街道办发〔2026〕1号",
        adopted_by="街道办事处",
        adopted_on=date(2020, 1, 1),
        valid_from=date(2021, 11, 1),
        at=NOON,
    )
    assert queries.board(place.id, OCTOBER).received is None
