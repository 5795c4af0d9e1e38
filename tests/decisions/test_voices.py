"""What people say keeps the theme and never the door, is answered in time, and rises when it is not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.decisions import actions, queries
from linli.decisions.actions import remind_participation
from linli.decisions.actions.participation_clock import forget_participation
from linli.decisions.models import Interview, Voice
from linli.decisions.rules import (
    InterviewHow,
    Theme,
    VoiceKind,
    VoiceOutcome,
    names_a_door,
    without_doors,
)
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.records.models import AccessEntry, Message
from linli.records.queries import duties_of
from tests.decisions.builders import fresh
from tests.decisions.participation_builders import AT, OPENS, Ground


@pytest.fixture
def ground(db: None) -> Ground:
    return Ground()


def answered(ground: Ground, voice: Voice, **facts: object) -> Voice:
    given = {
        "outcome": VoiceOutcome.TAKEN,
        "gist": "再比价",
        "answer": "已请第三家报价。",
        "at": AT,
    }
    return actions.answer_voice(
        actor=ground.secretary,
        voice_id=voice.id,
        **{**given, **facts},  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    "words",
    [
        "我住3号楼2单元301",
        "3号楼301漏水",
        "2单元502的住户反映",
        "家在 3-2-301",
        "三号楼二单元五层501室",
        "12号楼 1单元 1501室太吵",
    ],
)
def test_a_door_in_the_words_is_found(words: str) -> None:
    assert names_a_door(words)
    kept = without_doors(words, "［门牌已略］")
    assert "［门牌已略］" in kept
    assert "301" not in kept
    assert "50" not in kept


@pytest.mark.parametrize(
    "words",
    [
        "3号楼的主管堵了",
        "第278条怎么说",
        "花了1860元",
        "2026-11-24 开会",
        "更换主管420米",
        "12345 打过电话",
        "二楼平台堆物",
    ],
)
def test_buildings_days_and_amounts_stay_as_they_are(words: str) -> None:
    assert without_doors(words, "X") == words


def test_words_are_kept_without_the_door(ground: Ground) -> None:
    made = ground.a_voice(words="我住3号楼2单元301，太贵了")
    assert "301" not in Voice.objects.get(id=made.id).words
    assert made.theme == Theme.COST


def test_a_visitor_leaves_a_contact(ground: Ground) -> None:
    with pytest.raises(Refused) as refused:
        ground.a_voice(contact="")
    assert refused.value.code == "no_contact"


def test_the_same_form_sent_twice_is_one_voice(ground: Ground) -> None:
    first, second = ground.a_voice(key="k1"), ground.a_voice(key="k1")
    assert first.id == second.id
    assert Voice.objects.count() == 1


def test_the_same_key_with_other_words_is_a_conflict(ground: Ground) -> None:
    ground.a_voice(key="k1")
    with pytest.raises(Conflict):
        ground.a_voice(key="k1", words="别的话")


def test_an_opinion_needs_an_open_consultation(ground: Ground) -> None:
    with pytest.raises(Refused) as refused:
        ground.a_voice(kind=VoiceKind.OPINION)
    assert refused.value.code == "no_consultation"
    ground.a_consultation()
    assert ground.a_voice(kind=VoiceKind.OPINION, option=1).option == 1


def test_an_objection_starts_the_clock_of_its_answer(ground: Ground) -> None:
    ground.secretary  # noqa: B018
    made = ground.a_voice()
    (duty,) = duties_of(ground.place.id, made.id)
    assert duty.rule_key == "participation.answer"
    assert made.due_on > OPENS
    assert Message.objects.filter(template="decisions/voice").count() == 1


def test_a_late_answer_rises_level_by_level_each_told_once(ground: Ground) -> None:
    ground.secretary, ground.office, ground.leader  # noqa: B018
    made = ground.a_voice()
    late = AT + timedelta(days=60)
    remind_participation(sub_district_id=ground.place.id, at=late)
    remind_participation(sub_district_id=ground.place.id, at=late + timedelta(days=1))
    told = Message.objects.filter(template="decisions/voice_late")
    assert told.count() == 3
    assert Voice.objects.get(id=made.id).late_told == 3


def test_what_is_answered_does_not_rise(ground: Ground) -> None:
    answered(ground, ground.a_voice())
    remind_participation(sub_district_id=ground.place.id, at=AT + timedelta(days=60))
    assert not Message.objects.filter(template="decisions/voice_late").exists()


def test_an_answer_needs_its_reason_and_comes_once(ground: Ground) -> None:
    made = ground.a_voice()
    with pytest.raises(Refused):
        answered(ground, made, answer="  ")
    answered(ground, made)
    with pytest.raises(Refused) as refused:
        answered(ground, made)
    assert refused.value.code == "answered_already"


def test_only_who_answers_for_the_place_answers(ground: Ground) -> None:
    made = ground.a_voice()
    for actor in (ground.visitor, ground.property_manager):
        with pytest.raises(Missing):
            actions.answer_voice(
                actor=actor, voice_id=made.id, outcome=VoiceOutcome.TAKEN, gist="一", answer="二",
                at=AT,
            )  # fmt: skip


def test_the_gist_is_kept_without_a_door(ground: Ground) -> None:
    made = answered(ground, ground.a_voice(), gist="3号楼2单元301嫌贵")
    assert "301" not in made.gist


def test_who_reads_the_words_is_written_down(ground: Ground) -> None:
    neighbour = ground.a_neighbour()
    made = ground.a_voice(actor=neighbour, contact="")
    actions.look_at_voice(actor=ground.secretary, voice_id=made.id, at=AT)
    assert AccessEntry.objects.filter(subject_id=neighbour.account_id).count() == 1


def test_steps_wait_for_the_answers(ground: Ground) -> None:
    decision = ground.consulted
    made = ground.a_voice()
    ground.a_voice(kind=VoiceKind.COMPLAINT)
    assert "1" in ground.need("objections_answered", decision)
    assert "2" in ground.need("complaints_answered", decision)
    answered(ground, made)
    assert not ground.need("objections_answered", decision)
    assert "1" in ground.need("complaints_answered", decision)


def test_after_a_decision_has_ended_only_complaints_are_heard(ground: Ground) -> None:
    decision = ground.consulted
    step = ground.step(decision)
    actions.fail_step(
        actor=ground.secretary, decision_id=decision.id, key=step.key, reason="意见太多",
        version=fresh(decision).version, at=AT,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        ground.a_voice()
    assert refused.value.code == "decision_ended"
    assert ground.a_voice(kind=VoiceKind.COMPLAINT).kind == VoiceKind.COMPLAINT


def test_contact_and_account_go_after_their_time_and_the_theme_stays(ground: Ground) -> None:
    made = answered(ground, ground.a_voice(actor=ground.a_neighbour(), contact=""))
    forget_participation(sub_district_id=ground.place.id, at=AT + timedelta(days=400))
    row = Voice.objects.get(id=made.id)
    assert row.account_id is None
    assert row.forgotten_at is not None
    assert row.theme == Theme.COST


def test_a_voice_at_a_place_needs_no_decision(ground: Ground) -> None:
    made = ground.a_voice(place_id=ground.compound.id, kind=VoiceKind.COMPLAINT)
    assert made.decision is None
    assert queries.voices_open(ground.place.id)[0].id == made.id


def an_interview(ground: Ground, **facts: object) -> Interview:
    given = {
        "actor": ground.secretary,
        "place_id": ground.compound.id,
        "decision_id": ground.consulted.id,
        "theme": Theme.LIGHTING,
        "how": InterviewHow.VISIT,
        "heads": 3,
        "words": "3号楼2单元301说楼道灯不亮",
        "held_on": OPENS,
        "at": AT,
    }
    return actions.keep_interview(**{**given, **facts})  # type: ignore[arg-type]


def test_interviews_are_kept_by_theme_without_the_door(ground: Ground) -> None:
    made = an_interview(ground)
    an_interview(ground, heads=4)
    assert "301" not in made.words
    (theme,) = queries.interview_themes(ground.place.id, decision_id=ground.consulted.id)
    assert (theme.theme, theme.times, theme.heads) == ("lighting", 2, 7)


def test_an_interview_is_written_down_once_by_who_leads(ground: Ground) -> None:
    assert an_interview(ground, key="k").id == an_interview(ground, key="k").id
    with pytest.raises(NotAllowed):
        an_interview(ground, actor=ground.property_manager)
    with pytest.raises(Refused):
        an_interview(ground, held_on=OPENS + timedelta(days=1))
