from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel.workdays import (
    CHINA,
    Due,
    Duration,
    Remaining,
    Unit,
    WorkCalendar,
    plus_months,
)

# The National Day rest of 2024: 1 to 7 October, paid back on 29 September and 12 October.
CALENDAR = WorkCalendar(
    rest_days=frozenset(date(2024, 10, day) for day in range(1, 8)),
    makeup_days=frozenset({date(2024, 9, 29), date(2024, 10, 12)}),
    announced_years=frozenset({2024}),
    closes_at=time(18, 0),
)
NO_HOURS = WorkCalendar(announced_years=frozenset({2024}))

days = st.dates(date(2023, 1, 1), date(2026, 12, 31))
calendars = st.builds(
    lambda rests, makeups: WorkCalendar(rests - makeups, makeups - rests),
    st.frozensets(days, max_size=40),
    st.frozensets(days, max_size=40),
)


def at(month: int, day: int, hour: int = 10, minute: int = 0, year: int = 2024) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=CHINA)


def test_the_day_of_the_event_is_not_counted() -> None:
    assert CALENDAR.due_after_workdays(at(9, 2), 1).on == date(2024, 9, 3)
    assert CALENDAR.due_after_days(at(9, 2), 1).on == date(2024, 9, 3)


def test_an_event_late_at_night_counts_from_the_next_day_too() -> None:
    assert CALENDAR.due_after_workdays(at(9, 2, 23, 59), 1).on == date(2024, 9, 3)


def test_the_day_is_the_local_day() -> None:
    evening_in_utc = datetime(2024, 9, 2, 17, tzinfo=UTC)  # 1:00 on the 3rd in China
    assert CALENDAR.due_after_days(evening_in_utc, 1).on == date(2024, 9, 4)


def test_workdays_skip_the_weekend() -> None:
    assert CALENDAR.due_after_workdays(at(9, 6), 1).on == date(2024, 9, 9)


def test_workdays_count_a_makeup_sunday_and_skip_the_holiday() -> None:
    assert CALENDAR.due_after_workdays(at(9, 27), 1).on == date(2024, 9, 29)
    assert CALENDAR.due_after_workdays(at(9, 27), 3).on == date(2024, 10, 8)
    assert CALENDAR.due_after_workdays(at(10, 8), 4).on == date(2024, 10, 12)


def test_a_last_day_on_a_statutory_holiday_moves_to_the_day_after_it() -> None:
    assert CALENDAR.due_after_days(at(9, 16), 15).on == date(2024, 10, 8)


def test_a_last_day_on_a_weekend_moves_to_monday() -> None:
    assert CALENDAR.due_after_days(at(9, 4), 10).on == date(2024, 9, 14) + timedelta(days=2)


def test_a_last_day_on_a_makeup_workday_stays() -> None:
    assert CALENDAR.due_after_days(at(9, 14), 15).on == date(2024, 9, 29)


def test_rest_days_inside_a_period_in_days_are_counted() -> None:
    assert CALENDAR.due_after_days(at(9, 25), 15).on == date(2024, 10, 10)


def test_months_end_on_the_matching_day() -> None:
    assert CALENDAR.due_after_months(at(3, 15), 1).on == date(2024, 4, 15)


def test_months_without_a_matching_day_end_with_the_month() -> None:
    assert CALENDAR.due_after_months(at(1, 31), 1).on == date(2024, 2, 29)
    assert plus_months(date(2023, 1, 31), 1) == date(2023, 2, 28)


def test_months_that_end_on_a_rest_day_move_on() -> None:
    assert CALENDAR.due_after_months(at(8, 31), 1).on == date(2024, 9, 30)
    assert CALENDAR.due_after_months(at(9, 3), 1).on == date(2024, 10, 8)


def test_a_year_is_twelve_months() -> None:
    assert plus_months(date(2024, 2, 29), 12) == date(2025, 2, 28)


def test_the_last_day_ends_at_close_of_business() -> None:
    assert CALENDAR.due_after_workdays(at(9, 2), 1).at == at(9, 3, 18)


def test_the_last_day_ends_at_midnight_where_there_are_no_hours() -> None:
    due = NO_HOURS.due_after_workdays(at(9, 2), 1)
    assert due == Due(date(2024, 9, 3), at(9, 4, 0))


def test_minutes_run_by_day_and_night() -> None:
    due = CALENDAR.due_after_minutes(at(9, 30, 23, 50), 30)
    assert due == Due(date(2024, 10, 1), at(10, 1, 0, 20))


@pytest.mark.parametrize(
    ("limit", "on"),
    [
        (Duration(60, Unit.MINUTES), date(2024, 9, 2)),
        (Duration(5, Unit.WORKDAYS), date(2024, 9, 9)),
        (Duration(5, Unit.DAYS), date(2024, 9, 9)),
        (Duration(1, Unit.MONTHS), date(2024, 10, 8)),
    ],
)
def test_a_limit_is_reckoned_in_its_own_unit(limit: Duration, on: date) -> None:
    assert CALENDAR.due_after(at(9, 2), limit).on == on


def test_a_year_not_announced_makes_the_answer_provisional() -> None:
    assert not CALENDAR.due_after_workdays(at(12, 30), 1).provisional
    assert CALENDAR.due_after_workdays(at(12, 30), 2).provisional
    assert CALENDAR.due_after_days(at(12, 30), 2).provisional
    assert not NO_HOURS.due_after_days(at(12, 30), 1).provisional


