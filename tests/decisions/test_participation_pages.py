"""Pages of consultations, voices, calls, pacts: what each reader finds, and what nobody does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.decisions.models import Affairs, Call, Consultation, Voice
from linli.decisions.queries.own_data import personal_data_of
from linli.decisions.rules import CallState
from linli.kernel.posts import PostKind
from linli.people.models import Account
from linli.places.rules import PlaceKind
from tests.decisions.participation_builders import Ground
from tests.people.builders import a_signed_in_client
from tests.places import builders as places

NOW = timezone.now


@pytest.fixture
def ground(db: None) -> Ground:
    return Ground()


def page(client: Client, name: str, *args: Any, status: int = 200) -> str:
    answer = client.get(reverse(f"decisions:{name}", args=args))
    assert answer.status_code == status, answer.content[:2000]
    return answer.content.decode()


def sent(client: Client, name: str, *args: Any, status: int = 303, **typed: Any) -> str:
    answer = client.post(reverse(f"decisions:{name}", args=args), typed)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def as_(ground: Ground, actor: Any) -> Client:
    return a_signed_in_client(actor)


def as_account(actor: Any) -> Client:
    return a_signed_in_client(Account.objects.get(pk=actor.account_id))


def asked(ground: Ground) -> Consultation:
    today = timezone.localdate()
    return ground.a_consultation(opens_on=today, closes_on=today + timedelta(days=10), at=NOW())


def test_a_visitor_objects_and_gets_a_number(ground: Ground) -> None:
    decision = ground.consulted
    assert "说说您的意见" in page(Client(), "say", decision.id)
    sent(
        Client(), "say", decision.id,
        kind="objection", theme="cost", words="太贵了", contact="示例电话", key="k",
    )  # fmt: skip
    assert Voice.objects.get().number


def test_a_visitor_without_a_contact_is_asked_for_one(ground: Ground) -> None:
    shown = sent(
        Client(), "say", ground.consulted.id, status=422,
        kind="objection", theme="cost", words="太贵了",
    )  # fmt: skip
    assert "怎样把答复告诉您" in shown


def test_a_mobile_number_in_the_words_is_shown_first(ground: Ground) -> None:
    shown = sent(
        Client(), "say", ground.consulted.id, status=422,
        kind="objection", theme="cost", words="打我 13812345678", contact="示例",
    )  # fmt: skip
    assert "13812345678" in shown
    assert not Voice.objects.exists()


def test_a_complaint_at_a_place(ground: Ground) -> None:
    sent(
        Client(), "say_at", ground.compound.id,
        kind="complaint", theme="noise", words="夜里施工", contact="示例",
    )  # fmt: skip
    assert Voice.objects.get().decision is None


def test_the_secretary_reads_and_answers(ground: Ground) -> None:
    made = ground.a_voice()
    desk = as_(ground, ground.secretary)
    assert "费用和谁出钱" in page(desk, "desk_voices")
    assert "钱太多了" not in page(desk, "desk_voices")
    assert "钱太多了" in page(desk, "desk_voice", made.id)
    sent(desk, "desk_voice", made.id, gist="嫌贵", outcome="taken", answer="已请第三家报价")
    shown = page(Client(), "hearing", ground.consulted.id)
    assert "已请第三家报价" in shown
    assert "嫌贵" in shown
    assert "钱太多了" not in shown
    assert "示例电话" not in shown


def test_an_unanswered_voice_is_not_public(ground: Ground) -> None:
    ground.a_voice()
    assert "钱太多了" not in page(Client(), "hearing", ground.consulted.id)


def test_a_consultation_is_opened_and_closed_at_the_desk(ground: Ground) -> None:
    desk = as_(ground, ground.secretary)
    decision = ground.consulted
    assert "征求大家意见" in page(desk, "desk_consultation", decision.id)
    today = timezone.localdate()
    sent(
        desk, "desk_consultation", decision.id, question="怎么修？", opens_on=today,
        closes_on=today + timedelta(days=8), title1="整体更换", cost1="186000", title2="疏通",
    )  # fmt: skip
    assert "整体更换" in page(Client(), "hearing", decision.id)
    made = Consultation.objects.get()
    Consultation.objects.update(
        opens_on=today - timedelta(days=9), closes_on=today - timedelta(days=1)
    )
    sent(desk, "close_consultation", made.id, version=made.version, outcome="整体更换", option="1")
    assert "结果" in page(Client(), "hearing", decision.id)


def test_too_short_a_consultation_keeps_what_was_typed(ground: Ground) -> None:
    today = timezone.localdate()
    shown = sent(
        as_(ground, ground.secretary), "desk_consultation", ground.consulted.id, status=422,
        question="怎么修？", opens_on=today, closes_on=today + timedelta(days=2),
    )  # fmt: skip
    assert "至少征求 7 天" in shown
    assert "怎么修？" in shown


def test_a_neighbour_says_what_it_would_rather_have(ground: Ground) -> None:
    found = asked(ground)
    neighbour = as_account(ground.a_neighbour())
    assert "我更愿意这样办" in page(neighbour, "hearing", ground.consulted.id)
    sent(neighbour, "prefer", found.id, option="2")
    assert "您选了这一种" in page(neighbour, "hearing", ground.consulted.id)


def test_interviews_are_written_down(ground: Ground) -> None:
    desk = as_(ground, ground.secretary)
    sent(
        desk, "desk_interviews", ground.consulted.id, theme="lifts", how="visit", heads="6",
        held_on=timezone.localdate(), words="电梯常坏",
    )  # fmt: skip
    shown = page(desk, "desk_interviews", ground.consulted.id)
    assert "电梯常坏" in shown
    public = page(Client(), "hearing", ground.consulted.id)
    assert "电梯" in public
    assert "电梯常坏" not in public


def test_a_call_from_the_first_signature_to_the_assembly(ground: Ground) -> None:
    first = ground.an_owner(1)
    ground.owners_roll  # noqa: B018
    home = as_account(first)
    neighbour = ground.a_neighbour()
    assert "请先" in page(as_account(first), "start_call")
    ground.link(5, Account.objects.get(pk=neighbour.account_id))
    begin = as_account(neighbour)
    last = timezone.localdate() + timedelta(days=30)
    sent(
        begin, "start_call", kind="owners", place=ground.compound.id, title="改选业委会",
        words="任期已满，请改选。", closes_on=last, key="k",
    )  # fmt: skip
    call = Call.objects.get()
    shown = page(home, "call", call.id)
    assert "签名支持提议" in shown
    assert "不足 5 个" in shown
    sent(home, "sign_call", call.id, digest=call.digest)
    assert "您已签名" in page(home, "call", call.id)
    sent(home, "withdraw_signature", call.id)
    sent(home, "sign_call", call.id, digest=call.digest)
    office = as_(ground, ground.office)
    for number in (3, 4):
        sent(office, "enter_paper", call.id, number=number)
    sent(home, "hand_in_call", call.id)
    shown = page(office, "check_call", call.id)
    assert "示例业主3" in shown
    ids = _values(shown, 'name="shown" value="')
    sent(office, "check_call", call.id, shown=ids, reason="not_on_roll")
    call.refresh_from_db()
    sent(office, "conclude_call", call.id, version=call.version)
    chair = as_(ground, ground.chair)
    call.refresh_from_db()
    assert "示例业主" not in page(chair, "desk_call", call.id)
    sent(
        chair, "convene_call", call.id, version=call.version, words="小区活动室",
        meeting_on=timezone.localdate() + timedelta(days=20),
    )  # fmt: skip
    call.refresh_from_db()
    assert call.state == CallState.CONVENED
    assert "小区活动室" in page(Client(), "call", call.id)
    assert "改选业委会" in page(Client(), "calls")


def _values(shown: str, before: str) -> list[str]:
    return [part.partition('"')[0] for part in shown.split(before)[1:]]


def test_nobody_addressed_opens_the_names(ground: Ground) -> None:
    call = ground.handed_in()
    for actor in (ground.chair, ground.secretary, ground.leader, ground.supervisor):
        client = as_(ground, actor)
        answer = client.get(reverse("decisions:check_call", args=[call.id]))
        assert answer.status_code == 403
        shown = page(client, "desk_call", call.id)
        assert "示例业主" not in shown
        assert "您的岗位看不到姓名" in shown


def test_no_page_of_a_call_names_a_signer(ground: Ground) -> None:
    call = ground.handed_in()
    for client in (Client(), as_account(ground.a_neighbour()), as_(ground, ground.office)):
        for name in ("call", "calls"):
            shown = page(client, name, *([call.id] if name == "call" else []))
            assert "示例业主" not in shown


def test_a_pact_and_a_disclosure_by_pages(ground: Ground) -> None:
    secretary = as_(ground, ground.secretary)
    place = ground.community.id
    assert "样稿" not in page(secretary, "desk_papers")
    assert "不设罚款" in page(secretary, "new_pact", place)
    sent(secretary, "new_pact", place, title="居民公约", text="楼道不堆放物品。")
    assert "居民公约" in page(secretary, "desk_papers")
    sent(
        secretary, "new_affairs", place, "affairs", period_from="2026-07-01",
        period_to="2026-09-30", item_money="收入", item_decisions="会", item_entrusted="无",
        item_voices="8 件", item_supervision="已查账",
    )  # fmt: skip

    made = Affairs.objects.get()
    chair = as_(ground, ground.supervisor)
    assert "已核对，公布" in page(chair, "desk_affairs", made.id)
    assert page(Client(), "affairs_paper", made.id, status=404)
    sent(chair, "publish_affairs", made.id, version=made.version)
    assert "已查账" in page(Client(), "affairs_paper", made.id)
    assert "居务公开" in page(Client(), "affairs", place)
    assert "还没有备案的居民公约" in page(Client(), "pact", place)


def test_others_find_no_desk_page_of_the_decision(ground: Ground) -> None:
    other = places.a_place(PlaceKind.COMMUNITY, ground.root, name="示例二社区")
    stranger = as_(ground, ground.holder(PostKind.SECRETARY, other))
    for name in ("desk_consultation", "decision_voices", "desk_interviews"):
        page(stranger, name, ground.consulted.id, status=404)


def test_the_list_of_communities_leads_to_pact_and_disclosures(ground: Ground) -> None:
    ground.community  # noqa: B018
    shown = page(Client(), "community_papers")
    assert reverse("decisions:pact", args=[ground.community.id]) in shown
    assert reverse("decisions:affairs", args=[ground.community.id]) in shown
    assert reverse("decisions:calls") in page(Client(), "public_list")


def test_who_spoke_finds_it_among_the_own_data(ground: Ground) -> None:
    neighbour = ground.a_neighbour()
    made = ground.a_voice(actor=neighbour, contact="")
    assert neighbour.account_id is not None
    (mine,) = personal_data_of(ground.place.id, neighbour.account_id, on=timezone.localdate())
    assert made.number in mine.value
