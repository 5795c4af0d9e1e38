"""Photos and papers: what is taken, what is refused, what is gone afterwards, who may read."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from linli.kernel.errors import Refused
from linli.records import actions, queries
from linli.tenancy.models import new_id
from tests.records.builders import (
    AT,
    a_bomb,
    a_holder,
    a_pdf,
    a_photo_with_position,
    a_picture,
    a_resident,
    the_system,
)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings):
    settings.LINLI_UPLOADS = tmp_path / "uploads"


def opened(path: str) -> Image.Image:
    content = queries.file_content(path)
    assert content is not None
    return Image.open(io.BytesIO(content))


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(Refused) as caught:
        actions.prepare_upload(name=name, content=content)
    assert not list(Path(settings.LINLI_UPLOADS).rglob("*.*"))
    return caught.value.code


def test_position_and_comment_are_gone_and_the_picture_stands_upright():
    prepared = actions.prepare_upload(name="IMG.jpg", content=a_photo_with_position())
    kept = opened(prepared.path)
    assert (kept.format, kept.size) == ("JPEG", (40, 60))
    assert dict(kept.getexif()) == {}
    assert "comment" not in kept.info
    # Turned a quarter to the right, what was left is on top.
    assert kept.getpixel((20, 5))[0] > 200
    assert kept.getpixel((20, 55))[2] > 200


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_each_kind_of_picture_is_kept_as_jpeg_whatever_it_is_called(kind):
    prepared = actions.prepare_upload(name="report.pdf", content=a_picture(kind))
    assert (prepared.name, prepared.media_type) == ("report.jpg", "image/jpeg")
    assert opened(prepared.path).format == "JPEG"


def test_a_large_picture_is_made_smaller_and_has_a_small_copy():
    prepared = actions.prepare_upload(name="a.jpg", content=a_picture(size=(4000, 3000)))
    assert (prepared.width, prepared.height) == (2048, 1536)
    assert opened(queries.small_path(prepared.path)).size == (480, 360)


def test_what_was_see_through_is_white():
    target = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(target, "PNG")
    prepared = actions.prepare_upload(name="a.png", content=target.getvalue())
    assert opened(prepared.path).getpixel((10, 10)) == (255, 255, 255)


def test_a_decompression_bomb_is_refused():
    assert refusal("a.png", a_bomb()) == "picture_too_large"
    assert refusal("a.png", a_bomb(10_000)) == "picture_too_large"


def test_a_picture_that_is_not_a_picture_is_refused():
    assert refusal("a.jpg", b"\xff\xd8\xff\xe0" + b"no picture" * 50) == "picture_unreadable"


def test_a_picture_cut_short_is_refused():
    assert refusal("a.jpg", a_picture(size=(900, 900))[:900]) == "picture_unreadable"


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>",
        b"MZ\x90\x00 program",
        b"just words",
        b"PK\x03\x04 archive",
    ],
)
def test_another_kind_of_file_is_refused(content):
    assert refusal("a.jpg", content) == "upload_kind"


def test_an_empty_or_huge_file_is_refused():
    assert refusal("a.jpg", b"") == "upload_empty"
    assert refusal("a.jpg", bytes(15_000_001)) == "upload_too_big"


def test_a_plain_pdf_is_kept_as_it_is():
    content = a_pdf(packed=b"1 0 << /Type /Font >>")
    prepared = actions.prepare_upload(name="通知.pdf", content=content)
    assert (prepared.name, prepared.media_type) == ("通知.pdf", "application/pdf")
    assert queries.file_content(prepared.path) == content


@pytest.mark.parametrize(
    "content",
    [
        a_pdf(b"/OpenAction << /S /JavaScript /JS (app.alert) >>"),
        a_pdf(b"/OpenAction << /S /J#61vaScript >>"),
        a_pdf(b"/OpenAction << /S /Launch /F (cmd.exe) >>"),
        a_pdf(b"/Names << /EmbeddedFiles 5 0 R >>"),
        a_pdf(packed=b"1 0 << /S /JavaScript >>"),
    ],
)
def test_a_pdf_that_could_act_is_refused(content):
    assert refusal("a.pdf", content) == "pdf_active"


def test_a_locked_or_broken_pdf_is_refused():
    assert refusal("a.pdf", a_pdf(b"/Encrypt 6 0 R")) == "pdf_encrypted"
    assert refusal("a.pdf", a_pdf()[:-8]) == "pdf_not_a_pdf"
    assert refusal("a.pdf", a_pdf().replace(b"endstream", b"")) == "pdf_not_checkable"


def test_a_name_keeps_no_folder_no_number_and_no_misleading_sign():
    named = actions.prepare_upload(name="..\\\\x/示例\u202e13800138000.png", content=a_picture())
    assert "13800138000" not in named.name
    assert named.name.startswith("示例")
    assert named.name.endswith(".jpg")
    assert "/" not in named.name


@pytest.mark.django_db
def test_a_record_holds_its_files_and_the_public_sees_only_its_own():
    actor, subject = a_holder(), new_id()
    for name, hidden in (("a.jpg", False), ("b.jpg", True)):
        prepared = actions.prepare_upload(name=name, content=a_picture())
        actions.attach(
            actor=actor,
            subject_kind="test.thing",
            subject_id=subject,
            prepared=prepared,
            for_staff_only=hidden,
            at=AT,
        )
    seen = queries.attachments_of(actor.sub_district_id, subject)
    assert [one.name for one in seen] == ["a.jpg"]
    all_of_them = queries.attachments_of(actor.sub_district_id, subject, for_staff=True)
    assert [one.name for one in all_of_them] == ["a.jpg", "b.jpg"]


@pytest.mark.django_db
def test_one_upload_is_held_by_one_record():
    actor = the_system()
    prepared = actions.prepare_upload(name="a.jpg", content=a_picture())
    first = {"actor": actor, "subject_kind": "test.thing", "prepared": prepared, "at": AT}
    actions.attach(**first, subject_id=new_id())
    with pytest.raises(Refused) as caught:
        actions.attach(**first, subject_id=new_id())
    assert caught.value.code == "upload_used"


def test_a_signed_word_brings_an_upload_back_and_an_altered_one_does_not():
    prepared = actions.prepare_upload(name="a.jpg", content=a_picture())
    word = queries.upload_token(prepared)
    assert queries.upload_by_token(word) == prepared
    assert queries.upload_by_token(word[:-1]) is None


@pytest.mark.django_db
def test_only_old_files_without_a_row_are_swept():
    actor = the_system()
    kept, lost, fresh = (
        actions.prepare_upload(name="a.jpg", content=a_picture()) for _ in range(3)
    )
    actions.attach(
        actor=actor, subject_kind="test.thing", subject_id=new_id(), prepared=kept, at=AT
    )
    long_ago = (AT - timedelta(days=3)).timestamp()
    for prepared in (kept, lost):
        for path in (prepared.path, queries.small_path(prepared.path)):
            os.utime(settings.LINLI_UPLOADS / path, (long_ago, long_ago))
    assert actions.sweep_uploads(at=AT) == 2
    assert queries.file_content(lost.path) is None
    assert queries.file_content(kept.path) is not None
    assert queries.file_content(fresh.path) is not None


ASKED: list[dict[str, object]] = []


def only_with_the_key(**facts: object) -> bool:
    """Stands for a room's own check."""
    ASKED.append(facts)
    return facts["key"] == "open"


