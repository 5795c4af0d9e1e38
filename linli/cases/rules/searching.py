"""What a request is found by, and how far back a search looks at once."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from uuid import UUID

from linli.cases.rules.clocks import CHANCE_BITS
from linli.kernel.bigrams import QueryToken, query_tokens, tokens_of

WORDS_LONGEST = 60
_CHINA = timezone(timedelta(hours=8))
_FIRST_SIGN_OF_HAN = "\u2e80"
_MONTHS_A_YEAR = 12
_STEPS = (1, 1, 2, 4, 8, 16)
"""How many months are looked through at once, newest first; after these, all the rest."""


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


def month_word(order_no: int) -> str:
    """The token of the month in which a request with this order came in."""
    at = datetime.fromtimestamp((order_no >> CHANCE_BITS) / 1000, tz=_CHINA)
    return f"@{at.year:04}{at.month:02}"


def community_word(community_id: UUID | None) -> str:
    """The token of the community in which a request lies; no text holds such a word."""
    return f"@{community_id.hex}" if community_id else "@"


def month_windows(newest: int) -> list[list[str]]:
    """Months to look through one after the other, the newest of this order first."""
    at = datetime.fromtimestamp((newest >> CHANCE_BITS) / 1000, tz=_CHINA)
    month = at.year * _MONTHS_A_YEAR + at.month - 1
    windows = []
    for count in _STEPS:
        windows.append([_named(month - back) for back in range(count)])
        month -= count
    return windows


def month_before(windows: list[list[str]]) -> int:
    """The order below which all requests lie that no window holds."""
    last = windows[-1][-1]
    first_day = datetime(int(last[1:5]), int(last[5:]), 1, tzinfo=_CHINA)
    return int(first_day.timestamp() * 1000) << CHANCE_BITS


def _named(month: int) -> str:
    return f"@{month // _MONTHS_A_YEAR:04}{month % _MONTHS_A_YEAR + 1:02}"
