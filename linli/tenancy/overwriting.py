"""What is taken out of the tables is overwritten on the disk, not only unlinked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def overwritten() -> Iterator[None]:
    """Let SQLite write zeros over what is deleted or changed within; PostgreSQL vacuums."""
    if connection.vendor != "sqlite":
        yield
        return
    _turn("ON")
    try:
        yield
    finally:
        _turn("OFF")


def _turn(state: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA secure_delete = {state}")
