"""Who is elected: exact shares, ties, empty seats, a quorum missed by one (R29)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.elections.rules import TieRule
from linli.elections.rules.box import Hours, may_close, threshold_of, was_set_back, why_not_cast
from linli.elections.rules.results import (
    Asked,
    Online,
    Outcome,
    PaperTotals,
    Persons,
    elected_numbers,
    persons_outcome,
)
from linli.elections.rules.words import ElectionState
from linli.kernel.shares import Threshold
from tests.elections.box_builders import CLOSES, DURING, OPENS

HALF = Threshold(Fraction(1, 2), inclusive=False)
TWO_THIRDS = Threshold(Fraction(2, 3), inclusive=True)


def outcome(
    votes: Mapping[int, int],
    ballots: int,
    *,
    heads: int = 100,
    seats: int = 2,
    tie: TieRule = TieRule.RUN_OFF,
    turnout: Threshold = HALF,
    paper: PaperTotals | None = None,
    drawn: tuple[int, ...] = (),
) -> Outcome:
    persons = Persons(
        heads, seats, sorted(votes), tie, Asked(turnout, "turnout"), Asked(HALF, "elected")
    )
    return persons_outcome(persons, Online(ballots, votes), paper or PaperTotals(), drawn)


def became(found: Outcome) -> dict[int, str]:
    return {one["number"]: one["outcome"] for one in found.figures["candidates"]}


def test_exactly_half_is_not_a_majority_of_heads() -> None:
    assert not outcome({1: 50}, 50).valid
    assert outcome({1: 51}, 51).valid


def test_two_thirds_are_reached_exactly() -> None:
    found = outcome({1: 200}, 213, heads=320, turnout=TWO_THIRDS)
    measure = found.figures["turnout"]
    assert (measure["part"], measure["needs"], measure["met"]) == (213, 214, False)
    assert measure["missed_by"] == 1
    assert outcome({1: 200}, 214, heads=320, turnout=TWO_THIRDS).valid


def test_a_quorum_missed_by_one_elects_nobody() -> None:
    found = outcome({1: 50, 2: 50}, 50)
    assert found.figures["turnout"]["missed_by"] == 1
    assert set(became(found).values()) == {"invalid"}
    assert found.figures["vacant"] == 2


def test_elected_is_who_has_more_than_half_of_the_ballots() -> None:
    found = outcome({1: 31, 2: 30, 3: 40}, 60)
    assert became(found) == {1: "elected", 2: "not_elected", 3: "elected"}
    assert elected_numbers(found.figures) == [3, 1]


def test_paper_and_online_are_added_and_stand_apart() -> None:
    paper = PaperTotals(1, 1, handed=20, ballots=20, blank=2, spoiled=3, votes={1: 15})
    found = outcome({1: 20, 2: 10}, 40, paper=paper)
    (first, second) = found.figures["candidates"]
    assert (first["online"], first["paper"], first["votes"]) == (20, 15, 35)
    assert (second["online"], second["paper"], second["votes"]) == (10, 0, 10)
    assert found.figures["took_part"] == 60
    assert became(found) == {1: "elected", 2: "not_elected"}


def test_a_spoiled_ballot_takes_part_and_counts_for_nobody() -> None:
    spoiled = PaperTotals(1, 1, handed=1, ballots=1, spoiled=1)
    found = outcome({1: 50}, 50, paper=spoiled)
    assert found.valid
    assert found.figures["votes"] == {"1": 50}


def test_fewer_candidates_than_seats_leave_seats_empty() -> None:
    found = outcome({1: 60, 2: 55}, 60, seats=3)
    assert set(became(found).values()) == {"elected"}
    assert found.figures["vacant"] == 1


def test_more_majorities_than_seats_are_taken_from_the_top() -> None:
    found = outcome({1: 55, 2: 54, 3: 53}, 60)
    assert became(found) == {1: "elected", 2: "elected", 3: "no_seat"}


def test_a_tie_that_does_not_reach_the_last_seat_is_none() -> None:
    found = outcome({1: 55, 2: 55, 3: 53}, 60)
    assert found.figures["tie"] is None
    assert became(found) == {1: "elected", 2: "elected", 3: "no_seat"}


@pytest.mark.parametrize(
    ("rule", "word", "vacant"), [(TieRule.RUN_OFF, "run_off", 1), (TieRule.VACANT, "tied", 1)]
)
def test_a_tie_at_the_last_seat_does_what_the_rule_said(
    rule: TieRule, word: str, vacant: int
) -> None:
    found = outcome({1: 55, 2: 50, 3: 50}, 60, tie=rule)
    assert became(found) == {1: "elected", 2: word, 3: word}
    assert found.figures["vacant"] == vacant
    assert found.figures["tie"]["numbers"] == [2, 3]


def test_lots_decide_among_the_tied_alone() -> None:
    votes = {1: 55, 2: 50, 3: 50}
    due = outcome(votes, 60, tie=TieRule.LOTS)
    assert became(due)[2] == "lots_due"
    drawn = outcome(votes, 60, tie=TieRule.LOTS, drawn=(3,))
    assert became(drawn) == {1: "elected", 2: "not_drawn", 3: "drawn"}
    assert elected_numbers(drawn.figures) == [1, 3]
    for wrong in ((1,), (2, 3), (3, 3), (9,)):
        assert became(outcome(votes, 60, tie=TieRule.LOTS, drawn=wrong))[3] == "lots_due"


def test_more_ballots_than_heads_or_than_handed_out_are_not_valid() -> None:
    assert outcome({1: 101}, 101).figures["flaws"] == ["more_ballots_than_heads"]
    paper = PaperTotals(1, 1, handed=5, ballots=6)
    assert outcome({1: 60}, 60, paper=paper).figures["flaws"] == ["more_paper_than_handed"]


def test_an_empty_roll_elects_nobody() -> None:
    assert not outcome({1: 0}, 0, heads=0).valid


@given(
    votes=st.dictionaries(st.integers(1, 6), st.integers(0, 40), min_size=1),
    seats=st.integers(1, 5),
    tie=st.sampled_from(TieRule),
)
def test_nobody_with_fewer_votes_sits_before_somebody_with_more(
    votes: dict[int, int], seats: int, tie: TieRule
) -> None:
    found = outcome(votes, 60, seats=seats, tie=tie)
    won = elected_numbers(found.figures)
    assert len(won) <= seats
    assert len(won) + found.figures["vacant"] == seats
    lost = [number for number in votes if number not in won]
    assert all(votes[winner] > 30 for winner in won)
    assert all(votes[winner] > votes[loser] for winner in won for loser in lost) or any(
        votes[loser] <= 30 or word in {"run_off", "tied", "lots_due", "no_seat"}
        for loser, word in became(found).items()
        if loser in lost
    )


@given(votes=st.dictionaries(st.integers(1, 6), st.integers(0, 40), min_size=1))
def test_a_ballot_for_nobody_never_elects(votes: dict[int, int]) -> None:
    before = elected_numbers(outcome(votes, 60).figures)
    after = elected_numbers(outcome(votes, 61).figures)
    assert len(after) <= len(before)


def test_hours_bind_whatever_the_state_says() -> None:
    hours = Hours(OPENS, CLOSES)
    voting = ElectionState.VOTING
    assert why_not_cast(voting, hours, DURING) == ""
    assert why_not_cast(voting, hours, CLOSES) == "after_close"
    assert why_not_cast(ElectionState.CLOSED, hours, DURING) == "after_close"
    assert why_not_cast(ElectionState.PREPARING, hours, DURING) == "not_open_yet"
    assert why_not_cast(voting, replace(hours, opens_at=None), DURING) == "not_open_yet"


def test_a_box_closes_at_its_time_and_not_before() -> None:
    assert may_close(CLOSES, CLOSES)
    assert not may_close(CLOSES, DURING)
    assert not may_close(None, CLOSES)


def test_a_clock_is_set_back_when_it_stands_well_before_the_latest_act() -> None:
    assert was_set_back(CLOSES, DURING)
    assert not was_set_back(DURING, DURING)
    assert not was_set_back(None, DURING)


@pytest.mark.parametrize(("size", "needed"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (5, 3)])
def test_more_than_half_of_the_keepers_open_the_box(size: int, needed: int) -> None:
    assert threshold_of(size) == needed


def _rerun_of(votes: Mapping[int, int], ballots: int, seats: int) -> list[int] | None:
    asked = Asked(Threshold(Fraction(1, 3), inclusive=True), "rerun")
    half = Asked(HALF, "elected")
    persons = Persons(100, seats, sorted(votes), TieRule.RUN_OFF, half, half, asked)
    found = persons_outcome(persons, Online(ballots, votes), PaperTotals()).figures["rerun"]
    return found["numbers"] if found else None


def test_seats_that_nobody_reached_are_voted_on_again_among_those_with_most_votes() -> None:
    assert _rerun_of({1: 60, 2: 10, 3: 30, 4: 20}, 60, seats=2) == [3, 4]


def test_who_has_as_many_votes_as_the_last_stands_in_the_re_run_too() -> None:
    assert _rerun_of({1: 60, 2: 20, 3: 30, 4: 20}, 60, seats=2) == [3, 2, 4]


def test_no_re_run_follows_where_all_seats_are_filled_or_nothing_was_valid() -> None:
    assert _rerun_of({1: 60, 2: 40, 3: 30}, 60, seats=2) is None
    assert _rerun_of({1: 30, 2: 10}, 40, seats=2) is None


def test_a_tie_for_the_last_seat_has_its_own_rule() -> None:
    assert _rerun_of({1: 60, 2: 40, 3: 40}, 60, seats=2) is None
