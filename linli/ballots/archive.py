"""The public record of an election: one file to which is only ever added.

A record is a header of 512 bytes and a body filled up with noughts to as many more. Bodies are
named by their hash; an event names its payload and its predecessor, so that the last event's
hash stands for all that came before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from linli.ballots import canonical
from linli.ballots.errors import BadArchive, BadText

_BLOCK = 512
_VERSION = 1
_LARGEST_STAMP = 8**11 - 1
_LARGEST_LIST = 64 << 20
"""Bytes of the list of credentials: a hundred thousand of them."""
_LARGEST_BODY = 2 << 20
"""Bytes of any other body: several times what an election of hundreds of names needs."""
_LIST_AT = 3
_MOST_WAITING = 4
_HEADER_NAME = "BELENIOS"
_ZERO = b"\0"
_ENDINGS = ("data.json", "event.json")


class EventType(StrEnum):
    """What happened."""

    SETUP = "Setup"
    BALLOT = "Ballot"
    END_BALLOTS = "EndBallots"
    ENCRYPTED_TALLY = "EncryptedTally"
    PARTIAL_DECRYPTION = "PartialDecryption"
    RESULT = "Result"


_FOLLOWS: dict[EventType | None, tuple[EventType, ...]] = {
    None: (EventType.SETUP,),
    EventType.SETUP: (EventType.BALLOT, EventType.END_BALLOTS),
    EventType.BALLOT: (EventType.BALLOT, EventType.END_BALLOTS),
    EventType.END_BALLOTS: (EventType.ENCRYPTED_TALLY,),
    EventType.ENCRYPTED_TALLY: (EventType.PARTIAL_DECRYPTION,),
    EventType.PARTIAL_DECRYPTION: (EventType.PARTIAL_DECRYPTION, EventType.RESULT),
    EventType.RESULT: (),
}


@dataclass(frozen=True)
class Event:
    """An event as read, with the bodies that stand before it.

    `data` are its own payload and, before it, what the payload names; of a ballot only the
    place in the file and the size stay, unless the reader keeps bodies.
    """

    type: EventType
    height: int
    hash: str
    payload: str
    data: tuple[bytes, ...]
    offset: int
    """Where the payload's body begins."""
    end: int
    """Where the event's record ends: the archive up to here is whole."""


@dataclass(frozen=True)
class Setup:
    """What an election begins with, as texts."""

    election: bytes
    trustees: bytes
    credentials: bytes


# -- writing ----------------------------------------------------------------------------------


def record(name: str, body: bytes, stamp: int) -> bytes:
    """Write one record."""
    return _head(name, len(body), stamp) + body + _ZERO * (-len(body) % _BLOCK)


def _head(name: str, size: int, stamp: int) -> bytes:
    fields = bytearray(_BLOCK)
    for place, value in (
        (0, name),
        (100, "0000644"),
        (108, "0000000"),
        (116, "0000000"),
        (124, f"{size:011o}"),
        (136, f"{stamp:011o}"),
        (148, " " * 8),
        (156, "0"),
    ):
        fields[place : place + len(value)] = value.encode()
    fields[148:156] = f"{sum(fields):06o}\0 ".encode()
    return bytes(fields)


def header(stamp: int) -> bytes:
    """Write the first record; all others bear its time."""
    body = canonical.written({"version": _VERSION, "timestamp": str(stamp)})
    return record(_HEADER_NAME, body.encode(), stamp)


def data_record(body: str | bytes, stamp: int) -> bytes:
    """Write the record of a body."""
    data = body.encode() if isinstance(body, str) else body
    return record(f"{canonical.digest(data)}.data.json", data, stamp)


def event_record(event: str | bytes, stamp: int) -> bytes:
    """Write the record of an event."""
    data = event.encode() if isinstance(event, str) else event
    return record(f"{canonical.digest(data)}.event.json", data, stamp)


def event_text(parent: str, height: int, type_: str, payload: str = "") -> str:
    """Write an event: hashes of its predecessor and payload, empty where there is none."""
    return canonical.written(
        {
            **({"parent": parent} if parent else {}),
            "height": height,
            "type": str(type_),
            **({"payload": payload} if payload else {}),
        }
    )


def setup_text(election: str, trustees: str, credentials: str) -> str:
    """Write the payload of the first event: the hashes of the three texts."""
    texts = {"election": election, "trustees": trustees, "credentials": credentials}
    return canonical.written(
        {name: canonical.digest(text.encode()) for name, text in texts.items()}
    )


def credentials_text(publics: Iterable[str]) -> str:
    """Write the list of public credentials, sorted so that it tells no order of persons."""
    return canonical.written(sorted(publics))


def owned_text(owner: int, partial_decryption: str) -> str:
    """Write the payload of a partial decryption's event."""
    payload = canonical.digest(partial_decryption.encode())
    return canonical.written({"owner": owner, "payload": payload})


