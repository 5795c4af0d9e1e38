"""Quarters, spans and weekly hours, by example and by property."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.diary.rules import (
    DAY,
    Hours,
    Span,
    clock,
    common,
    days_of_week,
    joined,
    monday_of,
    open_hours,
    open_spans,
    quarter_of,
    starts,
    weekly,
    without,
)

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)


@st.composite
def a_span(draw: st.DrawFn) -> Span:
    first = draw(st.integers(0, DAY - 1))
    return Span(first, draw(st.integers(first + 1, DAY)))


spans = st.lists(a_span(), max_size=6)
quarters = st.frozensets(st.integers(0, DAY - 1), max_size=40)


def cut(found: list[Span]) -> set[int]:
    return {one for span in found for one in span.quarters}


@given(spans)
def test_joining_spans_keeps_their_quarters_and_leaves_gaps_between_them(found):
    whole = joined(found)
    assert cut(whole) == cut(found)
    assert all(one.end < other.first for one, other in pairwise(whole))


@given(spans, quarters)
def test_nothing_taken_is_left_and_nothing_free_is_lost(found, taken):
    assert cut(without(found, taken)) == cut(found) - taken


@given(spans, spans)
def test_what_two_have_in_common_lies_in_both(one, other):
    assert cut(common(one, other)) == cut(one) & cut(other)


@given(spans, st.integers(1, 12), st.integers(0, 4))
def test_times_one_after_another_fit_and_leave_their_pause(found, length, gap):
    whole = joined(found)
    times = list(starts(whole, length, gap=gap))
    assert all(len(one) == length and any(one in span for span in whole) for one in times)
    assert all(one.end + gap <= other.first for one, other in pairwise(times)
               if any(one in span and other in span for span in whole))  # fmt: skip
    assert not list(starts(whole, DAY + 1))


@given(st.integers(0, DAY - 1))
def test_a_quarter_is_found_by_its_clock(quarter):
    assert quarter_of(time.fromisoformat(clock(quarter))) == quarter


def test_a_time_between_two_quarters_is_none():
    with pytest.raises(ValueError, match="not the beginning"):
        quarter_of(time(9, 7))


@pytest.mark.parametrize(("first", "end"), [(4, 4), (5, 4), (-1, 3), (90, DAY + 1)])
def test_a_span_has_quarters_and_lies_in_one_day(first, end):
    with pytest.raises(ValueError, match="No span"):
        Span(first, end)


def test_the_end_of_the_day_is_called_twenty_four():
    assert clock(DAY) == "24:00"
    assert Span(DAY - 4, DAY).with_gap(2) == Span(DAY - 4, DAY)


def hours(**facts):
    asked = {"bookable_id": uuid4(), "weekday": 1, "span": Span(36, 44), "first_day": MONDAY}
    return Hours(**asked | facts)


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_hours_of_a_weekday_hold_on_that_weekday_and_from_their_day_on(day):
    one = hours()
    assert bool(open_hours([one], day, ())) == (day >= MONDAY and day.weekday() == 1)


def test_hours_rest_on_a_holiday_save_those_made_for_that_very_day():
    every, once = hours(), hours(first_day=TUESDAY, last_day=TUESDAY)
    assert open_hours([every, once], TUESDAY, {TUESDAY}) == [once]
    assert len(open_hours([every, once], TUESDAY, ())) == 2


def test_a_lawyer_opens_the_room_that_the_lawyer_sits_in_for_whoever_takes_both():
    room = uuid4()
    lawyer = hours(room_id=room)
    assert open_spans([lawyer], room) == []
    assert open_spans([lawyer], room, [lawyer.bookable_id]) == [lawyer.span]


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_week_begins_on_monday_and_holds_its_day(day):
    week = days_of_week(monday_of(day))
    assert week[0].weekday() == 0
    assert day in week
    assert len(week) == 7


def test_week_after_week_is_the_same_weekday():
    assert {one.weekday() for one in weekly(TUESDAY, 10)} == {1}
    assert weekly(TUESDAY, 3)[-1] == TUESDAY + timedelta(days=14)


def test_no_weekday_has_the_number_seven():
    with pytest.raises(ValueError, match="weekday"):
        hours(weekday=7)
