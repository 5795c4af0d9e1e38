"""A mediation needs every party's word until it binds; its last days keep off holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.counsel.rules import Consent
from linli.counsel.rules.mediation import (
    AGREED,
    OPEN_TO_WITHDRAWAL,
    Confirmation,
    Folder,
    Move,
    Stage,
    all_agree,
    answered_by_all,
    in_force,
    last_day,
    may_be_confirmed,
    moved,
    moves_from,
)
from linli.kernel.workdays import Duration, Unit, WorkCalendar

_NATIONAL_DAYS = frozenset(date(2026, 10, day) for day in range(1, 8))


@given(st.lists(st.sampled_from(list(Move)), max_size=30))
def test_no_way_of_moves_leads_to_the_table_without_everybodys_agreement(ways: list[Move]) -> None:
    stage, agreed = Stage.RECEIVED, False
    for move in ways:
        to = moved(stage, move)
        if to is None:
            continue
        agreed = move is Move.ALL_AGREE or (agreed and move is not Move.REOPEN)
        stage = to
        if stage in {Stage.CHOOSING, Stage.MEDIATING, Stage.SIGNING, *AGREED}:
            assert agreed


def test_every_stage_can_be_reached_and_left() -> None:
    reached, grew = {Stage.RECEIVED}, True
    while grew:
        ahead = {moved(one, move) for one in reached for move in moves_from(one)} - {None}
        grew = not ahead <= reached
        reached |= {one for one in ahead if one}
    assert reached == set(Stage)
    assert all(moves_from(stage) for stage in Stage)


def test_a_party_ends_it_by_a_word_only_while_nothing_binds() -> None:
    assert all(moved(stage, Move.END) is Stage.CLOSED for stage in OPEN_TO_WITHDRAWAL)
    assert all(moved(stage, Move.END) is None for stage in AGREED)


@given(st.lists(st.sampled_from(list(Consent)), max_size=5))
def test_one_who_has_not_said_yes_is_enough_for_no_mediation(consents: list[Consent]) -> None:
    yes = [one for one in consents if one is Consent.GIVEN]
    assert all_agree(consents) == (len(consents) > 1 and len(yes) == len(consents))


def test_an_agreement_signed_by_one_binds_nobody() -> None:
    assert not in_force(parties_signed=[True, False], sealed=True, oral=False)
    assert not in_force(parties_signed=[True], sealed=True, oral=False)


def test_a_signed_agreement_without_the_seal_waits_and_a_spoken_one_does_not() -> None:
    assert not in_force(parties_signed=[True, True], sealed=False, oral=False)
    assert in_force(parties_signed=[True, True], sealed=True, oral=False)
    assert in_force(parties_signed=[True, True], sealed=False, oral=True)


def test_thirty_days_that_end_in_the_holidays_end_after_them() -> None:
    calendar = WorkCalendar(rest_days=_NATIONAL_DAYS, announced_years=frozenset({2026}))
    since = datetime(2026, 9, 3, 2, tzinfo=UTC)
    assert last_day(calendar, since, Duration(30, Unit.DAYS)) == date(2026, 10, 8)


@given(st.dates(date(2026, 1, 1), date(2026, 11, 1)), st.integers(1, 60))
def test_no_limit_ends_early_nor_on_a_day_of_rest(day: date, days: int) -> None:
    calendar = WorkCalendar(rest_days=_NATIONAL_DAYS, announced_years=frozenset({2026}))
    since = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
    end = last_day(calendar, since, Duration(days, Unit.DAYS))
    assert end >= day + timedelta(days=days)
    assert calendar.is_workday(end)


@pytest.mark.parametrize("topic", ["marriage", "adoption", "status"])
def test_no_court_confirms_what_is_about_a_persons_standing(topic: str) -> None:
    assert not may_be_confirmed(topic, ["marriage", "adoption", "status"])
    assert may_be_confirmed("leak", ["marriage", "adoption", "status"])


@given(st.sets(st.integers(0, 4)), st.sets(st.integers(0, 4)))
def test_who_is_brought_in_needs_each_partys_yes(parties: set[int], yes: set[int]) -> None:
    assert answered_by_all(parties, yes) == (bool(parties) and parties <= yes)


def test_a_folder_tells_what_it_lacks() -> None:
    folder = Folder(
        consents=True,
        records=2,
        records_checked=True,
        agreement=True,
        copies=True,
        confirmation=Confirmation.OPEN,
        confirm_due=date(2026, 12, 9),
        duties_open=2,
        check_due=date(2026, 12, 15),
        photos=3,
    )
    assert folder.missing == ("confirmation", "follow_up")
    assert sum(one.done for one in folder.items()) == 6