def test_only_the_last_days_of_a_period_in_days_need_an_announced_year() -> None:
    assert not CALENDAR.due_after_days(at(12, 1, year=2023), 40).provisional


def test_a_day_cannot_be_both_rest_and_work() -> None:
    day = frozenset({date(2024, 10, 1)})
    with pytest.raises(ValueError, match="2024-10-01 is entered both"):
        WorkCalendar(rest_days=day, makeup_days=day)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        CALENDAR.due_after_minutes(datetime(2024, 9, 2), 5)  # noqa: DTZ001


@pytest.mark.parametrize("count", [0, -1])
def test_a_limit_of_no_days_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        CALENDAR.due_after_days(at(9, 2), count)


def test_a_negative_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        Duration(-1, Unit.DAYS)


def test_workdays_between_leave_out_the_first_day_and_take_in_the_last() -> None:
    assert CALENDAR.workdays_between(date(2024, 9, 2), date(2024, 9, 2)) == 0
    assert CALENDAR.workdays_between(date(2024, 9, 2), date(2024, 9, 9)) == 5
    assert CALENDAR.workdays_between(date(2024, 9, 27), date(2024, 10, 8)) == 3
    assert CALENDAR.workdays_between(date(2024, 9, 9), date(2024, 9, 2)) == -5


def test_two_workdays_are_left() -> None:
    due = CALENDAR.due_after_workdays(at(9, 2), 3)
    left = CALENDAR.remaining(due, Unit.WORKDAYS, at(9, 3))
    assert left == Remaining(2, Unit.WORKDAYS, late=False, last_day=False)


def test_the_last_day_before_and_after_close() -> None:
    due = CALENDAR.due_after_workdays(at(9, 2), 1)
    in_time = Remaining(0, Unit.WORKDAYS, late=False, last_day=True)
    assert CALENDAR.remaining(due, Unit.WORKDAYS, at(9, 3, 18)) == in_time
    too_late = Remaining(0, Unit.WORKDAYS, late=True, last_day=True)
    assert CALENDAR.remaining(due, Unit.WORKDAYS, at(9, 3, 18, 1)) == too_late


def test_days_and_workdays_of_lateness() -> None:
    due = CALENDAR.due_after_workdays(at(9, 5), 1)  # Friday 6 September
    assert CALENDAR.remaining(due, Unit.WORKDAYS, at(9, 9)).count == 1
    assert CALENDAR.remaining(due, Unit.DAYS, at(9, 9)).count == 3


def test_minutes_left_are_rounded_up_and_minutes_late_down() -> None:
    due = CALENDAR.due_after_minutes(at(9, 2), 15)
    before = CALENDAR.remaining(due, Unit.MINUTES, due.at - timedelta(seconds=61))
    after = CALENDAR.remaining(due, Unit.MINUTES, due.at + timedelta(seconds=119))
    assert before == Remaining(2, Unit.MINUTES, late=False, last_day=True)
    assert after == Remaining(1, Unit.MINUTES, late=True, last_day=True)


def test_midnight_of_the_last_day_is_still_in_time() -> None:
    due = NO_HOURS.due_after_days(at(9, 2), 1)
    assert not NO_HOURS.remaining(due, Unit.DAYS, due.at).late
    assert NO_HOURS.remaining(due, Unit.DAYS, due.at + timedelta(seconds=1)).late


@given(calendars, days, st.integers(1, 80))
def test_a_deadline_never_falls_on_a_rest_day(
    calendar: WorkCalendar, day: date, count: int
) -> None:
    start = datetime.combine(day, time(10), CHINA)
    for due in (
        calendar.due_after_workdays(start, count),
        calendar.due_after_days(start, count),
        calendar.due_after_months(start, count),
    ):
        assert calendar.is_workday(due.on)
        assert due.on > day


@given(calendars, days, st.integers(1, 80))
def test_as_many_workdays_lie_between_as_were_added(
    calendar: WorkCalendar, day: date, count: int
) -> None:
    assert calendar.workdays_between(day, calendar.plus_workdays(day, count)) == count


@given(calendars, days, days)
def test_counting_workdays_equals_looking_at_each_day(
    calendar: WorkCalendar, one: date, other: date
) -> None:
    first, last = sorted((one, other))
    each = (first + timedelta(days=step) for step in range(1, (last - first).days + 1))
    assert calendar.workdays_between(first, last) == sum(map(calendar.is_workday, each))


@given(days, st.integers(1, 60))
def test_a_period_in_days_is_never_shorter_than_its_count(day: date, count: int) -> None:
    start = datetime.combine(day, time(10), CHINA)
    due = CALENDAR.due_after_days(start, count)
    assert timedelta(days=count) <= due.on - day <= timedelta(days=count + 7)


limits = st.builds(Duration, st.integers(1, 40), st.sampled_from(Unit))


@given(calendars, days, limits)
def test_what_began_before_is_over_and_what_began_after_is_not(
    calendar: WorkCalendar, day: date, limit: Duration
) -> None:
    now = datetime.combine(day, time(15), CHINA)
    before = calendar.over_before(now, limit)
    moment = timedelta(minutes=1)
    assert calendar.due_after(before - moment, limit).at <= now
    assert calendar.due_after(before + moment, limit).at > now