class Chain:
    """Writes records one after another and knows the head; nothing is kept in memory."""

    def __init__(self, stamp: int) -> None:
        self.stamp = stamp
        self.height = 0
        self.head = ""

    def begin(self, election: str, trustees: str, credentials: str) -> Iterator[bytes]:
        """Write the header and the first event."""
        yield header(self.stamp)
        yield from self.add(
            EventType.SETUP,
            *(election, trustees, credentials),
            setup_text(election, trustees, credentials),
        )

    def ballot(self, text: str) -> Iterator[bytes]:
        """Write a ballot."""
        yield from self.add(EventType.BALLOT, text)

    def end_ballots(self) -> Iterator[bytes]:
        """Write that no more ballots come."""
        yield from self.add(EventType.END_BALLOTS)

    def encrypted_tally(self, tally: str, sized: str) -> Iterator[bytes]:
        """Write the encrypted tally."""
        yield from self.add(EventType.ENCRYPTED_TALLY, tally, sized)

    def partial_decryption(self, owner: int, text: str) -> Iterator[bytes]:
        """Write what one trustee decrypted."""
        yield from self.add(EventType.PARTIAL_DECRYPTION, text, owned_text(owner, text))

    def result(self, text: str) -> Iterator[bytes]:
        """Write the result."""
        yield from self.add(EventType.RESULT, text)

    def add(self, type_: EventType, *bodies: str) -> Iterator[bytes]:
        """Write bodies, the last of which is the payload, and their event."""
        for body in bodies:
            yield data_record(body, self.stamp)
        payload = canonical.digest(bodies[-1].encode()) if bodies else ""
        event = event_text(self.head, self.height, type_, payload)
        yield event_record(event, self.stamp)
        self.head, self.height = canonical.digest(event.encode()), self.height + 1


# -- reading ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Record:
    name: str
    head: bytes
    body: bytes
    offset: int
    end: int


def read_archive(source: Path | bytes) -> Iterator[Event]:
    """Read an archive event by event, refusing the first byte that should not be there."""
    if isinstance(source, bytes):
        yield from _events(BytesIO(source))
        return
    with source.open("rb") as stream:
        yield from _events(stream)


def _events(stream: BinaryIO) -> Iterator[Event]:
    records = _records(stream)
    parent: Event | None = None
    waiting: list[_Record] = []
    for one in records:
        if one.name.endswith(".data.json"):
            waiting.append(one)
            if len(waiting) > _MOST_WAITING:
                raise _altered(one.offset - _BLOCK)
            continue
        parent = _event(one, waiting, parent)
        waiting = []
        yield parent
    if waiting or parent is None:
        raise BadArchive("cut_off", "The archive is cut off: its last record belongs to no event.")


def _event(one: _Record, waiting: list[_Record], parent: Event | None) -> Event:
    given = _event_fields(one.body)
    height = parent.height + 1 if parent else 0
    if given.get("parent", "") != (parent.hash if parent else "") or given["height"] != height:
        raise BadArchive(
            "broken_chain", "Event %(height)s does not follow the event before it.", height=height
        )
    type_ = _type_after(given["type"], parent, height)
    payload = given.get("payload", "")
    _require_bodies(type_, payload, [record.name.partition(".")[0] for record in waiting], height)
    return Event(
        type=type_,
        height=height,
        hash=one.name.partition(".")[0],
        payload=payload,
        data=tuple(record.body for record in waiting),
        offset=waiting[-1].offset if waiting else one.offset,
        end=one.end,
    )


def _event_fields(body: bytes) -> dict[str, Any]:
    what = "An event"
    text = canonical.decoded(body, what=what)
    given = canonical.fields(
        canonical.read(text, what),
        *("parent", "height", "type", "payload"),
        what=what,
        optional=("parent", "payload"),
    )
    for name in ("parent", "type", "payload"):
        if not canonical.string(given.get(name, "-"), what=what):
            raise BadText("wrong_shape", "%(what)s has the wrong shape.", what=what)
    canonical.whole(given["height"], what=what)
    return dict(given)


def _type_after(word: str, parent: Event | None, height: int) -> EventType:
    allowed = _FOLLOWS[parent.type if parent else None]
    if word not in set(allowed):
        raise BadArchive(
            "out_of_turn",
            "Event %(height)s (%(type)s) may not stand here.",
            height=height,
            type=word[:20],
        )
    return EventType(word)


_BODIES = {
    EventType.SETUP: 4,
    EventType.BALLOT: 1,
    EventType.END_BALLOTS: 0,
    EventType.ENCRYPTED_TALLY: 2,
    EventType.PARTIAL_DECRYPTION: 2,
    EventType.RESULT: 1,
}


