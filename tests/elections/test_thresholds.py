"""Owners' thresholds: exactly at a share it falls on the lawful side; a "no" never carries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.elections.rules.arithmetic import (
    ABSTAIN,
    AGAINST,
    FOR,
    Ballot,
    committee_outcome,
    decision_outcome,
    joined_majority,
)
from linli.elections.rules.results import Asked
from linli.elections.rules.signed import Flaw, Vote
from linli.elections.rules.thresholds import Asks, Both, Sum, are_met, is_special, keys_on
from linli.elections.rules.words import TieRule
from linli.kernel.shares import Threshold

UNIT = 1_000_000


def asks(quorum: str = "2/3", approval: str = "1/2", *, inclusive: bool = False) -> Asks:
    return Asks(_both(quorum, inclusive=True), _both(approval, inclusive=inclusive))


def _both(share: str, *, inclusive: bool) -> Both:
    asked = Asked(Threshold(Fraction(share), inclusive), "示例规则")
    return Both(asked, asked)


SPECIAL = asks(approval="3/4", inclusive=True)


def ballot(heads: int, area: int = 0, *, of: Asks | None = None, clause: str = "") -> Ballot:
    return Ballot(
        roll=Sum(heads, area or heads * UNIT),
        numbers=(FOR, AGAINST, ABSTAIN),
        asks=of or asks(),
        clause=clause,
    )


def many(for_: int = 0, against: int = 0, abstain: int = 0, area: int = UNIT) -> list[Vote]:
    return [
        Vote(area, (number,))
        for number, count in ((FOR, for_), (AGAINST, against), (ABSTAIN, abstain))
        for _ in range(count)
    ]


def test_two_thirds_exactly_is_enough_to_be_valid() -> None:
    assert decision_outcome(ballot(321), many(for_=214)).valid
    assert not decision_outcome(ballot(321), many(for_=213)).valid


def test_a_quorum_missed_by_one_head_says_so() -> None:
    quorum = decision_outcome(ballot(320), many(for_=213)).figures["quorum"]["heads"]
    assert (quorum["part"], quorum["whole"], quorum["needs"]) == (213, 320, 214)
    assert quorum["missed_by"] == 1


def test_half_exactly_does_not_carry_an_ordinary_matter() -> None:
    assert not decision_outcome(ballot(10), many(for_=5, against=5)).figures["carried"]
    assert decision_outcome(ballot(11), many(for_=6, against=5)).figures["carried"]


def test_three_quarters_exactly_carry_a_special_matter() -> None:
    assert decision_outcome(ballot(8, of=SPECIAL), many(for_=6, against=2)).figures["carried"]
    assert not decision_outcome(ballot(9, of=SPECIAL), many(for_=6, against=3)).figures["carried"]


def test_a_single_square_centimetre_decides_by_area() -> None:
    votes = [Vote(UNIT, (FOR,)), Vote(UNIT, (FOR,)), Vote(2 * UNIT, (AGAINST,))]
    half = decision_outcome(ballot(3, 4 * UNIT), votes)
    assert are_met(half.figures["quorum"])
    assert not half.figures["carried"]
    votes[0] = Vote(UNIT + 1, (FOR,))
    assert decision_outcome(ballot(3, 4 * UNIT + 1), votes).figures["carried"]


def test_it_fails_by_one_head_although_the_area_suffices() -> None:
    votes = [Vote(9 * UNIT, (FOR,)), *many(for_=2, against=3)]
    outcome = decision_outcome(ballot(6, 14 * UNIT), votes)
    assert outcome.figures["approval"]["area"]["met"]
    assert outcome.figures["approval"]["heads"]["missed_by"] == 1
    assert not outcome.figures["carried"]


def test_abstaining_takes_part_and_does_not_approve() -> None:
    outcome = decision_outcome(ballot(4), many(for_=2, abstain=2))
    assert outcome.valid
    assert not outcome.figures["carried"]


def test_an_invalid_vote_takes_part_and_does_not_approve() -> None:
    outcome = decision_outcome(ballot(4), [*many(for_=2), Vote(UNIT, flaw=Flaw.SHUT)])
    assert outcome.figures["took_part"] == 3
    assert outcome.figures["votes"]["1"] == 2
    assert outcome.figures["invalid"] == {"shut": 1}


def test_more_votes_than_heads_make_it_invalid() -> None:
    assert not decision_outcome(ballot(2), many(for_=3)).valid


@pytest.mark.parametrize(
    "matter", ["raise_maintenance_fund", "rebuild", "change_use_of_common_space"]
)
def test_three_matters_ask_for_three_quarters(matter: str) -> None:
    special = ["raise_maintenance_fund", "rebuild", "change_use_of_common_space"]
    assert is_special(matter, special, on=date(2026, 1, 1))
    assert not is_special("use_maintenance_fund", special, on=date(2026, 1, 1))


def test_the_regulations_bind_to_the_end_of_2020() -> None:
    old, new = keys_on(date(2020, 12, 31), special=True), keys_on(date(2021, 1, 1), special=True)
    assert (old.approval["heads"], old.of_all) == ("owners.old.approval", True)
    assert (new.approval["heads"], new.of_all) == ("owners.approval.special.heads", False)
    assert is_special("use_maintenance_fund", (), on=date(2020, 12, 31))


def test_the_regulations_count_approval_of_all_owners() -> None:
    old = Asks(_both("1/2", inclusive=False), _both("2/3", inclusive=True), of_all=True)
    assert not decision_outcome(ballot(9, of=old), many(for_=5)).figures["carried"]
    assert decision_outcome(ballot(9, of=old), many(for_=6)).figures["carried"]


def test_nonvoters_join_nobody_without_a_clause() -> None:
    assert decision_outcome(ballot(10), many(for_=4, against=3)).figures["with_nonvoters"] is None


def test_with_a_clause_nonvoters_join_the_majority_and_both_tallies_stand() -> None:
    votes = many(for_=4, against=2, abstain=2)
    outcome = decision_outcome(ballot(10, clause="议事规则第九条"), votes)
    joined = outcome.figures["with_nonvoters"]
    assert not outcome.figures["plain_carried"]
    assert (joined["joined"], joined["absent"], joined["approval"]["heads"]["part"]) == (
        "for",
        2,
        6,
    )
    assert outcome.figures["carried"]


def test_nonvoters_join_neither_side_where_the_measures_disagree() -> None:
    sums = {FOR: Sum(3, UNIT), AGAINST: Sum(2, 2 * UNIT)}
    assert joined_majority(sums) is None


def committee(seats: int, numbers: Sequence[int], tie: TieRule = TieRule.RUN_OFF) -> Ballot:
    return Ballot(Sum(6, 6 * UNIT), numbers, asks(), seats=seats, tie_rule=tie)


def test_a_committee_is_elected_on_both_measures_by_votes_then_by_area() -> None:
    votes = [
        Vote(UNIT, (1, 2)),
        Vote(UNIT, (1, 2, 3)),
        Vote(UNIT, (1, 3)),
        Vote(2 * UNIT, (1, 2)),
        Vote(UNIT, (3,)),
    ]
    outcome = committee_outcome(Ballot(Sum(5, 6 * UNIT), (1, 2, 3), asks(), seats=2), votes)
    said = {one["number"]: one["outcome"] for one in outcome.figures["candidates"]}
    assert said == {1: "elected", 2: "elected", 3: "not_elected"}


def test_equal_votes_and_equal_area_are_a_tie() -> None:
    votes = [Vote(UNIT, (1, 2, 3)) for _ in range(6)]
    outcome = committee_outcome(committee(2, (1, 2, 3), TieRule.LOTS), votes)
    assert outcome.figures["tie"]["numbers"] == [1, 2, 3]
    drawn = committee_outcome(committee(2, (1, 2, 3), TieRule.LOTS), votes, (1, 3))
    said = {one["number"]: one["outcome"] for one in drawn.figures["candidates"]}
    assert said == {1: "drawn", 2: "not_drawn", 3: "drawn"}


def test_fewer_approved_than_seats_leave_seats_empty() -> None:
    votes = [Vote(UNIT, (1,)) for _ in range(5)]
    outcome = committee_outcome(committee(3, (1, 2, 3)), votes)
    assert outcome.figures["vacant"] == 2


ANY_VOTES = st.lists(
    st.builds(
        lambda area, number: Vote(area, (number,) if number else ()),
        st.integers(1, 50 * UNIT),
        st.sampled_from([0, FOR, AGAINST, ABSTAIN]),
    ),
    max_size=40,
)
ANY_ASKS = st.sampled_from([asks(), SPECIAL])


@given(ANY_VOTES, st.integers(1, 50 * UNIT), ANY_ASKS, st.sampled_from(["", "示例条款"]))
def test_adding_a_no_never_turns_disapproval_into_approval(
    votes: list[Vote], area: int, of: Asks, clause: str
) -> None:
    """Whoever adds a no takes part: that can make a vote valid, as the law has it, never approve."""
    roll = Sum(len(votes) + 5, sum(one.area_cm2 for one in votes) + area + 5 * UNIT)
    asked = Ballot(roll, (FOR, AGAINST, ABSTAIN), of, clause=clause)
    before = decision_outcome(asked, votes)
    after = decision_outcome(asked, [*votes, Vote(area, (AGAINST,))])
    assert are_met(after.figures["approval"]) <= are_met(before.figures["approval"])
    if before.valid:
        assert after.figures["carried"] <= before.figures["carried"]


@given(ANY_VOTES, st.data(), ANY_ASKS, st.sampled_from(["", "示例条款"]))
def test_turning_a_vote_into_a_no_never_carries(
    votes: list[Vote], data: st.DataObject, of: Asks, clause: str
) -> None:
    if not votes:
        return
    place = data.draw(st.integers(0, len(votes) - 1))
    roll = Sum(len(votes) + 3, sum(one.area_cm2 for one in votes) + UNIT)
    asked = Ballot(roll, (FOR, AGAINST, ABSTAIN), of, clause=clause)
    turned = [*votes]
    turned[place] = Vote(votes[place].area_cm2, (AGAINST,))
    before, after = decision_outcome(asked, votes), decision_outcome(asked, turned)
    assert after.figures["carried"] <= before.figures["carried"]


@given(st.integers(1, 400), st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(3, 4)]))
def test_exactly_at_a_share_falls_on_the_lawful_side(times: int, share: Fraction) -> None:
    whole = times * share.denominator
    part = times * share.numerator
    reaching, passing = (Asked(Threshold(share, one), "示例规则") for one in (True, False))
    assert reaching.measured(part, whole)["met"]
    assert not reaching.measured(part - 1, whole)["met"]
    assert not passing.measured(part, whole)["met"]
    assert passing.measured(part + 1, whole)["met"] or part == whole
