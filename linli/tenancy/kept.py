"""What a process keeps of the database for a moment: one way for all rooms, right under threads."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from django.db import connection, transaction

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """Values read once and kept for some seconds, so that a request costs no query for them.

    A change is seen by its own transaction at once, by this process when it is committed, by
    other processes within those seconds; one that is rolled back leaves no trace. Whoever
    decides what binds asks for a fresh value.
    """

    def __init__(self, seconds: float, read: Callable[[Key], Value]) -> None:
        self._seconds = seconds
        self._read = read
        self._held: dict[Key, tuple[float, Value]] = {}
        _every.append(self)

    def of(self, key: Key, *, fresh: bool = False) -> Value:
        """The value of a key; a fresh one is read now and kept in the old one's stead."""
        # Whoever drops the values while this reads puts another dictionary here, so that what
        # was read before a commit is kept by nobody after it.
        held = self._here()
        found = held.get(key)
        if not fresh and found is not None and time.monotonic() < found[0]:
            return found[1]
        value = self._read(key)
        held[key] = (time.monotonic() + self._seconds, value)
        return value

    def forget(self) -> None:
        """Read anew after a change: here from now on, elsewhere once it is committed."""
        transaction.on_commit(_Change(self))

    def drop(self) -> None:
        """Forget all values now, for every thread."""
        self._held = {}

    def _here(self) -> dict[Key, tuple[float, Value]]:
        """Where this thread keeps values: apart, while a change of its own is not committed."""
        for waiting in reversed(connection.run_on_commit):
            after = waiting[1]
            if isinstance(after, _Change) and after.kept is self:
                return after.held
        return self._held


_every: list[Kept[Any, Any]] = []


class _Change:
    """Waits for the commit; a rollback, also to a savepoint, takes it away with what it read."""

    def __init__(self, kept: Kept[Any, Any]) -> None:
        self.kept = kept
        self.held: dict[Any, tuple[float, Any]] = {}

    def __call__(self) -> None:
        self.kept.drop()


def forget_all() -> None:
    """Forget whatever any room keeps in this process, as between two tests."""
    for kept in _every:
        kept.drop()
