"""What Linli keeps of a person, as its owner is told it, takes it away, and has it go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """What is kept of an account, what for, how long; `href` is where its owner sees or mends it.

    With `record_id` it is a record of its own: who among staff read that one, its owner learns.
    `since` is the day on which it came, `until` the day on which it goes, where one is known.
    """

    what: str
    value: str
    purpose: str
    kept: str
    href: str = ""
    record_id: UUID | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of its owner's that lies beside the tables."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class OwnRows:
    """The rows of one table that are about an account, with the columns that it is given."""

    table: str
    fields: tuple[str, ...]
    rows: Sequence[Mapping[str, Any]] = ()
    files: Sequence[OwnFile] = ()


@dataclass(frozen=True, slots=True)
class Consent:
    """Something that its owner agreed to and may take back at any time, by itself.

    `key` names what kind it is and `record_id` which one; `then` says what taking it back does.
    """

    key: str
    record_id: UUID
    what: str
    then: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Erasable:
    """One kind of what is kept: whether its owner may have it go, and why or why not.

    `key` names what goes to the room's own action; what stays has none.
    """

    what: str
    count: int
    why: str
    key: str = ""

    @property
    def goes(self) -> bool:
        """Whether it goes at once when its owner asks."""
        return bool(self.key)
