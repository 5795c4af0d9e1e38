"""How sure a suggested category is, and what a message looks like to the router."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

TITLE_WEIGHT = 5
BODY_AT_MOST = 400
WORDS_AT_MOST = 3
_LONGEST_WORD = 16
"""A longer stretch between two small words is shown as the part of it that spoke."""
_WEIGHTY = 0.15
"""The share of the weightiest pair from which a pair counts as a reason."""
_BETWEEN = re.compile(
    r"[\W_0-9]+|小区|社区|街道|[东西南北]院|号楼|单元|今天|昨天|明天|今年|去年|明年|现在|已经|一直|经常|总是|最近|晚上|早上|中午|半夜"
    r"|因为|所以|但是|而且|如果|还是|或者|以及|怎么|怎样|如何|什么|哪里|哪儿|为什么|多少|是否"
    r"|请问|希望|麻烦|尽快|需要|应该|可以|可能|能否|无法|非常|特别|好几|多次|几天|几次|孩子|家里"
    r"|[的了在是我们你您他她它这那有没就都也很还把被让给和与及请谢对从到着过只又已再要会能呢吗吧啊哦呀]"
)
"""What stands between words: signs, where it is, and the small words that tie others together."""
_SPACE = re.compile(r"\s+")


class Sureness(StrEnum):
    """What a person should do with a suggestion."""

    SURE = "sure"
    LOOK = "look"
    DECIDE = "decide"


SURE_FROM_PERCENT = 80
LOOK_FROM_PERCENT = 50


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category, how likely it is in whole percent, and the words that made it."""

    label: str
    percent: int
    words: tuple[str, ...]

    @property
    def sureness(self) -> Sureness:
        """What a person should do with it."""
        if self.percent >= SURE_FROM_PERCENT:
            return Sureness.SURE
        return Sureness.LOOK if self.percent >= LOOK_FROM_PERCENT else Sureness.DECIDE


def reasons(title: str, body: str, label: str, parts: Mapping[str, float]) -> tuple[str, ...]:
    """The words of a message that spoke for a category, the weightiest first, none in another.

    `parts` say how much each character and each pair of them added. A word is all that stands
    between two signs or small words, so none begins or ends in the middle of one. Where no pair
    spoke for the category, single characters do. Words of the category's name come first.
    """
    text = _plain(title) + "\n" + _plain(body)[:BODY_AT_MOST]
    pieces = [piece for piece in _BETWEEN.split(text) if len(piece) > 1]
    pairs = {gram: part for gram, part in parts.items() if len(gram) > 1 and part > 0}
    least = _WEIGHTY * max(pairs.values(), default=0.0)
    found = _weighed(pieces, {gram: part for gram, part in pairs.items() if part >= least})
    if not found:
        single = {gram: part for gram, part in parts.items() if len(gram) == 1 and part > 0}
        found = _weighed(pieces, single)
    words: list[str] = []
    for word in sorted(found, key=lambda one: (one not in label, -found[one])):
        if not any(word in other or other in word for other in words):
            words.append(word)
    return tuple(words[:WORDS_AT_MOST])


def _weighed(pieces: Iterable[str], parts: Mapping[str, float]) -> dict[str, float]:
    """The pieces that hold a gram that spoke, each with what its grams added."""
    found: dict[str, float] = {}
    for piece in pieces:
        word = piece if len(piece) <= _LONGEST_WORD else _narrowed(piece, parts)
        weight = sum(part for gram, part in parts.items() if gram in word)
        if weight:
            found[word] = weight
    return found


def _narrowed(piece: str, parts: Mapping[str, float]) -> str:
    """The part of a long piece from the first gram that spoke to the last, cut to a length."""
    places = [(at, at + len(gram)) for gram in parts if (at := piece.find(gram)) >= 0]
    if not places:
        return piece[:_LONGEST_WORD]
    begin, end = min(at for at, _end in places), max(end for _at, end in places)
    return piece[begin : min(end, begin + _LONGEST_WORD)]


def router_text(title: str, body: str) -> str:
    """A message as the router reads it: the title weighs as much as five, the body is cut."""
    return _plain(title) * TITLE_WEIGHT + "\n" + _plain(body)[:BODY_AT_MOST]


def _plain(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).lower()
