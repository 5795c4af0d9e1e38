from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linli.kernel import clocks
from linli.kernel.clocks import Clock, Pause, PauseReason, Step
from linli.kernel.workdays import CHINA, Due, Duration, Remaining, Unit, WorkCalendar

CALENDAR = WorkCalendar(announced_years=frozenset({2024}), closes_at=time(18))
MONDAY = date(2024, 9, 2)


def at(day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2024, 9, day, hour, minute, tzinfo=CHINA)


def a_pause(
    began: datetime,
    ended: datetime | None,
    reason: PauseReason = PauseReason.WAITING_FOR_SENDER,
) -> Pause:
    return Pause(began, ended, reason)


def a_clock(count: int, unit: Unit, *pauses: Pause, done_at: datetime | None = None) -> Clock:
    return Clock("answer", Duration(count, unit), at(2), pauses, done_at)


def due_on(clock: Clock, seen_at: datetime) -> date:
    return clocks.reading(clock, CALENDAR, seen_at).due.on


def test_without_a_pause_a_clock_falls_due_by_the_calendar() -> None:
    clock = a_clock(3, Unit.WORKDAYS)
    assert clocks.due_at(clock, CALENDAR, at(2)) == at(5, 18)
    assert not clocks.is_late(clock, CALENDAR, at(5, 18))
    assert clocks.is_late(clock, CALENDAR, at(5, 18, 1))


def test_a_pause_pushes_minutes_by_the_minutes_paused() -> None:
    clock = a_clock(60, Unit.MINUTES, a_pause(at(2, 10, 20), at(2, 14, 20)))
    assert clocks.due_at(clock, CALENDAR, at(2, 15)) == at(2, 15)


def test_a_pause_pushes_workdays_by_the_workdays_paused() -> None:
    clock = a_clock(3, Unit.WORKDAYS, a_pause(at(3), at(5, 9)))
    assert due_on(clock, at(5)) == date(2024, 9, 9)


def test_a_pause_over_the_weekend_pushes_workdays_by_none() -> None:
    clock = a_clock(5, Unit.WORKDAYS, a_pause(at(6, 19), at(8, 12)))
    assert due_on(clock, at(9)) == date(2024, 9, 9)


def test_a_pause_of_one_night_saves_no_workday() -> None:
    clock = a_clock(3, Unit.WORKDAYS, a_pause(at(3, 20), at(4, 8)))
    assert due_on(clock, at(4)) == date(2024, 9, 5)


def test_a_pause_within_a_day_pushes_no_workday() -> None:
    clock = a_clock(3, Unit.WORKDAYS, a_pause(at(3, 9), at(3, 17)))
    assert due_on(clock, at(4)) == date(2024, 9, 5)


def test_a_pause_on_the_last_day_leaves_a_last_day() -> None:
    clock = a_clock(1, Unit.WORKDAYS, a_pause(at(3), at(6)))
    assert due_on(clock, at(6)) == date(2024, 9, 6)


def test_a_pause_pushes_days_before_a_rest_day_moves_the_end() -> None:
    clock = a_clock(10, Unit.DAYS, a_pause(at(3), at(5)))  # 12 September, then the 14th, a Saturday
    assert due_on(clock, at(6)) == date(2024, 9, 16)


def test_a_pause_in_the_rest_days_after_the_last_day_still_counts() -> None:
    clock = a_clock(5, Unit.DAYS, a_pause(at(8), at(11)))  # due on Saturday the 7th, so on the 9th
    assert due_on(clock, at(11)) == date(2024, 9, 11)


def test_a_pause_pushes_months_by_the_days_paused() -> None:
    clock = a_clock(1, Unit.MONTHS, a_pause(at(3), at(10)))
    assert due_on(clock, at(10)) == date(2024, 10, 9)


def test_a_pause_after_the_due_time_saves_nothing() -> None:
    clock = a_clock(1, Unit.WORKDAYS, a_pause(at(4), at(10)))
    assert due_on(clock, at(11)) == date(2024, 9, 3)
    assert clocks.is_late(clock, CALENDAR, at(5))
    assert clocks.reading(clock, CALENDAR, at(5)).paused_for is None


