"""When a message is tried again, when a person must look, and what is safe to send twice."""

from __future__ import annotations

from datetime import timedelta

BACK_OFF_MINUTES = (1, 5, 15, 60, 240, 720)
"""Waits between the tries of a message; after the last it is lost and a person looks."""
LEASE = timedelta(minutes=5)
"""How long one sender has a message to itself; longer than any gateway is waited for."""
TOO_OLD = timedelta(days=3)
"""A message that did not leave within so long tells nothing new any more."""
REPEATABLE = frozenset({"sms", "console"})
"""Channels whose receiver takes two sendings with one id as one."""


def next_try_after(attempts: int) -> timedelta | None:
    """How long to wait after so many failed tries; None when it is time to give up."""
    if attempts > len(BACK_OFF_MINUTES):
        return None
    return timedelta(minutes=BACK_OFF_MINUTES[attempts - 1])
