import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel.codes import credit_code_fault
from linli.kernel.numbers import (
    ALPHABET,
    BadNumber,
    RecordNumber,
    begins_numbers,
    random_bytes_needed,
    secret_as_meant,
    secret_as_printed,
    secret_word,
)

words = st.integers(6, 16).flatmap(
    lambda length: st.builds(
        secret_word, st.binary(min_size=random_bytes_needed(length), max_size=40), st.just(length)
    )
)


def test_a_record_number_names_place_kind_year_and_serial() -> None:
    number = RecordNumber("NH", "SQ", 2026, 7)
    assert str(number) == "NH-SQ-2026-0007"
    assert number.prefix == "NH-SQ-2026"


def test_a_place_is_named_as_people_there_write_it() -> None:
    number = RecordNumber("南环", "SQ", 2026, 7)
    assert RecordNumber.parse("南环 sq 2026 0007") == number
    assert all(begins_numbers(short) for short in ("NH", "南环", "130903002"))
    assert not any(begins_numbers(short) for short in ("", "nh", "N-H", "南 环", "Ｎ", "N" * 13))


def test_a_serial_grows_beyond_four_digits() -> None:
    assert str(RecordNumber("130903002", "SQ", 2026, 12345)) == "130903002-SQ-2026-12345"


@pytest.mark.parametrize(
    "typed",
    [
        "NH-SQ-2026-0007",
        " nh-sq-2026-0007 ",
        "ＮＨ－ＳＱ－２０２６－０００７",
        "NH SQ 2026 0007",
        "nh—sq–2026_0007",
    ],
)
def test_a_record_number_is_read_as_people_type_it(typed: str) -> None:
    assert RecordNumber.parse(typed) == RecordNumber("NH", "SQ", 2026, 7)


@pytest.mark.parametrize(
    "typed", ["", "NH-SQ-2026", "NH-SQ-26-0007", "NH-SQ-2026-007", "NH-诉求-2026-0007"]
)
def test_what_is_no_record_number_is_refused(typed: str) -> None:
    with pytest.raises(BadNumber, match="not a record number"):
        RecordNumber.parse(typed)


@pytest.mark.parametrize(
    ("place", "kind"), [("", "SQ"), ("nh", "SQ"), ("NH", "S1"), ("NH", "诉求")]
)
def test_a_record_number_is_not_built_from_other_words(place: str, kind: str) -> None:
    with pytest.raises(BadNumber, match="not built as"):
        RecordNumber(place, kind, 2026, 1)


@given(
    st.text(st.sampled_from("ABCNH0139"), min_size=1, max_size=12),
    st.text(st.sampled_from("ABSQ"), min_size=1, max_size=8),
    st.integers(1900, 2999),
    st.integers(0, 10**9 - 1),
)
def test_a_record_number_printed_is_read_again(
    place: str, kind: str, year: int, serial: int
) -> None:
    number = RecordNumber(place, kind, year, serial)
    assert RecordNumber.parse(str(number)) == number


def test_the_alphabet_has_no_two_signs_that_look_alike() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 26
    assert set("OQDILZSGBU") & set(ALPHABET) == set()


def test_a_secret_word_is_made_of_the_bytes_given_and_nothing_else() -> None:
    assert secret_word(bytes(13)) == "00000000"
    assert secret_word(bytes(12) + b"\x1b") == "11000000"
    assert secret_word(bytes(range(20))) == secret_word(bytes(range(20)))


def test_a_secret_word_is_printed_in_groups() -> None:
    assert secret_as_printed("7K3M2XWA") == "7K3M-2XWA"
    assert secret_as_printed("7K3M2X") == "7K3M-2X"


@pytest.mark.parametrize(
    "typed",
    [
        "7K3M-0XW1",
        "7k3m0xw1",
        "７Ｋ３Ｍ－０ＸＷ１",
        " 7K3M 0XW1 ",
        "7K3M-OXWI",
        "7k3m—oxwl",
        "7K3MQXWl",
        "7K3M DXW1",
    ],
)
def test_a_secret_word_is_read_as_it_is_meant(typed: str) -> None:
    assert secret_as_meant(typed) == "7K3M0XW1"


def test_each_sign_that_is_not_given_out_is_taken_for_the_one_it_looks_like() -> None:
    assert secret_as_meant("OQDILZSGBU") == "000112568V"


@pytest.mark.parametrize("typed", ["", "7K3M0", "7K3M0XW1" * 3, "7K3M0XW!", "密码密码密码密码"])
def test_a_word_that_no_one_was_given_becomes_empty(typed: str) -> None:
    assert secret_as_meant(typed) == ""


@pytest.mark.parametrize(("count", "length"), [(12, 8), (40, 5), (40, 17)])
def test_too_few_bytes_or_another_length_are_refused(count: int, length: int) -> None:
    with pytest.raises(BadNumber):
        secret_word(bytes(count), length)


@given(words)
def test_a_secret_word_is_read_back_however_it_is_printed(word: str) -> None:
    assert secret_as_meant(word) == word
    assert secret_as_meant(secret_as_printed(word).lower()) == word


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("91350100M000100Y43", ""),
        ("91350100m000100y43", ""),
        ("91350100M000100Y44", "check"),
        ("91350100M000100Y4", "length"),
        ("91350100M000100I43", "sign"),
        ("91350100M000100é43", "sign"),
        ("91350100M0001００Y43", ""),
    ],
)
def test_a_credit_code_is_checked_but_a_wrong_check_is_only_a_warning(
    code: str, fault: str
) -> None:
    assert credit_code_fault(code) == fault
