"""Spans of days, and how a place moves from one parent to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

ONE_DAY = timedelta(days=1)


class TooEarly(ValueError):
    """The move is dated on or before a day that a later entry already speaks for."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included; without `last` it is still open."""

    first: date
    last: date | None = None

    def covers(self, on: date) -> bool:
        """Whether a day lies in the span."""
        return self.first <= on and (self.last is None or on <= self.last)

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a day."""
        starts_in_time = self.last is None or other.first <= self.last
        return starts_in_time and (other.last is None or self.first <= other.last)

    def holds(self, other: Span) -> bool:
        """Whether every day of the other span lies in this one."""
        if other.first < self.first:
            return False
        return self.last is None or (other.last is not None and other.last <= self.last)


@dataclass(frozen=True, slots=True)
class Lies:
    """A place lies in `parent` for a span of days, in one layer."""

    parent: UUID
    span: Span


def moved(
    history: Sequence[Lies], *, to: UUID, on: date, until: date | None = None
) -> tuple[Lies, ...]:
    """Give a layer's history after a move: from `on` the place lies in `to`, and in nothing else.

    What lay open until then ends the day before; `until` is the place's own last day, if known. An entry that began on the very day is
    replaced, because it would have lasted no day at all.
    """
    kept = []
    for lies in history:
        if lies.span.first > on:
            raise TooEarly(lies.span.first.isoformat())
        if lies.span.first == on:
            continue
        if lies.span.covers(on):
            lies = replace(lies, span=Span(lies.span.first, on - ONE_DAY))  # noqa: PLW2901
        kept.append(lies)
    return (*kept, Lies(to, Span(on, until)))
