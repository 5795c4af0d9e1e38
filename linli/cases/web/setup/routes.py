"""The routing table: which post gets the requests of a category at a place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.cases.actions import categories as actions
from linli.cases.queries import tree
from linli.cases.web.pages import form_page
from linli.cases.web.setup.categories import KEEPERS, tabs
from linli.cases.web.setup.forms import RouteForm
from linli.kernel.posts import PostKind
from linli.people import queries as people
from linli.places import queries as places
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go


@open_to(*KEEPERS)
@require_safe
def routes(request: Request) -> HttpResponse:
    """Show the table."""
    context = {"tabs": tabs("routes"), "rows": tree.route_rows(request.sub_district_id)}
    return render(request, "cases/setup/routes.html", context)


@open_to(*KEEPERS)
@require_http_methods(FORM)
def set_route(request: Request) -> HttpResponse:
    """Write a row; a row for the same category and place is replaced."""
    form = RouteForm(
        request.POST or None,
        initial=_row_asked_for(request),
        categories=_categories(request),
        places=_places(request),
        receivers=_receivers(request),
    )

    def act(_typed: dict[str, Any]) -> HttpResponse:
        actions.set_route(actor=request.actor, at=timezone.now(), **form.facts())
        messages.success(request, _("Kept."))
        return go("cases:routes")

    return form_page(
        request,
        form,
        act,
        title=_("A row of the routing table"),
        purpose=_("The deeper category wins over the higher one, then the nearer place."),
        verb=_("Keep"),
        back_href=reverse("cases:routes"),
    )


@open_to(*KEEPERS)
@require_POST
def drop_route(request: Request, route_id: UUID) -> HttpResponse:
    """Take a row out of the table."""
    actions.drop_route(actor=request.actor, route_id=route_id, at=timezone.now())
    messages.success(request, _("Taken out of the table."))
    return go("cases:routes")


def _row_asked_for(request: Request) -> dict[str, str]:
    """The row that the address names, as the form shows it."""
    asked = request.GET.get("row", "")
    row = next((r for r in tree.route_rows(request.sub_district_id) if str(r.id) == asked), None)
    if row is None:
        return {}
    return {
        "category": str(row.category_id or ""),
        "place": str(row.place_id or ""),
        "to": f"post:{row.post_id}" if row.post_id else f"kind:{row.post_kind}",
        "note": row.note,
    }


def _categories(request: Request) -> list[tuple[str, str]]:
    rows = tree.category_rows(request.sub_district_id)
    return [("", _("Any category")), *((str(r.id), r.path) for r in rows if not r.closed)]


def _places(request: Request) -> list[tuple[str, Any]]:
    on = timezone.localdate()
    communities = places.communities(request.sub_district_id, on=on)
    compounds = places.compounds(request.sub_district_id, on=on)
    return [
        ("", _("Any place")),
        (_("Communities"), [(str(row.id), row.name) for row in communities]),
        (_("Compounds"), [(str(row.id), row.name) for row in compounds]),
    ]


def _receivers(request: Request) -> list[tuple[str, Any]]:
    """Kinds of posts, found nearest to the place, and the posts of units one by one."""
    kinds = [(f"kind:{kind}", people.post_title(kind)) for kind in PostKind]
    units = people.units(request.sub_district_id, on=timezone.localdate())
    posts = [(f"post:{post.post_id}", post.label) for unit in units for post in unit.posts]
    return [
        ("", "—"),
        (_("The nearest post of a kind"), kinds),
        (_("One post"), posts),
    ]
