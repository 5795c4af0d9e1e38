"""The dwellings one has claimed: say where one lives, bear it out, give it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.kernel.errors import Missing, Refused
from linli.people import actions, queries
from linli.people.queries import Claim
from linli.people.web.forms import CodeForm
from linli.people.web.pages import form_page
from linli.places import queries as places
from linli.places.rules import PlaceKind
from linli.ui.access import SIGNED_IN, Request, open_to
from linli.ui.pages import FORM, as_uuid, go
from linli.ui.pieces import Row

if TYPE_CHECKING:
    from linli.places.models import Place

_MOST = 12
_SEARCHED = (PlaceKind.COMPOUND, PlaceKind.BUILDING)


def _mine(request: Request) -> list[Claim]:
    account_id = request.actor.account_id
    if account_id is None:
        raise Missing("no_account", "")
    return queries.claims_of(request.sub_district_id, account_id, on=timezone.localdate())


@open_to(SIGNED_IN)
@require_safe
def my_dwellings(request: Request) -> HttpResponse:
    """Show the dwellings one has claimed and how to bear them out."""
    context = {"claims": _mine(request), "tab": "mine"}
    return render(request, "people/my_dwellings.html", context)


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def claim_dwelling(request: Request) -> HttpResponse:
    """Find one's building, then one's door, and say that one lives there."""
    refusal = None
    if request.method == "POST":
        try:
            return _claim(request)
        except Missing:
            refusal = Refused("choose", _("Choose your door first."))
        except Refused as refused:
            refusal = refused
    context = {**_to_choose(request), "refusal": refusal, "tab": "mine"}
    return render(request, "people/claim_dwelling.html", context, status=422 if refusal else 200)


def _claim(request: Request) -> HttpResponse:
    dwelling_id = as_uuid(request.POST.get("dwelling", ""))
    if dwelling_id is None:
        raise Missing("no_dwelling", "")
    actions.claim_dwelling(actor=request.actor, dwelling_id=dwelling_id, at=timezone.now())
    messages.success(request, _("Noted. Now bear it out, with a letter or at the counter."))
    return go("people:my_dwellings")


def _compound(request: Request, place_id: UUID) -> UUID | None:
    """In which compound a place lies, or what compound it is."""
    above = places.ancestors(request.sub_district_id, place_id, on=timezone.localdate())
    return above.compound_id if above else None


def _to_choose(request: Request) -> dict[str, Any]:
    """What fits the words typed, then the buildings of a compound, then the doors of one."""
    tenant, on = request.sub_district_id, timezone.localdate()
    chosen_id = as_uuid(request.GET.get("place", ""))
    if chosen_id is None:
        typed = request.GET.get("q", "").strip()[:80]
        found = places.places_named(tenant, typed, on=on, limit=_MOST, kinds=_SEARCHED)
        return {
            "typed": typed,
            "rows": [_row(place.id, place.title, place.kind, place.where) for place in found],
        }
    chosen = places.place(tenant, chosen_id)
    if chosen is None or chosen.kind not in _SEARCHED:
        raise Missing("no_place", "")
    if chosen.kind == PlaceKind.BUILDING:
        within = _compound(request, chosen_id)
        compound = places.compound_names(tenant).get(within, "") if within else ""
        return {"chosen": chosen, "compound": compound, "doors": _doors(request, chosen)}
    parts = places.children(tenant, chosen.id, on=on, kinds=[PlaceKind.BUILDING])
    ordered = sorted(parts, key=lambda part: (len(part.name), part.name))
    return {"chosen": chosen, "rows": [_row(part.id, part.name, part.kind) for part in ordered]}


def _row(place_id: UUID, title: str, kind: str, where: str = "") -> Row:
    icon = "building" if kind == PlaceKind.BUILDING else "building-community"
    return Row(title=title, href=f"?place={place_id}", meta=[where] if where else [], icon=icon)


def _doors(request: Request, building: Place) -> list[tuple[UUID, str]]:
    """The dwellings of a building with the entrance they lie in."""
    tenant, on = request.sub_district_id, timezone.localdate()
    found = list(places.dwellings_of(tenant, building.id, on=on))
    above = places.ancestors_of_many(tenant, [door.id for door in found], on=on)
    named = [
        (door.id, " ".join(above[door.id].chain[above[door.id].chain.index(building.name) + 1 :]))
        for door in found
    ]
    return sorted(named, key=lambda door: (len(door[1]), door[1]))


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def confirm_claim(request: Request, claim_id: UUID) -> HttpResponse:
    """Type the code of the letter."""
    claim = next((mine for mine in _mine(request) if mine.claim_id == claim_id), None)
    if claim is None:
        raise Missing("no_claim", "")

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.confirm_claim(
            actor=request.actor, claim_id=claim_id, code=typed["code"], at=timezone.now()
        )
        messages.success(request, _("Confirmed: this is your dwelling."))
        return go("people:my_dwellings")

    return form_page(
        request,
        CodeForm(request.POST or None),
        act,
        page="people/my_form.html",
        title=claim.address,
        lead=_("The letter came to this address and is good for 30 days."),
        verb=_("Confirm"),
    )


@open_to(SIGNED_IN)
@require_POST
def give_up_dwelling(request: Request, claim_id: UUID) -> HttpResponse:
    """Give up a dwelling on moving out."""
    actions.give_up_dwelling(actor=request.actor, claim_id=claim_id, at=timezone.now())
    messages.success(request, _("Given up. Nothing more is sent about this dwelling."))
    return go("people:my_dwellings")
