"""Legal aid goes by the clocks of the law, in writing, in a sealed file (R42)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.counsel import actions
from linli.counsel.models import LegalAid, SealedFile
from linli.counsel.queries.aid import aid_shown
from linli.counsel.rules import TeamKind
from linli.counsel.rules.legal import (
    AID_MOVES,
    AID_OUTCOMES,
    AidMove,
    AidStage,
    aid_moved,
    examined_by,
)
from linli.kernel.errors import Conflict, Missing, Refused
from linli.records import queries as records
from tests.counsel.builders import AT, a_neighbour, a_room
from tests.counsel.leaks import leaks
from tests.counsel.legal_builders import a_legal_room, aid_told, an_aid_file, membership_id

SATURDAY = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)


@given(st.sampled_from(list(AidStage)), st.sampled_from(list(AidMove)), st.booleans())
def test_papers_are_asked_for_once_and_a_closed_application_never_moves(stage, move, asked):
    to = aid_moved(stage, move, papers_asked=asked)
    if to is not None:
        assert stage in AID_MOVES[move][0]
        assert not (asked and move is AidMove.ASK_PAPERS)
    if stage is AidStage.CLOSED:
        assert to is None


def test_every_end_has_an_outcome():
    ends = {move for move, (_froms, to) in AID_MOVES.items() if to is AidStage.CLOSED}
    assert set(AID_OUTCOMES) == ends


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(0, 60))
def test_the_days_of_waiting_for_papers_do_not_count(due, waited):
    assert examined_by(due, due, due + timedelta(days=waited)) == due + timedelta(days=waited)


@pytest.fixture
def room(db):
    return a_legal_room()


def moved(room, file, move, *, by=None, at=AT, **facts):
    return actions.move_aid(actor=by or room.member, file_id=file.id, move=move, at=at, **facts)


def test_it_is_examined_within_seven_days_and_assigned_within_three(room):
    file = an_aid_file(room, at=AT)
    assert file.due_on == date(2026, 12, 1)
    file = moved(room, file, AidMove.GRANT, at=AT + timedelta(days=1))
    assert (file.state, file.due_on) == ("granted", date(2026, 11, 30))
    file = moved(room, file, AidMove.ASSIGN, text="示例律师，示例律所")
    assert (file.state, file.due_on) == ("assigned", None)
    file = moved(room, file, AidMove.FINISH)
    assert (file.state, file.outcome) == ("closed", "helped")


def test_a_last_day_of_rest_moves_on(room):
    file = an_aid_file(room, at=SATURDAY)
    assert file.due_on == date(2026, 12, 7)
    calendar = records.calendar_for(room.team.sub_district_id)
    assert calendar.is_workday(file.due_on)


def test_missing_papers_are_named_in_one_list_and_the_clock_stands_still(room):
    file = an_aid_file(room, at=AT)
    with pytest.raises(Refused) as caught:
        moved(room, file, AidMove.ASK_PAPERS)
    assert caught.value.code == "no_words"
    moved(room, file, AidMove.ASK_PAPERS, text="示例：工资条")
    file = moved(room, file, AidMove.GIVE_PAPERS, at=AT + timedelta(days=4))
    assert file.due_on == date(2026, 12, 7)
    with pytest.raises(Refused) as caught:
        moved(room, file, AidMove.ASK_PAPERS, text="示例：再来一份")
    assert caught.value.code == "wrong_state"


def test_a_refusal_needs_reasons_and_an_objection_is_decided_in_five_days(room):
    applicant = a_neighbour(room)
    file = actions.apply_for_aid(
        actor=applicant,
        team_id=room.team.id,
        place_id=room.community.id,
        told=aid_told(),
        key=str(uuid4()),
        at=AT,
    )
    with pytest.raises(Missing):
        moved(room, file, AidMove.GRANT)
    actions.share_out_aid(
        actor=room.director, file_id=file.id, member_id=membership_id(room, room.member), at=AT
    )
    with pytest.raises(Refused):
        moved(room, file, AidMove.REFUSE)
    moved(room, file, AidMove.REFUSE, text="示例：不属于援助范围")
    file = moved(room, file, AidMove.OBJECT, by=applicant, text="示例：属于")
    assert (file.state, file.due_on) == ("objected", date(2026, 11, 30))
    file = moved(room, file, AidMove.OVERTURN, text="示例：改为同意")
    assert file.state == "granted"


def test_an_applicant_decides_nothing_that_is_the_stations(room):
    applicant = a_neighbour(room)
    file = actions.apply_for_aid(
        actor=applicant,
        team_id=room.team.id,
        place_id=room.community.id,
        told=aid_told(),
        key=str(uuid4()),
        at=AT,
    )
    with pytest.raises(Missing):
        moved(room, file, AidMove.GRANT, by=applicant)
    with pytest.raises(Missing):
        moved(room, file, AidMove.WITHDRAW, by=a_neighbour(room))
    file = moved(room, file, AidMove.WITHDRAW, by=applicant)
    assert (file.state, file.outcome) == ("closed", "withdrawn")


def test_the_applicant_sees_the_writing_and_who_opened_it(room):
    applicant = a_neighbour(room)
    file = actions.apply_for_aid(
        actor=applicant,
        team_id=room.team.id,
        place_id=room.community.id,
        told=aid_told(what="示例：独一无二的事由"),
        key="once",
        at=AT,
    )
    actions.open_for_team(actor=room.director, file_id=file.id, at=AT)
    shown = aid_shown(actions.open_for_party(actor=applicant, file_id=file.id))
    assert [one.text for one in shown.entries] == ["示例：独一无二的事由"]
    assert [one.label for one in shown.accesses] == [room.director.label]
    assert set(shown.moves) == {AidMove.WITHDRAW}


def test_no_word_of_it_lies_in_clear(room):
    file = an_aid_file(room, name="示例独名居民", what="示例独有事由甲乙丙")
    moved(room, file, AidMove.ASK_PAPERS, text="示例独有清单子丑寅")
    assert leaks(["示例独名居民", "示例独有事由甲乙丙", "示例独有清单子丑寅", "13800003333"]) == []


def test_the_same_form_again_is_the_same_file_and_a_stale_page_is_a_conflict(room):
    given = {
        "actor": room.member,
        "team_id": room.team.id,
        "place_id": room.community.id,
        "told": aid_told(),
        "key": "once",
        "at": AT,
    }
    assert actions.open_aid(**given).id == actions.open_aid(**given).id
    assert SealedFile.objects.count() == LegalAid.objects.count() == 1
    file = SealedFile.objects.get()
    with pytest.raises(Conflict):
        moved(room, file, AidMove.GRANT, version=99)


def test_another_kind_of_team_opens_no_application(db):
    room = a_room(TeamKind.MEDIATION)
    with pytest.raises(Missing):
        an_aid_file(room)


def test_nobody_is_left_out_of_the_writing(room):
    with pytest.raises(Refused):
        an_aid_file(room, name=" ")
