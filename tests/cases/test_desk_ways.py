"""The desk tells the truth in small things: where it looks, what is next, what was reached."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.cases import actions
from linli.cases.documents import desk_sheets
from linli.cases.models import Case
from linli.cases.queries import desk_case
from linli.cases.rules import CaseState, Verb
from linli.cases.rules.categories import leaf_first
from linli.cases.rules.clocks import workdays_left
from linli.cases.rules.desk import Queue, filters_of, next_act
from linli.kernel.workdays import WorkCalendar
from tests.cases import desk_builders as cases
from tests.cases.desk_builders import Ground, a_request, at_the_desk, dispatched, sorted_request
from tests.people import builders as people

CHINA = ZoneInfo("Asia/Shanghai")
FRESH = datetime(2026, 11, 24, 23, 30, tzinfo=CHINA)
MIDNIGHT = datetime(2026, 11, 26, tzinfo=CHINA)


@pytest.fixture
def ground(db: None) -> Ground:
    return cases.a_ground()


def page_of(client: Client, case: Case) -> str:
    answer = client.get(reverse("cases:case_detail", args=[case.id]))
    return answer.content.decode()


def test_words_alone_are_looked_for_in_all_that_the_post_may_see() -> None:
    kind = "information_officer"
    assert filters_of({"q": "电梯"}, post_kind=kind).queue == Queue.ALL
    assert filters_of({"q": "电梯", "queue": "mine"}, post_kind=kind).queue == Queue.MINE
    assert filters_of({}, post_kind=kind).queue == Queue.MINE


def test_the_search_on_top_finds_what_lies_with_others_and_says_where_it_looked(
    ground: Ground,
) -> None:
    case = dispatched(ground, to=ground.property_manager)
    client = at_the_desk(ground.officer)
    for words in (case.title, case.number, case.number[-4:]):
        body = client.get(reverse("cases:desk"), {"q": words}).content.decode()
        assert case.title in body, words
        assert "在您能看到的全部诉求中查找" in body


def test_a_limit_at_the_end_of_a_day_is_of_that_day() -> None:
    calendar = WorkCalendar()
    assert workdays_left(calendar, due_at=MIDNIGHT, now=FRESH) == 1
    assert workdays_left(calendar, due_at=MIDNIGHT, now=FRESH + timedelta(hours=1)) is None
    in_minutes = MIDNIGHT + timedelta(minutes=5)
    assert workdays_left(calendar, due_at=in_minutes, now=FRESH) is None


def test_the_row_and_the_opened_request_show_one_clock(ground: Ground) -> None:
    case = a_request(ground)
    client = at_the_desk(ground.officer)
    address = reverse("cases:case_detail", args=[case.id])
    body = client.get(address, {"queue": "unsorted"}).content.decode()
    shown = re.findall(r"还剩[^<]*", body)
    assert len(shown) > 1
    assert len(set(shown)) == 1


def test_the_sheet_says_the_compound_and_the_day_that_ends(ground: Ground) -> None:
    case = a_request(ground)
    case.due_at = MIDNIGHT
    [row] = list(csv.DictReader(io.StringIO(desk_sheets.as_csv([case]).decode("utf-8-sig"))))
    assert row["期限"] == "2026-11-25 24:00"
    assert case.compound_id
    [compound] = desk_case.place_names(case.sub_district_id, [case.compound_id]).values()
    assert row["地点"].startswith(compound)


@pytest.mark.parametrize(
    ("state", "verb"),
    [
        (CaseState.RECEIVED, Verb.SORT),
        (CaseState.SORTED, Verb.DISPATCH),
        (CaseState.DISPATCHED, Verb.ACCEPT),
        (CaseState.ACCEPTED, Verb.START),
        (CaseState.IN_PROGRESS, Verb.ANSWER),
        (CaseState.ANSWERED, Verb.CLOSE),
    ],
)
def test_the_main_button_follows_the_state(state: CaseState, verb: Verb) -> None:
    assert next_act(state, set(Verb), proposed=False) is verb
    assert next_act(state, {Verb.NOTE}, proposed=False) is None


def test_a_proposed_answer_asks_for_approval_first() -> None:
    assert next_act(CaseState.IN_PROGRESS, set(Verb), proposed=True) is Verb.APPROVE


def test_a_sorted_request_asks_to_be_dispatched(ground: Ground) -> None:
    case = sorted_request(ground)
    main = re.findall(
        r'class="l-btn is-main"[^>]*data-key="(\w)"', page_of(at_the_desk(ground.officer), case)
    )
    assert main == ["a"]


def test_a_request_handed_out_at_once_claims_no_station_that_it_did_not_reach(
    ground: Ground,
) -> None:
    case = a_request(ground)
    actions.hand_over(
        actor=ground.officer,
        case_id=case.id,
        version=case.version,
        body_name="供热公司",
        contact="",
        what="请查看暖气",
        days=14,
        at=timezone.now(),
    )
    body = page_of(at_the_desk(ground.officer), case)
    done = re.findall(r'<li class="is-done">.*?<span>(.*?)</span>', body, re.S)
    assert done == ["已收到"]


def test_what_can_be_undone_is_said_once(ground: Ground) -> None:
    case = dispatched(ground, to=ground.property_manager)
    client = at_the_desk(ground.property_manager)
    address = reverse("cases:case_act", args=[case.id, "accept"])
    answer = client.post(address, {"version": case.version}, follow=True)
    body = answer.content.decode()
    assert body.count("已受理，") + body.count("已受理。") == 1
    assert "l-messages" not in body


def test_only_posts_that_handle_are_offered_and_the_own_unit_comes_first(ground: Ground) -> None:
    for kind in ("auditor", "information_protection_officer"):
        people.an_actor(kind, ground.root)
    people.an_actor("congress_chair", people.a_place_for("congress_chair", ground.place))
    case = a_request(ground)
    assert ground.property_manager.post
    unit = ground.property_manager.post.organisation_id
    found = desk_case.receivers(case, own_unit=unit, on=timezone.localdate())
    assert found[0].organisation_id == unit
    kinds = {card.kind for card in found}
    assert not kinds & {"auditor", "information_protection_officer", "congress_chair"}


def test_a_narrow_box_shows_a_category_s_own_name_first() -> None:
    assert leaf_first("水电气暖/供暖/暖气不热") == "暖气不热 · 水电气暖/供暖"
    assert leaf_first("供暖") == "供暖"
