"""Objections to notices: who may object until when, the clock of the answer, what everybody sees."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from linli.decisions import actions, queries
from linli.decisions.models import BoardFollower, Publication, PublicationObjection
from linli.decisions.queries.own_notices import personal_data_of
from linli.decisions.rules import ObjectionTheme, PublicationKind
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.people.models import Account
from linli.records.models import AuditEntry, Message
from tests.decisions.builders import AT, Ground
from tests.decisions.notice_builders import (
    a_draft,
    at_disclosure,
    edited,
    noon,
    put_up,
    taken_down,
    water_cut,
)
from tests.people.builders import actor_of


def as_resident(ground: Ground, account: Account | None = None) -> Actor:
    """A resident who is signed in."""
    return actor_of(account or ground.resident, ground.place)


def objected(
    ground: Ground, notice: Publication, *, by: Actor | None = None, **given: Any
) -> PublicationObjection:
    """An objection of a resident."""
    facts: dict[str, Any] = {"theme": ObjectionTheme.COST, "words": "三家报价差得太多。", "at": AT}
    return actions.object_to_publication(
        actor=by or as_resident(ground), publication_id=notice.id, **{**facts, **given}
    )


def answered(ground: Ground, objection: PublicationObjection, **given: Any) -> PublicationObjection:
    """Its answer."""
    facts: dict[str, Any] = {"answer": "已补充第四家报价。", "upheld": True, "at": AT}
    return actions.answer_publication_objection(
        actor=ground.secretary, objection_id=objection.id, **{**facts, **given}
    )


def letters(template: str) -> list[Message]:
    return list(Message.objects.filter(template=template, channel="inbox").order_by("id"))


def test_an_objection_is_to_be_answered_in_seven_workdays(ground: Ground) -> None:
    made = objected(ground, put_up(ground))
    assert made.due_on.isoformat() == "2026-12-03"
    assert len(letters("decisions/notice_objection")) == 1


def test_a_visitor_leaves_a_contact(ground: Ground) -> None:
    notice = put_up(ground)
    with pytest.raises(Refused) as refusal:
        objected(ground, notice, by=ground.visitor)
    assert refusal.value.code == "no_contact"
    assert objected(ground, notice, by=ground.visitor, contact="示例电话").account_id is None


def test_the_same_objection_sent_twice_is_one(ground: Ground) -> None:
    notice, key = put_up(ground), str(uuid4())
    assert objected(ground, notice, key=key).id == objected(ground, notice, key=key).id
    assert PublicationObjection.objects.count() == 1


def test_objections_end_with_the_last_day(ground: Ground) -> None:
    notice = put_up(ground)
    objected(ground, notice, at=noon(notice.until))
    with pytest.raises(Refused) as refusal:
        objected(ground, notice, at=noon(notice.until + timedelta(days=1)))
    assert refusal.value.code == "objections_over"


def test_a_water_cut_takes_no_objections(ground: Ground) -> None:
    with pytest.raises(Refused) as refusal:
        objected(ground, water_cut(ground))
    assert refusal.value.code == "tells_only"


def test_an_answer_ends_the_clock_and_reaches_the_sender(ground: Ground) -> None:
    made = objected(ground, put_up(ground))
    found = answered(ground, made)
    assert found.answered_by == ground.secretary.label
    assert [one.account_id for one in letters("decisions/notice_answer")] == [ground.resident.pk]
    late = noon(made.due_on + timedelta(days=30))
    assert actions.remind_objections(sub_district_id=ground.place.id, at=late) == 0
    with pytest.raises(Refused) as refusal:
        answered(ground, made)
    assert refusal.value.code == "answered_already"


def test_an_answer_has_words_and_comes_from_a_post_of_the_place(ground: Ground) -> None:
    made = objected(ground, put_up(ground))
    with pytest.raises(Refused):
        answered(ground, made, answer=" ")
    given: dict[str, Any] = {"objection_id": made.id, "answer": "好。", "upheld": False, "at": AT}
    with pytest.raises(Missing):
        actions.answer_publication_objection(actor=as_resident(ground), **given)
    with pytest.raises(NotAllowed):
        actions.answer_publication_objection(actor=ground.property_manager, **given)


def test_an_objection_without_an_answer_rises_level_by_level_each_once(ground: Ground) -> None:
    posts = (ground.secretary, ground.office, ground.leader)
    made = objected(ground, put_up(ground))

    def remind(days: int) -> int:
        at = noon(made.due_on + timedelta(days=days))
        return actions.remind_objections(sub_district_id=ground.place.id, at=at)

    assert remind(0) == 0
    assert remind(1) == 1
    assert remind(1) == 0
    assert remind(20) == 2
    told = {one.post_id for one in letters("decisions/notice_objection_late")}
    assert told == {one.post.post_id for one in posts if one.post}


def test_an_open_objection_holds_the_disclosure(ground: Ground) -> None:
    decision = at_disclosure(ground)
    kind = PublicationKind.DECISION
    notice = put_up(ground, a_draft(kind, days=7), decision=decision)
    made = objected(ground, notice)
    taken_down(ground, notice, on=notice.until)
    assert "意见" in queries.what_disclosure_lacks(decision, kind, on=notice.until)
    assert queries.objections_waiting(ground.place.id, decision.id) == 1
    answered(ground, made)
    assert queries.disclosed(decision, kind, on=notice.until)


def test_the_journal_holds_neither_words_nor_names(ground: Ground) -> None:
    made = objected(ground, put_up(ground))
    answered(ground, made)
    rows = AuditEntry.objects.filter(did__startswith="decisions.")
    facts = "".join(str(row.facts) for row in rows)
    assert "三家报价" not in facts
    assert "第四家" not in facts
    assert str(ground.resident.pk) not in facts


def test_its_sender_sees_who_read_it(ground: Ground) -> None:
    made = objected(ground, put_up(ground))
    actions.look_at_publication_objection(actor=ground.secretary, objection_id=made.id, at=AT)
    with pytest.raises(Missing):
        actions.look_at_publication_objection(actor=Ground().secretary, objection_id=made.id, at=AT)


def test_who_objected_is_forgotten_and_the_answer_stays(ground: Ground) -> None:
    made = objected(ground, put_up(ground), contact="示例电话")
    answered(ground, made)
    later = AT + timedelta(days=4000)
    assert actions.forget_objectors(sub_district_id=ground.place.id, at=AT) == 0
    assert actions.forget_objectors(sub_district_id=ground.place.id, at=later) == 1
    found = PublicationObjection.objects.get()
    assert (found.account_id, found.contact) == (None, "")
    assert found.answer


def test_who_follows_a_board_is_told_of_everyday_notices_each_edition_once(
    ground: Ground,
) -> None:
    me = as_resident(ground)
    for _twice in range(2):
        actions.follow_board(actor=me, place_id=ground.compound.id, at=AT)
    assert BoardFollower.objects.count() == 1
    put_up(ground)
    notice = water_cut(ground)
    told = letters("decisions/ordinary_notice")
    assert [one.account_id for one in told] == [ground.resident.pk]
    edited(ground, notice, at=AT, text="改到后天上午。", days=2, why="水厂改期")
    assert len(letters("decisions/ordinary_notice")) == 2
    actions.leave_board(actor=me, place_id=ground.compound.id, at=AT)
    water_cut(ground)
    assert len(letters("decisions/ordinary_notice")) == 2


def test_a_community_s_notice_reaches_who_follows_its_compound(ground: Ground) -> None:
    actions.follow_board(actor=as_resident(ground), place_id=ground.compound.id, at=AT)
    actions.publish(
        actor=ground.secretary,
        draft=a_draft(PublicationKind.ORDINARY, days=1),
        place_id=ground.community.id,
        key=str(uuid4()),
        at=AT,
    )
    assert len(letters("decisions/ordinary_notice")) == 1


def test_a_visitor_follows_no_board_and_nobody_follows_a_building(ground: Ground) -> None:
    with pytest.raises(NotAllowed):
        actions.follow_board(actor=ground.visitor, place_id=ground.compound.id, at=AT)
    with pytest.raises(Missing):
        actions.follow_board(actor=as_resident(ground), place_id=ground.building.id, at=AT)


def test_one_s_own_data_show_what_one_said_and_follows(ground: Ground) -> None:
    objected(ground, put_up(ground))
    actions.follow_board(actor=as_resident(ground), place_id=ground.compound.id, at=AT)
    found = personal_data_of(ground.place.id, ground.resident.pk, on=AT.date())
    assert ["三家报价" in one.value for one in found] == [True, False]
    assert ground.compound.name in found[1].value
