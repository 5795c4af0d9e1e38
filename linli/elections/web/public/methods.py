"""The named methods for everybody: how the place reads them, and where each step stands."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.elections import queries
from linli.elections.web.methods_shown import held_at, step_rows
from linli.kernel.errors import Missing
from linli.ui.access import ANYONE, Request, open_to


@open_to(ANYONE)
@require_safe
def public_method(request: Request, key: str) -> HttpResponse:
    """Show a method in its newest version; `?place=` narrows its elections to one compound."""
    versions = queries.method_versions(request.sub_district_id, key)
    if not versions:
        raise Missing("no_method", _("There is no such method."))
    held = held_at(request.sub_district_id, request.GET.get("place", ""))
    context = {
        "method": versions[0],
        "rows": step_rows(versions[0], held),
        "others": [
            one for one in queries.methods_in_force(request.sub_district_id) if one.key != key
        ],
        "tab": "council",
        "back": {"href": reverse("elections:public_elections"), "label": _("Elections and votes")},
    }
    return render(request, "elections/public/method.html", context)
