"""Attachments: checked, cleaned and stored before the transaction, named by a row within it."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

import puremagic
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.records import rules
from linli.records.actions.pictures import clean_copies
from linli.records.models import Attachment
from linli.tenancy.models import new_id
from linli.ui.screened import number_mark


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An upload that was checked and cleaned and lies nowhere yet."""

    media_type: str
    content: bytes
    small: bytes = b""
    width: int | None = None
    height: int | None = None


def prepare_upload(*, name: str, content: bytes) -> rules.Prepared:
    """Check an upload by its content, clean it and store it; call it outside the transaction.

    What no record names within two days is swept away.
    """
    return _kept(name, clean_upload(name=name, content=content))


def clean_upload(*, name: str, content: bytes) -> Cleaned:
    """Check an upload by its content and clean it, without storing it anywhere.

    A picture is decoded and written again as JPEG, so that position and all other metadata
    are gone.
    """
    if not content:
        raise Refused("upload_empty", _("The file %s is empty. Choose it again.") % name)
    if len(content) > rules.MAX_BYTES:
        raise Refused("upload_too_big", _("A file may have at most 15 MB; %s has more.") % name)
    kind = _kind_of(content)
    if kind == rules.PDF:
        _require_plain_pdf(content)
        return Cleaned(rules.PDF, content)
    if kind in rules.PICTURES:
        copies = clean_copies(content)
        return Cleaned("image/jpeg", copies.full, copies.small, copies.width, copies.height)
    raise Refused(
        "upload_kind",
        _("%s is neither a photo (JPEG, PNG, WebP) nor a PDF. Take a photo of it instead.") % name,
    )


def attach(
    *,
    actor: Actor,
    subject_kind: str,
    subject_id: UUID,
    prepared: rules.Prepared,
    for_staff_only: bool = False,
    at: datetime,
) -> Attachment:
    """Let a record hold one prepared upload, in the caller's transaction."""
    return attach_many(
        actor=actor,
        subject_kind=subject_kind,
        subject_id=subject_id,
        uploads=[prepared],
        for_staff_only=for_staff_only,
        at=at,
    )[0]


def attach_many(
    *,
    actor: Actor,
    subject_kind: str,
    subject_id: UUID,
    uploads: Iterable[rules.Prepared],
    for_staff_only: bool = False,
    at: datetime,
) -> list[Attachment]:
    """Let a record hold several prepared uploads, in one statement; each is held only once."""
    rows = [
        Attachment(
            id=prepared.id,
            sub_district_id=actor.sub_district_id,
            subject_kind=rules.room_name(subject_kind),
            subject_id=subject_id,
            name=prepared.name,
            media_type=prepared.media_type,
            size=prepared.size,
            width=prepared.width,
            height=prepared.height,
            sha256=prepared.sha256,
            path=prepared.path,
            made_at=at,
            for_staff_only=for_staff_only,
        )
        for prepared in uploads
    ]
    try:
        return Attachment.objects.bulk_create(rows)
    except IntegrityError as error:
        raise Refused("upload_used", _("This file was already sent. Choose it again.")) from error


def keep_file(path: str, content: bytes) -> None:
    """Write a file whole and have it on the disk before anything names it."""
    place = Path(settings.LINLI_UPLOADS) / path
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, part = tempfile.mkstemp(dir=place.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(part).replace(place)
    _sync_folder(place.parent)


def drop_file(path: str) -> None:
    """Take a stored file and its small copy off the disk, once nothing names them any more."""
    for one in {path, rules.small_path(path)}:
        (Path(settings.LINLI_UPLOADS) / one).unlink(missing_ok=True)


def take_out_attachments(*, sub_district_id: UUID, subject_id: UUID) -> list[Attachment]:
    """Let a record hold no file any more; the files go when the transaction has come through."""
    mine = Attachment.objects.filter(sub_district_id=sub_district_id, subject_id=subject_id)
    found = list(mine.order_by("id"))
    mine.delete()
    for one in found:
        transaction.on_commit(partial(drop_file, one.path))
    return found


def sweep_uploads(*, at: datetime) -> int:
    """Take away stored files that no row names and that are old enough; answer how many."""
    oldest = (at - rules.ORPHAN_AFTER).timestamp()
    swept = 0
    for folder in sorted(Path(settings.LINLI_UPLOADS).glob("[0-9a-f][0-9a-f]")):
        old = [file for file in folder.iterdir() if file.stat().st_mtime < oldest]
        named = _named_by_rows(old)
        for file in old:
            if _key_of(file) not in named:
                file.unlink(missing_ok=True)
                swept += 1
    return swept


def _kind_of(content: bytes) -> str:
    try:
        return str(puremagic.from_string(content, mime=True))
    except puremagic.PureError:
        return ""


def _require_plain_pdf(content: bytes) -> None:
    fault = rules.pdf_fault(content)
    if fault is None:
        return
    words = {
        rules.PdfFault.NOT_A_PDF: _("This file is not a whole PDF. Save it again and send that."),
        rules.PdfFault.ENCRYPTED: _("This PDF is locked. Save it without a password."),
        rules.PdfFault.ACTIVE: _(
            "This PDF holds scripts, forms that send, or other files. Print it to a new PDF "
            "and send that."
        ),
        rules.PdfFault.NOT_CHECKABLE: _(
            "This PDF cannot be checked. Print it to a new PDF and send that."
        ),
    }
    raise Refused(f"pdf_{fault.value}", words[fault])


def _kept(name: str, cleaned: Cleaned) -> rules.Prepared:
    key = new_id()
    path = rules.stored_path(key, cleaned.media_type)
    keep_file(path, cleaned.content)
    if cleaned.small:
        keep_file(rules.small_path(path), cleaned.small)
    return rules.Prepared(
        id=key,
        name=rules.kept_name(name, cleaned.media_type, mark=number_mark()),
        media_type=cleaned.media_type,
        size=len(cleaned.content),
        width=cleaned.width,
        height=cleaned.height,
        sha256=hashlib.sha256(cleaned.content).hexdigest(),
        path=path,
    )


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _key_of(file: Path) -> UUID | None:
    word = file.name.partition(".")[0].removesuffix("-small")
    try:
        return UUID(hex=word)
    except ValueError:
        return None


def _named_by_rows(files: Iterable[Path]) -> set[UUID]:
    keys = [key for key in map(_key_of, files) if key]
    return set(Attachment.objects.filter(id__in=keys).values_list("id", flat=True))
