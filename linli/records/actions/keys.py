"""Keys made by the client, and numbers made by us."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from linli.kernel.errors import Conflict
from linli.records import rules
from linli.records.models import IdempotencyKey
from linli.tenancy.models import new_id


def claim_key(
    *, sub_district_id: UUID, key: str, body: Mapping[str, Any], at: datetime
) -> dict[str, Any] | None:
    """Claim a client's key in the caller's transaction; answer what was answered before, if so.

    None means the write is new. The same key with another body is a conflict: something
    else was already sent under it. A second sender of the same key waits for the first.
    """
    asked = rules.body_hash(body)
    fresh = IdempotencyKey(sub_district_id=sub_district_id, key=key, body_hash=asked, at=at)
    IdempotencyKey.objects.bulk_create([fresh], ignore_conflicts=True)
    stored = IdempotencyKey.objects.get(sub_district_id=sub_district_id, key=key)
    if stored.id == fresh.id:
        return None
    if stored.body_hash != asked:
        raise Conflict(
            "key_used", _("This form was already sent with other words. Open a new one.")
        )
    answer: dict[str, Any] = stored.answer
    return answer


def settle_key(*, sub_district_id: UUID, key: str, answer: Mapping[str, Any]) -> None:
    """Remember what was answered under a key that this transaction claimed."""
    IdempotencyKey.objects.filter(sub_district_id=sub_district_id, key=key).update(
        answer=dict(answer)
    )


_NEXT = """
    INSERT INTO records_serial (id, sub_district_id, prefix, last) VALUES (%s, %s, %s, %s)
    ON CONFLICT (sub_district_id, prefix) DO UPDATE SET last = records_serial.last + %s
    RETURNING last
"""


def next_number(*, sub_district_id: UUID, prefix: str, many: int = 1) -> int:
    """The next serial under a prefix; with `many`, the last of so many in a row.

    The row stays locked until the caller's transaction ends, so ask late.
    """
    ids: list[object] = [new_id(), sub_district_id]
    if connection.vendor == "sqlite":
        ids = [value.hex for value in ids if isinstance(value, UUID)]
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [*ids, prefix, many, many])
        return int(cursor.fetchone()[0])
