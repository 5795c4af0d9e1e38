"""How sure a suggested category is, and what a message looks like to the router."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

TITLE_WEIGHT = 5
BODY_AT_MOST = 400
WORDS_AT_MOST = 3
_PAIR = 2
_WEIGHTY = 0.15
"""The share of the weightiest pair from which a pair counts as a reason."""
_PIECES = re.compile(
    r"[^\W_的了在是我们你您他她它这那有没就都也很还把被让给和与及请谢对从到着过只又已再要会能呢吗吧啊哦呀]{2,}"
)
"""What stands between signs and the small words that tie others together."""
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
    """The words of a message that spoke for a category, the weightiest first.

    `parts` say how much each pair of characters added. Pairs that follow upon each other are
    one word, as long as the text has it; no word lies within another. A lone pair is a word
    only where it stands alone or the category's name has it, else it is a piece of one.
    """
    found: dict[str, float] = {}
    least = _WEIGHTY * max(parts.values(), default=0.0)
    for piece in _PIECES.findall(_plain(title) + "\n" + _plain(body)[:BODY_AT_MOST]):
        for word, weight in _grown(piece, parts, least):
            if len(word) > _PAIR or word == piece or word in label:
                found[word] = max(weight, found.get(word, 0.0))
    words: list[str] = []
    for word in sorted(found, key=lambda one: -found[one]):
        if not any(word in other or other in word for other in words):
            words.append(word)
    return tuple(words[:WORDS_AT_MOST])


def _grown(piece: str, parts: Mapping[str, float], least: float) -> Iterator[tuple[str, float]]:
    """The longest runs of weighty pairs in a piece of text, with what they added together."""
    begin, weight = -1, 0.0
    for at in range(len(piece)):
        part = parts.get(piece[at : at + 2], 0.0) if at + 1 < len(piece) else 0.0
        if part > 0 and part >= least:
            begin = at if begin < 0 else begin
            weight += part
        elif begin >= 0:
            yield piece[begin : at + 1], weight
            begin, weight = -1, 0.0


def router_text(title: str, body: str) -> str:
    """A message as the router reads it: the title weighs as much as five, the body is cut."""
    return _plain(title) * TITLE_WEIGHT + "\n" + _plain(body)[:BODY_AT_MOST]


def _plain(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).lower()
