"""Posts, who holds them, where nobody does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.kernel.errors import Missing
from linli.kernel.posts import POST_HOLDERS, PostKind
from linli.people import actions, queries
from linli.people.queries import Gap, PostCard
from linli.people.rules import APPOINTERS, PLACES_OF_POST
from linli.places import queries as places
from linli.places.queries import kind_word
from linli.places.rules import PlaceKind
from linli.ui.access import ADMINISTRATOR, Request, audience, may_open, open_to
from linli.ui.pages import as_uuid
from linli.ui.pieces import Chip

if TYPE_CHECKING:
    from linli.places.models import Place

_PARTS = (
    PlaceKind.COMMUNITY,
    PlaceKind.COMPOUND,
    PlaceKind.GRID_CELL,
    PlaceKind.PATCH,
    PlaceKind.RESIDENTS_GROUP,
    PlaceKind.BUILDING,
)


FILLERS = audience(APPOINTERS, ADMINISTRATOR)
"""Who fills posts of any kind; of which kinds and where, the actions say."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the place shown: its posts, and how many required ones nobody holds in it."""

    place_id: UUID
    name: str
    posts: list[PostCard]
    gaps: int


@dataclass(frozen=True, slots=True)
class GapRow:
    """A required post without a holder, and where to fill it."""

    gap: Gap
    where: str
    post_id: UUID | None


@open_to(POST_HOLDERS, ADMINISTRATOR)
@require_safe
def posts(request: Request) -> HttpResponse:
    """Show the posts at a place and in its parts, and the gaps."""
    place = _place(request)
    tenant, on = request.sub_district_id, timezone.localdate()
    gaps = queries.gaps_within(tenant, place.id, on=on)
    children = list(places.children(tenant, place.id, on=on, kinds=_PARTS))
    shown = request.GET.get("show") or ("gaps" if gaps.gaps else "")
    kinds = list(dict.fromkeys(child.kind for child in children))
    parts = [child for child in children if child.kind == shown]
    context = {
        "here": place,
        "above": _line(request, place),
        "posts": queries.posts_at(tenant, [place.id], on=on),
        "chips": _chips(place, shown, len(gaps.gaps), {k: _count(children, k) for k in kinds}),
        "shown": shown,
        "gap_rows": _gap_rows(request, gaps) if shown == "gaps" else [],
        "parts": _parts(request, parts, gaps),
        "may_fill_some": may_open(request.actor, FILLERS),
        "may_establish": bool(fillable(request, place)),
    }
    return render(request, "people/posts.html", context)


def _place(request: Request) -> Place:
    """The place asked for; else where the post acted in stands; else the whole sub-district."""
    chosen = as_uuid(request.GET.get("place", ""))
    own = request.actor.post.place_id if request.actor.post else None
    place_id = chosen or own
    found = (
        places.place(request.sub_district_id, place_id)
        if place_id
        else places.root(request.sub_district_id)
    )
    if found is None:
        raise Missing("no_place", "")
    return found


def _line(request: Request, place: Place) -> list[tuple[UUID, str]]:
    """What the place lies in, from the sub-district down."""
    above = places.ancestors(request.sub_district_id, place.id, on=timezone.localdate())
    ids = list(above.ids[1:]) if above else []
    names = places.places(request.sub_district_id, ids)
    return [(place_id, names[place_id].name) for place_id in reversed(ids)]


def _count(children: list[Place], kind: str) -> int:
    return sum(child.kind == kind for child in children)


def _chips(place: Place, shown: str, gaps: int, kinds: Mapping[str, int]) -> list[Chip]:
    at = f"?place={place.id}&show="
    return [
        Chip(_("Nobody holds it"), f"{at}gaps", gaps, on=shown == "gaps"),
        *(Chip(kind_word(kind), f"{at}{kind}", n, on=shown == kind) for kind, n in kinds.items()),
    ]


def _gap_rows(request: Request, gaps: queries.GapsWithin) -> list[GapRow]:
    """The gaps with the post that waits for a holder, where one is set up."""
    found = queries.posts_at(
        request.sub_district_id, {gap.place_id for gap in gaps.gaps}, on=timezone.localdate()
    )
    vacant = {(card.place_id, card.kind): card.post_id for card in found}
    return [
        GapRow(gap, gaps.where(gap), vacant.get((gap.place_id, gap.post_kind))) for gap in gaps.gaps
    ]


def _parts(request: Request, children: list[Place], gaps: queries.GapsWithin) -> list[Part]:
    of_place: dict[UUID, list[PostCard]] = {}
    ids = [child.id for child in children]
    for card in queries.posts_at(request.sub_district_id, ids, on=timezone.localdate()):
        of_place.setdefault(card.place_id, []).append(card)
    return [
        Part(child.id, child.name, of_place.get(child.id, []), gaps.in_part(child.id))
        for child in children
    ]


def fillable(request: Request, place: Place) -> list[PostKind]:
    """The kinds of post that the actor may set up at a place."""
    here, on = PlaceKind(place.kind), timezone.localdate()
    return [
        kind
        for kind in PostKind
        if here in PLACES_OF_POST[kind] and actions.may_fill(request.actor, kind, place.id, on=on)
    ]


@open_to(POST_HOLDERS, ADMINISTRATOR)
@require_safe
def post_detail(request: Request, post_id: UUID) -> HttpResponse:
    """Show one post: who holds it now, who did, who will."""
    on = timezone.localdate()
    card = card_of(request, post_id)
    actor = request.actor
    may_fill = actions.may_fill(actor, PostKind(card.kind), card.place_id, on=on)
    own = actor.post is not None and actor.post.post_id == post_id and not actor.post.as_deputy
    context = {
        "card": card,
        "terms": queries.terms(request.sub_district_id, post_id),
        "today": on,
        "may_fill": may_fill,
        "may_delegate": may_fill or own,
    }
    return render(request, "people/post_detail.html", context)


def card_of(request: Request, post_id: UUID) -> PostCard:
    """The post of an address, whether or not it is still in force."""
    card = queries.post(request.sub_district_id, post_id, on=timezone.localdate())
    if card is None:
        raise Missing("no_post", "")
    return card
