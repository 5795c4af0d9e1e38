"""Secret credentials: what stands on a voter's slip, and the key that grows from it.

The credential proper is the protocol's: 22 Base58 characters. The slip shows three more, a
check by Reed and Solomon over the integers modulo 59, so that one wrong character is named by its
place. The check is computed from the credential and adds nothing to what the key grows from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256, sha512

from linli.ballots.errors import BadCredential
from linli.ballots.groups import BELENIOS_2048, Group, Random

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
LENGTH = 22
CHECK_LENGTH = 3
_WHOLE = LENGTH + CHECK_LENGTH
_GROUPS = (5, 6, 5, 6, 3)
_FIELD = 59
_ROOT = 2
"""A generator of the field's multiplicative group: each place has a power of its own."""
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_SEPARATORS = frozenset("- \t\r\n\u3000\u2010\u2011\u2012\u2013\u2014\uff0d")
_FULL_WIDTH = {code + 0xFEE0: code for code in range(0x21, 0x7F)}


def new_token(random: Random, length: int = LENGTH) -> str:
    """Draw letters, each as likely as the other; fit for an election's uuid and for seeds."""
    number = int.from_bytes(random(length + 16), "big")
    return "".join(ALPHABET[number // 58**place % 58] for place in range(length))


def new_credential(random_bytes: bytes) -> str:
    """Make a credential out of at least 32 unpredictable bytes."""
    if len(random_bytes) < sha256().digest_size:
        raise ValueError("A credential is made of at least 32 unpredictable bytes.")
    turn = 0
    while True:
        drawn = sha512(random_bytes + turn.to_bytes(2, "big")).digest()
        letters = new_token(lambda _size, drawn=drawn: drawn)  # type: ignore[misc]
        # A check value of 58 would want a 59th letter: about one in twenty is drawn anew.
        if all(value < len(ALPHABET) for value in _check_values(_values(letters))):
            return _grouped(letters)
        turn += 1


def slip_text(credential: str) -> str:
    """Write a credential for the slip: in five groups, the last of which is the check."""
    letters = _letters(credential)[:LENGTH]
    check = _check_values(_values(letters))
    return _grouped(letters + "".join(ALPHABET[value] for value in check))


def checked(text: str) -> str:
    """Read what a voter typed and give the credential; tell which character is wrong.

    With the slip's three check characters a mistake is named by its place; the protocol's bare
    22 characters are taken as they are.
    """
    letters = _letters(text)
    for place, letter in enumerate(letters, start=1):
        if letter not in _VALUES:
            raise BadCredential(
                "no_such_letter",
                "Character %(place)s, %(letter)s, never occurs in a credential "
                "(there is no 0, O, I or l).",
                places=(place,),
                place=place,
                letter=letter,
            )
    if len(letters) == LENGTH:
        return _grouped(letters)
    if len(letters) != _WHOLE:
        raise _wrong_length(letters)
    _check(letters)
    return _grouped(letters[:LENGTH])


def secret_of(uuid: str, credential: str, group: Group = BELENIOS_2048) -> int:
    """Grow the signing key out of a credential, for this election alone."""
    letters = _grouped(_letters(credential)[:LENGTH])
    halves = (
        sha256(f"derive_credential|{uuid}|{half}|{letters}".encode()).hexdigest() for half in (0, 1)
    )
    return int("".join(halves), 16) % group.q


def public_of(uuid: str, credential: str, group: Group = BELENIOS_2048) -> str:
    """Give the public credential, as the list of the election holds it."""
    return str(group.g_power(secret_of(uuid, credential, group)))


def _letters(text: str) -> str:
    return "".join(letter for letter in text.translate(_FULL_WIDTH) if letter not in _SEPARATORS)


def _grouped(letters: str) -> str:
    parts, start = [], 0
    for size in _GROUPS:
        parts.append(letters[start : start + size])
        start += size
    return "-".join(filter(None, parts))


def _values(letters: str) -> list[int]:
    return [_VALUES[letter] for letter in letters]


def _check_values(values: Sequence[int]) -> list[int]:
    """Divide by (x-1)(x-2)(x-4) and give what makes the remainder vanish."""
    first, second, third = -(1 + _ROOT + _ROOT**2), _ROOT + _ROOT**2 + _ROOT**3, -(_ROOT**3)
    rest = [0, 0, 0]
    for value in values:
        lead = (value + rest[0]) % _FIELD
        rest = [rest[1] - lead * first, rest[2] - lead * second, -lead * third]
    return [-value % _FIELD for value in rest]


def _syndromes(values: Iterable[int]) -> tuple[int, int, int]:
    """Evaluate at 1, 2 and 4: all nought where nothing is wrong."""
    sums = [0, 0, 0]
    for value in values:
        sums = [(total * _ROOT**power + value) % _FIELD for power, total in enumerate(sums)]
    return sums[0], sums[1], sums[2]


def _check(letters: str) -> None:
    values = _values(letters)
    if not any(_syndromes(values)):
        return
    if (single := _single_error(values)) is not None:
        place, value = single
        raise BadCredential(
            "wrong_letter",
            "Character %(place)s is wrong: you typed %(letter)s, the slip says %(expected)s.",
            places=(place,),
            expected=ALPHABET[value],
            place=place,
            letter=letters[place - 1],
        )
    for place in range(1, _WHOLE):
        swapped = [*values]
        swapped[place - 1], swapped[place] = swapped[place], swapped[place - 1]
        if not any(_syndromes(swapped)):
            raise BadCredential(
                "swapped_letters",
                "Characters %(place)s and %(next)s have changed places.",
                places=(place, place + 1),
                expected=letters[place] + letters[place - 1],
                place=place,
                next=place + 1,
            )
    raise BadCredential(
        "wrong_letters", "More than one character is wrong. Compare with the slip, group by group."
    )


def _single_error(values: Sequence[int]) -> tuple[int, int] | None:
    """Find the one place, counted from 1, where another letter makes all well, and its value."""
    first, second, third = _syndromes(values)
    if not first or (second * second - first * third) % _FIELD:
        return None
    ratio = second * pow(first, -1, _FIELD) % _FIELD
    distance = next((power for power in range(_WHOLE) if pow(_ROOT, power, _FIELD) == ratio), None)
    if distance is None:
        return None
    index = _WHOLE - 1 - distance
    value = (values[index] - first) % _FIELD
    return (index + 1, value) if value < len(ALPHABET) else None


def _wrong_length(letters: str) -> BadCredential:
    count = len(letters)
    if count == _WHOLE - 1 and (place := _missing_place(_values(letters))):
        return BadCredential(
            "missing_letter",
            "A character is missing at place %(place)s.",
            places=(place,),
            place=place,
        )
    if count == _WHOLE + 1 and (place := _extra_place(_values(letters))):
        return BadCredential(
            "extra_letter",
            "Character %(place)s, %(letter)s, is one too many.",
            places=(place,),
            place=place,
            letter=letters[place - 1],
        )
    return BadCredential(
        "wrong_length",
        "A credential has %(whole)s characters; you typed %(count)s.",
        whole=_WHOLE,
        count=count,
    )


def _missing_place(values: list[int]) -> int | None:
    """Find where a letter lacks, if only one whole credential fits; the first place if alike."""
    fits: dict[tuple[int, ...], int] = {}
    for place in range(1, _WHOLE + 1):
        filled = [*values[: place - 1], 0, *values[place - 1 :]]
        found = _single_error(filled)
        if found and found[0] == place:
            filled[place - 1] = found[1]
        if not any(_syndromes(filled)):
            fits.setdefault(tuple(filled), place)
    return _only(fits)


def _extra_place(values: list[int]) -> int | None:
    """Find which letter is one too many, if only one whole credential fits."""
    fits: dict[tuple[int, ...], int] = {}
    for place in range(1, len(values) + 1):
        left = values[: place - 1] + values[place:]
        if not any(_syndromes(left)):
            fits.setdefault(tuple(left), place)
    return _only(fits)


def _only(fits: dict[tuple[int, ...], int]) -> int | None:
    return next(iter(fits.values())) if len(fits) == 1 else None
