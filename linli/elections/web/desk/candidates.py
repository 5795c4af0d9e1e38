"""Candidates at the desk: nomination, consent on paper, yes or no with its article, the ballot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.elections import actions, queries
from linli.elections.rules import CandidateState, ElectionState, Verb
from linli.elections.rules.candidates import MOVES
from linli.elections.web.desk.forms import EligibilityForm, NominationForm, PaperForm
from linli.elections.web.desk.pages import (
    RUN,
    SEERS,
    form_page,
    frame,
    may,
    photo_of,
    the_election,
)
from linli.kernel.errors import Missing
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go

if TYPE_CHECKING:
    from linli.elections.models import Candidate, Election


@open_to(*SEERS)
@require_safe
def desk_candidates(request: Request, election_id: UUID) -> HttpResponse:
    """List who was nominated, with what can be done for each, and whether they are enough."""
    election = the_election(request, election_id)
    preparing = election.state == ElectionState.PREPARING
    keeps = preparing and may(request, Verb.KEEP_CANDIDATES, election)
    found = queries.candidates_of(election)
    context = frame(request, election, "candidates") | {
        "rows": [(one, queries.candidate_state_name(one.state), _acts(one)) for one in found],
        "keeps": keeps,
        "standing": sum(one.state == CandidateState.STANDING for one in found),
        "field": queries.field_of(election),
        "consequence": queries.consequence(election),
    }
    return render(request, "elections/desk/candidates.html", context)


@open_to(*RUN)
@require_http_methods(FORM)
def desk_nominate(request: Request, election_id: UUID) -> HttpResponse:
    """Put somebody forward."""
    election = the_election(request, election_id)
    form = NominationForm(request.POST or None)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.nominate(
            actor=request.actor,
            election_id=election.id,
            nomination=actions.Nomination(
                name=typed["name"],
                about=typed["about"],
                nominated_by=typed["nominated_by"],
                account_id=typed["username"],
            ),
            key=form.sent_key,
            at=timezone.now(),
        )
        messages.success(request, _("Nominated: %(name)s.") % {"name": typed["name"]})
        return _back(election)

    return _form(
        request,
        form,
        act,
        election,
        title=_("Nominate a candidate"),
        purpose=_("The person consents in the own account, or on a signed paper."),
        verb=_("Nominate"),
    )


@open_to(*RUN)
@require_http_methods(FORM)
def desk_consent(request: Request, election_id: UUID, candidate_id: UUID) -> HttpResponse:
    """Take in a consent on paper."""
    election = the_election(request, election_id)
    candidate = _the_candidate(election, candidate_id)
    form = PaperForm(request.POST or None, request.FILES or None)

    def act(typed: dict[str, Any]) -> HttpResponse:
        paper = photo_of(typed["paper"])
        if paper is not None:
            actions.consent_on_paper(
                actor=request.actor, candidate_id=candidate.id, paper=paper, at=timezone.now()
            )
        return _back(election)

    return _form(
        request,
        form,
        act,
        election,
        title=_("Consent on paper"),
        purpose=candidate.name,
        verb=_("Keep the paper"),
        multipart=True,
    )


@open_to(*RUN)
@require_http_methods(FORM)
def desk_decide(request: Request, election_id: UUID, candidate_id: UUID) -> HttpResponse:
    """Answer whether somebody may be elected, with the article."""
    election = the_election(request, election_id)
    candidate = _the_candidate(election, candidate_id)
    form = EligibilityForm(request.POST or None)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.decide_eligibility(
            actor=request.actor,
            candidate_id=candidate.id,
            eligible=typed["eligible"] == "yes",
            article=typed["article"],
            at=timezone.now(),
        )
        return _back(election)

    return _form(
        request,
        form,
        act,
        election,
        title=_("Eligibility"),
        purpose=candidate.name,
        verb=_("Keep the answer"),
    )


@open_to(*RUN)
@require_POST
def desk_withdraw(request: Request, election_id: UUID, candidate_id: UUID) -> HttpResponse:
    """Note that somebody no longer wants to stand."""
    election = the_election(request, election_id)
    candidate = _the_candidate(election, candidate_id)
    actions.withdraw(actor=request.actor, candidate_id=candidate.id, at=timezone.now())
    messages.success(request, _("Withdrawn: %(name)s.") % {"name": candidate.name})
    return _back(election)


@open_to(*RUN)
@require_POST
def desk_fix(request: Request, election_id: UUID) -> HttpResponse:
    """Fix the ballot: numbers from 1, in the order shown."""
    election = the_election(request, election_id)
    actions.fix_candidates(
        actor=request.actor, election_id=election.id, version=election.version, at=timezone.now()
    )
    messages.success(request, _("The list of the ballot is fixed."))
    return _back(election)


def _form(
    request: Request, form: Any, act: Any, election: Election, **context: Any
) -> HttpResponse:
    back = reverse("elections:desk_candidates", args=[election.id])
    return form_page(
        request, form, act, election=election, here="candidates", back_href=back, **context
    )


def _back(election: Election) -> HttpResponse:
    return go("elections:desk_candidates", election.id)


def _the_candidate(election: Election, candidate_id: UUID) -> Candidate:
    for one in queries.candidates_of(election):
        if one.id == candidate_id:
            return one
    raise Missing("no_candidate", _("There is no such candidate."))


def _acts(candidate: Candidate) -> list[tuple[str, str]]:
    """What can be done for a candidate now, the next step first."""
    state = CandidateState(candidate.state)
    ahead = MOVES[state]
    acts = []
    if CandidateState.CONSENTED in ahead:
        acts.append(("desk_consent", _("Consent on paper")))
    if CandidateState.STANDING in ahead:
        acts.append(("desk_decide", _("Yes or no")))
    return acts
