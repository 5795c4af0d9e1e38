"""A post reaches its place and all below it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from linli.kernel.actor import Actor
from linli.kernel.posts import Posts
from linli.places import queries as places
from linli.places.queries import Above


def line_of(sub_district_id: UUID, place_id: UUID, *, on: date) -> tuple[UUID, ...]:
    """The line of one place; the place alone where nothing is known of it."""
    above = places.ancestors(sub_district_id, place_id, on=on)
    return above.ids if above else (place_id,)


def reaches(actor: Actor, above: Above | None) -> bool:
    """Whether the post acted in stands at the place or at anything it lies in."""
    if actor.system:
        return True
    if actor.post is None or above is None:
        return False
    return actor.post.place_id in above.ids


def acts_at(actor: Actor, posts: Posts, place_id: UUID, *, on: date) -> bool:
    """Whether the actor acts in one of these posts, and it reaches the place; the clock does."""
    if actor.system:
        return True
    if actor.kind not in posts:
        return False
    if actor.post is not None and actor.post.place_id == place_id:
        return True
    return reaches(actor, places.ancestors(actor.sub_district_id, place_id, on=on))
