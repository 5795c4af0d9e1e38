"""Who serves an address: posts and duty telephones, open to everybody."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.kernel.errors import Missing
from linli.people import queries
from linli.places import queries as places
from linli.places.queries import Above
from linli.ui.access import ANYONE, Request, open_to
from linli.ui.pages import as_uuid
from linli.ui.pieces import Row

_MOST = 12


@open_to(ANYONE)
@require_safe
def who_serves(request: Request) -> HttpResponse:
    """Find a place and show who serves it, nearest first."""
    chosen = as_uuid(request.GET.get("place", ""))
    if chosen is not None:
        return _served(request, chosen)
    typed = request.GET.get("q", "").strip()[:80]
    on = timezone.localdate()
    found = places.places_named(request.sub_district_id, typed, on=on, limit=_MOST)
    rows = [
        Row(title=place.title, href=f"?place={place.id}", meta=[place.where], icon="map-pin")
        for place in found
    ]
    root = None if typed else places.root(request.sub_district_id)
    context = {
        "typed": typed,
        "rows": rows,
        "groups": _groups(request, root.id) if root else [],
        "tab": "home",
    }
    return render(request, "people/who_serves.html", context)


def _served(request: Request, place_id: UUID) -> HttpResponse:
    place = places.place(request.sub_district_id, place_id)
    if place is None or place.kind == "dwelling":
        raise Missing("no_place", "")
    above = places.ancestors(request.sub_district_id, place_id, on=timezone.localdate())
    context = {
        "chosen": place,
        "where": above.where if above else place.name,
        "groups": _groups(request, place_id),
        "decides_href": _who_decides(above),
        "tab": "home",
    }
    return render(request, "people/who_serves.html", context)


def _who_decides(above: Above | None) -> str:
    """The page that says who leads, decides and executes in the compound, else the community."""
    where = (above.compound_id or above.community_id) if above else None
    return reverse("people:who_decides", args=[where]) if where else ""


def _groups(request: Request, place_id: UUID) -> list[tuple[str, list[queries.PostCard]]]:
    """The public posts by the place they stand at, nearest first."""
    cards = queries.who_serves(request.sub_district_id, place_id, on=timezone.localdate())
    return [(name, list(some)) for name, some in groupby(cards, key=lambda card: card.place_name)]