@pytest.mark.django_db
def test_a_file_is_handed_out_only_after_its_room_agrees(settings):
    settings.LINLI_FILE_READERS = {"test.thing": f"{__name__}.only_with_the_key"}
    actor, subject = the_system(), new_id()
    prepared = actions.prepare_upload(name="示例.jpg", content=a_picture())
    actions.attach(
        actor=actor, subject_kind="test.thing", subject_id=subject, prepared=prepared, at=AT
    )
    client, address = Client(), f"/files/{prepared.id}"
    assert client.get(address).status_code == 404
    answer = client.get(address, {"key": "open"})
    assert answer.status_code == 200
    assert answer.content == queries.file_content(prepared.path)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "private, max-age=3600"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"].startswith("inline")
    small = client.get(f"{address}/small", {"key": "open"})
    assert small.content == queries.file_content(queries.small_path(prepared.path))
    assert ASKED[-1]["subject_id"] == subject
    assert set(ASKED[-1]) == {"actor", "subject_id", "for_staff_only", "session", "key"}


@pytest.mark.django_db
def test_a_file_of_a_kind_without_a_reader_is_not_there():
    actor = a_resident()
    prepared = actions.prepare_upload(name="a.jpg", content=a_picture())
    actions.attach(
        actor=actor, subject_kind="test.nothing", subject_id=new_id(), prepared=prepared, at=AT
    )
    assert Client().get(f"/files/{prepared.id}").status_code == 404


@pytest.mark.django_db
def test_a_waiting_picture_is_shown_to_whoever_holds_its_word():
    the_system()
    prepared = actions.prepare_upload(name="a.jpg", content=a_picture())
    word = queries.upload_token(prepared)
    assert Client().get(f"/files/waiting/{word}").status_code == 200
    assert Client().get(f"/files/waiting/{word[:-1]}").status_code == 404
