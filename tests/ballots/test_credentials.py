"""Credentials: what a voter mistypes is named by its place."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linli.ballots.credentials import (
    ALPHABET,
    checked,
    new_credential,
    public_of,
    secret_of,
    slip_text,
)
from linli.ballots.errors import BadCredential
from linli.ballots.groups import BELENIOS_2048
from tests.ballots.builders import Stream

slips = st.binary(min_size=32, max_size=32).map(new_credential).map(slip_text)
UUID = "EY6S92bUVobyU4"


def letters(slip: str) -> str:
    return slip.replace("-", "")


@given(slips)
def test_a_slip_read_rightly_gives_its_credential(slip: str) -> None:
    assert checked(slip) == slip[:-4]
    assert checked(f" {letters(slip)} ") == slip[:-4]


@given(slips, st.integers(0, 24), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_named_with_what_the_slip_says(
    slip: str, place: int, letter: str
) -> None:
    right = letters(slip)
    if right[place] == letter:
        return
    with pytest.raises(BadCredential) as fault:
        checked(right[:place] + letter + right[place + 1 :])
    assert fault.value.places == (place + 1,)
    assert fault.value.expected == right[place]


@given(slips, st.integers(0, 23))
def test_neighbours_that_changed_places_are_named(slip: str, place: int) -> None:
    right = letters(slip)
    if right[place] == right[place + 1]:
        return
    with pytest.raises(BadCredential) as fault:
        checked(right[:place] + right[place + 1] + right[place] + right[place + 2 :])
    assert fault.value.code == "swapped_letters"
    assert fault.value.places == (place + 1, place + 2)


@given(slips, st.sets(st.integers(0, 24), min_size=2, max_size=2), st.data())
def test_two_wrong_characters_are_never_taken_for_one(
    slip: str, places: set[int], data: st.DataObject
) -> None:
    typed = list(letters(slip))
    for place in places:
        typed[place] = data.draw(st.sampled_from(ALPHABET.replace(typed[place], "")))
    with pytest.raises(BadCredential) as fault:
        checked("".join(typed))
    assert fault.value.code in {"wrong_letters", "swapped_letters"}


@given(slips, st.integers(0, 24))
def test_a_missing_character_is_named(slip: str, place: int) -> None:
    right = letters(slip)
    with pytest.raises(BadCredential) as fault:
        checked(right[:place] + right[place + 1 :])
    # One time in a hundred a letter might lack in either of two places: then none is named.
    assume(fault.value.code == "missing_letter")
    # Where neighbours are alike, either place is right.
    named = fault.value.places[0] - 1
    assert right[:named] + right[named + 1 :] == right[:place] + right[place + 1 :]


@given(slips, st.integers(0, 25), st.sampled_from(ALPHABET))
def test_a_character_too_many_is_named(slip: str, place: int, letter: str) -> None:
    right = letters(slip)
    typed = right[:place] + letter + right[place:]
    with pytest.raises(BadCredential) as fault:
        checked(typed)
    assume(fault.value.code == "extra_letter")
    named = fault.value.places[0] - 1
    assert typed[:named] + typed[named + 1 :] == right


def test_letters_that_no_slip_has_are_named() -> None:
    slip = slip_text(new_credential(Stream("slip")(32)))
    with pytest.raises(BadCredential) as fault:
        checked(f"0{slip[1:]}")
    assert fault.value.code == "no_such_letter"
    assert fault.value.places == (1,)


def test_too_short_says_how_many_are_wanted() -> None:
    with pytest.raises(BadCredential, match="25 characters; you typed 3"):
        checked("abc")


def test_full_width_letters_are_read_as_letters() -> None:
    slip = slip_text(new_credential(Stream("wide")(32)))
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in letters(slip))
    assert checked(wide) == slip[:-4]


def test_the_protocol_s_bare_credential_is_taken() -> None:
    credential = new_credential(Stream("bare")(32))
    assert checked(credential) == credential


def test_the_key_grows_from_credential_and_election() -> None:
    credential = new_credential(Stream("key")(32))
    assert secret_of(UUID, credential) != secret_of(f"{UUID}2", credential)
    assert public_of(UUID, credential) == str(BELENIOS_2048.g_power(secret_of(UUID, credential)))


def test_a_credential_is_not_made_of_little_randomness() -> None:
    with pytest.raises(ValueError, match="32 unpredictable bytes"):
        new_credential(b"too little")
