"""What anybody may look at: find a place, what it is, where it lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from linli.kernel.errors import Missing
from linli.places import queries
from linli.places.rules import Layer, PlaceKind
from linli.places.web.pages import the_place
from linli.ui import menu, words
from linli.ui.access import ANYONE, Request, open_to
from linli.ui.pieces import Fact, Row

if TYPE_CHECKING:
    from linli.kernel.geo import Box
    from linli.places.models import Place

_DRAWN = (PlaceKind.COMMUNITY, PlaceKind.COMPOUND)
_MOST_FOUND = 8
_NO_PAGE = (PlaceKind.DWELLING,)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of the place search."""

    value: str
    label: str
    meta: str = ""
    icon: str = "map-pin"


@open_to(ANYONE)
@require_safe
def find(request: Request) -> HttpResponse:
    """Answer a search for a compound: options for a form that asks while somebody types."""
    typed = (request.GET.get("place_typed") or request.GET.get("q") or "").strip()[:80]
    found = queries.places_named(
        request.sub_district_id, typed, on=timezone.localdate(), limit=_MOST_FOUND
    )
    context: dict[str, Any] = {"typed": typed, "tab": "home"}
    if request.htmx:
        context |= {
            "options": [Option(str(one.id), one.title, one.where) for one in found],
            "option_name": "place",
            "none_label": _("None of these, I write the place myself"),
        }
        return render(request, "ui/_options.html", context)
    context["rows"] = [_row(one.id, one.title, one.where) for one in found]
    return render(request, "places/find.html", context)


@open_to(ANYONE)
@require_safe
def choose(request: Request) -> HttpResponse:
    """Choose where one lives: another sub-district of this server, a community, a compound."""
    on = timezone.localdate()
    here = queries.sub_district(request.sub_district_id)
    others = [one for one in queries.sub_districts() if here is None or one.id != here.id]
    context = {
        "here": here,
        "others": [
            Row(one.name, f"{request.scheme}://{one.host}/", icon="map-2")
            for one in others
            if one.host
        ],
        "rows": [
            _row(one.id, one.name) for one in queries.communities(request.sub_district_id, on=on)
        ],
        "tab": "home",
    }
    return render(request, "places/choose.html", context)


@open_to(ANYONE)
@require_safe
def place_detail(request: Request, place_id: UUID) -> HttpResponse:
    """Show what a place is, what it was called, where it lay and lies; nobody who lives there."""
    here = _public_place(request, place_id)
    on = timezone.localdate()
    above = queries.ancestors(request.sub_district_id, place_id, on=on)
    history = queries.history(request.sub_district_id, place_id)
    parts = queries.parts(request.sub_district_id, place_id, on=on)
    box = queries.box_of_place(here)
    context = {
        "here": here,
        "kind": queries.kind_word(here.kind),
        "where": above.chain[:-1] if above else (),
        "facts": list(place_facts(here, history)),
        "lay": [
            (row.parent, row.parent.kind not in _NO_PAGE, span_words(row.valid_from, row.valid_to))
            for row in history.parentages
            if row.layer == Layer.TREE
        ],
        "parts": [_row(row.id, row.name, queries.kind_word(row.kind)) for row in parts],
        "beside": [
            _row(key, name)
            for key, name in (queries.neighbours(here, above, on=on) if above else [])
        ],
        "serves_href": menu.page_of_place(here.id),
        "decides_href": menu.page_of_deciders(here.id) if here.kind in _DRAWN else "",
        "map_bounds": bounds_words(box) if box else "",
        "tab": "home",
    }
    return render(request, "places/place_detail.html", context)


@open_to(ANYONE)
@require_safe
@cache_control(max_age=300)
def shape(request: Request, place_id: UUID) -> HttpResponse:
    """The outline or point of a place as GeoJSON, for the map on its page."""
    return JsonResponse(queries.shapes([_public_place(request, place_id)]))


@open_to(ANYONE)
@require_safe
@cache_control(max_age=300)
def outlines(request: Request) -> HttpResponse:
    """The outlines of communities and compounds as GeoJSON, for a map to point at."""
    drawn = queries.outlined(request.sub_district_id, on=timezone.localdate(), kinds=_DRAWN)
    return JsonResponse(queries.shapes(drawn))


def place_facts(place: Place, history: queries.History) -> Iterator[Fact]:
    """Names, codes, dates and what else is kept of a place."""
    if place.kind == PlaceKind.COMPOUND:
        fenced = _("closed, with a gate") if place.closed_compound else _("not closed")
        yield Fact(_("Compound"), fenced)
    if place.site_kind:
        yield Fact(_("Kind of site"), queries.site_word(place.site_kind))
    if history.aliases:
        yield Fact(_("Also called"), _(", ").join(row.name for row in history.aliases))
    for row in history.names:
        yield Fact(_("Called before"), row.name, note=span_words(row.valid_from, row.valid_to))
    for code in history.codes:
        yield Fact(
            queries.scheme_word(code.scheme),
            code.code,
            note=span_words(code.valid_from, code.valid_to),
        )
    yield Fact(_("Days in force"), span_words(place.valid_from, place.valid_to))


def span_words(first: Any, last: Any) -> str:
    """Days in words: since when, until when."""
    if last is None:
        return _("since %(first)s") % {"first": words.day(first)}
    return _("%(first)s to %(last)s") % {"first": words.day(first), "last": words.day(last)}


def bounds_words(box: Box) -> str:
    """A box as the map reads it: west, south, east, north."""
    return f"{box.west_e7},{box.south_e7},{box.east_e7},{box.north_e7}"


def _public_place(request: Request, place_id: UUID) -> Place:
    """A place that has a public page; a dwelling looks like none at all."""
    found = the_place(request, place_id)
    if found.kind in _NO_PAGE:
        raise Missing("no_such_place", _("There is no such place."))
    return found


def _row(place_id: UUID, title: str, *meta: str) -> Row:
    page = reverse("places:place_detail", args=[place_id])
    return Row(title, page, meta=[part for part in meta if part], icon="map-pin")
