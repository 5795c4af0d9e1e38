"""Pages that anybody reads: published answers, how-to pages, and an outside body's link."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.cases import actions
from linli.cases.models import Case, HandOver
from linli.cases.queries import tree
from linli.cases.rules import CaseState
from linli.places.models import SubDistrict
from linli.records import actions as records
from tests.cases import desk_builders as cases
from tests.cases.desk_builders import Ground
from tests.cases.open311_builders import a_door, published_requests
from tests.cases.resident_builders import a_photo
from tests.people import builders as people
from tests.places import builders as places


@pytest.fixture
def door(db: None) -> SubDistrict:
    return a_door()


def published(door: SubDistrict, count: int) -> list[str]:
    category = tree.ids_by_path(door.id)["水电气暖/供暖/暖气不热"]
    times = [people.AT - timedelta(days=day) for day in range(count)]
    return published_requests(door, category, *times)


def text(path: str, **query: str) -> str:
    answer = Client().get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_published_answers_say_nothing_of_who_asked(door: SubDistrict) -> None:
    number = published(door, 1)[0]
    case = Case.objects.get(number=number)
    for path in (
        reverse("cases:answer_list"),
        reverse("cases:answer_detail", args=[case.id]),
    ):
        page = text(path)
        assert "暖气不热" in page
        assert "示例张三" not in page
        assert "zhangsan" not in page
        assert number not in page


def test_the_list_pages_on_and_tells_when_nothing_fits(door: SubDistrict) -> None:
    published(door, 23)
    first = Client().get(reverse("cases:answer_list"))
    assert len(first.context["rows"]) == 20
    second = Client().get(reverse("cases:answer_list") + first.context["older"])
    assert len(second.context["rows"]) == 3
    assert reverse("cases:report_what") in text(reverse("cases:answer_list"), q="没有这种事")


@pytest.mark.parametrize("query", [{"before": "yesterday"}, {"before": "2026"}, {"q": "%_\\'😀"}])
def test_a_made_up_address_still_answers(door: SubDistrict, query: dict[str, str]) -> None:
    text(reverse("cases:answer_list"), **query)
    text(reverse("cases:howto_list"), **query)


def test_an_answer_that_is_not_published_is_not_there(door: SubDistrict) -> None:
    assert Client().get(reverse("cases:answer_detail", args=[uuid4()])).status_code == 404
    assert Client().get(reverse("cases:howto_detail", args=["none"])).status_code == 404


def test_a_how_to_page_is_found_by_words(door: SubDistrict) -> None:
    officer = people.an_actor("governance_officer", places.root_of(door))
    page = actions.write_article(
        actor=officer, title="怎样办老年证", body="带身份证。\n\n到社区柜台。", at=people.AT
    )
    actions.publish_article(actor=officer, article_id=page.id, at=people.AT)
    assert "怎样办老年证" in text(reverse("cases:howto_list"), q="老年证")
    assert "怎样办老年证" not in text(reverse("cases:howto_list"), q="暖气")
    page.refresh_from_db()
    assert "到社区柜台" in text(reverse("cases:howto_detail", args=[page.slug]))


# An outside body's link


@pytest.fixture
def ground(db: None) -> Ground:
    return cases.a_ground()


def handed_over(ground: Ground, days: int = 5) -> tuple[Case, str]:
    case = cases.sorted_request(ground)
    return actions.hand_over(
        actor=ground.officer,
        case_id=case.id,
        version=case.version,
        body_name="12345热线",
        contact="",
        what="请核实三号楼电梯。",
        days=days,
        at=timezone.now(),
    )


def link(token: str) -> str:
    return reverse("cases:outside", args=[token])


def test_the_link_shows_the_matter_and_never_the_sender(ground: Ground) -> None:
    _case, token = handed_over(ground)
    page = text(link(token))
    assert "请核实三号楼电梯" in page
    assert "示例张三" not in page
    assert "zhangsan" not in page


def test_the_link_shows_the_photos_and_opens_them_while_it_works(ground: Ground) -> None:
    case, token = handed_over(ground)
    records.attach(
        actor=ground.officer,
        subject_kind="cases.case",
        subject_id=case.id,
        prepared=records.prepare_upload(name="示例.jpg", content=a_photo().read()),
        at=timezone.now(),
    )
    (shown,) = re.findall(r'<img src="([^"]+)"', text(link(token)))
    assert Client().get(shown).status_code == 200
    assert Client().get(shown.partition("?")[0]).status_code == 404
    Client().post(link(token), {"text": "已派人修好。", "done": "on"})
    assert Client().get(shown).status_code == 404


def test_a_result_ends_the_waiting_and_the_link(ground: Ground) -> None:
    case, token = handed_over(ground)
    typed = {"text": "已派人修好。", "outside_number": "W-1", "done": "on"}
    assert Client().post(link(token), typed).status_code == 200
    assert Case.objects.get(id=case.id).state == CaseState.SORTED
    again = Client().post(link(token), typed)
    assert again.status_code == 410
    assert HandOver.objects.get().result == "已派人修好。"


def test_an_interim_word_keeps_the_link(ground: Ground) -> None:
    case, token = handed_over(ground)
    assert Client().post(link(token), {"text": "已受理。"}).status_code == 303
    assert Case.objects.get(id=case.id).state == CaseState.WAITING_OUTSIDE
    assert Client().get(link(token)).status_code == 200


@pytest.mark.parametrize("typed", [{"text": ""}, {"text": " "}, {"text": "修" * 10_001}])
def test_a_result_without_fitting_words_is_asked_for_again(
    ground: Ground, typed: dict[str, Any]
) -> None:
    _case, token = handed_over(ground)
    assert Client().post(link(token), typed).status_code == 422


def test_an_expired_or_made_up_link_says_so_and_no_more(ground: Ground) -> None:
    _case, token = handed_over(ground, days=1)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        late = Client().get(link(token))
    guessed = Client().get(link("guessed"))
    assert (late.status_code, guessed.status_code) == (410, 410)
    for answer in (late, guessed):
        assert "三号楼" not in answer.content.decode()
