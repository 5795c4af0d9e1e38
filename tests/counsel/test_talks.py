"""Talks with a counsellor: booked under any name, held or not, and nothing of them is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from linli.counsel import actions
from linli.counsel.models import CounsellorHours, Talk
from linli.counsel.queries import talks as queries
from linli.counsel.rules.talks import (
    BEFORE as SAID_BEFORE,
)
from linli.counsel.rules.talks import (
    MOVES,
    Missed,
    ReferredTo,
    StaffHours,
    TalkState,
    Tier,
    Way,
    average,
    may_move,
    months_over,
    waited,
    whole_entry,
)
from linli.diary.models import Booking, TakenQuarter
from linli.kernel.actor import nobody
from linli.kernel.errors import Conflict, Missing, Refused
from linli.kernel.posts import PostKind
from linli.places.rules import PlaceKind
from linli.records import queries as records
from linli.records.models import Message
from tests.counsel.talk_builders import BEFORE, BEGUN, DAYS_AFTER, TalkGround
from tests.diary.builders import opened
from tests.people import builders as people
from tests.places import builders as places

states = st.sampled_from(list(TalkState))


@given(states, states, st.booleans())
def test_an_hour_that_is_over_never_moves_and_nothing_is_said_out_of_time(state, to, begun):
    if may_move(state, to, begun=begun):
        assert to in MOVES[state]
        assert begun is (to not in SAID_BEFORE)
    if not MOVES[state]:
        assert not may_move(state, to, begun=begun)


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.integers(0, 400))
def test_waiting_is_counted_in_days_and_never_below_nought(day, ahead):
    assert waited(day, day + timedelta(days=ahead)) == ahead
    assert waited(day + timedelta(days=ahead), day) == 0


@given(st.integers(0, 10_000), st.integers(0, 500))
def test_a_mean_lies_within_half_a_day_of_the_share(total, number):
    mean = average(total, number)
    assert (mean is None) == (number == 0)
    if mean is not None:
        assert abs(2 * mean * number - 2 * total) <= number


@pytest.mark.parametrize(
    ("days", "quarters", "good"), [(0, 1, True), (92, 32, True), (93, 4, False), (-1, 4, False), (1, 33, False), (1, 0, False)],
)  # fmt: skip
def test_hours_are_entered_once_they_are_done_and_not_long_after(days, quarters, good):
    today = date(2026, 11, 24)
    assert whole_entry(today - timedelta(days=days), quarters, today) is good


@pytest.fixture
def ground(db):
    return TalkGround()


def test_a_visitor_books_under_any_name_and_finds_it_by_the_word_alone(ground):
    booked = ground.booked()
    talk = queries.talk_by_word(ground.visitor.sub_district_id, booked.word.lower())
    assert talk.id == booked.talk_id
    assert (talk.tier, talk.way, talk.state) == (Tier.COMMUNITY, Way.ONLINE, TalkState.ASKED)
    assert set(queries.uses_now(talk)) == {"示例谈心室", talk.keeper.name}
    assert queries.talk_by_word(ground.visitor.sub_district_id, "ABCD-EFGH") is None
    assert queries.talk_by_word(ground.visitor.sub_district_id, "") is None


def test_the_same_form_again_is_the_same_hour_and_word(ground):
    slot = ground.slots()[0]
    first, again = (ground.booked(slot=slot, key="once") for _each in range(2))
    assert first == again
    assert Talk.objects.count() == 1


def test_two_people_do_not_get_one_hour(ground):
    slot = ground.slots()[0]
    ground.booked(slot=slot)
    with pytest.raises(Refused) as caught:
        ground.booked(slot=slot)
    assert caught.value.code == "taken"
    assert Talk.objects.count() == Booking.objects.count() == 1


def test_the_table_holds_no_name_and_no_number_in_clear(ground):
    ground.booked()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM counsel_talk")
        row = str(cursor.fetchall())
    assert "小雨" not in row
    assert "13800001111" not in row


def test_the_journal_the_calendar_and_the_letter_name_nobody(ground):
    booked = ground.booked()
    tenant = ground.visitor.sub_district_id
    talk = Talk.objects.get()
    for subject in (booked.talk_id, talk.booking_id):
        for entry in records.entries_on(tenant, subject):
            assert entry.actor_id is None
            assert "小雨" not in str(entry.facts) + str(entry.actor_label)
    assert Booking.objects.get().made_by == "sender"
    (letter,) = Message.objects.filter(sub_district_id=tenant, template__startswith="counsel/")
    said = str(letter.params) + letter.link
    assert "小雨" not in said
    assert booked.word not in said
    assert str(talk.id) not in letter.link


def test_the_counsellor_confirms_and_says_how_it_went(ground):
    talk = ground.talk()
    talk = actions.confirm_talk(
        actor=ground.counsellor, talk_id=talk.id, version=talk.version, at=BEFORE
    )
    with pytest.raises(Refused):
        ended(ground, talk, TalkState.HELD, at=BEFORE)
    talk = ended(ground, talk, TalkState.HELD)
    assert talk.state == TalkState.HELD
    with pytest.raises(Refused):
        ended(ground, talk, TalkState.NOT_HELD, missed=Missed.DID_NOT_COME)


def ended(ground, talk, state, *, at=BEGUN, version=None, **facts):
    return actions.end_talk(
        actor=ground.counsellor, talk_id=talk.id, state=state,
        version=version or talk.version, at=at, **facts,
    )  # fmt: skip


def test_who_did_not_come_is_counted_and_may_book_again(ground):
    talk = ground.talk()
    with pytest.raises(Refused):
        ended(ground, talk, TalkState.NOT_HELD)
    ended(ground, talk, TalkState.NOT_HELD, missed=Missed.DID_NOT_COME)
    tenant, on = ground.visitor.sub_district_id, date(2026, 11, 24)
    assert records.tally_between(tenant, [queries.NOT_HELD], first=on, last=on) == {
        queries.NOT_HELD: 1
    }
    ground.booked()


def test_whoever_needs_more_is_sent_on_by_a_code(ground):
    talk = ground.talk()
    with pytest.raises(Refused):
        ended(ground, talk, TalkState.REFERRED)
    talk = ended(ground, talk, TalkState.REFERRED, referred_to=ReferredTo.HOSPITAL)
    assert talk.referred_to == ReferredTo.HOSPITAL


def test_a_stale_version_is_a_conflict(ground):
    talk = ground.talk()
    with pytest.raises(Conflict):
        actions.confirm_talk(actor=ground.counsellor, talk_id=talk.id, version=9, at=BEFORE)


def test_another_counsellor_the_officer_and_the_clerk_find_nothing(ground):
    talk = ground.talk()
    others = [
        people.an_actor(PostKind.COUNSELLOR, ground.ground.community),
        ground.officer,
        ground.ground.clerk,
        people.an_actor(PostKind.SUB_DISTRICT_LEADER, ground.ground.root),
    ]
    for actor in others:
        assert queries.talk_of_counsellor(actor, talk.id) is None
        with pytest.raises(Missing):
            actions.open_contact(actor=actor, talk_id=talk.id, at=BEFORE)
        with pytest.raises(Missing):
            actions.confirm_talk(actor=actor, talk_id=talk.id, version=1, at=BEFORE)


def test_reading_the_contact_is_an_entry_that_the_word_shows(ground):
    talk = ground.talk()
    assert queries.readings_of(talk) == []
    shown = actions.open_contact(actor=ground.counsellor, talk_id=talk.id, at=BEFORE)
    assert (shown.called, shown.contact) == ("示例化名小雨", "13800001111")
    ((label, _at),) = queries.readings_of(talk)
    assert label == ground.counsellor.label


def test_an_hour_is_called_off_with_the_word_and_the_time_is_free_again(ground):
    slot = ground.slots()[0]
    booked = ground.booked(slot=slot)
    for _again in range(2):
        talk = actions.cancel_own_talk(actor=ground.visitor, word=booked.word, at=BEFORE)
    assert talk.state == TalkState.CANCELLED
    assert TakenQuarter.objects.count() == 0
    assert slot in ground.slots()
    assert Message.objects.filter(template__startswith="counsel/").count() == 2
    with pytest.raises(Refused):
        actions.cancel_own_talk(actor=ground.visitor, word="ABCD-2345", at=BEFORE)


def test_a_begun_hour_is_not_called_off(ground):
    booked = ground.booked()
    with pytest.raises(Refused):
        actions.cancel_own_talk(actor=ground.visitor, word=booked.word, at=BEGUN)


def test_the_counsellor_calls_off_and_nobody_is_told_a_reason_about_a_person(ground):
    talk = ground.talk()
    talk = actions.cancel_talk(
        actor=ground.counsellor, talk_id=talk.id, version=talk.version, at=BEFORE
    )
    assert talk.state == TalkState.CANCELLED
    assert Booking.objects.get().ended_why == "keeper_away"


def test_names_contacts_and_words_are_forgotten_the_day_after(ground):
    booked = ground.booked()
    tenant = ground.visitor.sub_district_id
    assert actions.forget_talks(sub_district_id=tenant, at=BEGUN) == 0
    assert actions.forget_talks(sub_district_id=tenant, at=DAYS_AFTER) == 1
    talk = Talk.objects.get()
    assert (talk.called, talk.contact, talk.word_hash) == ("", "", "")
    assert queries.talk_by_word(tenant, booked.word) is None
    assert actions.forget_talks(sub_district_id=tenant, at=DAYS_AFTER) == 0


def test_a_clerk_books_for_somebody_who_rings(ground):
    talk = ground.talk(by=ground.ground.clerk, called="", contact="")
    assert talk.way == Way.COUNTER
    assert Booking.objects.get().kind == "on_behalf"


def test_the_pool_fills_gaps_and_comes_after_the_community(ground):
    counsellor = people.an_actor(PostKind.COUNSELLOR, ground.ground.root)
    pool = TalkGround.hours_of(ground, counsellor)
    pool.place_id = ground.ground.root.id
    pool.save(update_fields=["place_id"])
    found = queries.free_hours(ground.visitor.sub_district_id, at=BEFORE)
    assert [one.tier for one in found] == [Tier.COMMUNITY, Tier.POOL]


def test_counsellors_enter_supervision_and_training_and_the_officer_sees_hours(ground):
    asked = {
        "actor": ground.counsellor, "kind": StaffHours.SUPERVISION, "day": date(2026, 11, 20),
        "quarters": 6, "key": "one", "at": BEFORE,
    }  # fmt: skip
    for _again in range(2):
        actions.enter_hours(**asked)
    assert CounsellorHours.objects.count() == 1
    with pytest.raises(Refused):
        actions.enter_hours(**asked | {"key": "two", "day": date(2026, 12, 20)})
    with pytest.raises(Refused):
        actions.enter_hours(**asked | {"actor": ground.officer, "key": "three"})
    ended(ground, ground.talk(), TalkState.HELD)
    dates = {"first": date(2026, 11, 1), "last": date(2026, 11, 30)}
    table = told(ground)
    (row,) = queries.worked(ground.officer, table, **dates, on=dates["last"])
    assert (row.talks, row.supervision, row.training) == (None, 6, 0)
    assert queries.worked(ground.counsellor, table, **dates, on=dates["last"]) == []


def told(ground):
    return queries.counts(
        ground.visitor.sub_district_id, first=date(2026, 11, 1), ends=[date(2026, 11, 30)]
    )


def test_hours_of_talks_are_told_once_they_are_of_five(ground):
    rows = [ground.talk(slot=ground.slots()[0]) for _each in range(2)]
    later = [ground.talk() for _each in range(3)]
    for talk in (*rows, *later):
        talk.day = date(2026, 11, 24)
        talk.save(update_fields=["day"])
        ended(ground, talk, TalkState.HELD, at=DAYS_AFTER)
    dates = {"first": date(2026, 11, 1), "last": date(2026, 11, 30)}
    (row,) = queries.worked(ground.officer, told(ground), **dates, on=dates["last"])
    assert row.talks == 20
    assert queries.waiting_days(ground.visitor.sub_district_id, **dates) == 1


def test_one_more_talk_is_not_read_off_two_months(ground):
    opened(ground.ground, ground.hours, 2, "09:00", "11:00", room=ground.room)
    place, month = ground.ground.community.name, date(2026, 11, 30)
    for talk in [ground.talk() for _each in range(6)]:
        talk.day = date(2026, 11, 24)
        talk.save(update_fields=["day"])
        ended(ground, talk, TalkState.HELD, at=DAYS_AFTER)
    assert told(ground).count(place, queries.HELD) == 6
    talk = ground.talk()
    talk.day = date(2026, 12, 1)
    talk.save(update_fields=["day"])
    ended(ground, talk, TalkState.HELD, at=DAYS_AFTER + timedelta(days=10))
    both = queries.counts(
        ground.visitor.sub_district_id, first=date(2026, 11, 1), ends=[month, date(2026, 12, 31)]
    )
    assert both.count(place, queries.HELD) is None


@given(st.dates(date(2020, 1, 1), date(2032, 1, 1)))
def test_figures_are_of_months_that_are_over(today):
    ends = months_over(today)
    assert ends
    assert all(one < today and (one + timedelta(days=1)).day == 1 for one in ends)
    assert len({one.year for one in ends}) == 1


def test_counts_of_few_are_hidden_and_the_mean_wait_too(ground):
    tenant, dates = ground.visitor.sub_district_id, {"first": date(2026, 11, 1)}
    other = places.a_place(PlaceKind.COMMUNITY, ground.ground.root)
    ended(ground, ground.talk(), TalkState.HELD)
    table = told(ground)
    assert table.count(ground.ground.community.name, queries.HELD) is None
    assert table.count(other.name, queries.HELD) == 0
    assert queries.waiting_days(tenant, last=date(2026, 12, 31), **dates) is None


def test_an_hour_of_another_sub_district_is_not_found_by_its_word(ground):
    booked = ground.booked()
    elsewhere = places.a_sub_district()
    assert queries.talk_by_word(elsewhere.id, booked.word) is None
    with pytest.raises(Refused):
        actions.cancel_own_talk(actor=nobody(elsewhere.id), word=booked.word, at=BEFORE)


def test_no_field_of_a_talk_has_room_for_what_is_said():
    names = {one.name for one in Talk._meta.get_fields()}
    assert names == {
        "id", "sub_district", "keeper", "post", "place", "tier", "booking_id", "day", "first",
        "end", "way", "booked_on", "state", "missed", "referred_to", "word_hash", "called",
        "contact", "version",
    }  # fmt: skip
