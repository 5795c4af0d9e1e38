"""Claims of a dwelling: the posted code and its limits."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that are not taken for each other on paper."""
CODE_LENGTH = 8
CODE_LASTS = timedelta(days=30)
WRONG_CODES_AT_MOST = 5


class CodeFault(StrEnum):
    """Why a posted code cannot be used."""

    NOT_POSTED = "code_not_posted"
    TOO_LATE = "code_too_late"
    TOO_MANY = "too_many_codes"


def code_from(numbers: bytes) -> str:
    """Write a code from random bytes, one letter a byte; the caller brings the chance."""
    fair = [number for number in numbers if number < 256 - 256 % len(CODE_LETTERS)]
    if len(fair) < CODE_LENGTH:
        raise ValueError("Too few random bytes for a code.")
    return "".join(CODE_LETTERS[number % len(CODE_LETTERS)] for number in fair[:CODE_LENGTH])


def plain_code(typed: str) -> str:
    """Read a code as people type it: spaces and dashes do not count, nor does case."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def code_fault(
    *, posted: bool, until: datetime | None, wrong: int, at: datetime
) -> CodeFault | None:
    """Say why no code can be tried now; None when one can."""
    if not posted or until is None:
        return CodeFault.NOT_POSTED
    if wrong >= WRONG_CODES_AT_MOST:
        return CodeFault.TOO_MANY
    return CodeFault.TOO_LATE if at > until else None
