"""Setting an election up: seats or question, times, roll; one thing on each page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.elections import actions, queries
from linli.elections.rules import ElectionKind, ElectionState, Verb
from linli.elections.rules.candidates import PERSONS
from linli.elections.web.desk.forms import MatterForm, QuestionForm, RollForm, SeatsForm, TimesForm
from linli.elections.web.desk.pages import RUN, SEERS, form_page, frame, may, the_election
from linli.records.queries import rule_in_force
from linli.ui.access import Request, open_to
from linli.ui.forms import PlainForm
from linli.ui.pages import FORM, go
from linli.ui.pieces import Fact
from linli.ui.words import stamp

if TYPE_CHECKING:
    from linli.elections.models import Election


@open_to(*SEERS)
@require_safe
def desk_set_up(request: Request, election_id: UUID) -> HttpResponse:
    """Show what is set and what is not, with the page of each."""
    election = the_election(request, election_id)
    context = frame(request, election, "set-up") | {
        "cards": _cards(election),
        "may_set": may(request, Verb.SET_UP, election)
        and election.state == ElectionState.PREPARING,
        "may_cancel": may(request, Verb.CANCEL, election)
        and election.state not in {ElectionState.COUNTED, ElectionState.CANCELLED},
    }
    return render(request, "elections/desk/set_up.html", context)


@open_to(*RUN)
@require_http_methods(FORM)
def desk_terms(request: Request, election_id: UUID) -> HttpResponse:
    """Set seats, choices and the tie rule, or the matter and the question."""
    election = the_election(request, election_id)
    form = _terms_form(request, election)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.set_terms(
            actor=request.actor,
            election_id=election.id,
            terms=form.facts(),
            version=typed["version"],
            at=timezone.now(),
        )
        return _kept(request, election)

    persons = ElectionKind(election.kind) in PERSONS
    return _form(
        request,
        form,
        act,
        election,
        title=_("Seats and choices") if persons else _("What is voted on"),
        purpose=queries.kind_name(election.kind),
    )


@open_to(*RUN)
@require_http_methods(FORM)
def desk_times(request: Request, election_id: UUID) -> HttpResponse:
    """Set when and where one votes."""
    election = the_election(request, election_id)
    form = TimesForm(request.POST or None, initial=_times(election))

    def act(_typed: dict[str, Any]) -> HttpResponse:
        actions.set_times(
            actor=request.actor, election_id=election.id, at=timezone.now(), **form.facts()
        )
        return _kept(request, election)

    return _form(
        request,
        form,
        act,
        election,
        title=_("When and where one votes"),
        purpose=_("The days of all steps are reckoned from it."),
    )


@open_to(*RUN)
@require_http_methods(FORM)
def desk_roll(request: Request, election_id: UUID) -> HttpResponse:
    """Choose the roll by which people vote."""
    election = the_election(request, election_id)
    rolls = queries.rolls_for(election)
    chosen = {"version": election.version, "roll": str(election.roll_id or "")}
    form = RollForm(request.POST or None, initial=chosen, rolls=rolls)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.choose_roll(
            actor=request.actor,
            election_id=election.id,
            roll_id=UUID(typed["roll"]),
            version=typed["version"],
            at=timezone.now(),
        )
        return _kept(request, election)

    return _form(
        request,
        form,
        act,
        election,
        title=_("Roll"),
        purpose=_("Rolls of this place; a new one is made on the page of rolls."),
        nothing=_("There is no roll of this place yet. Make one on the page of rolls."),
        empty=not rolls,
    )


def _form(
    request: Request, form: PlainForm, act: Any, election: Election, **context: Any
) -> HttpResponse:
    return form_page(
        request,
        form,
        act,
        election=election,
        here="set-up",
        verb=_("Keep"),
        back_href=reverse("elections:desk_set_up", args=[election.id]),
        **context,
    )


def _kept(request: Request, election: Election) -> HttpResponse:
    messages.success(request, _("Kept."))
    return go("elections:desk_set_up", election.id)


def _terms_form(request: Request, election: Election) -> Any:
    now = {
        name: getattr(election, name)
        for name in (
            "seats",
            "least_choices",
            "most_choices",
            "tie_rule",
            "matter",
            "question",
            "version",
        )
    }
    kind = ElectionKind(election.kind)
    if kind in PERSONS:
        now["seats"] = now["seats"] or None
        return SeatsForm(request.POST or None, initial=now)
    if kind is ElectionKind.ROLL_CALL:
        return QuestionForm(request.POST or None, initial=now)
    key = "owners.joint_matters"
    matters = rule_in_force(request.sub_district_id, key, on=timezone.localdate()).items
    named = [(matter, queries.matter_name(matter)) for matter in matters]
    return MatterForm(request.POST or None, initial=now, matters=named)


def _times(election: Election) -> dict[str, Any]:
    facts: dict[str, Any] = {"version": election.version, "where": election.where}
    for name, at in (("opens", election.opens_at), ("closes", election.closes_at)):
        if at is not None:
            local = timezone.localtime(at)
            facts |= {f"{name}_on": local.date(), f"{name}_time": local.time()}
    return facts


def _cards(election: Election) -> list[dict[str, Any]]:
    cards = [
        {"title": _terms_title(election), "facts": _terms_facts(election), "name": "desk_terms"},
        {
            "title": _("When and where one votes"),
            "facts": _time_facts(election),
            "name": "desk_times",
        },
    ]
    if ElectionKind(election.kind) is not ElectionKind.ROLL_CALL:
        roll = election.roll
        facts = (
            [Fact(_("Roll"), roll.name, note=queries.roll_state_name(roll.state))] if roll else []
        )
        cards.append({"title": _("Roll"), "facts": facts, "name": "desk_roll"})
    return [
        {**card, "href": reverse(f"elections:{card['name']}", args=[election.id])} for card in cards
    ]


def _terms_title(election: Election) -> str:
    persons = ElectionKind(election.kind) in PERSONS
    return _("Seats and choices") if persons else _("What is voted on")


def _terms_facts(election: Election) -> list[Fact]:
    if ElectionKind(election.kind) not in PERSONS:
        facts = [Fact(_("Question voted on"), election.question)] if election.question else []
        if election.matter:
            facts.insert(0, Fact(_("Matter"), queries.matter_name(election.matter)))
        return facts
    if not election.seats:
        return []
    choices = _("%(least)s to %(most)s") % {
        "least": election.least_choices,
        "most": election.most_choices,
    }
    return [
        Fact(_("Seats"), str(election.seats)),
        Fact(_("Choices on a ballot"), choices),
        Fact(_("When the last seat is tied"), queries.tie_name(election.tie_rule)),
    ]


def _time_facts(election: Election) -> list[Fact]:
    if election.opens_at is None or election.closes_at is None:
        return []
    return [
        Fact(_("Opens"), stamp(election.opens_at)),
        Fact(_("Closes"), stamp(election.closes_at)),
        Fact(_("Voting on paper"), election.where),
    ]
