"""One's own candidacy: consent to it, or take it back."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from linli.elections import actions, queries
from linli.elections.rules import CandidateState, ElectionState
from linli.kernel.errors import Missing
from linli.ui.access import SIGNED_IN, Request, open_to
from linli.ui.forms import PlainForm
from linli.ui.pages import FORM, go

ANSWERABLE = {CandidateState.NOMINATED, CandidateState.CONSENTED, CandidateState.STANDING}


class AnswerForm(PlainForm):
    """Yes, I stand; or no, I do not."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Do you stand for election?"),
        choices=[
            ("consent", gettext_lazy("Yes, I stand\nYour name and your words become public")),
            ("withdraw", gettext_lazy("No, I do not stand\nNobody asks for a reason")),
        ],
        widget=forms.RadioSelect,
    )


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def my_candidacy(request: Request, uuid: str) -> HttpResponse:
    """Show one's own nomination, and take the answer."""
    account_id = request.actor.account_id
    mine = account_id and queries.own_candidacy(request.sub_district_id, uuid, account_id)
    if not mine:
        raise Missing("no_candidacy", _("You are not nominated in this election."))
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = actions.consent if form.cleaned_data["answer"] == "consent" else actions.withdraw
        act(actor=request.actor, candidate_id=mine.id, at=timezone.now())
        messages.success(request, _("Your answer is kept."))
        return go("elections:my_candidacy", uuid)
    state = CandidateState(mine.state)
    context = {
        "candidate": mine,
        "election": mine.election,
        "form": form,
        "state_name": queries.candidate_state_name(mine.state),
        "open": state in ANSWERABLE and mine.election.state == ElectionState.PREPARING,
        "back": {"href": reverse("elections:public_elections"), "label": _("Elections and votes")},
        "tabs_hidden": True,
    }
    status = 422 if form.errors else 200
    return render(request, "elections/public/my_candidacy.html", context, status=status)
