"""The desk's list of decisions, and starting a new one on the right path."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.decisions import actions, queries
from linli.decisions.queries.matters import DECIDES_AT, body_word, paths, right_path
from linli.decisions.queries.shown import listed, page_of
from linli.decisions.queries.words import state_tone, state_word
from linli.decisions.rules import Body, DecisionState, MatterType, Verb, may_do, right_body, step_of
from linli.decisions.web.desk.forms import ProposeForm, StartForm
from linli.decisions.web.desk.pages import RUN, SEERS
from linli.kernel.errors import Missing
from linli.places import queries as places
from linli.records.queries import in_words
from linli.ui import pages
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, as_uuid, go
from linli.ui.pieces import Chip

if TYPE_CHECKING:
    from linli.decisions.models import Decision

PAGE = 50
OVER = (DecisionState.CLOSED.value, DecisionState.FAILED.value)


@open_to(*SEERS)
@require_safe
def desk_list(request: Request) -> HttpResponse:
    """List the decisions in reach: those under way, or those that are over."""
    over = "over" in request.GET
    on = timezone.localdate()
    found = page_of(
        request.sub_district_id,
        states=OVER if over else (DecisionState.OPEN.value,),
        place_ids=_reached(request, on),
        before=as_uuid(request.GET.get("before", "")),
        size=PAGE,
    )
    steps = listed(found)
    context = {
        "rows": [_row(one, steps.get(one.id), on) for one in found[:PAGE]],
        "older": f"?{'over&' if over else ''}before={found[PAGE - 1].id}"
        if len(found) > PAGE
        else "",
        "over": over,
        "tabs": [
            Chip(_("Under way"), reverse("decisions:desk_list"), on=not over),
            Chip(_("It has ended"), "?over", on=over),
        ],
        "may_propose": may_do(Verb.PROPOSE, request.actor.kind),
    }
    return render(request, "decisions/desk/list.html", context)


@open_to(*SEERS)
@require_safe
def desk_matters(request: Request) -> HttpResponse:
    """Show who decides what: every type of matter with its body, its shares, its article."""
    on = timezone.localdate()
    mine = _kinds(request)
    rows = [(one, one.key in mine) for one in paths(request.sub_district_id, on=on)]
    return render(request, "decisions/desk/matters.html", {"rows": rows})


@open_to(*RUN)
@require_http_methods(FORM)
def desk_start(request: Request) -> HttpResponse:
    """Ask what is to be decided and by whom; the next page says whether that is the right path."""
    form = StartForm(request.POST or None, kinds=_kinds(request))

    def act(typed: dict[str, Any]) -> HttpResponse:
        return go("decisions:desk_propose", typed["matter_type"], query=f"body={typed['body']}")

    return pages.form_page(
        request,
        form,
        act,
        page="decisions/desk/start.html",
        title=_("Start a decision"),
        purpose=_("The table of matters says which body may decide; nobody decides in its stead."),
        verb=_("Next"),
        back_href=reverse("decisions:desk_list"),
    )


@open_to(*RUN)
@require_http_methods(FORM)
def desk_propose(request: Request, matter_type: str) -> HttpResponse:
    """Write the proposal; a body that may not decide it is shown who does and how."""
    kind = queries.matter_types().get(matter_type)
    if kind is None:
        raise Missing("no_matter_type", _("There is no such type of matter."))
    wanted = request.GET.get("body", "")
    path = right_path(request.sub_district_id, kind, on=timezone.localdate())
    if wanted in list(Body) and not right_body(kind, Body(wanted)):
        return _wrong_path(request, kind, Body(wanted), path)
    form = ProposeForm(
        request.POST or None,
        places=_places(request, kind),
        ideas=_ideas(request),
        spends=kind.spends_money,
    )

    def act(typed: dict[str, Any]) -> HttpResponse:
        made = actions.propose(
            actor=request.actor,
            draft=_draft(kind, typed),
            key=form.sent_key,
            at=timezone.now(),
        )
        return go("decisions:desk_decision", made.id)

    return pages.form_page(
        request,
        form,
        act,
        page="decisions/desk/propose.html",
        title=in_words(kind.name),
        path=path,
        back_href=reverse("decisions:desk_start"),
    )


def _wrong_path(request: Request, kind: MatterType, wanted: Body, path: Any) -> HttpResponse:
    """By whom and how it can be decided, with the article and the button that starts it."""
    context = {
        "path": path,
        "wanted": body_word(wanted),
        "right_href": f"{reverse('decisions:desk_propose', args=[kind.key])}?body={kind.body}",
        "may": request.actor.kind in kind.proposers,
        "back_href": reverse("decisions:desk_start"),
    }
    return render(request, "decisions/desk/wrong_path.html", context, status=422)


def _draft(kind: MatterType, typed: dict[str, Any]) -> actions.Proposal:
    return actions.Proposal(
        matter_type=kind.key,
        place_id=typed["place"],
        title=typed["title"],
        text=typed["text"],
        body=kind.body,
        limit_fen=typed.get("limit") or 0,
        idea_id=typed.get("idea"),
    )


def _kinds(request: Request) -> list[str]:
    """The types that the post acted in may propose."""
    actor = request.actor
    return [key for key, kind in queries.matter_types().items() if actor.kind in kind.proposers]


def _reached(request: Request, on: date) -> list[UUID]:
    post = request.actor.post
    if post is None:
        return []
    inside = places.descendants(
        request.sub_district_id, post.place_id, on=on, kinds=("community", "compound")
    )
    return [post.place_id, *inside]


def _places(request: Request, kind: MatterType) -> list[tuple[str, str]]:
    """The places in reach where the body that decides may stand."""
    on = timezone.localdate()
    wanted = DECIDES_AT[kind.body].value
    reached = set(_reached(request, on))
    found = places.places_of_kind(request.sub_district_id, wanted, on=on)
    return [(str(one.id), one.name) for one in found if one.id in reached]


def _ideas(request: Request) -> list[tuple[str, str]]:
    reached = _reached(request, timezone.localdate())
    found = queries.free_ideas(request.sub_district_id, reached)
    return [(str(one.id), one.title) for one in found]


def _row(found: Decision, step: Any, on: date) -> dict[str, Any]:
    plan = step_of(step.plan) if step else None
    return {
        "decision": found,
        "state": (state_word(found.state), state_tone(found.state)),
        "step": in_words(plan.title) if plan else "",
        "due_on": step.due_on if step else None,
        "late": bool(step and step.due_on and step.due_on < on),
    }
