"""A roll call is counted by the shares of the body that votes: committees of all, representatives of those there."""

from __future__ import annotations

from fractions import Fraction

import pytest

from linli.elections.rules import ElectionKind
from linli.elections.rules.arithmetic_open import Answer, roll_call_outcome
from linli.elections.rules.opening import council_of, used_by
from linli.elections.rules.results import Asked, Outcome
from linli.kernel.shares import Threshold

TWO_THIRDS = Asked(Threshold(Fraction(2, 3), inclusive=True), "quorum")
HALF = Asked(Threshold(Fraction(1, 2), inclusive=False), "approval")


def counted(members: int, *, here: int, yes: int, of_present: bool = True) -> Outcome:
    answers = [
        Answer(order, f"示例{order}", None if order > here else (1 if order <= yes else 2))
        for order in range(1, members + 1)
    ]
    return roll_call_outcome(
        answers, [1, 2, 3], present=TWO_THIRDS, approval=HALF, of_present=of_present
    )


@pytest.mark.parametrize(
    ("here", "yes", "carried"),
    [(6, 4, True), (6, 3, False), (7, 4, True), (5, 5, False), (9, 5, True), (9, 4, False)],
)
def test_representatives_decide_by_more_than_half_of_two_thirds(
    here: int, yes: int, carried: bool
) -> None:
    assert counted(9, here=here, yes=yes).figures["carried"] is carried


def test_exactly_two_thirds_are_a_quorum_and_exactly_half_is_no_majority() -> None:
    outcome = counted(6, here=4, yes=2)
    assert outcome.valid
    assert not outcome.figures["carried"]


def test_a_committee_needs_more_than_half_of_all() -> None:
    assert not counted(9, here=6, yes=4, of_present=False).figures["carried"]
    assert counted(9, here=6, yes=5, of_present=False).figures["carried"]


@pytest.mark.parametrize(
    ("body", "group", "of_present"),
    [
        ("owners_committee", "owners.committee", False),
        ("compound_residents_congress", "self_government.representatives", True),
        ("residents_representative_meeting", "self_government.representatives", True),
        ("", "owners.committee", False),
    ],
)
def test_the_shares_follow_the_body(body: str, group: str, of_present: bool) -> None:
    assert used_by(ElectionKind.ROLL_CALL, body) == (f"{group}.quorum", f"{group}.approval")
    assert council_of(body).of_present is of_present
