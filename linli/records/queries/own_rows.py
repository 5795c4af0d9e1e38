"""The rows of this room that are about an account, for its owner to take away."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from linli.kernel.own_data import OwnFile, OwnRows
from linli.records.models import AccessEntry, Attachment, AuditEntry, Message
from linli.records.queries.attachments import file_content
from linli.tenancy.rows import own_rows


def own_rows_of(sub_district_id: UUID, account_id: UUID) -> list[OwnRows]:
    """What an account did, read as staff and was sent; whose record it read is not told."""
    here = {"sub_district_id": sub_district_id}
    did = here | {"actor_id": account_id}
    return [
        own_rows(
            AuditEntry.objects.filter(**did), "at", "actor_id", "actor_label", "did", "on_kind"
        ),
        own_rows(
            AccessEntry.objects.filter(**did),
            *("at", "actor_id", "actor_name", "actor_label", "what", "why", "exported"),
        ),
        own_rows(
            Message.objects.filter(**here, account_id=account_id),
            *("account_id", "channel", "template", "params", "link", "made_at", "read_at"),
        ),
    ]


def accesses_as_rows(sub_district_id: UUID, subject_ids: Collection[UUID]) -> OwnRows:
    """Who of the staff read these records, all of it."""
    return own_rows(
        AccessEntry.objects.filter(sub_district_id=sub_district_id, subject_id__in=subject_ids),
        *("at", "actor_name", "actor_label", "subject_kind", "subject_id", "what", "why"),
        "exported",
    )


def own_attachments(sub_district_id: UUID, subject_ids: Collection[UUID]) -> OwnRows:
    """The photos and papers of own records, with what lies on the disk."""
    rows = Attachment.objects.filter(
        sub_district_id=sub_district_id, subject_id__in=subject_ids, for_staff_only=False
    )
    files = [
        OwnFile(f"{row.id}-{row.name}", content)
        for row in rows.order_by("pk")
        if (content := file_content(row.path)) is not None
    ]
    return own_rows(
        rows, "subject_kind", "subject_id", "name", "media_type", "size", "made_at", files=files
    )
