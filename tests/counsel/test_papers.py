"""A scan in a sealed file lies on the disk closed, and comes out for its team and its party alone."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.test import RequestFactory
from django.utils import timezone
from PIL import Image

from linli.counsel import actions
from linli.counsel.actions.work import Work
from linli.counsel.models import FilePaper, SealedFile
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.records.models import AccessEntry
from linli.tenancy import envelopes
from tests.counsel.builders import AT, Room, a_file, a_neighbour, a_room
from tests.people.builders import a_signed_in_client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _uploads(settings: Any, tmp_path: Path) -> None:
    settings.LINLI_UPLOADS = tmp_path / "uploads"


def a_photo() -> bytes:
    """A small picture as a phone sends it."""
    memory = BytesIO()
    Image.new("RGB", (64, 48), (180, 90, 40)).save(memory, "JPEG")
    return memory.getvalue()


def put(room: Room, file: SealedFile, **facts: Any) -> FilePaper:
    """A photo that the room's member adds."""
    work = Work.of_team(actor=room.member, file_id=file.id, version=None, at=AT)
    paper = actions.put_paper(work, kind="photo", content=a_photo(), **facts)
    work.write()
    return paper


def the_bytes(paper: FilePaper, settings: Any) -> bytes:
    return (Path(settings.LINLI_UPLOADS) / paper.path).read_bytes()


def test_the_disk_holds_no_picture_and_no_name(settings: Any) -> None:
    room = a_room()
    paper = put(room, a_file(room), name="示例门牌.jpg")
    held = the_bytes(paper, settings)
    assert b"JFIF" not in held
    assert [one.suffix for one in Path(settings.LINLI_UPLOADS).rglob("*") if one.is_file()] == [""]


def test_the_team_gets_the_picture_and_each_party_an_entry() -> None:
    room = a_room()
    file = a_file(room)
    paper = put(room, file)
    found, content = actions.open_paper(
        actor=room.member, file_id=file.id, paper_id=paper.id, at=AT
    )
    assert content.startswith(b"\xff\xd8")
    assert AccessEntry.objects.filter(subject_kind="counsel.party").count() == 2
    assert found.media_type == "image/jpeg"


def test_a_party_gets_what_is_shared_and_not_what_is_the_teams() -> None:
    room = a_room()
    one = a_neighbour(room)
    file = a_file(room, applicant=one)
    shared, kept = put(room, file, shared=True), put(room, file)
    assert actions.open_own_paper(actor=one, file_id=file.id, paper_id=shared.id)
    with pytest.raises(Missing):
        actions.open_own_paper(actor=one, file_id=file.id, paper_id=kept.id)


def test_a_paper_laid_in_the_place_of_another_does_not_open(settings: Any) -> None:
    room = a_room()
    file = a_file(room)
    one, two = put(room, file), put(room, file)
    (Path(settings.LINLI_UPLOADS) / one.path).write_bytes(the_bytes(two, settings))
    with pytest.raises(envelopes.Damaged, match="counsel\\.row"):
        actions.open_paper(actor=room.member, file_id=file.id, paper_id=one.id, at=AT)


def test_what_is_neither_photo_nor_paper_is_refused() -> None:
    room = a_room()
    work = Work.of_team(actor=room.member, file_id=a_file(room).id, version=None, at=AT)
    with pytest.raises(Refused) as refused:
        actions.put_paper(work, kind="photo", content=b"MZ plain words", name="x.exe")
    assert refused.value.code == "upload_kind"


def test_papers_that_no_row_names_are_swept_and_others_stay(settings: Any) -> None:
    room = a_room()
    paper = put(room, a_file(room))
    orphan = Path(settings.LINLI_UPLOADS) / "sealed" / "ab" / "00ab"
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"left")
    assert actions.sweep_papers(at=timezone.now() + timedelta(days=3)) == 1
    assert the_bytes(paper, settings)


@pytest.mark.parametrize("who", ["secretary", "information_officer", "resident", "administrator"])
def test_others_find_no_paper_at_its_address(who: str) -> None:
    room = a_room()
    file = a_file(room)
    paper = put(room, file, shared=True)
    client = a_signed_in_client(who, room.community)
    for way in (f"/desk/files/{file.id}", f"/my/files/{file.id}"):
        assert client.get(f"{way}/papers/{paper.id}/").status_code in {403, 404}


def test_a_paper_is_answered_so_that_nobody_keeps_it() -> None:
    room = a_room()
    file = a_file(room)
    paper = put(room, file)
    answer = _client_of(room.member).get(f"/desk/files/{file.id}/papers/{paper.id}/")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_an_upload_to_a_sealed_room_is_never_written_to_the_disk(settings: Any) -> None:
    big = BytesIO(b"x" * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1))
    big.name = "big.jpg"
    sealed = RequestFactory().post(
        "/desk/files/0198f3c2-0000-7000-8000-000000000000/papers/"
        "0198f3c2-0000-7000-8000-000000000001/",
        {"file": big},
    )
    assert isinstance(sealed.FILES["file"], InMemoryUploadedFile)


def _client_of(actor: Actor) -> Any:
    return a_signed_in_client(actor)
