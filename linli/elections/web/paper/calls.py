"""The mobile box: who asked for it, and that it went there with two witnesses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.elections import actions, queries
from linli.elections.actions.box_calls import ALLOWED, REASONS
from linli.elections.rules import CallOutcome, ElectionState, Mode
from linli.elections.web.desk.pages import form_page, frame, the_election
from linli.elections.web.paper.forms import CallForm, CarryForm
from linli.elections.web.paper.pages import HERE, KEEP, the_call, the_line
from linli.kernel.rulebook import NoSuchRule, NotSetByPlace
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go

if TYPE_CHECKING:
    from linli.elections.models import Election


@never_cache
@open_to(*KEEP)
@require_safe
def paper_calls(request: Request, election_id: UUID) -> HttpResponse:
    """List the doors that the box goes to, and those where it was."""
    election = the_election(request, election_id)
    calls = [
        (one, queries.call_outcome_name(one.outcome) if one.outcome else "")
        for one in queries.calls_of(election)
    ]
    context = frame(request, election, HERE) | {
        "waiting": [one for one, outcome in calls if not outcome],
        "done": [(one, outcome) for one, outcome in calls if outcome],
        "voting": election.state == ElectionState.VOTING,
        "not_set": not_set(election),
    }
    return render(request, "elections/paper/calls.html", context)


@never_cache
@open_to(*KEEP)
@require_http_methods(FORM)
def paper_call(request: Request, election_id: UUID, line_id: UUID) -> HttpResponse:
    """Note that a voter asks for the box."""
    election = the_election(request, election_id)
    line = the_line(request, election, line_id)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.call_box(
            actor=request.actor,
            election_id=election.id,
            line_id=line.id,
            reason=typed["reason"],
            at=timezone.now(),
        )
        messages.success(request, _("The box comes. It stands on the list of calls."))
        return go("elections:paper_line", election.id, line.id)

    return form_page(
        request,
        CallForm(request.POST or None, reasons=reasons_of(election)),
        act,
        election=election,
        here=HERE,
        title=_("Ask for the mobile box: line %(number)s") % {"number": line.number},
        purpose=_("On the voter's own word, never for a whole house."),
        note=not_set(election),
        verb=_("Note that the box comes"),
        back_href=reverse("elections:paper_line", args=[election.id, line.id]),
    )


@never_cache
@open_to(*KEEP)
@require_http_methods(FORM)
def paper_carry(request: Request, election_id: UUID, call_id: UUID) -> HttpResponse:
    """Note that the box was at the door, with two witnesses."""
    election = the_election(request, election_id)
    call = the_call(request, election, call_id)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.carry_box(
            actor=request.actor,
            call_id=call.id,
            outcome=CallOutcome(typed["outcome"]),
            first_witness=typed["first_witness"],
            second_witness=typed["second_witness"],
            at=timezone.now(),
        )
        return go("elections:paper_calls", election.id)

    return form_page(
        request,
        CarryForm(request.POST or None),
        act,
        election=election,
        here=HERE,
        title=_("The box at the door: line %(number)s") % {"number": call.line.number},
        purpose=f"{call.line.building or ''} {call.line.door}",
        note=_("Hand the ballot out first, in the poll book; then the voter puts it in alone."),
        verb=_("Note it"),
        back_href=reverse("elections:paper_calls", args=[election.id]),
    )


def reasons_of(election: Election) -> list[str]:
    """The reasons that the place's rule lists; owners' votes have no such rule."""
    if election.mode != Mode.SECRET:
        return []
    try:
        return list(queries.kept_rule(election, REASONS).items)
    except (NoSuchRule, NotSetByPlace):
        return []


def not_set(election: Election) -> str:
    """Why the box does not go out at all; empty when it does."""
    if election.mode != Mode.SECRET:
        return ""
    try:
        allowed = queries.kept_rule(election, ALLOWED).switch
    except (NoSuchRule, NotSetByPlace):
        return _("The place has not yet adopted whether and why the mobile box goes out.")
    return "" if allowed else _("The place's rules allow no mobile box.")
