"""Pages of talks: for whoever wants one, for the counsellor, for those who see numbers alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from linli.counsel.models import CounsellorHours, Talk
from linli.counsel.rules.talks import TalkState
from linli.kernel.posts import PostKind
from tests.counsel.talk_builders import TalkGround
from tests.people import builders as people
from tests.people.builders import a_signed_in_client

pytestmark = pytest.mark.django_db
PAGE_QUERIES = 25


@pytest.fixture
def ground() -> TalkGround:
    return TalkGround(at=timezone.now())


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def send(client: Client, path: str, **typed: Any) -> str:
    answer = client.post(path, typed)
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


def booked_by(client: Client, ground: TalkGround) -> Talk:
    where = send(
        client, "/help/talk/book/", slot=ground.slots()[0], called="示例化名小雨",
        contact="13800001111", key="k",
    )  # fmt: skip
    assert where == "/help/talk/mine/"
    return Talk.objects.get()


def begun(talk: Talk) -> None:
    """Let the hour lie an hour ago."""
    talk.day = timezone.localdate() - timedelta(days=1)
    talk.save(update_fields=["day"])


def test_the_lines_for_an_emergency_stand_before_the_hours(ground, django_assert_max_num_queries):
    with django_assert_max_num_queries(PAGE_QUERIES):
        shown = page(Client(), "/help/talk/")
    where = [shown.index(one) for one in ("12356", "120", "110", ground.hours.name, "09:00–10:00")]
    assert where == sorted(where)
    for words in ("不用说您是谁", "一个字也不记", "示例谈心室", "社区咨询师", "精神卫生法第23条"):
        assert words in shown, words


def test_a_visitor_books_and_finds_the_hour_by_its_word_on_another_device(ground):
    visitor = Client()
    form = page(visitor, f"/help/talk/book/?slot={ground.slots()[0]}")
    for words in ("不用真名", "12356", "示例谈心室"):
        assert words in form, words
    booked_by(visitor, ground)
    shown = visitor.get("/help/talk/mine/")
    assert "no-store" in shown["Cache-Control"]
    said = shown.content.decode()
    for words in ("您的暗号", "示例化名小雨", "示例谈心室", "等咨询师确认"):
        assert words in said, words
    assert "13800001111" not in said
    word = said.split('class="l-code-word">')[1].split("<")[0]
    other = Client()
    assert "请输入预约时给您的暗号" in page(other, "/help/talk/mine/")
    wrong = other.post("/help/talk/mine/", {"word": "ABCD-EFGH"})
    assert wrong.status_code == 422
    assert "没有找到这个暗号" in wrong.content.decode()
    send(other, "/help/talk/mine/", word=word.lower())
    send(other, "/help/talk/cancel/")
    assert "这次预约已取消" in page(other, "/help/talk/mine/")
    assert Talk.objects.get().state == TalkState.CANCELLED
    send(other, "/help/talk/close/")
    assert "请输入预约时给您的暗号" in page(other, "/help/talk/mine/")
    assert all(word not in str(one.get_decoded()) for one in Session.objects.all())


def test_an_hour_that_is_gone_is_told_and_nothing_is_lost(ground):
    slot = ground.slots()[0]
    ground.booked(slot=slot)
    late = Client().post("/help/talk/book/", {"slot": slot, "called": "示例甲", "key": "x"})
    assert late.status_code == 422
    assert "被人约走了" in late.content.decode()
    assert "已经被约走了" in page(Client(), "/help/talk/book/?slot=nonsense")


def test_the_counsellor_confirms_opens_the_contact_and_ticks_how_it_went(ground):
    visitor = Client()
    talk = booked_by(visitor, ground)
    desk = a_signed_in_client(ground.counsellor)
    listed = page(desk, "/desk/talks/")
    assert "等咨询师确认" in listed
    assert "小雨" not in listed
    address = f"/desk/talks/{talk.id}/"
    closed = page(desk, address)
    assert "小雨" not in closed
    assert "13800001111" not in closed
    opened = desk.post(f"{address}contact/").content.decode()
    assert "13800001111" in opened
    assert ground.counsellor.label in page(visitor, "/help/talk/mine/")
    send(desk, f"{address}confirm/", version=talk.version)
    assert desk.post(f"{address}confirm/", {"version": talk.version}).status_code == 409
    talk.refresh_from_db()
    begun(talk)
    assert "建议去医院" in page(desk, f"{address}end/")
    send(desk, f"{address}end/", outcome="referred:hospital", version=talk.version)
    talk.refresh_from_db()
    assert (talk.state, talk.referred_to) == (TalkState.REFERRED, "hospital")
    assert "建议去医院" in page(desk, address)


def test_no_other_post_finds_a_talk(ground):
    talk = ground.talk()
    address = f"/desk/talks/{talk.id}/"
    other = people.an_actor(PostKind.COUNSELLOR, ground.ground.community)
    assert a_signed_in_client(other).get(address).status_code == 404
    for kind in (PostKind.SUB_DISTRICT_LEADER, PostKind.CIVIL_AFFAIRS_OFFICER):
        client = a_signed_in_client(people.an_actor(kind, ground.ground.root))
        assert client.get(address).status_code == 403
        assert client.post(f"{address}contact/").status_code == 403


def test_supervision_and_training_are_hours_and_no_more(ground):
    desk = a_signed_in_client(ground.counsellor)
    day = timezone.localdate().isoformat()
    send(desk, "/desk/talks/hours/", kind="training", day=day, quarters="8", key="k")
    assert CounsellorHours.objects.get().quarters == 8
    assert "120 分钟" in page(desk, "/desk/talks/hours/")
    late = (timezone.localdate() - timedelta(days=200)).isoformat()
    wrong = desk.post("/desk/talks/hours/", {"kind": "training", "day": late, "quarters": "8"})
    assert "最近三个月" in wrong.content.decode()


def test_overseers_see_hours_and_counts_that_give_nobody_away(
    ground, django_assert_max_num_queries
):
    talk = ground.talk()
    desk = a_signed_in_client(ground.counsellor)
    begun(talk)
    send(desk, f"/desk/talks/{talk.id}/end/", outcome="held", version=talk.version)
    officer = a_signed_in_client(ground.officer)
    page(officer, "/desk/talks/overview/")
    with django_assert_max_num_queries(PAGE_QUERIES + 15):
        shown = page(officer, "/desk/talks/overview/")
    for words in ("按月", "咨询师工作时间", "谈心室 1 间", "次数太少"):
        assert words in shown, words
    assert "小雨" not in shown
