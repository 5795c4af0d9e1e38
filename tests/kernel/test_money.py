import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel.areas import NotAnArea, area_cm2, area_in_words, least_area_words
from linli.kernel.money import Money, NotMoney, total

amounts = st.builds(Money, st.integers(-(10**14), 10**14))
weights = st.lists(st.integers(0, 10**8), min_size=1, max_size=30).filter(any)


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("¥1,234.50", 123450),
        ("1234.5", 123450),
        ("1234", 123400),
        ("￥１，２３４．５０", 123450),
        ("¥ 1 234.50", 123450),
        ("12元", 1200),
        ("0.01", 1),
        ("-5.00", -500),
        ("-¥5", -500),
        ("¥-5", -500),
        ("−5", -500),
        ("123456789012345.67", 12345678901234567),
    ],
)
def test_an_amount_is_read_as_people_write_it(written: str, fen: int) -> None:
    assert Money.parse(written) == Money(fen)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "¥",
        "1.234",
        "1,23",
        "1,2345",
        "12,34.5",
        ".5",
        "5.",
        "1e3",
        "NaN",
        "一百",
        "--5",
        "-¥-5",
        "1" * 16,
    ],
)
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(NotMoney):
        Money.parse(written)


@pytest.mark.parametrize(
    ("fen", "printed"),
    [
        (123450, "¥1,234.50"),
        (1, "¥0.01"),
        (0, "¥0.00"),
        (-500, "-¥5.00"),
        (10**9, "¥10,000,000.00"),
    ],
)
def test_an_amount_is_printed_in_yuan(fen: int, printed: str) -> None:
    assert str(Money(fen)) == printed


def test_an_amount_for_a_sheet_has_no_sign_of_currency() -> None:
    assert Money(-123450).plain() == "-1234.50"


def test_money_adds_subtracts_and_multiplies_in_whole_fen() -> None:
    assert Money(10) + Money(20) == Money(30)
    assert Money(10) - Money(20) == Money(-10)
    assert -Money(10) == Money(-10)
    assert Money(10) * 3 == Money(30)
    assert Money(10) < Money(20)
    assert (bool(Money(0)), bool(Money(1))) == (False, True)


def test_a_tenth_three_times_is_exactly_three_tenths() -> None:
    assert total([Money.parse("0.10")] * 3) == Money.parse("0.30")
    assert total([]) == Money(0)


def test_what_is_left_goes_to_the_largest_remainder() -> None:
    assert Money(100).share_out([1, 1, 1]) == (Money(34), Money(33), Money(33))
    assert Money(101).share_out([6000, 3000, 1000]) == (Money(61), Money(30), Money(10))


def test_a_debt_is_shared_like_an_amount() -> None:
    assert Money(-100).share_out([1, 1, 1]) == (Money(-34), Money(-33), Money(-33))


def test_who_weighs_nothing_gets_nothing() -> None:
    assert Money(7).share_out([0, 3, 0]) == (Money(0), Money(7), Money(0))


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [2, -1]])
def test_weights_that_share_nothing_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match=r"Weights|empty"):
        Money(100).share_out(weights)


@given(amounts)
def test_what_is_printed_is_read_again(amount: Money) -> None:
    assert Money.parse(str(amount)) == amount
    assert Money.parse(amount.plain()) == amount


@given(amounts, weights)
def test_shares_sum_to_the_whole(amount: Money, weights: list[int]) -> None:
    assert total(amount.share_out(weights)) == amount


@given(amounts, weights)
def test_no_share_is_a_fen_away_from_its_exact_part(amount: Money, weights: list[int]) -> None:
    whole = sum(weights)
    for share, weight in zip(amount.share_out(weights), weights, strict=True):
        assert abs(share.fen * whole - amount.fen * weight) < whole


@pytest.mark.parametrize(
    ("written", "cm2"),
    [
        ("89.56", 895_600),
        ("89.56㎡", 895_600),
        ("８９．５６ 平方米", 895_600),
        ("89.56 m²", 895_600),
        ("120", 1_200_000),
        ("0.0001", 1),
    ],
)
def test_an_area_is_read_in_square_metres(written: str, cm2: int) -> None:
    assert area_cm2(written) == cm2


@pytest.mark.parametrize("written", ["", "-1", "1.23456", "1,000", "89.56亩", "1e3"])
def test_what_is_no_area_is_refused(written: str) -> None:
    with pytest.raises(NotAnArea):
        area_cm2(written)


def test_an_area_is_printed_with_as_many_decimals_as_it_needs() -> None:
    assert area_in_words(895_600) == "89.56 m²"
    assert area_in_words(1_200_000) == "120.00 m²"
    assert least_area_words(49_612_334) == "4,961.24 m²"
    assert least_area_words(1_200_000) == "120.00 m²"
    assert area_in_words(12_345_678_901) == "1,234,567.8901 m²"
    with pytest.raises(ValueError, match="not negative"):
        area_in_words(-1)


@given(st.integers(0, 10**12))
def test_what_an_area_prints_is_read_again(cm2: int) -> None:
    assert area_cm2(area_in_words(cm2).replace(",", "")) == cm2
