"""Keys made by the client, and numbers made by us."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.kernel.errors import Conflict
from linli.records import rules
from linli.records.models import IdempotencyKey
from linli.tenancy.fields import seal
from linli.tenancy.models import new_id
from linli.tenancy.plain import fetched

_CLAIM = """
    INSERT INTO records_idempotencykey
        (id, sub_district_id, act, key, body_hash, answer, secret, at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (sub_district_id, act, key) DO NOTHING RETURNING id
"""


def claim_key(
    *,
    sub_district_id: UUID,
    act: str,
    key: str,
    body: Mapping[str, Any],
    answer: Mapping[str, Any] | None = None,
    secret: str = "",
    at: datetime,
) -> dict[str, Any] | None:
    """Claim a client's key for an act such as `cases.open`; answer what was answered before.

    It is claimed in the caller's transaction. Under another act the same key is another one.
    None means the write is new; an `answer` known beforehand is kept at once, in one
    statement. The same key with another body is a conflict: something else was already
    sent under it. A second sender of the same key waits for the first. A `secret` lies under
    seal and stands in the answer as `secret` until it is forgotten, some days later.
    """
    asked = rules.body_hash(body)
    given = json.dumps(dict(answer or {}))
    sealed = seal(secret) if secret else None
    values = [new_id(), sub_district_id, rules.room_name(act), key, asked, given, sealed, at]
    if fetched(_CLAIM, values):
        return None
    stored = IdempotencyKey.objects.get(sub_district_id=sub_district_id, act=act, key=key)
    if stored.body_hash != asked:
        raise Conflict(
            "key_used", _("This form was already sent with other words. Open a new one.")
        )
    before: dict[str, Any] = stored.answer
    return before | {"secret": stored.secret} if stored.secret else before


_NEXT = """
    INSERT INTO records_serial (id, sub_district_id, prefix, last) VALUES (%s, %s, %s, %s)
    ON CONFLICT (sub_district_id, prefix) DO UPDATE SET last = records_serial.last + %s
    RETURNING last
"""


def next_number(*, sub_district_id: UUID, prefix: str, many: int = 1) -> int:
    """The next serial under a prefix; with `many`, the last of so many in a row.

    The row stays locked until the caller's transaction ends, so ask late.
    """
    ((last,),) = fetched(_NEXT, [new_id(), sub_district_id, prefix, many, many])
    return int(last)
