"""All ids and numbers here are made up; the id is the example printed in GB 11643."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from linli.kernel.screening import Found, NumberKind, masked, masked_at, numbers_found

MARK = "「号码已隐去」"
ID = "11010519491231002X"
MOBILE = "13800138000"


def found_in(text: str) -> list[str]:
    return [text[one.start : one.end] for one in numbers_found(text)]


@pytest.mark.parametrize(
    "written",
    [
        ID,
        ID.lower(),
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105-19491231-002x",
        "1101 0519 4912 3100 2X",
        "110105 - 19491231 - 002X",
        "110105\u300019491231\u3000002Ⅹ",
        "11010519491231 002 X",
        "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
        "110105\u200b19491231\u200b002X",
    ],
)
def test_a_national_id_is_found_however_it_is_written(written: str) -> None:
    text = f"我叫示例甲，身份证{written}，请核实。"
    start = text.index(written)
    assert numbers_found(text) == (Found(start, start + len(written), NumberKind.NATIONAL_ID),)


def test_an_id_ending_in_a_digit_is_found() -> None:
    body = "13090319800101001"
    written = body + ric.calc_check_digit(f"{body}0")
    assert found_in(f"证件{written}号") == [written]


def test_an_id_of_a_foreigner_is_found() -> None:
    body = "91315619900101001"
    written = body + ric.calc_check_digit(f"{body}0")
    assert found_in(written) == [written]


@pytest.mark.parametrize("written", ["130903800101123", "130903 800101 123", "130903-800101-123"])
def test_an_old_id_of_15_digits_is_found(written: str) -> None:
    assert found_in(f"旧证{written}。") == [written]


@pytest.mark.parametrize(
    "written",
    [
        "110105194912310021",  # wrong check digit
        "110105194913310029",  # month 13
        "990105194912310027",  # no such province
        "110105174912310029",  # born in 1749
        "1101051949123100200",  # 19 digits
        "130903801301123",  # old id, month 13
        "860903800101123",  # old id, no such province (a device number begins so)
        "1309 0380 0101 123",  # an old id is not grouped so
    ],
)
def test_what_only_looks_like_an_id_is_left(written: str) -> None:
    assert found_in(f"编号{written}号") == []


@pytest.mark.parametrize(
    "written",
    [
        MOBILE,
        "１３８００１３８０００",
        "138 0013 8000",
        "138-0013-8000",
        "138－0013－8000",
        "138.0013.8000",
        "1380 013 8000",
        "13800 138000",
        "138 00138000",
        "+8613800138000",
        "+86 138 0013 8000",
        "+86-138-0013-8000",
        "8613800138000",
        "86-13800138000",
        "008613800138000",
        "0086 138 0013 8000",
        "013800138000",
        "1 3 8 0 0 1 3 8 0 0 0",
        "1-3-8-0-0-1-3-8-0-0-0",
        "19912345678",
    ],
)
def test_a_mobile_number_is_found_however_it_is_written(written: str) -> None:
    text = f"联系电话{written}，谢谢"
    start = text.index(written)
    assert numbers_found(text) == (Found(start, start + len(written), NumberKind.MOBILE),)


@pytest.mark.parametrize(
    "text",
    [
        "订单号20200512138001380001234",
        "订单 6222021380013800012",
        "运单SF1380013800012",
        "卡号 6222 0213 8001 3800 012",
        "总价13800138000元",
        "总价 ¥13800138000",
        "总价13800138000.50",
        "比例0.13800138000",
        "金额1,380,013,800.00元",
        "1998-01-02 123号",
        "2012-05-08 13:20 至 2012-05-09 14:30",
        "2013年15月16日17时",
        "电话0317-2012345，内线 138",
        "12345热线、12349、110、119、120",
        "12800138000",
        "1380013800",
        "坐标38.3045120,116.8385120",
        "1 3 8 0 0 1 3 8 0 0 0 1",
        "3号楼2单元1502室",
        "",
    ],
)
def test_orders_amounts_dates_and_hotlines_are_left(text: str) -> None:
    assert found_in(text) == []


def test_all_numbers_of_a_text_are_found_from_left_to_right() -> None:
    text = f"{MOBILE} 13900139000、{ID}{MOBILE}/139 0013 9000"
    assert found_in(text) == [MOBILE, "13900139000", ID, MOBILE, "139 0013 9000"]


def test_a_number_among_other_digits_of_its_run_is_found() -> None:
    assert found_in(f"2单元 502 {MOBILE} 张") == [MOBILE]
    assert found_in(f"0317-2012345 {ID}") == [ID]


def test_dots_between_numbers_do_not_make_them_decimals() -> None:
    assert found_in(f"138.0013.8000.{MOBILE}") == ["138.0013.8000", MOBILE]


def test_masking_puts_a_mark_in_place_of_each_number() -> None:
    assert masked(f"电话{MOBILE}，证{ID}。", MARK) == f"电话{MARK}，证{MARK}。"


def test_numbers_confirmed_by_the_writer_can_be_left_out_of_the_masking() -> None:
    text = f"{MOBILE}、13900139000"
    assert masked_at(text, numbers_found(text)[1:], MARK) == f"{MOBILE}、{MARK}"


@pytest.mark.parametrize("mark", ["1", "-隐-", " 隐", "隐 ", "X隐", "元", "隐+"])
def test_a_mark_that_could_join_a_number_is_refused(mark: str) -> None:
    with pytest.raises(ValueError, match="A mark has no digits"):
        masked("", mark)


@pytest.mark.parametrize(
    "run", ["1" * 100_000, "1 " * 50_000, "138." * 25_000, "138 0013 8000 " * 7_000]
)
def test_endless_digits_take_no_endless_time(run: str) -> None:
    assert len(masked(run, MARK)) > 0


near_numbers = st.text(
    st.sampled_from("0123456789138866110105194912３１Xx -.－　年+¥元,"), max_size=60
)
pieces = st.lists(
    st.one_of(
        near_numbers,
        st.sampled_from([ID, MOBILE, "138 0013 8000", "+86", "0086", "130903800101123", "．", "1"]),
        st.text(max_size=8),
    ),
    max_size=8,
).map("".join)


@given(pieces)
def test_masking_twice_is_masking_once(text: str) -> None:
    once = masked(text, MARK)
    assert masked(once, MARK) == once


@given(pieces)
def test_text_outside_the_numbers_stays_as_it_is(text: str) -> None:
    found = numbers_found(text)
    outside: list[str] = []
    at = 0
    for one in found:
        assert at <= one.start < one.end
        outside.append(text[at : one.start])
        at = one.end
    assert masked(text, MARK).split(MARK) == [*outside, text[at:]]


@given(st.integers(13, 19), st.integers(0, 999_999_999), st.sampled_from(["", "电话", "qq", "："]))
def test_every_mobile_number_is_found(start: int, rest: int, before: str) -> None:
    number = f"{start}{rest:09}"
    assert found_in(f"{before}{number}。") == [number]


@given(
    st.sampled_from(["110105", "130903", "650102", "830000"]),
    st.dates(date(1900, 1, 1), date(2030, 12, 31)),
    st.integers(0, 999),
)
def test_every_id_is_found(region: str, born: date, serial: int) -> None:
    body = f"{region}{born:%Y%m%d}{serial:03}"
    written = body + ric.calc_check_digit(f"{body}0")
    assert found_in(f"证{written}") == [written]


@given(st.integers(10**18, 10**40))
def test_no_run_of_more_than_18_digits_is_touched(number: int) -> None:
    assert found_in(f"单号{number}号") == []
