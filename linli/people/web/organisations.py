"""Organisations: entered, renamed, ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.kernel import codes
from linli.kernel.errors import Missing
from linli.kernel.posts import OFFICE
from linli.people import actions, queries
from linli.people.rules import OrganisationKind
from linli.people.web.forms import LastDayForm, NewOrganisationForm, OrganisationForm
from linli.people.web.pages import form_page
from linli.places import queries as places
from linli.ui.access import ADMINISTRATOR, Request, open_to
from linli.ui.pages import FORM, as_uuid, go
from linli.ui.pieces import Chip

if TYPE_CHECKING:
    from linli.people.models import Organisation

_KINDS = ("community", "compound", "sub_district")


@open_to(OFFICE, ADMINISTRATOR)
@require_safe
def organisations(request: Request) -> HttpResponse:
    """List the organisations of the sub-district."""
    kind, typed = request.GET.get("kind", ""), request.GET.get("q", "").strip()[:60]
    found = queries.organisations(
        request.sub_district_id,
        on=timezone.localdate(),
        containing=typed,
        kind=kind,
        after=request.GET.get("after", ""),
        limit=queries.PAGE + 1,
    )
    shown = found[: queries.PAGE]
    context = {
        "rows": [(body, queries.organisation_title(body.kind)) for body in shown],
        "typed": typed,
        "chips": _chips(kind),
        "older": f"?kind={kind}&after={shown[-1].name}" if len(found) > queries.PAGE else "",
    }
    return render(request, "people/organisations.html", context)


def _chips(chosen: str) -> list[Chip]:
    kinds = [(kind.value, queries.organisation_title(kind)) for kind in OrganisationKind]
    return [
        Chip(title, f"?kind={kind}", on=kind == chosen) for kind, title in [("", _("All")), *kinds]
    ]


@open_to(OFFICE, ADMINISTRATOR)
@require_http_methods(FORM)
def found_organisation(request: Request) -> HttpResponse:
    """Enter an organisation: first where it is, then what it is."""
    place_id = as_uuid(request.GET.get("place", ""))
    place = places.place(request.sub_district_id, place_id) if place_id else None
    if place is None:
        typed = request.GET.get("q", "").strip()[:80]
        found = places.places_named(
            request.sub_district_id, typed, on=timezone.localdate(), kinds=_KINDS
        )
        context = {"typed": typed, "found": found, "root": places.root(request.sub_district_id)}
        return render(request, "people/found_organisation.html", context)

    def act(typed: dict[str, Any]) -> HttpResponse:
        typed["kind"] = OrganisationKind(typed["kind"])
        actions.found_organisation(
            actor=request.actor, place_id=place.id, at=timezone.now(), **typed
        )
        messages.success(request, _("Entered."))
        _doubt(request, typed["credit_code"])
        return go("people:organisations")

    return form_page(
        request,
        NewOrganisationForm(request.POST or None),
        act,
        title=_("Enter an organisation"),
        purpose=place.name,
        verb=_("Enter in the records"),
        back_href=reverse("people:organisations"),
    )


def _doubt(request: Request, credit_code: str) -> None:
    """Say that a code may be mistyped; it is kept all the same."""
    if codes.credit_code_fault(credit_code) == "check":
        messages.warning(
            request,
            _("The last sign of the credit code does not fit the others: compare it once more."),
        )


def _body(request: Request, organisation_id: UUID) -> Organisation:
    found = queries.organisation(request.sub_district_id, organisation_id)
    if found is None:
        raise Missing("no_organisation", "")
    return found


@open_to(OFFICE, ADMINISTRATOR)
@require_http_methods(FORM)
def change_organisation(request: Request, organisation_id: UUID) -> HttpResponse:
    """Rename an organisation or change its duty telephone."""
    body = _body(request, organisation_id)
    now = {name: getattr(body, name) for name in ("name", "duty_phone", "credit_code")}

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.change_organisation(
            actor=request.actor, organisation_id=organisation_id, at=timezone.now(), **typed
        )
        messages.success(request, _("Kept."))
        _doubt(request, typed["credit_code"])
        return go("people:organisations")

    return form_page(
        request,
        OrganisationForm(request.POST or None, initial=now),
        act,
        title=body.name,
        purpose=f"{queries.organisation_title(body.kind)} · {body.place.name}",
        verb=_("Keep"),
        back_href=reverse("people:organisations"),
        more_href=reverse("people:close_organisation", args=[organisation_id]),
        more=_("End this organisation"),
    )


@open_to(OFFICE, ADMINISTRATOR)
@require_http_methods(FORM)
def close_organisation(request: Request, organisation_id: UUID) -> HttpResponse:
    """End an organisation that has no posts left."""
    body = _body(request, organisation_id)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.close_organisation(
            actor=request.actor, organisation_id=organisation_id, at=timezone.now(), **typed
        )
        messages.success(request, _("The last day is set."))
        return go("people:organisations")

    return form_page(
        request,
        LastDayForm(request.POST or None),
        act,
        title=_("End this organisation"),
        purpose=body.name,
        verb=_("End it"),
        danger=True,
        back_href=reverse("people:change_organisation", args=[organisation_id]),
    )
