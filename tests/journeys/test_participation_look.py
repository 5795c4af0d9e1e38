"""The pages of hearing people, of calls and papers hold at a phone and at a desk."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from linli.decisions import actions
from linli.decisions.rules import (
    AffairsKind,
    InterviewHow,
    Theme,
    VoiceKind,
    VoiceOutcome,
)
from linli.people.models import Account
from tests.decisions.participation_builders import Ground
from tests.journeys.conftest import Look, NewPage
from tests.people.builders import a_signed_in_client

pytestmark = pytest.mark.django_db(transaction=True)


def at_work(ground: Ground) -> dict[str, Any]:
    """A consultation with voices and interviews, a call with the office, a pact, a disclosure."""
    now, today = timezone.now(), timezone.localdate()
    decision = ground.consulted
    asked = ground.a_consultation(opens_on=today, closes_on=today + timedelta(days=10), at=now)
    voice = ground.a_voice(kind=VoiceKind.OPINION, option=1, at=now)
    done = ground.a_voice(theme=Theme.NOISE, words="夜里不要施工。", at=now)
    actions.answer_voice(
        actor=ground.secretary, voice_id=done.id, outcome=VoiceOutcome.TAKEN,
        gist="夜里不要施工", answer="只在早八点到晚六点施工，写进合同。", at=now,
    )  # fmt: skip
    actions.keep_interview(
        actor=ground.secretary, place_id=ground.compound.id, decision_id=decision.id,
        theme=Theme.COST, how=InterviewHow.VISIT, heads=12, words="多数人担心费用超支。",
        held_on=today, at=now,
    )  # fmt: skip
    call = ground.handed_in()
    open_call = ground.a_call(ground.an_owner(6), title="讨论停车收费")
    pact = actions.draft_pact(
        actor=ground.secretary, place_id=ground.community.id, title="示例社区居民公约",
        text="一、楼道不堆放物品。\n\n二、夜里保持安静。", at=now,
    )  # fmt: skip
    made = actions.keep_affairs(
        actor=ground.secretary, place_id=ground.community.id, kind=AffairsKind.AFFAIRS,
        period_from=date(2026, 7, 1), period_to=date(2026, 9, 30),
        items={
            "money": "收入 12,000 元，支出 8,000 元。", "decisions": "会议一次。",
            "entrusted": "无。", "voices": "收到 8 件，答复 8 件。", "supervision": "已查账。",
        },
        at=now,
    )  # fmt: skip
    actions.publish_affairs(
        actor=ground.supervisor, affairs_id=made.id, version=made.version, at=now
    )
    return {
        "decision": decision, "asked": asked, "voice": voice, "call": call, "open": open_call,
        "pact": pact, "affairs": made,
    }  # fmt: skip


@pytest.mark.parametrize("size", ["phone", "wide"])
def test_the_pages_of_hearing_people_hold(
    db: None, new_page: NewPage, looks_right: Look, size: str
) -> None:
    ground = Ground()
    made = at_work(ground)
    neighbour = ground.a_neighbour()
    account = Account.objects.get(pk=neighbour.account_id)
    ground.link(7, account)
    pages = {
        "public": (None, [
            ("public_decision", [made["decision"].number]),
            ("say", [made["decision"].id]),
            ("calls", []),
            ("affairs", [ground.community.id]),
            ("affairs_paper", [made["affairs"].id]),
            ("pact", [ground.community.id]),
        ]),
        "neighbour": (a_signed_in_client(account), [
            ("hearing", [made["decision"].id]),
            ("call", [made["open"].id]),
            ("start_call", []),
        ]),
        "secretary": (a_signed_in_client(ground.secretary), [
            ("desk_decision", [made["decision"].id]),
            ("desk_consultation", [made["decision"].id]),
            ("desk_voices", []),
            ("desk_voice", [made["voice"].id]),
            ("decision_voices", [made["decision"].id]),
            ("desk_interviews", [made["decision"].id]),
            ("desk_calls", []),
            ("desk_call", [made["call"].id]),
            ("desk_papers", []),
            ("new_pact", [ground.community.id]),
            ("desk_pact", [made["pact"].id]),
            ("new_affairs", [ground.community.id, "appraisal"]),
            ("desk_affairs", [made["affairs"].id]),
        ]),
        "office": (a_signed_in_client(ground.office), [("check_call", [made["call"].id])]),
    }  # fmt: skip
    for who, (client, names) in pages.items():
        page = new_page(size, signed_in=client)
        for name, args in names:
            answer = page.goto(reverse(f"decisions:{name}", args=args))
            assert answer is not None
            assert answer.status == 200, f"{who} {name}"
            looks_right(page)
