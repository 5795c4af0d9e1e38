"""Times are taken once, whoever asks, however many at once; moved and given back whole."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from linli.diary import actions, queries
from linli.diary.models import Booking, TakenQuarter
from linli.diary.rules import BookingKind, BookingState, Ended, Purpose
from linli.kernel.actor import nobody, system_actor
from linli.kernel.errors import Conflict, Missing, Refused
from linli.places.models import SubDistrict
from linli.records import actions as record_acts
from linli.records import queries as records
from linli.tenancy.models import new_id
from tests.diary.builders import (
    AT,
    MONDAY,
    TUESDAY,
    a_ground,
    a_person,
    a_room,
    free,
    held,
    opened,
    span,
    wanted,
)

at_once = pytest.mark.django_db(transaction=True)


def quarters(*things):
    return TakenQuarter.objects.filter(bookable_id__in=[one.id for one in things]).count()


@pytest.mark.django_db
def test_a_time_is_taken_of_all_things_or_of_none():
    ground = a_ground()
    room, other = a_room(ground), a_room(ground)
    held(ground.clerk, wanted(other, first="09:45", end="10:15"))
    with pytest.raises(Refused, match="刚刚") as caught:
        held(ground.clerk, wanted(room, other))
    assert caught.value.code == "taken"
    assert quarters(room) == 0
    assert Booking.objects.count() == 1
    booking = held(ground.clerk, wanted(room, other, first="11:00", end="12:00"))
    assert (quarters(room), quarters(other)) == (4, 6)
    assert {one.id for one in queries.uses_of(booking.sub_district_id, booking.id)} == {
        room.id,
        other.id,
    }


@pytest.mark.django_db
def test_the_table_itself_holds_a_quarter_once():
    ground = a_ground()
    room = a_room(ground)
    booking = held(ground.clerk, wanted(room))
    row = TakenQuarter.objects.filter(booking=booking).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        TakenQuarter.objects.create(
            id=new_id(), sub_district_id=row.sub_district_id, bookable_id=row.bookable_id,
            day=row.day, quarter=row.quarter, booking_id=row.booking_id,
        )  # fmt: skip


def race(tasks):
    """Let tasks begin together, each on a connection of its own; answer what came of them."""
    gate = Barrier(len(tasks))

    def run(task):
        gate.wait()
        try:
            task()
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(tasks)) as pool:
        return sorted(pool.map(run, tasks))


@at_once
def test_two_clicks_at_once_take_a_time_once():
    ground = a_ground()
    room = a_room(ground)
    visitor = nobody(ground.community.sub_district_id)
    for hour in ("09:00", "11:00", "13:00"):
        end = f"{int(hour[:2]) + 1}:00"
        asked = wanted(room, first=hour, end=end)
        came = race([lambda asked=asked: held(visitor, asked)] * 4)
        assert came == ["done", "taken", "taken", "taken"]
    assert quarters(room) == 12
    assert Booking.objects.count() == 3


@at_once
def test_two_who_want_the_same_two_things_the_other_way_round_do_not_lock_each_other():
    ground = a_ground()
    room, other = a_room(ground), a_room(ground)
    visitor = nobody(ground.community.sub_district_id)
    one, two = wanted(room, other), wanted(other, room, first="09:30", end="10:30")
    assert race([lambda: held(visitor, one), lambda: held(visitor, two)]) == ["done", "taken"]
    assert quarters(room) == quarters(other) == 4


@at_once
def test_of_two_moves_to_one_time_one_stays_where_it_was():
    ground = a_ground()
    room = a_room(ground)
    first = held(ground.clerk, wanted(room, first="13:00", end="14:00"))
    second = held(ground.clerk, wanted(room, first="15:00", end="16:00"))
    there = wanted(room)

    def moving(booking):
        return lambda: actions.move(actor=ground.clerk, booking_id=booking.id, wanted=there, at=AT)

    assert race([moving(first), moving(second)]) == ["done", "taken"]
    assert quarters(room) == 8
    assert sorted(Booking.objects.values_list("moved", flat=True)) == [0, 1]


@pytest.mark.django_db
def test_a_pause_keeps_the_next_one_away():
    ground = a_ground()
    room = a_room(ground, gap_quarters=1)
    held(ground.clerk, wanted(room))
    with pytest.raises(Refused):
        held(ground.clerk, wanted(room, first="10:00", end="11:00"))
    held(ground.clerk, wanted(room, first="10:15", end="11:15"))


@pytest.mark.django_db
def test_a_time_given_back_is_free_again_and_says_why():
    ground = a_ground()
    room = a_room(ground)
    booking = held(ground.clerk, wanted(room))
    for _again in range(2):
        booking = actions.release(
            actor=ground.clerk, booking_id=booking.id, why=Ended.NOT_NEEDED, at=AT
        )
    assert (booking.state, booking.ended_why) == (BookingState.RELEASED, Ended.NOT_NEEDED)
    assert quarters(room) == 0
    held(ground.clerk, wanted(room))
    acts = [one.did for one in records.entries_on(room.sub_district_id, booking.id)]
    assert sorted(acts) == ["diary.hold", "diary.release"]


@pytest.mark.django_db
def test_a_booking_moves_whole_and_stays_where_it_was_if_the_new_time_is_taken():
    ground = a_ground()
    room = a_room(ground)
    booking = held(ground.clerk, wanted(room))
    held(ground.clerk, wanted(room, first="14:00", end="15:00"))
    asked = wanted(room, first="14:30", end="15:30")
    with pytest.raises(Refused):
        actions.move(actor=ground.clerk, booking_id=booking.id, wanted=asked, at=AT)
    booking.refresh_from_db()
    assert (booking.first, booking.moved, quarters(room)) == (36, 0, 8)
    moved = actions.move(
        actor=ground.clerk,
        booking_id=booking.id,
        wanted=wanted(room, first="09:30", end="10:30"),
        version=booking.version,
        at=AT,
    )
    assert (moved.first, moved.moved) == (38, 1)
    with pytest.raises(Conflict):
        actions.move(actor=ground.clerk, booking_id=booking.id, wanted=asked, version=1, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"day": MONDAY, "first": "09:00", "end": "10:00"}, "past"),
        ({"day": MONDAY + timedelta(days=400)}, "far"),
        ({"first": "18:00", "end": "19:00"}, "not_open"),
        ({"day": date(2026, 11, 28)}, "not_open"),
    ],
)
def test_nobody_takes_what_is_past_or_far_or_closed(asked, code):
    ground = a_ground()
    room = a_room(ground)
    with pytest.raises(Refused) as caught:
        held(ground.clerk, wanted(room, **asked))
    assert caught.value.code == code


@pytest.mark.django_db
def test_the_office_may_take_an_evening_that_residents_may_not():
    ground = a_ground()
    room = a_room(ground)
    held(ground.clerk, wanted(room, first="19:00", end="20:00"), kind=BookingKind.STAFF)
    assert quarters(room) == 4


@pytest.mark.django_db
def test_hours_rest_on_a_holiday():
    ground = a_ground()
    room = a_room(ground)
    record_acts.set_calendar_day(
        actor=system_actor(room.sub_district_id),
        day=TUESDAY,
        is_workday=False,
        name="示例假日",
        source="示例通知",
        at=AT,
    )
    assert free(ground, room) == []
    with pytest.raises(Refused):
        held(ground.clerk, wanted(room))
    opened(ground, room, 1, "09:00", "10:00", since=TUESDAY, last=TUESDAY)
    assert [one.begins for one in free(ground, room)] == ["09:00"]


@pytest.mark.django_db
def test_a_thing_of_another_sub_district_is_not_there():
    ground, elsewhere = a_ground(), a_ground()
    assert SubDistrict.objects.count() == 2
    with pytest.raises(Missing):
        held(ground.clerk, wanted(a_room(elsewhere)))


@pytest.mark.django_db
def test_free_times_of_a_person_take_the_room_of_these_hours():
    ground = a_ground()
    room = a_room(ground, purpose=Purpose.LEGAL)
    lawyer = a_person(ground, room)
    assert [one.begins for one in free(ground, lawyer)] == ["09:00", "09:30", "10:00", "10:30"]
    assert {one.uses for one in free(ground, lawyer)} == {(lawyer.id, room.id)}
    slot = free(ground, lawyer)[1]
    held(ground.clerk, actions.Wanted.of(slot))
    assert [one.begins for one in free(ground, lawyer)] == ["09:00", "10:00", "10:30"]
    assert queries.still_free(room.sub_district_id, slot.code, free(ground, lawyer)) is None
    held(ground.clerk, wanted(room, first="10:00", end="10:15"), kind=BookingKind.BLOCKED)
    assert [one.begins for one in free(ground, lawyer)] == ["09:00", "10:15"]


@pytest.mark.django_db
def test_every_time_that_is_offered_can_be_taken():
    ground = a_ground()
    evening = a_room(ground, purpose=Purpose.COUNSELLING, gap_quarters=1)
    person = a_person(ground, evening, gap_quarters=1, slot_quarters=3)
    opened(ground, person, 1, "18:00", "20:15", room=evening)
    helper = a_room(ground)
    slots = free(ground, person, also=[helper.id])
    assert slots
    for slot in slots:
        held(ground.clerk, actions.Wanted.of(slot))
    assert free(ground, person, also=[helper.id]) == []
    assert len(slots) == len({one.begins for one in slots})


@pytest.mark.django_db
def test_several_things_are_free_together_only_when_each_is():
    ground = a_ground()
    room, lawyer = a_room(ground), a_person(ground)
    found = free(ground, lawyer, also=[room.id])
    assert {one.uses for one in found} == {(lawyer.id, room.id)}
    held(ground.clerk, wanted(room, first="09:00", end="10:30"))
    assert [one.begins for one in free(ground, lawyer, also=[room.id])] == ["10:30"]
    assert free(ground, lawyer, also=[new_id()]) == []


@pytest.mark.django_db
def test_what_has_begun_is_not_offered():
    ground = a_ground()
    room = a_room(ground)
    found = free(ground, room, first=MONDAY, last=MONDAY)
    assert found[0].begins == "11:00"


@pytest.mark.django_db
def test_a_calendar_says_taken_and_nothing_of_who_came():
    ground = a_ground()
    room = a_room(ground, purpose=Purpose.COUNSELLING)
    owner = actions.Owner("counsel.talk", new_id())
    visitor = nobody(room.sub_district_id)
    booking = held(visitor, wanted(room), owner=owner, purpose=Purpose.COUNSELLING)
    assert booking.made_by == "sender"
    day = queries.week(room, MONDAY)[1]
    assert [(one.begins, one.ends, one.word, one.own) for one in day.items] == [
        ("09:00", "10:00", "已约", False)
    ]
    assert day.hours == ["09:00–17:30"]
    assert queries.bookings_of(room.sub_district_id, [owner.id]) == {owner.id: booking}
    assert queries.week(room, MONDAY)[5].open == []


@pytest.mark.django_db
def test_what_another_room_took_is_not_given_back_at_the_diary_s_desk():
    ground = a_ground()
    room = a_room(ground)
    owner = actions.Owner("counsel.talk", new_id())
    booking = held(nobody(room.sub_district_id), wanted(room), owner=owner)
    with pytest.raises(Missing):
        actions.give_back(actor=ground.clerk, booking_id=booking.id, why=Ended.DOUBLE, at=AT)


@pytest.mark.django_db
def test_a_series_is_taken_whole_and_names_the_days_that_are_gone():
    ground = a_ground()
    room = a_room(ground)
    asked = {
        "actor": ground.clerk, "bookable_id": room.id, "day": TUESDAY,
        "span": span("14:00", "16:00"), "title": "楼门长会议", "weeks": 4, "at": AT,
    }  # fmt: skip
    held(ground.clerk, wanted(room, day=TUESDAY + timedelta(weeks=2), first="15:00", end="15:30"))
    with pytest.raises(Refused, match="2026-12-08"):
        actions.take_for_office(**asked, key="a")
    assert Booking.objects.count() == 1
    made = actions.take_for_office(**asked | {"weeks": 2}, key="b")
    assert actions.take_for_office(**asked | {"weeks": 2}, key="b") == []
    assert [one.day for one in made] == [TUESDAY, TUESDAY + timedelta(weeks=1)]
    given = actions.give_back(
        actor=ground.clerk, booking_id=made[0].id, why=Ended.NOT_NEEDED, series=True, at=AT
    )
    assert given == 2
    assert quarters(room) == 2
