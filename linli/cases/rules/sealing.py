"""What of a request moves into a sealed room, and whose posts take it there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from linli.cases.rules.words import SealedRoom
from linli.kernel.posts import PostKind

TAKEN_BY: dict[SealedRoom, PostKind] = {
    SealedRoom.MEDIATION: PostKind.MEDIATOR,
    SealedRoom.LEGAL: PostKind.LEGAL_LIAISON,
    SealedRoom.HELP: PostKind.HELP_WORKER,
}
"""The kind of post whose holders take requests into a room; whether they belong to its team is
for the room itself to ask."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was written about a request: when, in which post, what it was, its words."""

    at: datetime
    by: str
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class MovedFile:
    """A photo or paper on its way into a sealed room; it was cleaned when it came."""

    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class MovedWords:
    """All that a request said and that it says no more."""

    number: str
    title: str
    body: str = field(repr=False)
    where: str
    received_at: datetime
    community_id: UUID | None
    history: tuple[Told, ...] = field(repr=False)
    files: tuple[MovedFile, ...] = field(repr=False)
    name: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)
    account_id: UUID | None = None