def test_overlapping_pauses_count_once() -> None:
    once = a_clock(60, Unit.MINUTES, a_pause(at(2, 10, 10), at(2, 12)))
    twice = a_clock(
        60,
        Unit.MINUTES,
        a_pause(at(2, 11), at(2, 12)),
        a_pause(at(2, 10, 10), at(2, 11, 30)),
        a_pause(at(2, 10, 20), at(2, 10, 30)),
    )
    assert clocks.due_at(once, CALENDAR, at(3)) == clocks.due_at(twice, CALENDAR, at(3))


def test_a_pause_from_before_the_start_counts_from_the_start() -> None:
    clock = a_clock(60, Unit.MINUTES, a_pause(at(1), at(2, 11)))
    assert clocks.due_at(clock, CALENDAR, at(3)) == at(2, 12)


def test_a_pause_in_the_future_does_not_count_yet() -> None:
    clock = a_clock(60, Unit.MINUTES, a_pause(at(2, 10, 30), at(2, 11)))
    assert clocks.due_at(clock, CALENDAR, at(2, 10, 10)) == at(2, 11)


def test_while_paused_what_is_left_stands_still() -> None:
    clock = a_clock(60, Unit.MINUTES, a_pause(at(2, 10, 20), None, PauseReason.WEATHER_OR_SAFETY))
    reading = clocks.reading(clock, CALENDAR, at(5))
    assert reading.remaining == Remaining(40, Unit.MINUTES, late=False, last_day=True)
    assert reading.paused_for is PauseReason.WEATHER_OR_SAFETY
    assert not reading.is_late
    assert reading.due.at == at(5, 10, 40)


def test_while_paused_a_clock_in_workdays_stands_still() -> None:
    clock = a_clock(3, Unit.WORKDAYS, a_pause(at(3), None))
    left = clocks.remaining(clock, CALENDAR, at(20, 20))
    assert left == Remaining(2, Unit.WORKDAYS, late=False, last_day=False)


def test_a_clock_late_before_its_pause_stays_late() -> None:
    clock = a_clock(60, Unit.MINUTES, a_pause(at(2, 12), None))
    reading = clocks.reading(clock, CALENDAR, at(2, 13))
    assert reading.is_late
    assert reading.paused_for is None


def test_a_duty_done_in_time_is_never_late() -> None:
    clock = a_clock(60, Unit.MINUTES, done_at=at(2, 10, 59))
    assert not clocks.is_late(clock, CALENDAR, at(20))
    assert clocks.remaining(clock, CALENDAR, at(20)).count == 1


def test_a_duty_done_late_stays_as_late_as_it_was() -> None:
    clock = a_clock(60, Unit.MINUTES, done_at=at(2, 11, 5))
    late = Remaining(5, Unit.MINUTES, late=True, last_day=True)
    assert clocks.remaining(clock, CALENDAR, at(20)) == late


def test_a_pause_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="does not end before"):
        a_pause(at(3), at(2))


STEPS = (
    Step("group_lead", Duration(0, Unit.WORKDAYS)),
    Step("patch_lead", Duration(30, Unit.MINUTES)),
    Step("secretary", Duration(1, Unit.WORKDAYS)),
    Step("sub_district_leader", Duration(3, Unit.DAYS)),
    Step("auditor", Duration(1, Unit.MONTHS)),
)
FRIDAY_EVENING = Due(date(2024, 9, 6), at(6, 18))


def test_steps_are_reached_one_after_the_other() -> None:
    def reached(seen_at: datetime) -> list[str]:
        steps = clocks.steps_reached(STEPS, FRIDAY_EVENING, CALENDAR, seen_at)
        return [step.post for step in steps]

    assert reached(at(6, 18)) == []
    assert reached(at(6, 18, 1)) == ["group_lead"]
    assert reached(at(9, 9)) == ["group_lead", "patch_lead"]
    assert reached(at(9, 18, 1)) == ["group_lead", "patch_lead", "secretary", "sub_district_leader"]


