"""Who may change places."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from linli.kernel.actor import Actor
from linli.kernel.posts import OFFICE, PostKind


def may_manage_all(actor: Actor) -> bool:
    """Whether the actor may change any place of the sub-district."""
    return actor.system or actor.administrator or actor.holds(*OFFICE)


def may_manage(actor: Actor, *, within: Collection[UUID]) -> bool:
    """Whether the actor may change a place, `within` being that place and all it lies in.

    A community secretary may, inside the own community.
    """
    if may_manage_all(actor):
        return True
    return (
        actor.holds(PostKind.SECRETARY) and actor.post is not None and actor.post.place_id in within
    )
