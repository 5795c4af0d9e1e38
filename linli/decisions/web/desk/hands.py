"""Hands are named, the vote is called and its result taken, the money is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.decisions import actions, queries
from linli.decisions.queries.hands import people_here
from linli.decisions.queries.matters import right_path
from linli.decisions.queries.shown import result_sentences, vote_shown, whole
from linli.decisions.rules import StepKind
from linli.decisions.web.desk.forms import AllowForm, HandForm, StepForm
from linli.decisions.web.desk.pages import SEERS, SHAPE, form_page, frame, the_decision
from linli.decisions.web.desk.turn import may_call
from linli.decisions.web.public import shown
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.money import queries as money
from linli.money.rules import Duty
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go
from linli.ui.words import yuan

if TYPE_CHECKING:
    from linli.decisions.models import Decision


@open_to(*SHAPE)
@require_http_methods(FORM)
def desk_hands(request: Request, decision_id: UUID) -> HttpResponse:
    """Name who takes which duty; a barred pair is refused with its names."""
    found = the_decision(request, decision_id)
    form = HandForm(request.POST or None, people=people_here(found, on=timezone.localdate()))

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.name_hand(
            actor=request.actor,
            decision_id=found.id,
            account_id=typed["account_id"],
            duty=Duty(typed["duty"]),
            title=typed["title"],
            at=timezone.now(),
        )
        messages.success(
            request, _("Named: %(duty)s") % {"duty": money.duty_word(Duty(typed["duty"]))}
        )
        return go("decisions:desk_hands", found.id)

    path = right_path(
        request.sub_district_id,
        queries.matter_types()[found.matter_type],
        on=timezone.localdate(),
    )
    hands = money.hands_of(request.sub_district_id, found.id)
    return form_page(
        request,
        form,
        act,
        decision=found,
        page="decisions/desk/hands.html",
        title=_("Who does what"),
        purpose=_("A duty is never laid down; whoever follows is named beside."),
        verb=_("Name this person"),
        hands=shown.who_does_what(hands, whole(found), path),
        pairs=[pair for pair in money.pairs_in_words() if money.duty_word(Duty.AUDITS) not in pair],
    )


@open_to(*SEERS)
@require_http_methods(FORM)
def desk_vote(request: Request, decision_id: UUID) -> HttpResponse:
    """Call the vote of the body that may decide; take its announced result."""
    found = the_decision(request, decision_id)
    on = timezone.localdate()
    form = StepForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            return _vote(request, found, form.cleaned_data["version"])
        except (NotAllowed, Missing, Conflict):
            raise
        except Refused as refusal:
            form.add_error(None, refusal.message)
    kind = queries.matter_types()[found.matter_type]
    resolved = queries.resolution_in_force(found)
    path = right_path(request.sub_district_id, kind, on=on)
    context = frame(found) | {
        "form": form,
        "path": path,
        "shares": shown.shares(path),
        "vote": vote_shown(found),
        "may_call": queries.may_call_again(found),
        "leads": may_call(request.actor, found, on),
        "has_result": queries.voted(found) is not None,
        "resolved": resolved,
        "result": result_sentences(resolved) if resolved else [],
        "is_now": queries.is_now(found, StepKind.RESOLVE),
    }
    status = 422 if form.errors else 200
    return render(request, "decisions/desk/vote.html", context, status=status)


@open_to(*SHAPE)
@require_http_methods(FORM)
def desk_allow(request: Request, decision_id: UUID) -> HttpResponse:
    """Allow money from a fund of the place, up to what was resolved."""
    found = the_decision(request, decision_id)
    funds = [
        (str(one.id), one.name)
        for one in money.funds_of_place(found.sub_district_id, found.place_id)
    ]
    form = AllowForm(request.POST or None, initial={"version": found.version}, funds=funds)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.allow_money(
            actor=request.actor,
            decision_id=found.id,
            fund_id=UUID(typed["fund"]),
            fen=typed["fen"],
            purpose=typed["purpose"],
            version=typed["version"],
            at=timezone.now(),
        )
        return go("decisions:desk_decision", found.id)

    left = actions.money_left(found)
    return form_page(
        request,
        form,
        act,
        decision=found,
        title=_("Allow the money"),
        purpose=_("Left of what was resolved: %(sum)s") % {"sum": yuan(left)},
        verb=_("Allow it"),
        empty=not funds,
        nothing=_("No fund is open at this place yet. Open one under “Funds”."),
        empty_href=reverse("decisions:desk_decision", args=[found.id]),
    )


def _vote(request: Request, found: Decision, version: int) -> HttpResponse:
    if request.POST.get("act") == "take":
        actions.take_result(
            actor=request.actor, decision_id=found.id, version=version, at=timezone.now()
        )
    else:
        actions.call_vote(
            actor=request.actor, decision_id=found.id, version=version, at=timezone.now()
        )
    return go("decisions:desk_vote", found.id)
