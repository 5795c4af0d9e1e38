"""No word of a sealed file lies anywhere in clear: tables, raw database, logs, pages of faults."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from linli.counsel import actions
from linli.counsel.actions.work import Work
from linli.counsel.models import FileEntry, SealedFile
from linli.kernel.errors import Refused
from tests.counsel.builders import AT, Room, a_file, a_neighbour, a_room
from tests.counsel.leaks import leaks
from tests.counsel.test_papers import a_photo
from tests.people import builders as people

pytestmark = pytest.mark.django_db

SAID, NAME, PHONE = "示例楼上漏水三次的话", "示例居民卯", "13800000000"
WORDS = (SAID, NAME, "示例居民辰", PHONE)


@pytest.fixture(autouse=True)
def _uploads(settings: Any, tmp_path: Path) -> None:
    settings.LINLI_UPLOADS = tmp_path / "uploads"


def worked_on(room: Room) -> SealedFile:
    """A file that was begun, read, written to, given a paper, told of, read by its party."""
    party = a_neighbour(room)
    file = a_file(room, applicant=party, words=SAID)
    work = Work.of_team(actor=room.member, file_id=file.id, version=None, at=AT)
    work.enter("note", {"words": SAID}, shared=True)
    actions.put_paper(work, kind="photo", content=a_photo(), name=f"{SAID}.jpg", shared=True)
    work.tell_parties("counsel/glass_broken", mark="one")
    work.log_access("note", work.file.number)
    work.record("counsel.note", {})
    work.write()
    actions.open_for_party(actor=party, file_id=file.id)
    return file


def test_no_table_no_index_and_no_upload_holds_a_word(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    worked_on(a_room())
    assert leaks(WORDS, logs=[record.getMessage() for record in caplog.records]) == []


def test_the_scan_would_find_a_word_in_the_open() -> None:
    room = a_room()
    room.team.name = f"{SAID}室"
    room.team.save(update_fields=["name"])
    assert leaks([SAID]) == [f"counsel_team.name: {SAID}"]


def database_image() -> bytes:
    """The database as it lies on the disk, with what its log would add."""
    connection.ensure_connection()
    image = bytearray(connection.connection.serialize())
    # The two bytes that say "with a log beside it": there is none beside this copy.
    image[18:20] = b"\x01\x01"
    return bytes(image)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a file that sqlite3 opens")
def test_the_database_file_read_with_sqlite3_holds_neither_word_nor_name() -> None:
    worked_on(a_room())
    image = database_image()
    assert [word for word in WORDS if word.encode() in image] == []
    raw = sqlite3.connect(":memory:")
    raw.deserialize(image)
    rows = raw.execute("SELECT body FROM counsel_fileentry").fetchall()
    assert len(rows) == 2
    assert all(SAID.encode() not in bytes(body) for (body,) in rows)
    raw.close()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a file that sqlite3 opens")
def test_what_an_erasure_takes_away_is_overwritten_in_the_database_file() -> None:
    file = worked_on(a_room())
    entry = FileEntry.objects.filter(file=file)[0]
    closed = bytes(entry.body)
    file.closed_on = AT.date()
    file.save(update_fields=["closed_on"])
    actions.erase_file(file, at=AT)
    assert closed not in database_image()


def test_a_refusal_and_a_fault_tell_no_word(
    caplog: pytest.LogCaptureFixture, settings: Any, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    room = a_room()
    file = worked_on(room)
    FileEntry.objects.filter(file=file).update(body=b"spoiled")
    opened = actions.open_for_team(actor=room.member, file_id=file.id, at=AT)
    with pytest.raises(Exception, match=r"counsel\.row") as fault:
        [opened.read(one) for one in opened.entries()]
    settings.LINLI_COUNSEL_KEYS = tmp_path / "away"
    with pytest.raises(Refused) as refused:
        actions.open_for_team(actor=room.member, file_id=file.id, at=AT)
    told = [str(fault.value), repr(opened), refused.value.message, caplog.text]
    assert [word for word in WORDS if any(word in text for text in told)] == []
    assert opened.key.hex() not in repr(opened)


def test_pages_of_what_is_not_there_name_no_file(caplog: pytest.LogCaptureFixture) -> None:
    room = a_room()
    file = worked_on(room)
    client = people.a_signed_in_client("resident", room.community)
    missing = client.get(f"/desk/files/{file.id}/papers/{file.id}/")
    assert missing.status_code == 404
    assert file.number not in missing.content.decode()
    assert all(word not in caplog.text for word in WORDS)


def test_the_search_of_requests_finds_no_sealed_word() -> None:
    room = a_room()
    worked_on(room)
    client = people.a_signed_in_client("information_officer", room.community)
    found = client.get(reverse("cases:desk"), {"q": SAID[:6]}).content.decode()
    assert SAID not in found
