"""A line that says how far a long command has come."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

_WIDTH = 30


class Progress:
    """Counts what is done and draws it over the last line; into a file one line at the end."""

    def __init__(self, name: str, total: int, out: TextIO) -> None:
        self.name = name
        self.total = total
        self.out = out
        self.done = 0

    def update(self, more: int) -> None:
        """Add what was done and draw it."""
        self.done += more
        if self.out.isatty():
            self.out.write(f"\r{self.line()}")
            self.out.flush()

    def line(self) -> str:
        """How far it has come, as a bar where the whole is known."""
        if not self.total:
            return f"{self.name} {self.done}"
        full = min(self.done * _WIDTH // self.total, _WIDTH)
        return f"{self.name} [{'#' * full:<{_WIDTH}}] {self.done}/{self.total}"


@contextmanager
def progress(name: str, total: int = 0, out: TextIO | None = None) -> Iterator[Progress]:
    """Show a progress on stderr while something long is done."""
    bar = Progress(name, total, out or sys.stderr)
    yield bar
    bar.out.write(f"\r{bar.line()}\n" if bar.out.isatty() else f"{bar.line()}\n")
