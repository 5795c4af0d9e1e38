"""A representative reads residents' ideas and answers each for the record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.decisions import actions, queries
from linli.decisions.queries.ideas import AT_ONCE
from linli.decisions.rules import Verb
from linli.decisions.web.desk.forms import AnswerIdeaForm
from linli.decisions.web.desk.pages import SEERS
from linli.decisions.web.public.ideas import idea_row
from linli.kernel.errors import Missing
from linli.places import queries as places
from linli.ui import pages
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, as_uuid, go


@open_to(*SEERS)
@require_safe
def desk_ideas(request: Request) -> HttpResponse:
    """List the ideas of the places in reach, newest first."""
    post, now = request.actor.post, timezone.now()
    inside = (
        places.descendants(
            request.sub_district_id,
            post.place_id,
            on=timezone.localdate(now),
            kinds=("community", "compound"),
        )
        if post
        else []
    )
    reached = [post.place_id, *inside] if post else []
    before = as_uuid(request.GET.get("before", ""))
    found = queries.ideas_at(request.sub_district_id, reached, before=before)
    context = {
        "rows": [idea_row(one, now, to="decisions:desk_idea") for one in found[:AT_ONCE]],
        "older": f"?before={found[AT_ONCE - 1].id}" if len(found) > AT_ONCE else "",
    }
    return render(request, "decisions/desk/ideas.html", context)


@open_to(*SEERS)
@require_http_methods(FORM)
def desk_idea(request: Request, idea_id: UUID) -> HttpResponse:
    """Show an idea and answer it."""
    found = queries.idea(request.sub_district_id, idea_id)
    on = timezone.localdate()
    if found is None or not queries.may_do_at(request.actor, Verb.SEE, found.place_id, on=on):
        raise Missing("no_idea", _("There is no such idea."))
    form = AnswerIdeaForm(request.POST or None, initial={"version": found.version})

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.answer_idea(
            actor=request.actor,
            idea_id=found.id,
            taken_up=typed["taken_up"] == "yes",
            answer=typed["answer"],
            version=typed["version"],
            at=timezone.now(),
        )
        return go("decisions:desk_idea", found.id)

    return pages.form_page(
        request,
        form,
        act,
        page="decisions/desk/idea.html",
        idea=found,
        decision=queries.decision(request.sub_district_id, found.decision_id)
        if found.decision_id
        else None,
        may_answer=found.answered_at is None
        and queries.may_do_at(request.actor, Verb.ANSWER, found.place_id, on=on),
        verb=_("Answer it"),
        back_href=reverse("decisions:desk_ideas"),
    )
