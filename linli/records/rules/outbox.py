"""When a message is tried again, and when a person must look."""

from __future__ import annotations

from datetime import timedelta

BACK_OFF_MINUTES = (1, 5, 15, 60, 240, 720)
"""Waits between the tries of a message; after the last it is lost and a person looks."""


def next_try_after(attempts: int) -> timedelta | None:
    """How long to wait after so many failed tries; None when it is time to give up."""
    if attempts > len(BACK_OFF_MINUTES):
        return None
    return timedelta(minutes=BACK_OFF_MINUTES[attempts - 1])
