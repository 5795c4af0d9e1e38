"""What a journal row hashes to, and how the links of the journal's chain do."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

UNTIMED = ("elections.cast",)
"""Acts whose moment leads from a person seen voting to a ballot listed: no pack shows them, nor a
link that holds one, whose members would tell their moments too. Only their number is told."""
_MEMBER = re.compile(r"^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) ([0-9a-f]{64})$", re.M)


def entry_digest(fields: Mapping[str, Any]) -> str:
    """SHA-256 over all fields of a journal row, in canonical JSON."""
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the chain, all of which its hash covers."""

    sub_district: str
    seq: int
    sealed_at: datetime
    reaches: str
    prev_hash: str
    members: str

    @property
    def hash(self) -> str:
        """SHA-256 over the link's place in the chain and what it seals."""
        at = self.sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
        head = f"{self.sub_district}\n{self.seq}\n{at}\n{self.reaches}\n{self.prev_hash}\n"
        return hashlib.sha256((head + self.members).encode()).hexdigest()


def lines_digest(members: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over ids and digests of journal rows, in their order."""
    lines = "".join(f"{key} {digest}\n" for key, digest in members)
    return hashlib.sha256(lines.encode()).hexdigest()


def digests_in(members: str) -> dict[str, str]:
    """The members of a link: digests by id. A line that no sealer wrote is passed over."""
    return dict(_MEMBER.findall(members))
