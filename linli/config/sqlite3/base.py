"""SQLite for several processes: who wants to write waits at a file lock.

SQLite itself lets a writer that finds the database busy sleep and try again, so that under
load some wait long while others overtake them. The kernel's lock on a file beside the
database is a queue; it falls open when a process dies.
"""

from __future__ import annotations

import fcntl
import os
from typing import Any

from django.db.backends.sqlite3 import base

_MODE = 0o600


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions begin at the lock and end with it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._gate: int | None = None
        self._inside = False

    def _start_transaction_under_autocommit(self) -> None:
        self._enter()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()  # type: ignore[misc]
        finally:
            self._leave()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._leave()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._leave()
            if self._gate is not None:
                os.close(self._gate)
                self._gate = None

    def _enter(self) -> None:
        if self.is_in_memory_db() or self._inside:
            return
        if self._gate is None:
            path = f"{self.settings_dict['NAME']}.queue"
            self._gate = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _MODE)
        fcntl.flock(self._gate, fcntl.LOCK_EX)
        self._inside = True

    def _leave(self) -> None:
        if self._gate is not None and self._inside:
            fcntl.flock(self._gate, fcntl.LOCK_UN)
            self._inside = False
