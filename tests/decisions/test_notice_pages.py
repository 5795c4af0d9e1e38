"""Pages of notices: put up, photographed, changed, objected to, answered, as people do it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.decisions import queries
from linli.decisions.models import BoardFollower, Publication, PublicationObjection
from linli.decisions.rules import StepKind
from tests.decisions.builders import Ground
from tests.decisions.notice_builders import fresh_notice, put_up, water_cut
from tests.elections.election_builders import a_picture
from tests.people.builders import a_signed_in_client

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
DAYS = timedelta(days=15)


@pytest.fixture
def desk(ground: Ground) -> Client:
    """The secretary at the desk."""
    return a_signed_in_client(ground.secretary)


def at(name: str, *args: Any) -> str:
    return reverse(f"decisions:{name}", args=args)


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("photo.jpg", a_picture(), "image/jpeg")


def written(client: Client, address: str, **changed: Any) -> HttpResponse:
    """What somebody types into the form of a notice."""
    typed: dict[str, Any] = {
        "key": str(uuid4()),
        "title": "第三季度公共收益收支表",
        "text": "结余 38,412.60 元。",
        "board": "南门公告栏",
        "until": (TODAY + DAYS).isoformat(),
    }
    answer: Any = client.post(address, {**typed, **changed})
    return answer


def test_a_notice_is_put_up_at_the_desk(ground: Ground, desk: Client) -> None:
    begun = desk.post(
        at("desk_new_publication"), {"kind": "accounts", "place": str(ground.compound.id)}
    )
    assert begun.status_code == 303
    assert "至少张贴" in desk.get(begun["Location"]).content.decode()
    assert written(desk, begun["Location"], photo=a_file()).status_code == 303
    notice = Publication.objects.get()
    assert queries.spots_of(notice)[0].first_photo_id is not None
    assert notice.title in desk.get(at("desk_publications")).content.decode()


def test_a_notice_too_short_comes_back_with_what_was_typed(ground: Ground, desk: Client) -> None:
    address = f"{at('desk_publish')}?kind=accounts&place={ground.compound.id}"
    answer = written(desk, address, until=(TODAY + timedelta(days=3)).isoformat())
    assert answer.status_code == 422
    assert "至少张贴" in answer.content.decode()
    assert "结余 38,412.60 元。" in answer.content.decode()


def test_a_decision_s_notice_is_put_up_from_its_page(ground: Ground, desk: Client) -> None:
    decision = ground.decision_at(StepKind.DECISION_DISCLOSURE)
    address = f"{at('desk_publish')}?kind=decision&decision={decision.id}"
    assert decision.title in desk.get(address).content.decode()
    assert written(desk, address).status_code == 303
    assert [one.kind for one in queries.publications_of(ground.place.id, decision.id)] == [
        "decision"
    ]


def test_a_changed_notice_says_why(ground: Ground, desk: Client) -> None:
    notice = put_up(ground, at=NOW)
    address = at("desk_edit_publication", notice.id)
    version = fresh_notice(notice).version
    assert written(desk, address, version=version).status_code == 422
    assert written(desk, address, version=version, why="漏记票据").status_code == 303
    assert fresh_notice(notice).edition == 2
    assert written(desk, address, version=version, why="再改", text="新").status_code == 409


def test_photos_come_with_the_notice_s_first_and_last_day(ground: Ground, desk: Client) -> None:
    notice = put_up(ground, photo=False, at=NOW)
    address = at("desk_photo", notice.id, 1)
    assert desk.post(address, {"photo": a_file()}).status_code == 303
    early = desk.post(address, {"photo": a_file(), "down": "1"})
    assert early.status_code in {403, 409, 422}
    assert fresh_notice(notice).down_on is None


def test_an_objection_travels_from_the_page_to_its_answer(ground: Ground, desk: Client) -> None:
    notice = put_up(ground, at=NOW)
    me = a_signed_in_client(ground.resident)
    sent = {"key": str(uuid4()), "theme": "cost", "words": "支出没有票据。"}
    assert me.post(at("public_object", notice.number), sent).status_code == 303
    objection = PublicationObjection.objects.get()
    page = at("desk_publication_objection", objection.id)
    assert "支出没有票据" in desk.get(page).content.decode()
    answered = desk.post(page, {"upheld": "yes", "answer": "票据已补在附件。"})
    assert answered.status_code == 303
    visitor = a_signed_in_client("visitor", ground.place)
    shown = visitor.get(at("public_publication", notice.number)).content.decode()
    assert "票据已补在附件" in shown
    assert "支出没有票据" not in shown


def test_a_resident_follows_and_leaves_a_board(ground: Ground) -> None:
    me = a_signed_in_client(ground.resident)
    address = at("follow_board", ground.compound.id)
    assert me.post(address).status_code == 303
    assert BoardFollower.objects.count() == 1
    assert "退订" in me.get(at("public_board", ground.compound.id)).content.decode()
    assert me.post(address, {"leave": "1"}).status_code == 303
    assert not BoardFollower.objects.exists()


def test_a_water_cut_says_when_and_takes_no_objection(ground: Ground) -> None:
    notice = water_cut(ground, at=NOW)
    visitor = a_signed_in_client("visitor", ground.place)
    shown = visitor.get(at("public_publication", notice.number)).content.decode()
    assert "对这份公告提意见" not in shown
    closed = visitor.get(at("public_object", notice.number)).content.decode()
    assert "不再收意见" in closed
