"""Whatever is posted and taken back, the accounts sum to nought; shares sum to the whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from linli.money.rules import (
    CHARTS,
    AccountKind,
    FundKind,
    Move,
    VoucherKind,
    by_area,
    by_household,
    by_resolution,
    changes,
    fault_of,
    held_change,
)

CHART = {line.code: line.kind for line in CHARTS[FundKind.COMMON_REVENUE]}
moves = st.builds(
    Move,
    debit=st.sampled_from(sorted(CHART)),
    credit=st.sampled_from(sorted(CHART)),
    fen=st.integers(1, 10**12),
)


@given(st.lists(moves, max_size=40))
def test_debits_and_credits_of_any_lines_are_equal(lines: list[Move]) -> None:
    assert sum(debit - credit for debit, credit in changes(lines).values()) == 0


@given(st.lists(moves, max_size=40))
def test_what_is_turned_takes_all_of_it_back(lines: list[Move]) -> None:
    both = [*lines, *(line.turned for line in lines)]
    assert all(debit == credit for debit, credit in changes(both).values())
    assert held_change(both, CHART) == 0


@given(st.lists(moves, min_size=1, max_size=10))
def test_only_a_payment_takes_money_out_and_only_a_receipt_brings_it_in(lines: list[Move]) -> None:
    fund = FundKind.COMMON_REVENUE
    if fault_of(VoucherKind.MOVE, fund, lines, CHART) is None:
        assert held_change(lines, CHART) == 0
    if fault_of(VoucherKind.PAY, fund, lines, CHART) is None:
        assert held_change(lines, CHART) < 0
    if fault_of(VoucherKind.RECEIVE, fund, lines, CHART) is None:
        assert held_change(lines, CHART) > 0


@given(
    st.integers(-(10**12), 10**12), st.dictionaries(st.text(), st.integers(1, 10**7), min_size=1)
)
def test_shares_sum_to_the_whole(fen: int, weights: dict[str, int]) -> None:
    for share in (by_area, by_resolution):
        assert sum(share(fen, weights).values()) == fen
    equal = by_household(fen, weights)
    assert sum(equal.values()) == fen
    assert max(equal.values()) - min(equal.values()) <= 1


def test_every_chart_has_a_bank_a_box_and_something_on_each_side() -> None:
    for chart in CHARTS.values():
        assert {line.kind for line in chart} == set(AccountKind)
        assert len({line.code for line in chart}) == len(chart)
