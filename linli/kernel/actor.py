"""Who acts, in which post, over which places."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PostHeld:
    """One post as held today, by its holder or by a deputy for a stated time.

    `place_id` is where the post stands; it reaches that place and all below it.
    """

    post_id: UUID
    kind: str
    title: str
    organisation_id: UUID | None
    organisation_name: str
    place_id: UUID
    place_name: str
    place_kind: str
    as_deputy: bool = False

    @property
    def label(self) -> str:
        """What records and pages call the post: kind in words, then where."""
        where = self.organisation_name or self.place_name
        return f"{where} · {self.title}"


@dataclass(frozen=True, slots=True)
class Actor:
    """An account with its posts today, acting in one of them; or somebody without an account.

    An actor without an account is a resident at the public pages (`account_id` is
    None) or the system's own clock (`system` is true).
    """

    sub_district_id: UUID
    account_id: UUID | None = None
    name: str = ""
    post: PostHeld | None = None
    posts: tuple[PostHeld, ...] = field(default=())
    administrator: bool = False
    system: bool = False

    @property
    def kind(self) -> str:
        """The kind of the post acted in, or an empty word."""
        return self.post.kind if self.post else ""

    @property
    def label(self) -> str:
        """How the records name this actor: the post, never the person."""
        if self.system:
            return "system"
        if self.post:
            return self.post.label
        if self.administrator:
            return "administrator"
        return "resident" if self.account_id else "sender"

    def holds(self, *kinds: str) -> bool:
        """Whether the post acted in is of one of these kinds."""
        return self.post is not None and self.post.kind in kinds


def system_actor(sub_district_id: UUID) -> Actor:
    """The clock and other work that no person does."""
    return Actor(sub_district_id=sub_district_id, name="system", system=True)


def nobody(sub_district_id: UUID) -> Actor:
    """A visitor of the public pages."""
    return Actor(sub_district_id=sub_district_id)
