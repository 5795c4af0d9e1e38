from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel.shares import Threshold

MORE_THAN_HALF = Threshold(Fraction(1, 2), inclusive=False)
TWO_THIRDS = Threshold(Fraction(2, 3), inclusive=True)

shares = st.fractions(min_value=Fraction(1, 100), max_value=Fraction(99, 100))
thresholds = st.builds(Threshold, shares, st.booleans())


def test_exactly_half_does_not_carry_an_exclusive_half() -> None:
    assert not MORE_THAN_HALF.met_by(50, 100)
    assert MORE_THAN_HALF.met_by(51, 100)


def test_exactly_two_thirds_is_two_thirds_or_more() -> None:
    assert TWO_THIRDS.met_by(2, 3)
    assert not TWO_THIRDS.met_by(1_999_999_999, 3_000_000_000)


def test_one_square_centimetre_decides() -> None:
    whole = 123_456_789_012_345_678_91 * 2
    assert not MORE_THAN_HALF.met_by(whole // 2, whole)
    assert MORE_THAN_HALF.met_by(whole // 2 + 1, whole)


def test_nothing_is_reached_of_an_empty_whole() -> None:
    assert not TWO_THIRDS.met_by(0, 0)


@pytest.mark.parametrize(("part", "whole"), [(-1, 10), (11, 10)])
def test_what_is_no_part_is_refused(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="is not a part"):
        TWO_THIRDS.met_by(part, whole)


@pytest.mark.parametrize("share", [Fraction(0), Fraction(-1, 2), Fraction(3, 2)])
def test_a_share_outside_the_whole_is_refused(share: Fraction) -> None:
    with pytest.raises(ValueError, match="A share lies"):
        Threshold(share, inclusive=True)


def test_all_can_be_asked_for_but_not_more_than_all() -> None:
    assert Threshold(Fraction(1), inclusive=True).met_by(7, 7)
    with pytest.raises(ValueError, match="More than the whole"):
        Threshold(Fraction(1), inclusive=False)


@pytest.mark.parametrize(("whole", "least"), [(1, 1), (2, 2), (3, 2), (10, 6), (11, 6)])
def test_the_least_number_for_more_than_half(whole: int, least: int) -> None:
    assert MORE_THAN_HALF.least(whole) == least


@pytest.mark.parametrize(("whole", "least"), [(1, 1), (3, 2), (10, 7), (12, 8)])
def test_the_least_number_for_two_thirds(whole: int, least: int) -> None:
    assert TWO_THIRDS.least(whole) == least


def test_an_empty_whole_has_no_least_number() -> None:
    with pytest.raises(ValueError, match="empty whole"):
        TWO_THIRDS.least(0)


@given(thresholds, st.integers(1, 10_000))
def test_the_least_number_meets_and_one_fewer_does_not(threshold: Threshold, whole: int) -> None:
    least = threshold.least(whole)
    assert threshold.met_by(least, whole)
    assert not threshold.met_by(least - 1, whole)


@given(thresholds, st.integers(1, 10_000), st.data())
def test_a_bigger_part_never_loses_what_a_smaller_one_won(
    threshold: Threshold, whole: int, data: st.DataObject
) -> None:
    smaller = data.draw(st.integers(0, whole))
    bigger = data.draw(st.integers(smaller, whole))
    assert threshold.met_by(smaller, whole) <= threshold.met_by(bigger, whole)
