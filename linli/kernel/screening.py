"""Find national ids and mobile numbers in free text, so that they can be masked before saving.

Number patterns only, in memory: no word lists, and nothing about a text is kept. Full-width
digits count as digits; spaces, dashes and dots may stand between the groups of a number. Digits
inside a longer run (an order, a bank card, an amount of money) are left alone.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from stdnum.cn import ric


class NumberKind(StrEnum):
    """Name what was found."""

    NATIONAL_ID = "national_id"
    MOBILE = "mobile"


@dataclass(frozen=True, slots=True)
class Found:
    """Say where a number stands in the text, and of what kind it is."""

    start: int
    end: int
    kind: NumberKind


class _Group(NamedTuple):
    """Digits without a gap, and where they stand; the last of an id may end in X."""

    digits: str
    start: int
    end: int


# Between digits: spaces of all kinds, dashes, dots, and marks that take no room on the screen.
_GAP = r"[ \t\u00a0\u2000-\u200d\u2060\u3000\ufeff\-_－＿‐-―−.．·・]"
_RUN = re.compile(rf"\d(?:{_GAP}{{0,3}}\d){{10,}}(?:{_GAP}{{0,3}}[XxＸｘⅩⅹ](?![A-Za-z]))?")
_GROUP = re.compile(r"\d+[XxＸｘⅩⅹ]?|[XxＸｘⅩⅹ]")
_MONEY_BEFORE = re.compile(r"[¥￥$＄]\s?$")
_MONEY_AFTER = re.compile(r"\s?[元圆块万亿%％]")
_MARK_FORBIDDEN = re.compile(
    rf"\d|^(?:{_GAP}|[A-Za-zＸｘⅩⅹ元圆块万亿%％\s])|(?:{_GAP}|[+＋¥￥$＄\s])$"
)

_MOBILE = re.compile(r"1[3-9]\d{9}")
_MOBILE_LENGTH = 11
_LONGEST_MOBILE = len("0086") + _MOBILE_LENGTH
_COUNTRY_CODES = ("86", "0086")
_DIALLED_BEFORE = ("", "0", *_COUNTRY_CODES)
_MOBILE_SHAPES = frozenset(
    {
        (11,),
        (3, 8),
        (7, 4),
        (5, 6),
        (6, 5),
        (3, 4, 4),
        (4, 3, 4),
        (3, 3, 5),
        (3, 5, 3),
        (5, 3, 3),
        (2, 3, 3, 3),
        (3, 4, 2, 2),
        (3, 2, 2, 2, 2),
        (1,) * 11,
    }
)
_OLD_ID_SHAPES = frozenset({(15,), (6, 6, 3)})
_ID_LENGTH = 18
_OLD_ID_LENGTH = 15
# GB/T 2260: the provinces; 83 stands on residence permits for people from Taiwan. Ids of
# foreigners begin with 9 and name the province after it.
_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_FOREIGNER = "9"
_FIRST_YEAR, _LAST_YEAR = 1880, 2099


def numbers_found(text: str) -> tuple[Found, ...]:
    """Find all national ids and mobile numbers, from left to right."""
    found: list[Found] = []
    for run in _RUN.finditer(text):
        found.extend(_found_in(_groups_of(text, run), text))
    return tuple(sorted(found, key=lambda one: one.start))


def masked(text: str, mark: str) -> str:
    """Put a mark in place of each number found; all other text stays as it is."""
    return masked_at(text, numbers_found(text), mark)


def masked_at(text: str, found: Iterable[Found], mark: str) -> str:
    """Put a mark in place of numbers found earlier in the same text."""
    if _MARK_FORBIDDEN.search(mark):
        raise ValueError("A mark has no digits, and begins and ends with words or brackets.")
    parts: list[str] = []
    at = 0
    for one in found:
        parts += (text[at : one.start], mark)
        at = one.end
    return "".join((*parts, text[at:]))


def _groups_of(text: str, run: re.Match[str]) -> list[_Group]:
    groups: list[_Group] = []
    for match in _GROUP.finditer(text, run.start(), run.end()):
        digits = "".join(_plain(sign) for sign in match.group())
        groups.append(_Group(digits, match.start(), match.end()))
    return groups


def _plain(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    return "X" if digit is None else str(digit)


def _found_in(groups: Sequence[_Group], text: str) -> list[Found]:
    """Find the numbers of one run; what is found parts the rest as a mark would."""
    found, parts = _take(groups, _id_at)
    mobile_at = partial(_mobile_at, text=text)
    new = True
    while new:
        new = False
        rest: list[Sequence[_Group]] = []
        for part in parts:
            taken, left = _take(part, mobile_at)
            found += taken
            rest += left
            new = new or bool(taken)
        parts = rest
    return found


_Taken = tuple[int, Found]


def _take(
    part: Sequence[_Group], number_at: Callable[[Sequence[_Group], int], _Taken | None]
) -> tuple[list[Found], list[Sequence[_Group]]]:
    """Take numbers from left to right; give them and the parts left between them."""
    found: list[Found] = []
    left: list[Sequence[_Group]] = []
    first = free_from = 0
    while first < len(part):
        taken = number_at(part, first)
        if taken is None:
            first += 1
            continue
        left.append(part[free_from:first])
        first, one = taken
        free_from = first
        found.append(one)
    return found, [piece for piece in (*left, part[free_from:]) if piece]


def _id_at(part: Sequence[_Group], first: int) -> _Taken | None:
    for last, digits in _windows(part, first, _ID_LENGTH):
        if _is_id(digits) or (len(digits) == _OLD_ID_LENGTH and _is_old_id(part[first:last])):
            return last, Found(part[first].start, part[last - 1].end, NumberKind.NATIONAL_ID)
    return None


def _mobile_at(part: Sequence[_Group], first: int, *, text: str) -> _Taken | None:
    for last, digits in _windows(part, first, _LONGEST_MOBILE):
        if (
            len(digits) >= _MOBILE_LENGTH
            and _is_mobile(digits, part[first:last])
            and not _stands_in_amount(part, first, last, text)
        ):
            start = part[first].start
            if text[max(0, start - 1) : start] in ("+", "＋"):
                start -= 1
            return last, Found(start, part[last - 1].end, NumberKind.MOBILE)
    return None


def _windows(part: Sequence[_Group], first: int, longest: int) -> Iterable[tuple[int, str]]:
    """Give every row of whole groups from one on, as its end and its digits."""
    digits = ""
    for at in range(first, len(part)):
        digits += part[at].digits
        if len(digits) > longest:
            return
        yield at + 1, digits


def _is_id(digits: str) -> bool:
    return (
        len(digits) == _ID_LENGTH
        and digits[:-1].isdecimal()
        and _is_province(digits)
        and _is_date(digits[6:14])
        and ric.calc_check_digit(digits) == digits[-1]
    )


def _is_old_id(window: Sequence[_Group]) -> bool:
    digits = "".join(group.digits for group in window)
    return (
        tuple(len(group.digits) for group in window) in _OLD_ID_SHAPES
        and digits.isdecimal()
        and bool(_PROVINCE.match(digits))
        and _is_date(f"19{digits[6:12]}")
    )


def _is_province(digits: str) -> bool:
    start = 1 if digits[0] == _FOREIGNER else 0
    return bool(_PROVINCE.match(digits, start))


def _is_date(digits: str) -> bool:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _is_mobile(digits: str, window: Sequence[_Group]) -> bool:
    """Tell whether digits are a mobile number, with or without what is dialled before it."""
    rest = tuple(len(group.digits) for group in window[1:])
    for code in _DIALLED_BEFORE:
        first = len(window[0].digits) - len(code)
        shape = rest if first == 0 and code in _COUNTRY_CODES else (first, *rest)
        if (
            shape in _MOBILE_SHAPES
            and digits.startswith(code)
            and _MOBILE.fullmatch(digits, len(code))
        ):
            return True
    return False


def _stands_in_amount(part: Sequence[_Group], first: int, last: int, text: str) -> bool:
    """Tell whether a window is part of an amount, a decimal or a longer row of single digits."""
    window = part[first:last]
    if _MONEY_BEFORE.search(text[max(0, window[0].start - 2) : window[0].start]):
        return True
    if _MONEY_AFTER.match(text, window[-1].end):
        return True
    neighbours = (part[first - 1 : first], part[last : last + 1])
    if len(window) == 1:
        return _is_decimal(part, first, text)
    return len(window[0].digits) == 1 and any(
        len(group.digits) == 1 for beside in neighbours for group in beside
    )


def _is_decimal(part: Sequence[_Group], at: int, text: str) -> bool:
    """Tell whether a group stands before or after the point of a decimal number."""
    pairs = pairwise(part[max(0, at - 1) : at + 2])
    return any(text[one.end : two.start] in (".", "．") for one, two in pairs)
