"""What a journal row hashes to, and how seals chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from linli.evidence.journal import digests_in

GENESIS = "0" * 64
"""The hash before the first seal of a sub-district."""
SEAL_AT_MOST = 1000
"""Entries in one seal."""
LONGEST_WRITE = timedelta(minutes=5)
"""No transaction lasts longer; the sealer looks that far back for late commits."""


def text_proof(*, salt: str, text: str) -> str:
    """What the journal keeps of a text: nothing without the salt."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest() if text else ""


def body_hash(body: Mapping[str, Any]) -> str:
    """What an idempotency key remembers of what was asked."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def member_lines(entries: Sequence[tuple[UUID, str]]) -> str:
    """The text of a seal's members: an id and a digest a line."""
    return "".join(f"{entry_id} {digest}\n" for entry_id, digest in entries)


def members_in(lines: str) -> dict[UUID, str]:
    """The members of a seal again: digests by id.

    A line that no sealer wrote is passed over; the seal's hash tells that it is there.
    """
    return {UUID(entry_id): digest for entry_id, digest in digests_in(lines).items()}


def id_floor(reaches: UUID, *, back: timedelta = LONGEST_WRITE) -> UUID:
    """The least UUIDv7 that could have been made that long before another one was."""
    millis = (reaches.int >> 80) - round(back / timedelta(milliseconds=1))
    return UUID(int=max(millis, 0) << 80)
