"""Who runs, counts, witnesses and watches, at the desk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.elections import actions, queries
from linli.elections.rules import ElectionState, OfficialRole, Verb
from linli.elections.web.desk.forms import OfficialForm
from linli.elections.web.desk.pages import RUN, SEERS, form_page, frame, may, the_election
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go

OPEN = {ElectionState.PREPARING, ElectionState.VOTING, ElectionState.CLOSED}


@open_to(*SEERS)
@require_safe
def desk_officials(request: Request, election_id: UUID) -> HttpResponse:
    """List who helps, by part."""
    election = the_election(request, election_id)
    found = queries.officials_of(election)
    context = frame(request, election, "officials") | {
        "parts": [
            (queries.role_name(role), [one for one in found if one.role == role])
            for role in OfficialRole
        ],
        "fewest": queries.fewest_watchers(election),
        "may_set": election.state in OPEN and may(request, Verb.SET_UP, election),
    }
    return render(request, "elections/desk/officials.html", context)


@open_to(*RUN)
@require_http_methods(FORM)
def desk_name_official(request: Request, election_id: UUID) -> HttpResponse:
    """Name somebody for a part."""
    election = the_election(request, election_id)
    form = OfficialForm(request.POST or None, initial={"role": request.GET.get("role", "")})

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.name_official(
            actor=request.actor,
            election_id=election.id,
            role=OfficialRole(typed["role"]),
            name=typed["name"],
            account_id=typed["username"],
            at=timezone.now(),
        )
        return go("elections:desk_officials", election.id)

    return form_page(
        request,
        form,
        act,
        election=election,
        here="officials",
        title=_("Name somebody"),
        purpose=_("Whoever stands for election does not run, count or witness it."),
        verb=_("Name this person"),
        back_href=reverse("elections:desk_officials", args=[election.id]),
    )


@open_to(*RUN)
@require_POST
def desk_release(request: Request, election_id: UUID, official_id: UUID) -> HttpResponse:
    """Release somebody from a part."""
    election = the_election(request, election_id)
    actions.release_official(actor=request.actor, official_id=official_id, at=timezone.now())
    return go("elections:desk_officials", election.id)
