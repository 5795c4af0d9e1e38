"""Code words: the one thing by which somebody without a name finds what was booked."""

from __future__ import annotations

import os

from django.utils.crypto import salted_hmac

from linli.kernel.numbers import (
    random_bytes_needed,
    secret_as_meant,
    secret_as_printed,
    secret_word,
)


def new_word() -> str:
    """A new code word as it is printed."""
    return secret_as_printed(secret_word(os.urandom(random_bytes_needed())))


def hash_of_word(kind: str, word: str) -> str:
    """What a table keeps of a code word of a kind: nothing without the server's key."""
    meant = secret_as_meant(word)
    return salted_hmac(kind, meant, algorithm="sha256").hexdigest() if meant else ""
