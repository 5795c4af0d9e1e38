"""One thing that Linli keeps of a person, as its owner is told."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """What is kept of an account, what for, how long; `href` is where its owner sees or mends it.

    With `record_id` it is a record of its own: who among staff read that one, its owner learns.
    """

    what: str
    value: str
    purpose: str
    kept: str
    href: str = ""
    record_id: UUID | None = None
