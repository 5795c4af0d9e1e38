"""Residents' ideas: given, read by everybody, answered by a representative (S70)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.decisions import actions, queries
from linli.decisions.queries.ideas import AT_ONCE
from linli.decisions.web.participation.pages import own_places
from linli.decisions.web.public.forms import IdeaForm
from linli.decisions.web.public.shown import end_of
from linli.kernel.errors import Missing
from linli.ui import pages
from linli.ui.access import ANYONE, SIGNED_IN, Request, open_to
from linli.ui.clock import clock_face
from linli.ui.pages import FORM, as_uuid, go
from linli.ui.pieces import Row

if TYPE_CHECKING:
    from linli.decisions.models import Idea


@open_to(ANYONE)
@require_safe
def public_ideas(request: Request) -> HttpResponse:
    """List ideas with what became of them, newest first; nobody's name stands here."""
    before = as_uuid(request.GET.get("before", ""))
    found = queries.ideas_at(request.sub_district_id, before=before)
    now = timezone.now()
    context = {
        "rows": [idea_row(one, now) for one in found[:AT_ONCE]],
        "older": f"?before={found[AT_ONCE - 1].id}" if len(found) > AT_ONCE else "",
        "tab": "council",
        "back": {"href": reverse("decisions:public_list"), "label": _("Decide together")},
    }
    return render(request, "decisions/public/ideas.html", context)


@open_to(ANYONE)
@require_safe
def public_idea(request: Request, idea_id: UUID) -> HttpResponse:
    """Show one idea with its answer, and the proposal that was made of it."""
    found = queries.idea(request.sub_district_id, idea_id)
    if found is None:
        raise Missing("no_idea", _("There is no such idea."))
    made = (
        queries.decision(request.sub_district_id, found.decision_id) if found.decision_id else None
    )
    face = clock_face(due_at=end_of(found.due_on), now=timezone.now(), done_at=found.answered_at)
    context = {
        "idea": found,
        "clock": face,
        "decision": made,
        "mine": found.account_id is not None and found.account_id == request.actor.account_id,
        "tab": "council",
        "back": {"href": reverse("decisions:public_ideas"), "label": _("Residents’ ideas")},
    }
    return render(request, "decisions/public/idea.html", context)


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def give_idea(request: Request) -> HttpResponse:
    """Say what should be decided; a representative answers it for the record."""
    places = own_places(request)
    form = IdeaForm(request.POST or None, places=places)

    def act(typed: dict[str, Any]) -> HttpResponse:
        made = actions.give_idea(
            actor=request.actor,
            place_id=typed["place"],
            title=typed["title"],
            text=typed["text"],
            key=form.sent_key,
            at=timezone.now(),
        )
        return go("decisions:public_idea", made.id)

    return pages.form_page(
        request,
        form,
        act,
        page="decisions/public/give_idea.html",
        places=places,
        tab="council",
        back={"href": reverse("decisions:public_ideas"), "label": _("Residents’ ideas")},
    )


def idea_row(found: Idea, now: datetime, *, to: str = "decisions:public_idea") -> Row:
    """An idea in a list: its place, whether it is answered, until when."""
    stands = _("Not answered yet")
    if found.answered_at is not None:
        stands = _("Taken up") if found.taken_up else _("Answered, not taken up")
    if found.decision_id is not None:
        stands = _("Became a proposal")
    clock = clock_face(due_at=end_of(found.due_on), now=now) if found.answered_at is None else None
    return Row(
        found.title, reverse(to, args=[found.id]), meta=[found.place.name, stands], clock=clock
    )