def test_each_step_has_its_time() -> None:
    times = [clocks.step_at(step, FRIDAY_EVENING, CALENDAR) for step in STEPS]
    october = datetime(2024, 10, 7, 18, tzinfo=CHINA)  # the 6th is a Sunday
    assert times == [at(6, 18), at(6, 18, 30), at(9, 18), at(9, 18), october]


def test_a_step_after_midnight_counts_from_the_last_day() -> None:
    all_day = WorkCalendar()
    due = all_day.due_after_days(at(2), 1)
    step = Step("secretary", Duration(1, Unit.WORKDAYS))
    assert clocks.step_at(step, due, all_day) == at(5, 0)


class Paused(NamedTuple):
    """A clock with one pause that began in time, and that clock without it."""

    clock: Clock
    bare: Clock
    pause: Pause


@st.composite
def paused_clocks(draw: st.DrawFn, units: tuple[Unit, ...] = tuple(Unit)) -> Paused:
    unit = draw(st.sampled_from(units))
    limit = Duration(draw(st.integers(1, 90)), unit)
    start = at(2) + timedelta(minutes=draw(st.integers(0, 20_000)))
    bare = Clock("answer", limit, start)
    room = CALENDAR.due_after(start, limit).at - start
    began = start + timedelta(minutes=draw(st.integers(0, room // timedelta(minutes=1))))
    ended = began + timedelta(minutes=draw(st.integers(0, 60_000)))
    pause = a_pause(began, ended)
    return Paused(Clock("answer", limit, start, (pause,)), bare, pause)


def is_open(when: datetime) -> bool:
    day = CALENDAR.day_of(when)
    return CALENDAR.is_workday(day) and when <= CALENDAR.end_of(day)


def length(pause: Pause) -> timedelta:
    return (pause.ended_at or pause.began_at) - pause.began_at


@given(paused_clocks())
def test_a_clock_that_stopped_in_time_runs_on_in_time(case: Paused) -> None:
    assert case.pause.ended_at is not None
    assert not clocks.is_late(case.clock, CALENDAR, case.pause.ended_at)


@given(paused_clocks())
def test_a_pause_never_brings_the_due_time_forward(case: Paused) -> None:
    seen_at = at(2) + timedelta(days=400)
    bare = clocks.due_at(case.bare, CALENDAR, seen_at)
    assert clocks.due_at(case.clock, CALENDAR, seen_at) >= bare


@given(paused_clocks((Unit.DAYS, Unit.MONTHS)))
def test_a_pause_gives_little_more_than_the_days_paused(case: Paused) -> None:
    seen_at = at(2) + timedelta(days=400)
    gained = clocks.due_at(case.clock, CALENDAR, seen_at) - clocks.due_at(
        case.bare, CALENDAR, seen_at
    )
    assert gained <= length(case.pause) + timedelta(days=4)


@given(paused_clocks((Unit.MINUTES,)))
def test_a_minute_paused_is_a_minute_gained(case: Paused) -> None:
    seen_at = at(2) + timedelta(days=400)
    gained = clocks.due_at(case.clock, CALENDAR, seen_at) - clocks.due_at(
        case.bare, CALENDAR, seen_at
    )
    assert gained == length(case.pause)


@given(paused_clocks((Unit.WORKDAYS,)))
def test_what_was_left_in_workdays_is_left_again(case: Paused) -> None:
    assert case.pause.ended_at is not None
    assume(is_open(case.pause.began_at))
    again = case.pause.ended_at
    while not is_open(again):
        again += timedelta(hours=1)
    held = clocks.remaining(case.clock, CALENDAR, case.pause.began_at)
    assert clocks.remaining(case.clock, CALENDAR, again).count == held.count


@given(paused_clocks())
def test_while_paused_a_clock_is_as_it_was_when_it_stopped(case: Paused) -> None:
    open_pause = a_pause(case.pause.began_at, None)
    clock = Clock("answer", case.clock.limit, case.clock.started_at, (open_pause,))
    assert case.pause.ended_at is not None
    later = clocks.reading(clock, CALENDAR, case.pause.ended_at)
    assert later.remaining == clocks.remaining(case.bare, CALENDAR, case.pause.began_at)
    assert later.paused_for is open_pause.reason
    assert not later.is_late
