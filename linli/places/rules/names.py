"""How names are written and compared: full-width letters folded, spaces tidied."""

from __future__ import annotations

import re

from linli.kernel.numbers import begins_numbers

MAX_NAME = 80
MAX_SHORT = 12
MAX_WORDS = 4

_FULL_WIDTH = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()
}
_SPACES = re.compile(r"[\s\u3000\u200b\ufeff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DIGITS = re.compile(r"([0-9]+)")
_UNIT_SIGNS = r"(?:号|栋|幢|座|单元|室|#)"
_SPACE_BEFORE_SIGN = re.compile(rf"(?<=\d) (?={_UNIT_SIGNS})")
_NUMBER_AFTER_NAME = re.compile(
    rf"(?<=[^\W\d_])(?=\d+{_UNIT_SIGNS})|(?:(?<=单元)|(?<=[楼栋幢座#]))(?=\d)"
)
_ROOM = re.compile(r"(?<=\d)室$")
_BUILDING_WORD = re.compile(r"\d(?:号|栋|幢|座|#)")
_INSIDE = re.compile(r"\d+(?:单元|室)?")
SAME_SIGNS = ((" ", ""), ("#楼", "号楼"), ("#", "号楼"), ("栋", "号楼"), ("幢", "号楼"))
"""What is one to whoever looks for a building, in this order: a space more or less, its sign."""


def tidy_name(text: str) -> str:
    """Give a name as it is kept: no control characters, single spaces, ASCII digits and letters."""
    folded_text = _CONTROL.sub("", text).translate(_FULL_WIDTH)
    return _SPACES.sub(" ", folded_text).strip()


def tidy_short(text: str) -> str:
    """Give a short name as it is kept; numbers begin with it, so it has capital letters only."""
    return tidy_name(text).upper()


def short_fault(short: str) -> tuple[str, str]:
    """Name what keeps a short name from beginning numbers, with the value to show; else nothing."""
    if len(short) > MAX_SHORT:
        return "short_too_long", str(MAX_SHORT)
    return ("short_signs", short) if short and not begins_numbers(short) else ("", "")


def folded(text: str) -> str:
    """Give a name as it is compared: tidy, without spaces, letters in one case."""
    return tidy_name(text).replace(" ", "").casefold()


def plain_sign(text: str) -> str:
    """Give a word as places are looked for by it: no spaces, one sign for a building."""
    for said, plain in SAME_SIGNS:
        text = text.replace(said, plain)
    return _ROOM.sub("", text)


def search_words(text: str) -> list[list[str]]:
    """Give the ways to read what was typed, likeliest first.

    It is split by spaces and where a building's number follows a name, or is one name; last
    comes the building without its entrance and door.
    """
    typed = tidy_name(text[: MAX_NAME * 2])[:MAX_NAME]
    joined = _SPACE_BEFORE_SIGN.sub("", typed)
    words = _NUMBER_AFTER_NAME.sub(" ", joined).split()[-MAX_WORDS:]
    ways = [words, [typed]] if words else []
    return (ways[:1] if words == [typed] else ways) + _wider(words)


def _wider(words: list[str]) -> list[list[str]]:
    """The same without the door, then without the entrance, as far as a building is named."""
    ways = []
    while (
        len(words) > 1
        and _INSIDE.fullmatch(words[-1])
        and any(_BUILDING_WORD.search(word) for word in words[:-1])
    ):
        words = words[:-1]
        ways.append(words)
    return ways


def counted(name: str) -> list[tuple[int, str]]:
    """A name as a list is ordered by it: runs of digits count as numbers."""
    return [
        (int(part), "") if part.isdecimal() else (0, part) for part in _DIGITS.split(name) if part
    ]
