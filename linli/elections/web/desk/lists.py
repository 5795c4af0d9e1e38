"""The desk's list of elections, and calling a new one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.elections import actions
from linli.elections.queries.pages import elections_seen_by, listed
from linli.elections.rules import ElectionKind, Verb, may_do
from linli.elections.web.desk.forms import CallForm
from linli.elections.web.desk.pages import RUN, SEERS
from linli.places import queries as places
from linli.places.rules import PlaceKind
from linli.ui import pages
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go
from linli.ui.pieces import Chip


@open_to(*SEERS)
@require_safe
def desk_elections(request: Request) -> HttpResponse:
    """List the elections in reach: what is late first, or those that are over."""
    over = "over" in request.GET
    on = timezone.localdate()
    found = elections_seen_by(request.actor, over=over, on=on)
    context = {
        "rows": listed(found, on=on),
        "over": over,
        "tabs": [
            Chip(_("Under way"), reverse("elections:desk_elections"), on=not over),
            Chip(_("Is over"), "?over", on=over),
        ],
        "may_call": may_do(Verb.SET_UP, request.actor.kind),
        "today": on,
    }
    return render(request, "elections/desk/list.html", context)


@open_to(*RUN)
@require_http_methods(FORM)
def desk_call(request: Request) -> HttpResponse:
    """Call an election: kind, place, title."""
    form = CallForm(request.POST or None, places=_places(request))

    def act(typed: dict[str, Any]) -> HttpResponse:
        made = actions.call_election(
            actor=request.actor,
            key=form.sent_key,
            kind=ElectionKind(typed["kind"]),
            place_id=typed["place"],
            title=typed["title"],
            at=timezone.now(),
        )
        return go("elections:desk_set_up", made.id)

    return pages.form_page(
        request,
        form,
        act,
        page="elections/desk/plain_form.html",
        title=_("Call an election"),
        purpose=_("Kind and place stay as they are; all else can be set until voting opens."),
        verb=_("Call this election"),
        back_href=reverse("elections:desk_elections"),
    )


def _places(request: Request) -> list[tuple[str, str]]:
    """Compounds and communities in reach of the post acted in."""
    on = timezone.localdate()
    kinds = (PlaceKind.COMPOUND, PlaceKind.COMMUNITY)
    found = [
        place
        for kind in kinds
        for place in places.places_of_kind(request.sub_district_id, kind.value, on=on)
    ]
    reach = request.actor.post.place_id if request.actor.post else None
    above = places.ancestors_of_many(request.sub_district_id, [one.id for one in found], on=on)
    return [(str(one.id), one.name) for one in found if reach in above[one.id].ids]
