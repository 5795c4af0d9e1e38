"""A day in quarters of an hour, and what can be done with spans of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

DAY = 96
HOUR = 4
_MINUTES = 15


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Quarters of one day, from the first up to but without the end."""

    first: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.first < self.end <= DAY:
            raise ValueError(f"No span of a day runs from {self.first} to {self.end}.")

    def __len__(self) -> int:
        return self.end - self.first

    def __contains__(self, other: Span) -> bool:
        return self.first <= other.first and other.end <= self.end

    @property
    def quarters(self) -> range:
        """Each quarter of the span."""
        return range(self.first, self.end)

    def with_gap(self, gap: int) -> Span:
        """The span with the pause that follows it, as far as the day goes."""
        return Span(self.first, min(DAY, self.end + gap))


def quarter_of(at: time) -> int:
    """The quarter that begins at a time; a time between two quarters is refused."""
    if at.minute % _MINUTES or at.second or at.microsecond:
        raise ValueError(f"{at} is not the beginning of a quarter.")
    return at.hour * HOUR + at.minute // _MINUTES


def clock(quarter: int) -> str:
    """A quarter as clocks show its beginning; the end of the day is 24:00."""
    return f"{quarter // HOUR:02d}:{quarter % HOUR * _MINUTES:02d}"


def instant(day: date, quarter: int, zone: tzinfo) -> datetime:
    """The moment at which a quarter of a day begins."""
    return datetime.combine(day, time(), zone) + timedelta(minutes=quarter * _MINUTES)


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same quarters in as few spans as can be, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.first <= found[-1].end:
            last = found[-1]
            found[-1] = Span(last.first, max(last.end, span.end))
        else:
            found.append(span)
    return found


def spans_of(quarters: Iterable[int]) -> list[Span]:
    """The spans that single quarters make."""
    return joined(Span(one, one + 1) for one in quarters)


def without(spans: Iterable[Span], taken: Collection[int]) -> list[Span]:
    """What is left of spans when some quarters are taken."""
    return spans_of(one for span in spans for one in span.quarters if one not in taken)


def common(first: Iterable[Span], second: Iterable[Span]) -> list[Span]:
    """The quarters that lie in both."""
    also = {one for span in second for one in span.quarters}
    return spans_of(one for span in first for one in span.quarters if one in also)


def starts(spans: Sequence[Span], length: int, *, gap: int = 0) -> Iterator[Span]:
    """The times of one length that fit one after another, each followed by its pause.

    The pause after the last may lie outside what is open.
    """
    if length < 1:
        raise ValueError("A time has at least one quarter.")
    for span in spans:
        at = span.first
        while at + length <= span.end:
            yield Span(at, at + length)
            at += length + gap
