"""A calendar file that other programs read (RFC 5545): times and a word, never a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from linli.diary.rules.quarters import Span, instant
from linli.kernel.workdays import CHINA

_LONGEST_LINE = 73
"""In octets; a longer line goes on in the next one after a space."""


@dataclass(frozen=True, slots=True)
class Event:
    """A time of one day, with a name of its own that does not change."""

    uid: str
    day: date
    span: Span
    word: str


def as_icalendar(name: str, events: Iterable[Event], *, stamp: datetime) -> str:
    """Write events as a calendar file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//linli//diary//ZH"]
    lines += [f"X-WR-CALNAME:{_escaped(name)}"]
    for one in events:
        lines += _event(one, stamp)
    lines += ["END:VCALENDAR"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(one: Event, stamp: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{one.uid}@linli",
        f"DTSTAMP:{_utc(stamp)}",
        f"DTSTART:{_utc(instant(one.day, one.span.first, CHINA))}",
        f"DTEND:{_utc(instant(one.day, one.span.end, CHINA))}",
        f"SUMMARY:{_escaped(one.word)}",
        "END:VEVENT",
    ]


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(plain.splitlines())


def _folded(line: str) -> str:
    parts, rest = [], line
    while len(rest.encode()) > _LONGEST_LINE:
        cut = len(rest.encode()[:_LONGEST_LINE].decode(errors="ignore"))
        parts.append(rest[:cut])
        rest = rest[cut:]
    return "\r\n ".join([*parts, rest])
