"""What a request is found by, and how far back a search looks at once."""

from __future__ import annotations

from uuid import UUID

from linli.cases.rules.clocks import CHANCE_BITS
from linli.kernel.bigrams import QueryToken, query_tokens, tokens_of

WORDS_LONGEST = 60
_FIRST_SIGN_OF_HAN = "\u2e80"
_WEEK_MILLIS = 7 * 24 * 3_600_000
_SHIFT_MILLIS = 80 * 3_600_000
"""Weeks begin on Monday in China: the epoch was a Thursday, eight hours earlier."""
_STEPS = (1, 1, 2, 4, 8, 16, 32)
"""How many weeks are looked through at once, newest first; after these, all the rest."""


def search_words(*, number: str, title: str, body: str, place_text: str) -> list[str]:
    """The tokens of a request; never of its sender."""
    return tokens_of(f"{number}\n{title}\n{place_text}\n{body}")


def wanted_words(typed: str) -> list[QueryToken]:
    """The tokens that a request must all have to be found."""
    return query_tokens(typed[:WORDS_LONGEST])


def with_single_signs(words: list[str]) -> list[str]:
    """The same with each Chinese sign as a word of its own, for an index without prefixes."""
    signs = (word[0] for word in words if word[0] >= _FIRST_SIGN_OF_HAN)
    return list(dict.fromkeys([*words, *signs]))


def week_word(order_no: int) -> str:
    """The token of the week in which a request with this order came in."""
    return _named(_week(order_no))


def community_word(community_id: UUID | None) -> str:
    """The token of the community in which a request lies; no text holds such a word."""
    return f"@{community_id.hex}" if community_id else "@"


def week_windows(newest: int) -> list[list[str]]:
    """Weeks to look through one after the other, the newest of this order first."""
    week = _week(newest)
    windows = []
    for count in _STEPS:
        windows.append([_named(week - back) for back in range(count)])
        week -= count
    return windows


def week_before(windows: list[list[str]]) -> int:
    """The order below which all requests lie that no window holds."""
    begun = int(windows[-1][-1].removeprefix("@w")) * _WEEK_MILLIS - _SHIFT_MILLIS
    return begun << CHANCE_BITS


def _week(order_no: int) -> int:
    return ((order_no >> CHANCE_BITS) + _SHIFT_MILLIS) // _WEEK_MILLIS


def _named(week: int) -> str:
    return f"@w{week}"
