"""What goes into a box: each event bears the hash of the one before it, under the box's lock."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.db import connection
from django.utils.translation import gettext as _

from linli.ballots.archive import EventType, event_text
from linli.elections.models import BoxEvent, Election, ElectionBox, ElectionText
from linli.elections.rules.box import was_set_back
from linli.kernel.errors import Refused


def hexed(text: str) -> str:
    """SHA-256 of a text, as archives name it."""
    return sha256(text.encode()).hexdigest()


def is_plain(text: str) -> bool:
    """Whether a text can be hashed and kept: halves of characters cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def lock_box(election: Election, at: datetime) -> ElectionBox:
    """Take the head of the chain; whoever adds to the box waits here for the turn."""
    wait_for_the_disk()
    rows = ElectionBox.objects.select_for_update()
    box = rows.get(sub_district_id=election.sub_district_id, election=election)
    if was_set_back(box.latest_at, at):
        raise Refused(
            "clock_set_back",
            _(
                "The server's clock stands before the last ballot. Nothing is taken until it is set right."
            ),
        )
    return box


def wait_for_the_disk() -> None:
    """Let nothing be acknowledged that a power cut could take back (SQLite: synchronous=FULL)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO on")


def append(
    box: ElectionBox,
    type_: EventType,
    payload: str = "",
    *,
    mark: str = "",
    tracker: str = "",
    at: datetime,
) -> BoxEvent:
    """Add an event with its payload at the next height, and move the head."""
    payload_hash = hexed(payload) if payload else ""
    event = event_text(box.head, box.height, type_, payload_hash)
    row = BoxEvent(
        sub_district_id=box.sub_district_id,
        election_id=box.election_id,
        height=box.height,
        type=type_,
        event=event,
        event_hash=hexed(event),
        payload=payload,
        payload_hash=payload_hash,
        mark=mark,
        tracker=tracker,
        at=max(at, box.latest_at or at),
    )
    row.save(force_insert=True)
    box.height, box.head, box.latest_at = box.height + 1, row.event_hash, row.at
    box.save(update_fields=["height", "head", "latest_at"])
    return row


def keep_text(election: Election, name: str, text: str) -> None:
    """Keep a text of the protocol, byte for byte, once."""
    ElectionText.objects.create(
        sub_district_id=election.sub_district_id,
        election=election,
        name=name,
        text=text,
        hash=hexed(text),
    )
