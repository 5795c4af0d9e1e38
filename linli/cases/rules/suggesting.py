"""How sure a suggested category is, and what a message looks like to the router."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

TITLE_WEIGHT = 5
BODY_AT_MOST = 400
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


def router_text(title: str, body: str) -> str:
    """A message as the router reads it: the title weighs as much as five, the body is cut."""
    return _plain(title) * TITLE_WEIGHT + "\n" + _plain(body)[:BODY_AT_MOST]


def _plain(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).lower()
