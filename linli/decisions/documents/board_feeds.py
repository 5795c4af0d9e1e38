"""A board as an Atom feed and as an iCalendar: what feed readers and calendars take in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.feedgenerator import Atom1Feed

ATOM = "application/atom+xml; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"
LINE = 75
"""Most octets of a line of a calendar (RFC 5545, 3.1)."""
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A notice for a feed: its address names it for good."""

    address: str
    title: str
    kind: str
    text: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """Something on a day, or from one time to another."""

    uid: str
    address: str
    title: str
    text: str
    made_at: datetime
    edition: int
    on: date | None = None
    begins_at: datetime | None = None
    ends_at: datetime | None = None


def atom_feed(
    entries: Sequence[FeedEntry], *, title: str, about: str, address: str, own_address: str
) -> bytes:
    """The newest notices of a board, the last one put up on top."""
    feed = Atom1Feed(
        title=title,
        link=address,
        description=about,
        language="zh-CN",
        feed_url=own_address,
        feed_guid=address,
    )
    for one in entries:
        feed.add_item(
            title=one.title,
            link=one.address,
            description=one.text,
            unique_id=one.address,
            author_name=one.made_by,
            pubdate=one.made_at,
            updateddate=one.made_at,
            categories=[one.kind],
        )
    return feed.writeString("utf-8").encode()


def calendar(entries: Iterable[CalendarEntry], *, title: str) -> bytes:
    """The days and times of a board's notices (RFC 5545)."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Linli//Notices//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_plain(title)}",
        *(line for one in entries for line in _event(one)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(one: CalendarEntry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{one.uid}"
    yield f"SEQUENCE:{one.edition - 1}"
    yield f"DTSTAMP:{_instant(one.made_at)}"
    if one.begins_at is not None:
        yield f"DTSTART:{_instant(one.begins_at)}"
        yield f"DTEND:{_instant(one.ends_at or one.begins_at + timedelta(hours=1))}"
    elif one.on is not None:
        yield f"DTSTART;VALUE=DATE:{one.on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{one.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_plain(one.title)}"
    yield f"DESCRIPTION:{_plain(one.text)}"
    yield f"URL:{one.address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _plain(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """A long line in parts, each but the first begun with a space; no letter is torn apart."""
    part, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LINE:
            yield part
            part, size = " ", 1
        part += letter
        size += width
    yield part
