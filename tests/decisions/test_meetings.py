"""Meetings: notice with proof, who votes and who only speaks, quorum, minutes and signatures."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from linli.decisions import actions, queries
from linli.decisions.actions import Item, Person
from linli.decisions.models import ItemVoice, Meeting, MinutesText
from linli.decisions.queries.meetings import (
    attendees_of,
    items_of,
    minutes_in_force,
    own_meetings,
    signatures_of,
)
from linli.decisions.queries.own_meetings import personal_data_of
from linli.decisions.rules import StepKind
from linli.decisions.rules.meetings import (
    AttendeePart,
    ItemOutcome,
    MeetingKind,
    ProofWay,
    Stance,
)
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.records.models import Message
from tests.decisions.builders import AT, Ground
from tests.decisions.meeting_builders import HELD, Meetings, again
from tests.elections.election_builders import a_photo
from tests.people import builders as people


@pytest.fixture
def meetings(ground: Ground) -> Meetings:
    """Meetings at the ground's compound."""
    return Meetings(ground)


def refused(caught: pytest.ExceptionInfo[Refused]) -> str:
    return caught.value.code


# Notice


def test_notice_is_given_at_least_so_many_days_before(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.joint()
    late = HELD - timedelta(days=2)
    with pytest.raises(Refused) as caught:
        actions.give_notice(
            actor=ground.secretary, meeting_id=meeting.id, version=meeting.version, at=late
        )
    assert refused(caught) == "notice_late"
    assert caught.value.source


def test_notice_exactly_so_many_days_before_is_in_time(meetings: Meetings) -> None:
    meeting = meetings.joint()
    noticed = meetings.noticed(meeting, at=HELD - timedelta(days=3))
    assert noticed.state == "noticed"


def test_a_committee_meeting_is_noticed_seven_days_before(
    meetings: Meetings, ground: Ground
) -> None:
    ground.proposed("committee_affairs")
    meeting = meetings.called(kind=MeetingKind.COMMITTEE, starts_at=HELD)
    meetings.item(meeting, "安排值班")
    meetings.led(meeting)
    with pytest.raises(Refused) as caught:
        actions.give_notice(
            actor=ground.secretary,
            meeting_id=meeting.id,
            version=again(meeting).version,
            at=AT + timedelta(days=1),
        )
    assert refused(caught) == "notice_late"
    assert meetings.noticed(meeting, at=AT).state == "noticed"


def test_a_notice_without_agenda_or_chair_is_refused(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.called()
    for code in ("no_agenda", "no_chair"):
        with pytest.raises(Refused) as caught:
            actions.give_notice(
                actor=ground.secretary,
                meeting_id=meeting.id,
                version=again(meeting).version,
                at=AT,
            )
        assert refused(caught) == code
        meetings.item(meeting, "商议")


def test_whoever_has_an_account_gets_a_letter(meetings: Meetings) -> None:
    meetings.noticed(meetings.joint())
    letters = Message.objects.filter(template="decisions/meeting_notice")
    assert {one.account_id for one in letters} == {meetings.member.pk, meetings.observer.pk}


def test_a_changed_agenda_after_the_notice_is_refused(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.noticed(meetings.joint())
    with pytest.raises(Refused) as caught:
        actions.add_item(
            actor=ground.secretary, meeting_id=meeting.id, item=Item("再加一项"), at=AT
        )
    assert refused(caught) == "wrong_state"
    with pytest.raises(Refused):
        actions.set_meeting(
            actor=ground.secretary,
            meeting_id=meeting.id,
            title="改题",
            where="别处",
            starts_at=HELD,
            version=meeting.version,
            at=AT,
        )


def test_a_new_notice_must_be_in_time_anew_and_be_proven_anew(
    meetings: Meetings, ground: Ground
) -> None:
    meeting = meetings.noticed(meetings.joint())
    actions.take_notice_back(
        actor=ground.secretary,
        meeting_id=meeting.id,
        reason="加一项",
        version=meeting.version,
        at=AT,
    )
    meetings.item(meeting, "再加一项")
    with pytest.raises(Refused) as caught:
        actions.give_notice(
            actor=ground.secretary,
            meeting_id=meeting.id,
            version=again(meeting).version,
            at=HELD - timedelta(days=1),
        )
    assert refused(caught) == "notice_late"
    second = actions.give_notice(
        actor=ground.secretary,
        meeting_id=meeting.id,
        version=again(meeting).version,
        at=HELD - timedelta(days=4),
    )
    assert (second.number, second.text.count("再加一项")) == (2, 1)
    with pytest.raises(Refused) as caught:
        actions.start_meeting(
            actor=ground.secretary,
            meeting_id=meeting.id,
            version=again(meeting).version,
            at=HELD,
        )
    assert refused(caught) == "no_proof"


def test_an_agenda_changed_behind_the_rules_does_not_begin(
    meetings: Meetings, ground: Ground
) -> None:
    meeting = meetings.come(meetings.noticed(meetings.joint()))
    item = items_of(meeting)[0]
    item.title = "换一项"
    item.save()
    with pytest.raises(Refused) as caught:
        actions.start_meeting(
            actor=ground.secretary, meeting_id=meeting.id, version=meeting.version, at=HELD
        )
    assert refused(caught) == "agenda_changed"


def test_nobody_but_the_member_confirms_in_the_account(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.joint()
    actions.give_notice(
        actor=ground.secretary, meeting_id=meeting.id, version=meeting.version, at=AT
    )
    one = attendees_of(meeting)[1]
    with pytest.raises(Refused) as caught:
        actions.prove_notice(
            actor=ground.secretary,
            meeting_id=meeting.id,
            attendee_id=one.id,
            way=ProofWay.APP,
            at=AT,
        )
    assert refused(caught) == "own_alone"
    actions.confirm_notice(
        actor=people.actor_of(meetings.member, ground.place), meeting_id=meeting.id, at=AT
    )
    proof = queries.meeting(ground.place.id, meeting.id)
    assert proof is not None


def test_a_notice_left_at_the_door_needs_its_photo(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.joint()
    actions.give_notice(
        actor=ground.secretary, meeting_id=meeting.id, version=meeting.version, at=AT
    )
    given = {
        "actor": ground.secretary,
        "meeting_id": meeting.id,
        "attendee_id": attendees_of(meeting)[0].id,
        "way": ProofWay.LEFT,
        "at": AT,
    }
    with pytest.raises(Refused):
        actions.prove_notice(**given)
    actions.prove_notice(**given, photo=a_photo())


# Who comes


def test_a_body_is_bidden_whole_and_none_of_it_can_be_left_out(
    meetings: Meetings, ground: Ground
) -> None:
    ground.proposed()
    meeting = meetings.called(kind=MeetingKind.CONGRESS)
    bidden = attendees_of(meeting)
    assert len(bidden) == 7
    with pytest.raises(Refused) as caught:
        actions.unbid(
            actor=ground.secretary, meeting_id=meeting.id, attendee_id=bidden[3].id, at=AT
        )
    assert refused(caught) == "sits"


def test_below_the_quorum_nothing_begins_and_at_exactly_two_thirds_it_does(
    meetings: Meetings, ground: Ground
) -> None:
    ground.proposed()
    meeting = meetings.called(kind=MeetingKind.CONGRESS)
    meetings.item(meeting, "报告账目")
    meetings.led(meeting)
    meetings.noticed(meeting)
    with pytest.raises(Refused) as caught:
        meetings.begun(meeting, away=(5, 6, 7))
    assert refused(caught) == "no_quorum"
    assert meetings.begun(meeting, away=(6, 7)).state == "under_way"


def test_a_member_signs_in_alone_on_the_day_and_not_before(
    meetings: Meetings, ground: Ground
) -> None:
    meeting = meetings.noticed(meetings.joint())
    actor = people.actor_of(meetings.member, ground.place)
    with pytest.raises(Refused) as caught:
        actions.sign_in(actor=actor, meeting_id=meeting.id, at=AT)
    assert refused(caught) == "too_early"
    mine = actions.sign_in(actor=actor, meeting_id=meeting.id, at=HELD)
    assert (mine.presence, mine.came_way) == ("here", "own")


def test_who_is_not_bidden_finds_no_meeting(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.noticed(meetings.joint())
    stranger = people.actor_of(ground.somebody(), ground.place)
    with pytest.raises(Missing):
        actions.sign_in(actor=stranger, meeting_id=meeting.id, at=HELD)
    assert own_meetings(ground.place.id, meetings.member.pk)[0].meeting_id == meeting.id


def test_leave_is_asked_with_a_reason(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.noticed(meetings.joint())
    actor = people.actor_of(meetings.member, ground.place)
    with pytest.raises(Refused):
        actions.ask_leave(actor=actor, meeting_id=meeting.id, reason=" ", at=AT)
    mine = actions.ask_leave(actor=actor, meeting_id=meeting.id, reason="出差", at=AT)
    assert mine.presence == "excused"


# What is said


def test_an_observer_speaks_and_does_not_vote(meetings: Meetings) -> None:
    meeting = meetings.under_way()
    item = items_of(meeting)[0]
    observer = attendees_of(meeting)[4]
    meetings.say(meeting, item, observer, Stance.SPOKE, "施工时请留出通道。")
    with pytest.raises(Refused) as caught:
        meetings.say(meeting, item, observer, Stance.FOR)
    assert refused(caught) == "observer_votes"


def test_the_database_holds_no_vote_of_an_observer(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.under_way()
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemVoice.objects.create(
            sub_district=ground.place,
            item=items_of(meeting)[0],
            attendee=attendees_of(meeting)[4],
            part="observer",
            stance="for",
            by="示例",
            at=HELD,
        )


def test_whoever_is_recused_takes_no_part_in_the_point(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.under_way()
    item = items_of(meeting)[0]
    actor = people.actor_of(meetings.member, ground.place)
    with pytest.raises(Refused):
        actions.recuse(actor=actor, meeting_id=meeting.id, item_id=item.id, reason="", at=HELD)
    actions.recuse(
        actor=actor, meeting_id=meeting.id, item_id=item.id, reason="施工单位是亲戚开的", at=HELD
    )
    with pytest.raises(Refused) as caught:
        meetings.say(meeting, item, attendees_of(meeting)[1], Stance.FOR)
    assert refused(caught) == "recused"


def test_exactly_half_is_not_agreed_and_the_recused_do_not_count(meetings: Meetings) -> None:
    meeting = meetings.under_way()
    item = items_of(meeting)[0]
    chair, member, other = attendees_of(meeting)[:3]
    meetings.say(meeting, item, chair, Stance.FOR)
    meetings.say(meeting, item, member, Stance.AGAINST, "先比三家")
    meetings.say(meeting, item, other, Stance.RECUSED, "报价单位的股东")
    close = {
        "actor": meetings.ground.secretary,
        "meeting_id": meeting.id,
        "item_id": item.id,
        "outcome": ItemOutcome.AGREED,
        "said": "意见不一。",
        "at": HELD,
    }
    with pytest.raises(Refused) as caught:
        actions.close_item(**close)
    assert refused(caught) == "not_agreed"
    meetings.say(meeting, item, member, Stance.FOR)
    assert actions.close_item(**close).outcome == "agreed"


def test_a_meeting_does_not_end_with_a_point_open(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.under_way()
    with pytest.raises(Refused) as caught:
        actions.end_meeting(
            actor=ground.secretary, meeting_id=meeting.id, version=meeting.version, at=HELD
        )
    assert refused(caught) == "items_open"


# Minutes


def test_minutes_are_signed_when_all_who_were_there_signed(
    meetings: Meetings, ground: Ground
) -> None:
    meeting = meetings.minuted(meetings.held(meetings.under_way()))
    signed = meetings.signed(meeting)
    assert signed.state == "signed"
    ways = sorted(one.way for one in signatures_of(signed).values())
    assert ways == ["own", "paper", "paper", "paper"]


def test_dissent_stands_with_the_signature(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.minuted(meetings.held(meetings.under_way()))
    made = actions.sign_minutes(
        actor=people.actor_of(meetings.member, ground.place),
        meeting_id=meeting.id,
        number=1,
        dissent="第一项我不同意。",
        at=HELD,
    )
    kept = minutes_in_force(meeting)
    assert kept is not None
    assert (made.dissent, made.digest) == ("第一项我不同意。", kept.digest)


def test_changed_minutes_are_signed_anew(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.minuted(meetings.held(meetings.under_way()))
    actor = people.actor_of(meetings.member, ground.place)
    actions.sign_minutes(actor=actor, meeting_id=meeting.id, number=1, at=HELD)
    changed = meetings.minuted(meeting)
    assert signatures_of(changed) == {}
    with pytest.raises(Conflict):
        actions.sign_minutes(actor=actor, meeting_id=meeting.id, number=1, at=HELD)


def test_an_observer_signs_nothing(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.minuted(meetings.held(meetings.under_way()))
    with pytest.raises(Refused) as caught:
        actions.sign_minutes(
            actor=people.actor_of(meetings.observer, ground.place),
            meeting_id=meeting.id,
            number=1,
            at=HELD,
        )
    assert refused(caught) == "signs_not"


def test_signed_minutes_are_never_changed(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.signed(meetings.minuted(meetings.held(meetings.under_way())))
    with pytest.raises(Refused):
        meetings.minuted(meeting)
    with pytest.raises(IntegrityError), transaction.atomic():
        MinutesText.objects.filter(meeting_id=meeting.id).update(text="另一份")


# Who leads


@pytest.mark.parametrize("who", ["property_manager", "visitor"])
def test_others_lead_no_meeting(meetings: Meetings, ground: Ground, who: str) -> None:
    meeting = meetings.joint()
    with pytest.raises((NotAllowed, Missing)):
        actions.give_notice(
            actor=getattr(ground, who), meeting_id=meeting.id, version=meeting.version, at=AT
        )


def test_two_at_once_is_a_conflict(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.joint()
    meetings.noticed(meeting)
    with pytest.raises(Conflict):
        actions.give_notice(
            actor=ground.secretary, meeting_id=meeting.id, version=meeting.version, at=AT
        )


def test_one_person_leads(meetings: Meetings, ground: Ground) -> None:
    meeting = meetings.joint()
    with pytest.raises(Refused) as caught:
        actions.bid(
            actor=ground.secretary,
            meeting_id=meeting.id,
            person=Person("示例另一人", part=AttendeePart.CHAIR),
            at=AT,
        )
    assert refused(caught) == "two_chairs"


# The step of a decision


def test_a_decision_is_deliberated_when_its_meeting_agreed_and_signed(
    meetings: Meetings, ground: Ground
) -> None:
    decision = ground.decision_at(StepKind.DELIBERATE)
    step = ground.step(decision)
    on = HELD.date()
    assert len(queries.lacking(decision, step, on=on)) == 1
    meetings.deliberated(decision)
    assert queries.lacking(decision, step, on=on) == []


def test_a_meeting_that_did_not_agree_leaves_the_step_open(
    meetings: Meetings, ground: Ground
) -> None:
    decision = ground.decision_at(StepKind.DELIBERATE)
    meeting = meetings.held(meetings.under_way(decision), ItemOutcome.NOT_AGREED)
    meetings.signed(meetings.minuted(meeting))
    assert queries.lacking(decision, ground.step(decision), on=HELD.date())


def test_a_required_member_who_is_neither_there_nor_excused_leaves_the_step_open(
    meetings: Meetings, ground: Ground
) -> None:
    decision = ground.decision_at(StepKind.DELIBERATE)
    meeting = meetings.deliberated(decision)
    absent = attendees_of(meeting)[2]
    absent.presence = "absent"
    absent.save()
    assert queries.lacking(decision, ground.step(decision), on=HELD.date())


def test_a_meeting_before_the_step_last_began_does_not_count(
    meetings: Meetings, ground: Ground
) -> None:
    decision = ground.decision_at(StepKind.DELIBERATE)
    meetings.deliberated(decision)
    Meeting.objects.update(started_at=AT - timedelta(days=1))
    assert queries.lacking(decision, ground.step(decision), on=HELD.date())


# The meeting with the police room


def test_open_points_stand_first_at_the_next_police_room_meeting(
    meetings: Meetings, ground: Ground
) -> None:
    first = meetings.called(kind=MeetingKind.POLICE_ROOM)
    for name, part in (("示例所长", AttendeePart.CHAIR), ("示例民警", AttendeePart.MEMBER)):
        actions.bid(
            actor=ground.secretary, meeting_id=first.id, person=Person(name, part=part), at=AT
        )
    meetings.item(first, "路灯和消防通道")
    meetings.begun(meetings.noticed(first))
    asked = [
        actions.ask_follow_up(
            actor=ground.secretary,
            meeting_id=first.id,
            place_id=ground.building.id,
            what=what,
            owner="物业公司",
            due_on=(HELD + timedelta(days=5)).date(),
            at=HELD,
        )
        for what in ("3号楼消防通道堵塞", "3号楼门禁坏了")
    ]
    actions.settle_follow_up(
        actor=ground.secretary, follow_up_id=asked[1].id, result="已经修好", at=HELD
    )
    later = HELD + timedelta(days=30)
    second = meetings.called(kind=MeetingKind.POLICE_ROOM, at=HELD, starts_at=later)
    assert [one.title for one in items_of(second)] == ["3号楼消防通道堵塞"]
    with pytest.raises(Refused) as caught:
        actions.drop_item(
            actor=ground.secretary,
            meeting_id=second.id,
            item_id=items_of(second)[0].id,
            at=HELD,
        )
    assert refused(caught) == "carried_over"


def test_the_same_call_sent_twice_makes_one_meeting(ground: Ground) -> None:
    given = {
        "actor": ground.secretary,
        "draft": actions.MeetingDraft(
            MeetingKind.JOINT, "商议", ground.compound.id, HELD, "活动室"
        ),
        "key": "one",
        "at": AT,
    }
    assert actions.call_meeting(**given).id == actions.call_meeting(**given).id


def test_who_was_bidden_sees_what_is_kept_of_it(meetings: Meetings, ground: Ground) -> None:
    meetings.signed(meetings.minuted(meetings.held(meetings.under_way())))
    shown = personal_data_of(ground.place.id, meetings.member.pk, on=HELD.date())
    assert len(shown) == 3
