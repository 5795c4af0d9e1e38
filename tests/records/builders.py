"""Records for tests: actors of a founded sub-district, uploads of every kind."""

from __future__ import annotations

import io
import zlib
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from PIL import Image

from linli.kernel.actor import Actor, PostHeld, system_actor
from linli.records import actions
from linli.records.actions.journal import Act
from linli.tenancy.models import new_id
from tests.places.builders import a_sub_district

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def the_system() -> Actor:
    """The clock of a sub-district of its own."""
    return system_actor(a_sub_district().id)


def a_holder(kind: str = "information_officer", sub_district_id: UUID | None = None) -> Actor:
    """Somebody acting in a post of a kind."""
    post = PostHeld(
        post_id=new_id(),
        kind=kind,
        title=kind,
        organisation_id=None,
        organisation_name="",
        place_id=new_id(),
        place_name="示例社区",
        place_kind="community",
    )
    where = sub_district_id or a_sub_district().id
    return Actor(where, account_id=new_id(), name="示例甲", post=post, posts=(post,))


def a_resident(sub_district_id: UUID | None = None) -> Actor:
    """Somebody with an account and no post."""
    return Actor(sub_district_id or a_sub_district().id, account_id=new_id(), name="示例乙")


def some_acts(actor: Actor, how_many: int = 3, *, at: datetime = AT, **facts: Any) -> list[UUID]:
    """Acts on a record each, in the journal."""
    keys = [new_id() for _ in range(how_many)]
    acts = [Act(did="test.act", on_kind="test.thing", on_id=key, facts=facts) for key in keys]
    actions.record_many(actor=actor, acts=acts, at=at)
    return keys


def a_batch(actor: Actor, *, new: bool = True) -> actions.Batch:
    """What changes about one record of the actor's sub-district."""
    return actions.Batch(
        sub_district_id=actor.sub_district_id,
        subject_kind="test.thing",
        subject_id=new_id(),
        new=new,
    )


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    """A picture whose left half is red and right half is blue."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def a_photo_with_position(orientation: int = 6) -> bytes:
    """A photo as a phone makes it: turned, and with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (38.0, 18.0, 0.0), 3: "E", 4: (116.0, 50.0, 0.0)})
    return a_picture(exif=exif, comment=b"taken at home")


def a_bomb(side: int = 20_000) -> bytes:
    """A picture of a few kilobytes that would unpack to gigabytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        checked = name + data
        return len(data).to_bytes(4) + checked + zlib.crc32(checked).to_bytes(4)

    head = side.to_bytes(4) * 2 + bytes([8, 2, 0, 0, 0])
    rows = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def a_pdf(extra: bytes = b"", *, packed: bytes = b"") -> bytes:
    """A small PDF; `extra` stands in its catalogue, `packed` in a compressed object stream."""
    page = zlib.compress(b"BT (hello) Tj ET /JS is only text here")
    parts = [
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + extra + b" >>\nendobj\n",
        b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n",
        b"3 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(page),
        page,
        b"\nendstream\nendobj\n",
    ]
    if packed:
        objects = zlib.compress(packed)
        parts += [
            b"4 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n"
            % len(objects),
            objects,
            b"\nendstream\nendobj\n",
        ]
    return b"".join([*parts, b"trailer << /Root 1 0 R >>\n%%EOF\n"])
