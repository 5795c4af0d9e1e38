"""Requests about one's own data: what is asked, how it ends, how long a counter's look lasts."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

WORDS_LENGTH = 1000
ANSWER_LENGTH = 2000
ABOUT_LENGTH = 120
CODE_GOOD_FOR = timedelta(minutes=15)
"""So long a code for the counter may be read out."""
SESSION_LASTS = timedelta(minutes=30)
"""So long the counter sees what a person who is present lets it see."""
RIGHTS_KEPT = timedelta(days=1)
"""A code or a session that is over leaves its row after this time."""


class Right(StrEnum):
    """What somebody asks about the own data."""

    ASK = "ask"
    CORRECT = "correct"
    ERASE = "erase"
    OBJECT = "object"
    COMPLAIN = "complain"


class RequestState(StrEnum):
    """A request waits, is answered, or was taken back by whoever asked."""

    WAITING = "waiting"
    ANSWERED = "answered"
    TAKEN_BACK = "taken_back"


class RequestOutcome(StrEnum):
    """What came of a request."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    EXPLAINED = "explained"


def choices(of: type[StrEnum]) -> list[tuple[str, str]]:
    """Pairs for a model field."""
    return [(one.value, one.value) for one in of]
