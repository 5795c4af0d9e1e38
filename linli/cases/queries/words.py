"""The sender's word and what is shown in its stead."""

from __future__ import annotations

from django.utils.crypto import constant_time_compare, salted_hmac

from linli.cases.models import Case
from linli.kernel.numbers import secret_as_meant

_ODD = "0" * 64


def word_hash(word: str) -> str:
    """What the table keeps of a word: nothing without the server's key."""
    return salted_hmac("cases.word", secret_as_meant(word), algorithm="sha256").hexdigest()


def word_fits(case: Case | None, word: str) -> bool:
    """Whether a word is a request's, in the same time whether or not there is one."""
    kept = case.secret_hash if case and case.secret_hash else _ODD
    return constant_time_compare(word_hash(word), kept) and kept != _ODD


def slip_of(case: Case) -> str:
    """What somebody shows who once gave the right word; it dies with the word."""
    return salted_hmac("cases.slip", f"{case.id}{case.secret_hash}", algorithm="sha256").hexdigest()


def slip_fits(case: Case, slip: str) -> bool:
    """Whether a slip was given out for this request."""
    return bool(slip and case.secret_hash) and constant_time_compare(slip, slip_of(case))


def token_hash(token: str) -> str:
    """What the table keeps of an outside body's link."""
    return salted_hmac("cases.handover", token, algorithm="sha256").hexdigest()