def _require_bodies(type_: EventType, payload: str, names: list[str], height: int) -> None:
    if len(names) != _BODIES[type_] or payload != (names[-1] if names else ""):
        raise BadArchive(
            "wrong_records",
            "Before event %(height)s (%(type)s) stand other records than it names.",
            height=height,
            type=type_,
        )


def _records(stream: BinaryIO) -> Iterator[_Record]:
    stamp, offset = _begun(_next_record(stream, 0, _LARGEST_BODY))
    for number in count(1):
        most = _LARGEST_LIST if number == _LIST_AT else _LARGEST_BODY
        one = _next_record(stream, offset, most)
        if one is None:
            return
        # The list is the one large text; of anything but digits it would take four times the room.
        odd = number == _LIST_AT and not one.body.isascii()
        if odd or one.head != _head(one.name, len(one.body), stamp) or not _is_named_by_hash(one):
            raise _altered(offset)
        yield one
        offset = one.end


def _next_record(stream: BinaryIO, offset: int, most: int) -> _Record | None:
    """Read the record that begins here, of so many bytes at most; None at the end of the file."""
    head = stream.read(_BLOCK)
    if not head:
        return None
    try:
        name = head[:100].rstrip(_ZERO).decode("ascii")
        size = int(head[124:135].decode("ascii"), 8)
    except ValueError:
        raise _altered(offset) from None
    if size > most:
        raise BadArchive(
            "too_large",
            "The record at byte %(offset)s is larger than any that an election needs.",
            offset=offset,
        )
    if size < 0:
        raise _altered(offset)
    body, padding = stream.read(size), stream.read(-size % _BLOCK)
    if len(head) < _BLOCK or len(body) < size or len(padding) < -size % _BLOCK:
        raise BadArchive("cut_off", "The archive is cut off in the middle of a record.")
    begin = offset + _BLOCK
    if padding.strip(_ZERO):
        raise _altered(offset)
    return _Record(name, head, body, begin, begin + size + len(padding))


def _begun(first: _Record | None) -> tuple[int, int]:
    """Check the first record; give the archive's time and where the second begins."""
    if first is None or first.name != _HEADER_NAME:
        raise BadArchive("no_archive", "This file is not an archive of an election.")
    what = "The archive's first record"
    given = canonical.fields(
        canonical.read(canonical.decoded(first.body, what=what), what),
        *("version", "timestamp"),
        what=what,
    )
    stamp = int(canonical.decimal(given["timestamp"], what=what))
    version = canonical.whole(given["version"], what=what)
    if version != _VERSION or stamp > _LARGEST_STAMP:
        raise BadArchive("no_archive", "This file is not an archive of an election.")
    if first.head != _head(_HEADER_NAME, len(first.body), stamp):
        raise _altered(0)
    return stamp, first.end


def _is_named_by_hash(one: _Record) -> bool:
    digest, _, ending = one.name.partition(".")
    return ending in _ENDINGS and digest == canonical.digest(one.body)


def _altered(offset: int) -> BadArchive:
    return BadArchive(
        "altered",
        "The record at byte %(offset)s was altered or does not belong here.",
        offset=offset,
    )


# -- what events name -------------------------------------------------------------------------


def setup_of(event: Event) -> Setup:
    """Give the three texts of the first event, which its payload must name."""
    election, trustees, credentials, payload = event.data
    setup = Setup(election, trustees, credentials)
    what = "The election's beginning"
    texts = (canonical.decoded(text, what=what) for text in event.data[:3])
    if canonical.decoded(payload, what=what) != setup_text(*texts):
        raise BadArchive("wrong_setup", "The archive's beginning names other texts than it holds.")
    return setup


def sized_of(event: Event) -> tuple[str, int, int]:
    """Give the encrypted tally, the number of ballots in it and their weight."""
    what = "The encrypted tally"
    tally = canonical.decoded(event.data[0], what=what)
    given = canonical.fields(
        canonical.read(canonical.decoded(event.data[1], what=what), what),
        *("num_tallied", "total_weight", "encrypted_tally"),
        what=what,
    )
    if given["encrypted_tally"] != canonical.digest(event.data[0]):
        raise BadArchive("wrong_tally", "The event of the tally names another tally.")
    return (
        tally,
        canonical.whole(given["num_tallied"], what=what),
        canonical.weight(given["total_weight"], what=what),
    )


def owned_of(event: Event) -> tuple[int, str]:
    """Give the trustee's number and the partial decryption."""
    what = "A partial decryption"
    given = canonical.fields(
        canonical.read(canonical.decoded(event.data[1], what=what), what),
        *("owner", "payload"),
        what=what,
    )
    if given["payload"] != canonical.digest(event.data[0]):
        raise BadArchive("wrong_decryption", "The event of a decryption names another one.")
    owner = canonical.whole(given["owner"], what=what)
    return owner, canonical.decoded(event.data[0], what=what)
