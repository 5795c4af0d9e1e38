"""Search words for texts without spaces: Chinese as overlapping pairs, the rest as words.

Of a run of Chinese signs every two neighbours are a token, and its last sign alone is one too. So
two-sign words are found as they are, and a single sign is found as the beginning of a token.
"""

import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

MOST_TOKENS = 5_000
MOST_QUERY_TOKENS = 24
LONGEST_TOKEN = 40

_HAN = "〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
_RUN = re.compile(rf"([{_HAN}]+)|[a-z]+|[0-9]+|[^\W\d_a-z{_HAN}]+")


class QueryToken(NamedTuple):
    """Hold a token to look for, whole or as the beginning of others."""

    text: str
    is_prefix: bool = False


def normalised(text: str) -> str:
    """Give a text as it is compared: full width and compatibility signs folded, lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def tokens_of(text: str, cap: int = MOST_TOKENS) -> list[str]:
    """Give the tokens under which a text is found, each once, in order, at most `cap`.

    What lies beyond the cap is not found; a text of 5,000 signs always fits.
    """
    tokens: dict[str, None] = {}
    for run in _RUN.finditer(normalised(text)):
        word = run.group()
        if run.lastindex is None:
            tokens[word[:LONGEST_TOKEN]] = None
        else:
            tokens.update(dict.fromkeys(map("".join, pairwise(word))))
            tokens[word[-1]] = None
        if len(tokens) > cap:
            break
    return list(tokens)[:cap]


def query_tokens(words: str) -> list[QueryToken]:
    """Give the tokens that a text must all have to answer a query, each once."""
    tokens: dict[QueryToken, None] = {}
    for run in _RUN.finditer(normalised(words)):
        word = run.group()
        if run.lastindex is None:
            tokens[QueryToken(word[:LONGEST_TOKEN])] = None
        elif len(word) == 1:
            tokens[QueryToken(word, is_prefix=True)] = None
        else:
            pairs = map("".join, pairwise(word))
            tokens.update(dict.fromkeys(map(QueryToken, pairs)))
        if len(tokens) > MOST_QUERY_TOKENS:
            break
    return list(tokens)[:MOST_QUERY_TOKENS]
