"""Reads of attachments and of the files behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core import signing

from linli.records import rules
from linli.records.models import Attachment

_SALT = "linli.records.upload"


def file_content(path: str) -> bytes | None:
    """What a stored file holds; this and `keep_file` are all that knows where files lie."""
    place = Path(settings.LINLI_UPLOADS) / path
    return place.read_bytes() if place.is_file() else None


def attachments_of(
    sub_district_id: UUID, subject_id: UUID, *, for_staff: bool = False
) -> list[Attachment]:
    """The photos and papers of one record, oldest first; those for staff only if asked."""
    return attachments_of_many(sub_district_id, [subject_id], for_staff=for_staff).get(
        subject_id, []
    )


def attachments_of_many(
    sub_district_id: UUID, subject_ids: Iterable[UUID], *, for_staff: bool = False
) -> dict[UUID, list[Attachment]]:
    """The photos and papers of several records, in one query."""
    found = Attachment.objects.filter(
        sub_district_id=sub_district_id, subject_id__in=list(subject_ids)
    )
    if not for_staff:
        found = found.filter(for_staff_only=False)
    kept: dict[UUID, list[Attachment]] = {}
    for attachment in found.order_by("id"):
        kept.setdefault(attachment.subject_id, []).append(attachment)
    return kept


def attachment_by_id(sub_district_id: UUID, attachment_id: UUID) -> Attachment | None:
    """One attachment; whether this reader may have it is for its room to say."""
    return Attachment.objects.filter(id=attachment_id, sub_district_id=sub_district_id).first()


def upload_token(prepared: rules.Prepared) -> str:
    """A signed word for an upload that waits for its form: a page that comes back keeps it."""
    facts = asdict(prepared) | {"id": prepared.id.hex}
    return signing.dumps(facts, salt=_SALT, compress=True)


def upload_by_token(token: str) -> rules.Prepared | None:
    """The upload behind a signed word, while its file is still there."""
    longest = rules.ORPHAN_AFTER - timedelta(hours=1)
    try:
        facts = signing.loads(token, salt=_SALT, max_age=longest)
    except signing.BadSignature:
        return None
    prepared = rules.Prepared(**facts | {"id": UUID(facts["id"])})
    return prepared if file_content(prepared.path) is not None else None
