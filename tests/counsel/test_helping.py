"""Help on one's own request: two people, a goal, a yes before anything leaves, an end at will."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.counsel import actions
from linli.counsel.actions.helping import help_count
from linli.counsel.models import HelpItem, HelpReferral, SealedFile
from linli.counsel.queries import sealed_lists
from linli.counsel.queries.helping import help_shown, items_given
from linli.counsel.rules import By, FileKind, Role
from linli.counsel.rules.helping import (
    REFERRAL_MOVES,
    HelpEnd,
    HelpKind,
    ItemState,
    ReferralState,
    ReferralTo,
    may_end,
    may_refer,
)
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.kernel.posts import PostKind
from linli.records import queries as records
from tests.counsel.builders import AT, a_neighbour, taken_in
from tests.counsel.leaks import leaks
from tests.counsel.legal_builders import a_help_file, a_help_room, help_told, membership_id

states = st.sampled_from(list(ReferralState))
LATER = datetime(2028, 11, 24, 2, 0, tzinfo=UTC)


@given(states, states)
def test_nothing_is_sent_without_a_yes(state, to):
    if may_refer(state, to) and to is ReferralState.SENT:
        assert state is ReferralState.AGREED
    if not REFERRAL_MOVES[state]:
        assert not may_refer(state, to)


@given(st.integers(0, 5), st.integers(0, 5))
def test_a_wish_ends_it_always_and_a_goal_only_when_all_is_settled(items, goals):
    assert may_end(HelpEnd.WISH, items_open=items, goals=goals)
    assert may_end(HelpEnd.GOAL, items_open=items, goals=goals) is (goals > 0 and items == 0)


@pytest.fixture
def room(db):
    return a_help_room()


def items_of(file):
    return list(HelpItem.objects.filter(file_id=file.id).order_by("id"))


def asked(room, who, **facts):
    return actions.ask_for_help(
        actor=who, team_id=room.team.id, told=help_told(**facts), key=str(uuid4()), at=AT
    )


def test_helper_and_supervisor_open_it_and_nobody_else_of_the_team(room):
    file = a_help_file(room)
    third = taken_in(room.team, room.director, Role.MEMBER, PostKind.HELP_WORKER, room.community)
    for who in (room.member, room.director):
        assert actions.open_for_team(actor=who, file_id=file.id, at=AT).file.id == file.id
    with pytest.raises(Missing):
        actions.open_for_team(actor=third, file_id=file.id, at=AT)
    files, _more = sealed_lists.open_files(third, FileKind.HELP, on=AT.date())
    assert files == []


def test_one_person_does_not_do_both(room):
    with pytest.raises(Refused) as caught:
        actions.open_help(
            actor=room.member,
            team_id=room.team.id,
            told=help_told(),
            supervisor_id=membership_id(room, room.member),
            key="k",
            at=AT,
        )
    assert caught.value.code == "two_people"


def test_who_asks_online_gets_two_people_named_by_a_director_who_reads_nothing(room):
    person = a_neighbour(room)
    file = asked(room, person)
    for who in (room.member, room.director):
        with pytest.raises(Missing):
            actions.open_for_team(actor=who, file_id=file.id, at=AT)
    third = taken_in(room.team, room.director, Role.MEMBER, PostKind.HELP_WORKER, room.community)
    with pytest.raises(Missing):
        shared(room, file, by=room.member, supervisor=third)
    shared(room, file, supervisor=third)
    assert actions.open_for_team(actor=third, file_id=file.id, at=AT).file.state == "open"
    with pytest.raises(Missing):
        actions.open_for_team(actor=room.director, file_id=file.id, at=AT)
    with pytest.raises(Missing):
        shared(room, file, supervisor=third)


def shared(room, file, *, by=None, supervisor):
    return actions.share_out_help(
        actor=by or room.director,
        file_id=file.id,
        helper_id=membership_id(room, room.member),
        supervisor_id=membership_id(room, supervisor),
        at=AT,
    )


def test_nobody_asks_in_a_post(room):
    with pytest.raises(NotAllowed):
        asked(room, room.member)


def test_the_file_stands_at_the_sub_district_so_that_no_community_is_told(room):
    file = a_help_file(room)
    assert file.place_id != room.community.id
    assert (file.topic, file.kind) == ("help", "help")


def test_what_is_given_is_counted_by_kind_and_nobody_is(room):
    file = a_help_file(room)
    job, papers = items_of(file)
    settled(room, file, job, ItemState.GIVEN)
    settled(room, file, papers, ItemState.DROPPED)
    day = AT.date()
    names = [help_count(one) for one in HelpKind]
    sums = records.tally_between(file.sub_district_id, names, first=day, last=day)
    assert sums == {help_count(HelpKind.JOB): 1}
    assert items_given(file.sub_district_id, first=day, last=day)[HelpKind.JOB] is None
    by_place = records.tally_by_place(file.sub_district_id, names, first=day, last=day)
    assert room.community.id not in {place for _name, place in by_place}
    with pytest.raises(Refused):
        settled(room, file, job, ItemState.GIVEN)


def settled(room, file, item, state):
    return actions.settle_item(
        actor=room.member, file_id=file.id, item_id=item.id, state=state, at=AT
    )


def test_a_referral_waits_for_the_persons_own_yes(room):
    person = a_neighbour(room)
    file = asked(room, person)
    shared(room, file, supervisor=room.director)
    referral = actions.ask_referral(
        actor=room.member, file_id=file.id, to=ReferralTo.EMPLOYMENT, text="示例：想找白班", at=AT
    )
    with pytest.raises(Refused) as caught:
        said(room.member, file, referral, ReferralState.SENT)
    assert caught.value.code == "no_consent"
    with pytest.raises(Missing):
        said(a_neighbour(room), file, referral, ReferralState.AGREED)
    row = said(person, file, referral, ReferralState.AGREED)
    assert row.answered_by == By.APP
    with pytest.raises(Missing):
        said(person, file, referral, ReferralState.SENT)
    assert said(room.member, file, referral, ReferralState.SENT).sent_on == AT.date()


def test_a_yes_taken_back_before_it_is_sent_stops_it(room):
    file = a_help_file(room)
    referral = actions.ask_referral(
        actor=room.member, file_id=file.id, to=ReferralTo.SCHOOL, text="示例", at=AT
    )
    said(room.member, file, referral, ReferralState.AGREED)
    said(room.member, file, referral, ReferralState.REFUSED)
    with pytest.raises(Refused):
        said(room.member, file, referral, ReferralState.SENT)


def said(actor, file, referral, state):
    return actions.settle_referral(
        actor=actor, file_id=file.id, referral_id=referral.id, state=state, at=AT
    )


def test_it_closes_by_the_goal_once_all_is_settled(room):
    file = a_help_file(room)
    with pytest.raises(Refused):
        actions.close_help(actor=room.member, file_id=file.id, end=HelpEnd.GOAL, at=AT)
    for item in items_of(file):
        settled(room, file, item, ItemState.GIVEN)
    file = actions.close_help(actor=room.member, file_id=file.id, end=HelpEnd.GOAL, at=AT)
    assert (file.state, file.outcome) == ("closed", "goal")
    with pytest.raises(Refused):
        actions.write_in_help(actor=room.member, file_id=file.id, text="示例", at=AT)


def test_the_person_ends_it_at_will_before_and_after_it_began(room):
    person = a_neighbour(room)
    file = asked(room, person)
    with pytest.raises(Missing):
        actions.close_help(actor=person, file_id=file.id, end=HelpEnd.GOAL, at=AT)
    file = actions.close_help(actor=person, file_id=file.id, end=HelpEnd.WISH, at=AT)
    assert (file.state, file.outcome) == ("closed", "wish")


def test_the_supervisor_gives_it_to_another_helper(room):
    file = a_help_file(room)
    third = taken_in(room.team, room.director, Role.MEMBER, PostKind.HELP_WORKER, room.community)
    with pytest.raises(Missing):
        handed(room, file, third, by=room.member)
    handed(room, file, third)
    assert actions.open_for_team(actor=third, file_id=file.id, at=AT).hand == "handler"
    with pytest.raises(Missing):
        actions.open_for_team(actor=room.member, file_id=file.id, at=AT)


def handed(room, file, to, *, by=None):
    return actions.hand_help_on(
        actor=by or room.director, file_id=file.id, helper_id=membership_id(room, to), at=AT
    )


def test_a_helper_who_leaves_is_followed_by_two_named_anew(room):
    file = a_help_file(room)
    third = taken_in(room.team, room.director, Role.MEMBER, PostKind.HELP_WORKER, room.community)
    actions.end_member(actor=room.director, membership_id=membership_id(room, room.member), at=AT)
    with pytest.raises(Missing):
        actions.open_for_team(actor=room.member, file_id=file.id, at=AT)
    actions.share_out_help(
        actor=room.director,
        file_id=file.id,
        helper_id=membership_id(room, third),
        supervisor_id=membership_id(room, room.director),
        at=AT,
    )
    assert actions.open_for_team(actor=third, file_id=file.id, at=AT).hand == "handler"


def test_the_person_reads_all_of_it_and_who_opened_it(room):
    person = a_neighbour(room)
    file = asked(room, person, goal="示例：搬到一楼")
    shared(room, file, supervisor=room.director)
    actions.write_in_help(actor=room.member, file_id=file.id, text="示例：约了看房", at=AT)
    actions.open_for_team(actor=room.member, file_id=file.id, at=AT)
    shown = help_shown(actions.open_for_party(actor=person, file_id=file.id))
    assert [one.text for one in shown.goals] == ["示例：搬到一楼"]
    assert [one.text for one in shown.notes] == ["示例：约了看房"]
    assert [one.label for one in shown.accesses] == [room.member.label]


def test_no_word_lies_in_clear_and_all_of_it_is_erased_on_its_day(room):
    file = a_help_file(room, name="示例独名午未", goal="示例独有目标申酉")
    actions.ask_referral(
        actor=room.member, file_id=file.id, to=ReferralTo.OTHER, text="示例独有转介戌亥", at=AT
    )
    assert leaks(["示例独名午未", "示例独有目标申酉", "示例独有转介戌亥", "13800004444"]) == []
    actions.close_help(actor=room.member, file_id=file.id, end=HelpEnd.WISH, at=AT)
    actions.forget_due(sub_district_id=file.sub_district_id, at=AT)
    assert SealedFile.objects.get().erased_at is None
    actions.forget_due(sub_district_id=file.sub_district_id, at=LATER)
    assert SealedFile.objects.get().erased_at is not None
    assert HelpItem.objects.count() == HelpReferral.objects.count() == 0


def test_no_field_says_why():
    names = {field.name for model in (HelpItem, HelpReferral) for field in model._meta.fields}
    assert not names & {"reason", "why", "cause", "history", "category", "person"}
