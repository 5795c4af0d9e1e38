"""What a written address names: the ways to search for it, and whether a place found is meant."""

from __future__ import annotations

import re
import unicodedata

MOST_WORDS = 4
_LONGEST = 160
_SHORTEST_ALIAS = 3
_HOUSE = re.compile(r"(\d+)\s*(?:号楼|#楼|号|栋|幢|#)")
_ENTRANCE = re.compile(r"(\d+)\s*(单元|座|室)")
_ABOVE = re.compile(r"(?:\S{1,10}?(?:省|市|(?<![小社])区|县|旗|街道|镇|乡)\s*)+")
_NUMBER = re.compile(r"(\d+)(?:号楼|单元|座|室)")


def address_readings(text: str) -> list[str]:
    """Ways to read an address, the whole of it first; then without what stands at its end.

    Where nothing is found so, the city, the district and the sub-district before it are dropped.
    """
    whole = _spaced(text)
    starts = dict.fromkeys([whole, _ABOVE.sub("", whole, count=1).strip()])
    readings = []
    for start in starts:
        words = start.split()[:MOST_WORDS]
        readings += [" ".join(words[:length]) for length in range(len(words), 0, -1)]
    return readings


def search_text(reading: str) -> str:
    """What to search for: of "3号楼" the number, for names are written with a blank or without."""
    return _NUMBER.sub(r"\1", reading)


def is_named(reading: str, name: str, above: tuple[str, ...]) -> bool:
    """Whether a reading ends in a place's name with the names between it and its compound."""
    tail = _plain("".join((*above[1:], name)))
    said = _plain(reading)
    before = said.removesuffix(tail)
    return said.endswith(tail) and not (before[-1:].isdigit() and tail[:1].isdigit())


def is_alias(reading: str, name: str) -> bool:
    """Whether what was found by a reading was found by another name than its own."""
    return len(reading) >= _SHORTEST_ALIAS and " " not in reading and reading not in name


def _spaced(text: str) -> str:
    """An address with a blank before and after each numbered part, written in one way."""
    plain = " ".join(unicodedata.normalize("NFKC", text)[:_LONGEST].split())
    plain = _ENTRANCE.sub(r" \1\2 ", _HOUSE.sub(r" \1号楼 ", plain))
    return " ".join(plain.split())


def _plain(text: str) -> str:
    return _spaced(text).replace(" ", "").casefold()
