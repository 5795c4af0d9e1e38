"""Turnout: no figure, no rest, no step and no remainder tells of fewer than five heads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from linli.elections import queries
from linli.elections.actions.turnout import show_turnout, show_turnout_due
from linli.elections.models import Credential, TurnoutDay
from linli.elections.queries.turnout import houses_of, live_turnout
from linli.elections.rules import ElectionState
from linli.elections.web.desk.box import box_context
from linli.kernel.tally import FLOOR
from linli.kernel.turnout import (
    House,
    Shown,
    as_data,
    by_building,
    from_data,
    grouped,
    moved,
    percent,
    with_area,
)
from tests.elections.election_builders import CLOSES, OPENS
from tests.elections.signed_builders import DURING, Signed, a_signed_vote


def houses(*pairs: tuple[int, int]) -> list[House]:
    return [
        House(f"h{place}", f"{place}号楼", heads, took, heads * 100, took * 100)
        for place, (heads, took) in enumerate(pairs, start=1)
    ]


def shown_of(shown: Shown) -> list[int]:
    return [group.shown for group in shown.groups]


def test_small_buildings_are_shown_with_a_neighbour() -> None:
    groups = grouped(houses((60, 0), (4, 0), (8, 0), (20, 0), (3, 0)))
    assert [group.names for group in groups] == [("1号楼",), ("2号楼", "3号楼"), ("4号楼", "5号楼")]


def test_a_figure_waits_until_five_more_came() -> None:
    first = moved(Shown(), houses((60, 12), (60, 10)))
    assert shown_of(first) == [12, 10]
    second = moved(first, houses((60, 15), (60, 30)))
    assert (shown_of(second), second.took_part) == ([12, 10], 45)
    third = moved(second, houses((60, 20), (60, 30)))
    assert (shown_of(third), third.took_part) == ([20, 30], 50)


def test_the_last_of_a_building_are_not_counted_out() -> None:
    first = moved(Shown(), houses((20, 12), (60, 20), (60, 20)))
    second = moved(first, houses((20, 18), (60, 30), (60, 30)))
    assert shown_of(second) == [12, 20, 30]
    assert second.took_part == 78


def test_area_is_whole_percent_rounded_down_and_waits_for_five() -> None:
    assert percent(199, 300) == 66
    few = houses((60, 3))
    assert with_area(Shown(), few).area_percent == 0
    assert with_area(Shown(), houses((60, 30))).area_percent == 50


def test_kept_figures_read_back_as_they_were() -> None:
    shown = with_area(moved(Shown(), houses((60, 12), (60, 10))), houses((60, 12), (60, 10)))
    assert from_data(as_data(shown)) == shown


def test_after_the_close_neighbours_join_until_both_sides_reach_five() -> None:
    said = by_building(houses((60, 58), (10, 2), (60, 30)))
    assert [(one["names"], one["took_part"]) for one in said] == [
        (["1号楼", "2号楼"], 60),
        (["3号楼"], 30),
    ]
    assert said[1]["area_percent"] == 50


STEPS = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=12)


@given(STEPS, st.lists(st.integers(1, 40), min_size=3, max_size=3))
def test_no_step_and_no_remainder_is_below_the_floor(
    steps: list[list[int]], sizes: list[int]
) -> None:
    """A stranger who keeps every figure learns of no group of one to four heads."""
    took, shown = [0, 0, 0], Shown()
    for step in steps:
        took = [min(size, had + more) for size, had, more in zip(sizes, took, step, strict=True)]
        now = houses(*zip(sizes, took, strict=True))
        after = moved(shown, now)
        _require_floor(shown, after)
        shown = after


def _require_floor(before: Shown, after: Shown) -> None:
    was = {group.keys: group.shown for group in before.groups}
    for group in after.groups:
        step = group.shown - was.get(group.keys, 0)
        assert step == 0 or step >= FLOOR
        assert group.shown == 0 or step == 0 or group.heads - group.shown >= FLOOR
    total = after.took_part - before.took_part
    assert total == 0 or total >= FLOOR
    hidden = after.took_part - sum(group.shown for group in after.groups)
    assert hidden == 0 or hidden >= FLOOR


@pytest.fixture
def signed() -> Signed:
    return a_signed_vote(areas=(1_000_000,) * 30)


def took_part(signed: Signed, many: int) -> None:
    lines = [line.id for line in signed.lines[:many]]
    Credential.objects.filter(line__in=lines).update(votes=1)


@pytest.mark.django_db
def test_the_clock_shows_heads_and_once_a_day_the_area(signed: Signed) -> None:
    took_part(signed, 12)
    assert show_turnout_due(sub_district_id=signed.ground.place.id, at=DURING) == 1
    live = live_turnout(signed.election)
    assert live is not None
    assert (live.shown.took_part, live.shown.area_percent) == (12, 40)
    took_part(signed, 21)
    show_turnout(signed.election, DURING + timedelta(hours=1))
    live = live_turnout(signed.election)
    assert live is not None
    assert (live.shown.took_part, live.shown.area_percent) == (21, 40)
    show_turnout(signed.election, DURING + timedelta(days=1))
    live = live_turnout(signed.election)
    assert live is not None
    assert live.shown.area_percent == 70
    assert TurnoutDay.objects.count() == 2


@pytest.mark.django_db
def test_paper_and_online_are_one_turnout(signed: Signed) -> None:
    took_part(signed, 6)
    signed.paper(10, 1)
    assert sum(house.took_part for house in houses_of(signed.election)) == 7


@pytest.mark.django_db
def test_the_desk_sees_no_finer_figure_while_people_vote(signed: Signed) -> None:
    took_part(signed, 12)
    show_turnout(signed.election, DURING)
    took_part(signed, 14)
    request = RequestFactory().get("/")
    request.actor = signed.ground.runner  # type: ignore[attr-defined]
    context = box_context(request, signed.election, DURING)  # type: ignore[arg-type]
    assert (context["online"], context["took_part"]) == (None, 12)
    signed.election.state = ElectionState.CLOSED
    context = box_context(request, signed.election, CLOSES)  # type: ignore[arg-type]
    assert context["online"] == 14


@pytest.mark.django_db
def test_nothing_moves_after_the_close(signed: Signed) -> None:
    took_part(signed, 12)
    assert show_turnout_due(sub_district_id=signed.ground.place.id, at=CLOSES) == 0
    assert live_turnout(signed.election) is None


@pytest.mark.django_db
def test_the_live_figures_ask_for_one_row(signed: Signed) -> None:
    took_part(signed, 12)
    show_turnout(signed.election, OPENS)
    with CaptureQueriesContext(connection) as asked:
        live_turnout(signed.election)
    assert len(asked) == 1


@pytest.mark.django_db
def test_the_result_says_turnout_by_building_on_both_measures(signed: Signed) -> None:
    for line in range(6):
        signed.vote(line, 1)
    signed.opened()
    outcome = queries.outcome_of(signed.election)
    assert outcome is not None
    (whole,) = outcome.figures["buildings"]
    assert (whole["heads"], whole["took_part"], whole["area_percent"]) == (30, 6, 20)
