"""The office's tree of places: walk it, look at one, see what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.kernel.posts import OFFICIALS
from linli.places import queries, rules
from linli.places.rules import PARENT_KINDS, Layer, PlaceKind
from linli.places.web.pages import the_place
from linli.places.web.public import bounds_words, place_facts, span_words
from linli.ui.access import ADMINISTRATOR, Request, open_to
from linli.ui.pages import as_uuid
from linli.ui.pieces import Figure

if TYPE_CHECKING:
    from linli.places.models import Place

_COUNTED = (
    PlaceKind.COMMUNITY,
    PlaceKind.COMPOUND,
    PlaceKind.BUILDING,
    PlaceKind.PATCH,
    PlaceKind.RESIDENTS_GROUP,
    PlaceKind.KEY_SITE,
)
_MOST_SHOWN = 300
_SEARCHED = tuple(kind for kind in PlaceKind if kind is not PlaceKind.DWELLING)


@open_to(OFFICIALS, ADMINISTRATOR)
@require_safe
def places(request: Request) -> HttpResponse:
    """Show what lies in a place, or what a name finds."""
    on = timezone.localdate()
    tenant = request.sub_district_id
    typed = request.GET.get("q", "").strip()[:80]
    asked = as_uuid(request.GET.get("at", ""))
    at = the_place(request, asked) if asked else queries.root(tenant)
    context: dict[str, Any] = {
        "typed": typed,
        "at": at,
        "figures": _figures(request, on) if asked is None and not typed else [],
        "may_import": rules.may_manage_all(request.actor),
        "search_href": reverse("places:places"),
        "search_words": typed,
        "search_hint": _("Find a place"),
    }
    if typed:
        found = queries.places_named(tenant, typed, on=on, limit=50, kinds=_SEARCHED)
        context["found"] = [(one, queries.kind_word(one.kind)) for one in found]
    elif at:
        context |= _inside(request, at, on)
    return render(request, "places/places.html", context)


@open_to(OFFICIALS, ADMINISTRATOR)
@require_safe
def place_record(request: Request, place_id: UUID) -> HttpResponse:
    """Show all that is kept of a place, with its past, and what this actor may change."""
    here = the_place(request, place_id)
    on = timezone.localdate()
    above = queries.ancestors(request.sub_district_id, place_id, on=on)
    history = queries.history(request.sub_district_id, place_id)
    box = queries.box_of_place(here)
    context = {
        "here": here,
        "kind": queries.kind_word(here.kind),
        "chain": above.where if above else "",
        "facts": list(place_facts(here, history)),
        "aliases": history.aliases,
        "lay": [
            (row, queries.kind_word(row.parent.kind), span_words(row.valid_from, row.valid_to))
            for row in history.parentages
        ],
        "overlays": [
            row for row in history.parentages if row.layer != Layer.TREE and row.valid_to is None
        ],
        "may_change": bool(above)
        and rules.may_manage(request.actor, within=above.ids if above else ()),
        "is_root": here.kind == PlaceKind.SUB_DISTRICT,
        "is_compound": here.kind == PlaceKind.COMPOUND,
        "holds_places": any(PlaceKind(here.kind) in kinds for kinds in PARENT_KINDS.values()),
        "is_public": here.kind != PlaceKind.DWELLING,
        "map_bounds": bounds_words(box) if box else "",
    }
    return render(request, "places/place_record.html", context)


def _inside(request: Request, at: Place, on: Any) -> dict[str, Any]:
    tenant = request.sub_district_id
    rows = queries.in_order(queries.children(tenant, at.id, on=on)[: _MOST_SHOWN + 1])
    counts = queries.child_counts(tenant, [row.id for row in rows[:_MOST_SHOWN]], on=on)
    above = queries.ancestors(tenant, at.id, on=on)
    return {
        "rows": [
            (row, queries.kind_word(row.kind), sum(counts.get(row.id, {}).values()))
            for row in rows[:_MOST_SHOWN]
        ],
        "more": len(rows) > _MOST_SHOWN,
        "kind": queries.kind_word(at.kind),
        "steps": list(_steps(tenant, above)) if above else [],
        "may_add": above is not None and rules.may_manage(request.actor, within=above.ids),
    }


def _steps(tenant: UUID, above: queries.Above) -> Iterator[Place]:
    """The places above this one in the main tree, from the sub-district down."""
    known = queries.places(tenant, above.ids)
    by_name = {row.name: row for row in known.values() if row.id != above.place_id}
    for name in above.chain[:-1]:
        if name in by_name:
            yield by_name[name]


def _figures(request: Request, on: Any) -> list[Figure]:
    counts = queries.place_counts(request.sub_district_id, on=on)
    return [Figure(queries.kind_word(kind), str(counts[kind])) for kind in _COUNTED]
