"""A time with the lawyer under any name, a queue without names, ticks that are counted."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from linli.counsel import actions
from linli.counsel.models import LegalVisit
from linli.counsel.queries import legal as queries
from linli.counsel.rules.legal import (
    BRING,
    VISIT_MOVES,
    Advice,
    LegalTopic,
    VisitState,
    VisitWay,
    may_move_visit,
    whole_headcount,
)
from linli.diary.models import Booking, TakenQuarter
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.kernel.posts import PostKind
from linli.places.rules import PlaceKind
from linli.records import queries as records
from linli.records.models import Message
from tests.counsel.legal_builders import BEFORE, BEGUN, DAYS_AFTER, LegalGround
from tests.people import builders as people
from tests.places import builders as places

states = st.sampled_from(list(VisitState))


@given(states, states, st.booleans())
def test_a_visit_that_is_over_never_moves(state, to, begun):
    if may_move_visit(state, to, begun=begun):
        assert to in VISIT_MOVES[state]
        assert state is not VisitState.BOOKED or begun is (to is not VisitState.CANCELLED)


def test_every_topic_says_what_to_bring():
    assert set(BRING) == set(LegalTopic)
    assert all(BRING.values())


@pytest.mark.parametrize(("heads", "good"), [(0, True), (5000, True), (5001, False), (-1, False)])
def test_heads_are_counted_in_a_human_measure(heads, good):
    assert whole_headcount(heads) is good


@pytest.fixture
def ground(db):
    return LegalGround()


def test_a_visitor_books_unnamed_and_finds_the_time_by_its_word_alone(ground):
    booked = ground.booked(called="", contact="")
    visit = queries.visit_by_word(ground.visitor.sub_district_id, booked.word.lower())
    assert visit.id == booked.visit_id
    assert (visit.way, visit.state, visit.topic) == ("online", "booked", "debt")
    assert queries.visit_by_word(ground.visitor.sub_district_id, "ABCD-EFGH") is None


@pytest.mark.parametrize(("by_phone", "way"), [(True, VisitWay.PHONE), (False, VisitWay.COUNTER)])
def test_the_counter_books_for_who_rings_or_stands_there(ground, by_phone, way):
    assert ground.visit(by=ground.clerk, by_phone=by_phone).way == way


def test_the_same_form_again_is_the_same_time_and_word(ground):
    slot = ground.slots()[0]
    first, again = (ground.booked(slot=slot, key="once") for _each in range(2))
    assert first == again
    assert LegalVisit.objects.count() == 1


def test_two_people_do_not_get_one_time(ground):
    slot = ground.slots()[0]
    ground.booked(slot=slot)
    with pytest.raises(Refused) as caught:
        ground.booked(slot=slot)
    assert caught.value.code == "taken"
    assert LegalVisit.objects.count() == Booking.objects.count() == 1


def test_no_name_lies_in_clear_and_no_letter_or_journal_names_anybody(ground):
    booked = ground.booked()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM counsel_legalvisit")
        row = str(cursor.fetchall())
    assert "阿杏" not in row
    assert "13800002222" not in row
    (letter,) = Message.objects.filter(
        sub_district_id=ground.visitor.sub_district_id, template="counsel/legal_booked"
    )
    entries = records.entries_on(ground.visitor.sub_district_id, booked.visit_id)
    said = str(letter.params) + letter.link + str([(one.facts, one.actor_label) for one in entries])
    assert "阿杏" not in said
    assert booked.word not in said
    assert all(one.actor_id is None for one in entries)


def test_numbers_are_handed_out_and_called_in_their_order(ground):
    first, second = ground.number(), ground.number(by=ground.lawyer)
    assert (first.number, second.number) == (1, 2)
    (shown,) = queries.queues(ground.visitor.sub_district_id, on=date(2026, 11, 24))
    assert (shown.now, shown.waiting) == (None, 2)
    called = actions.call_next(actor=ground.lawyer, keeper_id=ground.hours.id, at=BEGUN)
    assert called.id == first.id
    (shown,) = queries.queues(ground.visitor.sub_district_id, on=date(2026, 11, 24))
    assert (shown.now, shown.waiting) == (1, 1)
    actions.call_next(actor=ground.lawyer, keeper_id=ground.hours.id, at=BEGUN)
    with pytest.raises(Refused) as caught:
        actions.call_next(actor=ground.lawyer, keeper_id=ground.hours.id, at=BEGUN)
    assert caught.value.code == "nobody_waits"


def test_no_number_on_a_day_without_hours(ground):
    with pytest.raises(Refused) as caught:
        actions.hand_out_number(
            actor=ground.clerk,
            keeper_id=ground.hours.id,
            topic=LegalTopic.WORK,
            key=str(uuid4()),
            at=BEFORE,
        )
    assert caught.value.code == "not_there"


def test_another_communitys_counter_hands_out_no_number(ground):
    stranger = people.an_actor(PostKind.SERVICE_CLERK, places.a_community())
    with pytest.raises(Missing):
        ground.number(by=stranger)


def test_a_tick_says_what_came_of_it_and_is_counted(ground):
    visit = ground.visit()
    with pytest.raises(Refused):
        ended(ground, visit, Advice.ADVISED, at=BEFORE)
    visit = ended(ground, visit, Advice.LEGAL_AID)
    assert (visit.state, visit.advice) == ("done", "legal_aid")
    day = visit.day
    sums = records.tally_between(
        visit.sub_district_id,
        ["counsel.legal.topic.debt", "counsel.legal.advice.legal_aid"],
        first=day,
        last=day,
    )
    assert sums == {"counsel.legal.topic.debt": 1, "counsel.legal.advice.legal_aid": 1}
    table = queries.topics_by_place(visit.sub_district_id, first=day, last=day)
    assert 1 not in [table.count(place, "counsel.legal.topic.debt") for place in table.rows]


def test_nobody_came_is_no_outcome_and_counts_nothing(ground):
    visit = ended(ground, ground.visit(), None)
    assert (visit.state, visit.advice) == ("missed", "")


def test_only_the_lawyer_whose_time_it_is_ends_it(ground):
    visit = ground.visit()
    other = people.an_actor(PostKind.LEGAL_LIAISON, ground.ground.community)
    for who in (ground.clerk, other):
        with pytest.raises(Missing):
            ended(ground, visit, Advice.ADVISED, by=who)
        with pytest.raises(Missing):
            actions.open_visit_contact(actor=who, visit_id=visit.id, at=BEFORE)


def test_whoever_booked_sees_that_the_contact_was_opened(ground):
    visit = ground.visit()
    opened = actions.open_visit_contact(actor=ground.lawyer, visit_id=visit.id, at=BEFORE)
    assert opened.contact == "13800002222"
    assert len(queries.visit_readings(visit)) == 1


def test_a_time_is_called_off_by_its_word_and_free_again(ground):
    booked = ground.booked()
    visit = actions.cancel_own_visit(actor=ground.visitor, word=booked.word, at=BEFORE)
    again = actions.cancel_own_visit(actor=ground.visitor, word=booked.word, at=BEFORE)
    assert visit.state == again.state == "cancelled"
    assert TakenQuarter.objects.count() == 0
    with pytest.raises(Refused):
        actions.cancel_own_visit(actor=ground.visitor, word="WRNG-WORD", at=BEFORE)


def test_the_desk_calls_off_for_who_rings_and_a_stale_page_does_not(ground):
    visit = ground.visit()
    with pytest.raises(Conflict):
        actions.cancel_visit(actor=ground.clerk, visit_id=visit.id, version=9, at=BEFORE)
    visit = actions.cancel_visit(actor=ground.clerk, visit_id=visit.id, version=1, at=BEFORE)
    assert visit.state == "cancelled"


def test_what_was_left_is_forgotten_after_the_day(ground):
    booked = ground.booked()
    tenant = ground.visitor.sub_district_id
    assert actions.forget_visits(sub_district_id=tenant, at=BEGUN) == 0
    assert actions.forget_visits(sub_district_id=tenant, at=DAYS_AFTER) == 1
    visit = LegalVisit.objects.get(id=booked.visit_id)
    assert (visit.called, visit.contact, visit.word_hash) == ("", "", "")


def test_a_community_without_a_lawyer_is_named_as_a_gap(ground):
    assert queries.gaps(ground.visitor.sub_district_id, on=date(2026, 11, 24)) == []
    other = places.a_place(PlaceKind.COMMUNITY, ground.ground.root)
    assert queries.gaps(ground.visitor.sub_district_id, on=date(2026, 11, 24)) == [other.name]


def test_an_event_is_announced_counted_by_heads_and_corrected(ground):
    event = announced(ground)
    with pytest.raises(Refused):
        actions.count_heads(actor=ground.clerk, event_id=event.id, heads=30, version=1, at=BEFORE)
    event = actions.count_heads(
        actor=ground.lawyer, event_id=event.id, heads=30, version=1, at=BEGUN
    )
    event = actions.count_heads(
        actor=ground.clerk, event_id=event.id, heads=32, version=2, at=BEGUN
    )
    assert queries.events_held(event.sub_district_id, first=event.day, last=event.day) == (1, 32)


def test_an_event_that_is_called_off_counts_no_heads(ground):
    event = announced(ground)
    event = actions.call_off_event(actor=ground.clerk, event_id=event.id, version=1, at=BEFORE)
    with pytest.raises(Refused):
        actions.count_heads(actor=ground.clerk, event_id=event.id, heads=3, version=2, at=BEGUN)


def test_strangers_announce_no_event(ground):
    with pytest.raises(NotAllowed):
        announced(ground, by=people.an_actor(PostKind.MEDIATOR, ground.ground.community))


def announced(ground, *, by=None):
    draft = actions.EventDraft(
        title="示例：遗嘱怎么写", topic=LegalTopic.INHERITANCE, where="示例活动室",
        day=date(2026, 11, 24), first=36, end=42,
    )  # fmt: skip
    return actions.announce_event(
        actor=by or ground.clerk,
        place_id=ground.ground.community.id,
        draft=draft,
        key=str(uuid4()),
        at=BEFORE,
    )


def ended(ground, visit, advice, *, by=None, at=BEGUN):
    return actions.end_visit(
        actor=by or ground.lawyer, visit_id=visit.id, advice=advice, version=visit.version, at=at
    )
