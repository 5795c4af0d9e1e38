"""How the pages of this room find a place and take a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _

from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.places import queries
from linli.ui.access import ADMINISTRATOR, Request
from linli.ui.forms import PlainForm

if TYPE_CHECKING:
    from linli.places.models import Place

FORM = ("GET", "HEAD", "POST")
KEEPERS = (
    ADMINISTRATOR,
    "post:sub_district_leader",
    "post:governance_officer",
    "post:secretary",
)
"""Who may open the forms; inside which places, the actions say."""


def go(to: str, *args: Any) -> HttpResponse:
    """Answer a form that was taken in: see the page it leads to."""
    return HttpResponseRedirect(resolve_url(to, *args), status=303)


def the_place(request: Request, place_id: UUID) -> Place:
    """The place of an address, in force or ended."""
    found = queries.place(request.sub_district_id, place_id)
    if found is None:
        raise Missing("no_such_place", _("There is no such place."))
    return found


def as_uuid(typed: str) -> UUID | None:
    """Read an id from an address or a form; anything else is none."""
    try:
        return UUID(typed)
    except ValueError:
        return None


def form_page(
    request: Request,
    form: PlainForm,
    act: Callable[[dict[str, Any]], HttpResponse],
    *,
    page: str = "places/place_form.html",
    **context: Any,
) -> HttpResponse:
    """Show a form, or act on it; a refusal stands above the form with what was typed kept."""
    if request.method == "POST" and form.is_valid():
        try:
            return act(form.cleaned_data)
        except (NotAllowed, Missing, Conflict):
            raise
        except Refused as refusal:
            form.add_error(None, refusal.message)
    status = 422 if form.errors else 200
    return render(request, page, {**context, "form": form}, status=status)
