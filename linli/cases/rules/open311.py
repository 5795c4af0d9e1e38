"""GeoReport v2: what a request sent by another system must hold, and how ours are told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from linli.cases.rules.states import OPEN_STATES
from linli.cases.rules.words import CaseState

LONGEST_SPAN = timedelta(days=90)
AT_MOST = 1_000
DETAIL, PUBLISH = "DETAIL", "PUBLISH"
"""The attributes that a service asks for: which of its parts, and consent to publication."""
YES, NO = "yes", "no"
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2900, 1, 1, tzinfo=UTC)
"""What a span is cut to: no request lies beyond, and days can be counted on from there."""
CODE = re.compile(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,39}\Z")
"""A service code stands in addresses."""
_W3C = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?"
)
_PHONE = re.compile(
    r"\+?(?=(?:\D*\d){5})[\d\s()（）./-]{5,24}(?:(?:转|ext\.?|x|#)\s?\d{1,6})?", re.I
)


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when requests are asked for."""

    start: datetime
    end: datetime


def status_of(state: str) -> str:
    """The two words that the standard has for our states."""
    return "open" if CaseState(state) in OPEN_STATES else "closed"


def states_of(words: Sequence[str]) -> frozenset[CaseState]:
    """Our states for `open` and `closed`; none asked for means all."""
    chosen = {word.strip().lower() for word in words if word.strip()}
    if not chosen:
        return frozenset(CaseState)
    return frozenset(state for state in CaseState if status_of(state.value) in chosen)


def instant_from(text: str) -> datetime | None:
    """An instant in W3C form; without a zone it is UTC. None for anything else."""
    plain = text.strip()
    if not _W3C.fullmatch(plain):
        return None
    try:
        found = datetime.fromisoformat(plain.replace("Z", "+00:00"))
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def span_of(start: datetime | None, end: datetime | None, *, now: datetime) -> Span:
    """The span asked for, at most 90 days; the latest 90 where nothing is said."""
    start, end = _within(start), _within(end)
    if start is None:
        last = end or now
        return Span(last - LONGEST_SPAN, last)
    last = end or min(start + LONGEST_SPAN, now)
    return Span(start, min(last, start + LONGEST_SPAN))


def is_phone(text: str) -> bool:
    """Whether a text looks like a telephone number, from any country."""
    return _PHONE.fullmatch(text) is not None


def _within(moment: datetime | None) -> datetime | None:
    return min(max(moment, EARLIEST), LATEST) if moment else None
