"""Counts that may be published hide the small ones, and do not give them away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel.tally import publishable, share_publishable

pytestmark = pytest.mark.rules

COUNTS = st.lists(st.integers(min_value=0, max_value=30), min_size=1, max_size=8)


def test_a_count_of_four_is_hidden_and_one_of_five_is_shown():
    assert publishable([4, 4, 5]).parts == (None, None, 5)


def test_one_small_count_takes_the_next_smallest_with_it():
    assert publishable([3, 9, 20]).parts == (None, None, 20)


def test_two_small_counts_that_sum_below_the_floor_take_a_third():
    assert publishable([1, 2, 8, 30]).parts == (None, None, None, 30)


def test_nought_is_shown():
    assert publishable([0, 7]).parts == (0, 7)


def test_a_small_total_is_hidden_with_all_its_parts():
    published = publishable([2, 0, 1])
    assert (published.parts, published.total) == ((None, 0, None), None)


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(10, 12, False), (12, 12, True), (3, 40, False), (20, 25, True), (0, 0, False)],
)
def test_a_share_is_shown_only_when_neither_side_is_small(part, whole, shown):
    assert share_publishable(part, whole) is shown


@given(COUNTS)
def test_no_small_count_is_shown(counts):
    published = publishable(counts)
    assert all(shown is None or shown == 0 or shown >= 5 for shown in published.parts)


@given(COUNTS)
def test_what_is_hidden_sums_up_to_the_floor_or_the_total_is_hidden_too(counts):
    published = publishable(counts)
    hidden = [n for n, shown in zip(counts, published.parts, strict=True) if shown is None]
    if hidden and published.total is not None:
        assert len(hidden) >= 2
        assert sum(hidden) >= 5


@given(COUNTS)
def test_what_is_shown_is_true(counts):
    published = publishable(counts)
    shown = [(n, s) for n, s in zip(counts, published.parts, strict=True) if s is not None]
    assert all(n == s for n, s in shown)
    assert published.total in {None, sum(counts)}
