"""Who may do what in this room; each check raises with the sentence that says who may."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed
from linli.kernel.posts import COUNTER, OFFICE, PostKind
from linli.people import queries
from linli.people.models import Post
from linli.people.rules import ADMINISTRATOR_APPOINTS, APPOINTS
from linli.places import queries as places


def require_administrator(actor: Actor) -> None:
    """Accounts and sign-in are the administrator's."""
    if not (actor.administrator or actor.system):
        raise NotAllowed(
            "not_administrator", _("Only an administrator opens, locks and resets accounts.")
        )


def require_signed_in(actor: Actor) -> UUID:
    """What is done for oneself needs an account."""
    if actor.account_id is None:
        raise NotAllowed("not_signed_in", _("Please sign in first."))
    return actor.account_id


def require_registrar(actor: Actor) -> None:
    """Organisations are entered by the office or while setting up."""
    if not (actor.administrator or actor.system or actor.holds(*OFFICE)):
        raise NotAllowed(
            "not_registrar", _("Only the sub-district office or an administrator may do this.")
        )


def may_fill(actor: Actor, kind: PostKind, place_id: UUID, *, on: date) -> bool:
    """Whether the actor fills posts of a kind at a place."""
    if actor.system:
        return True
    if actor.administrator:
        return kind in ADMINISTRATOR_APPOINTS
    if actor.post is None or kind not in APPOINTS.get(PostKind(actor.post.kind), frozenset()):
        return False
    return queries.reaches(actor, places.ancestors(actor.sub_district_id, place_id, on=on))


def require_may_fill(actor: Actor, kind: PostKind, place_id: UUID, *, on: date) -> None:
    """Posts are filled from above: by the office, by the secretary in the own community."""
    if not may_fill(actor, kind, place_id, on=on):
        raise NotAllowed(
            "not_appointer",
            _("This post is filled by the sub-district office or by its community's secretary."),
        )


def require_may_delegate(actor: Actor, post: Post, *, on: date) -> None:
    """A holder names a deputy, and so does whoever fills the post."""
    own = actor.post is not None and actor.post.post_id == post.id and not actor.post.as_deputy
    if not own:
        require_may_fill(actor, PostKind(post.kind), post.place_id, on=on)


def require_counter(actor: Actor, dwelling_id: UUID, *, on: date) -> None:
    """Claims are borne out at the counter of the dwelling's own community."""
    above = places.ancestors(actor.sub_district_id, dwelling_id, on=on)
    if not ((actor.system or actor.holds(*COUNTER)) and queries.reaches(actor, above)):
        raise NotAllowed(
            "not_counter", _("Claims are confirmed at the counter of the dwelling's community.")
        )
