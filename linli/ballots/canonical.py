"""The one way of writing: compact JSON, numbers as decimal strings, unpadded base64 of hashes."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from linli.ballots.errors import BadText

_MOST_DIGITS = 1000
_MOST_THINGS = 500_000
"""Commas and brackets of a text: what is read takes a hundred times a bracket's room."""
LARGEST_PLAIN = (1 << 30) - 1
"""Beyond it a weight is written as a string."""


def written(thing: object) -> str:
    """Write a thing as the protocol does."""
    return json.dumps(thing, separators=(",", ":"), ensure_ascii=False)


def read(text: str, what: str) -> Any:
    """Read a text that must be written exactly as we would write it."""
    if sum(map(text.count, ",[{")) > _MOST_THINGS:
        raise BadText("too_large", "%(what)s is larger than any that an election needs.", what=what)
    try:
        thing = json.loads(text)
        text.encode()
        again = written(thing)
    except (ValueError, RecursionError):
        raise BadText("not_json", "%(what)s is not valid JSON.", what=what) from None
    if again != text:
        raise BadText(
            "not_canonical",
            "%(what)s is not written in the one form that the protocol allows.",
            what=what,
        )
    return thing


def decoded(data: bytes, *, what: str) -> str:
    """Read bytes as UTF-8."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise BadText("not_json", "%(what)s is not valid JSON.", what=what) from None


def fields(thing: Any, *names: str, what: str, optional: tuple[str, ...] = ()) -> Mapping[str, Any]:
    """Take an object that holds these fields in this order; optional ones may lack."""
    if not isinstance(thing, dict):
        raise BadText("wrong_shape", "%(what)s has the wrong shape.", what=what)
    expected = [name for name in names if name in thing or name not in optional]
    if list(thing) != expected:
        raise BadText("wrong_shape", "%(what)s has the wrong shape.", what=what)
    return thing


def items(thing: Any, count: int | None = None, *, what: str) -> list[Any]:
    """Take a list, of so many items where the number is known."""
    if not isinstance(thing, list) or (count is not None and len(thing) != count):
        raise BadText("wrong_shape", "%(what)s has the wrong shape.", what=what)
    return thing


def string(thing: Any, *, what: str) -> str:
    """Take a string."""
    if not isinstance(thing, str):
        raise BadText("wrong_shape", "%(what)s has the wrong shape.", what=what)
    return thing


def whole(thing: Any, *, what: str) -> int:
    """Take a small whole number, not negative."""
    if type(thing) is not int or thing < 0:
        raise BadText("wrong_shape", "%(what)s has the wrong shape.", what=what)
    return thing


def weight(thing: Any, *, what: str) -> int:
    """Take a number that is spelled as a string where it is large."""
    if isinstance(thing, str):
        number = int(decimal(thing, what=what))
        if number > LARGEST_PLAIN:
            return number
    elif type(thing) is int and 0 <= thing <= LARGEST_PLAIN:
        return thing
    raise BadText("bad_number", "%(what)s holds a number that is not well written.", what=what)


def weight_plain(number: int) -> int | str:
    """Spell a weight as JSON does."""
    return number if number <= LARGEST_PLAIN else str(number)


def decimal(thing: Any, *, what: str) -> str:
    """Take a number written as a decimal string without leading noughts."""
    if (
        not isinstance(thing, str)
        or not 0 < len(thing) <= _MOST_DIGITS
        or not (thing.isascii() and thing.isdigit())
        or (thing[0] == "0" and thing != "0")
    ):
        raise BadText("bad_number", "%(what)s holds a number that is not well written.", what=what)
    return thing


def digest(data: bytes) -> str:
    """SHA-256 as the archive writes it: hexadecimal."""
    return sha256(data).hexdigest()


def short_digest(data: bytes) -> str:
    """SHA-256 as ballots and voters write it: base64 without padding."""
    return b64encode(sha256(data).digest()).decode().rstrip("=")
