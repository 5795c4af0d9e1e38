"""The box at the desk: close it at its time, count it, see it opened, announce what came out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.elections import actions, queries
from linli.elections.rules import ElectionState, Mode, Verb
from linli.elections.rules.box import may_close
from linli.elections.web.desk.pages import RUN, SEERS, VersionedForm, form_page, may, the_election
from linli.elections.web.result_shown import ResultShown, result_shown
from linli.elections.web.signed_shown import result_context
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go
from linli.ui.pieces import Step, steps

if TYPE_CHECKING:
    from linli.elections.models import Election


class AnnounceForm(VersionedForm):
    """Announce the result; where lots were drawn, who won them."""

    drawn = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, tie: dict[str, Any] | None, names: dict[int, str]) -> None:
        super().__init__(*args)
        field = self.fields["drawn"]
        if tie is None or tie["rule"] != "lots":
            del self.fields["drawn"]
            return
        field.choices = [(number, names[number]) for number in tie["numbers"]]  # type: ignore[attr-defined]
        field.widget = forms.CheckboxSelectMultiple(choices=field.choices)  # type: ignore[attr-defined]
        field.label = _("Drawn by lot")
        field.help_text = _("Tick as many as there are seats left: %(seats)s.") % tie


@open_to(*SEERS)
@require_http_methods(FORM)
def desk_box(request: Request, election_id: UUID) -> HttpResponse:
    """Show how far the box is; announce the result once everything is counted."""
    election = the_election(request, election_id)
    now = timezone.now()
    shown = _shown(election)
    tie = shown.figures.get("tie") if shown and election.state == ElectionState.CLOSED else None
    form = AnnounceForm(request.POST or None, tie=tie, names=queries.names_on_ballot(election))
    form.initial = {"version": election.version}
    lacks = queries.result_lacks(election)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.announce_result(
            actor=request.actor,
            election_id=election.id,
            drawn=typed.get("drawn", ()),
            version=typed["version"],
            at=timezone.now(),
        )
        messages.success(request, _("The result is announced."))
        secret = election.mode == Mode.SECRET
        return go(f"elections:desk_{'box' if secret else 'election'}", election.id)

    return form_page(
        request,
        form,
        act,
        election=election,
        here="box",
        page="elections/desk/box/box.html",
        **box_context(request, election, now),
        shown=shown,
        part=_signed_result(request, election),
        result=queries.result_of(election),
        lacks=lacks,
        count=[] if lacks else _count_in_words(election),
        may_announce=not lacks and may(request, Verb.ANNOUNCE, election),
    )


@open_to(*RUN)
@require_POST
def desk_close(request: Request, election_id: UUID) -> HttpResponse:
    """Close the box, once its time is over."""
    election = the_election(request, election_id)
    form = VersionedForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else None
    actions.close_voting(
        actor=request.actor, election_id=election.id, version=version, at=timezone.now()
    )
    if election.mode == Mode.OPEN:
        messages.success(request, _("The roll call is closed. Nobody is called any more."))
    else:
        messages.success(request, _("The box is closed. No ballot goes in any more."))
    return go("elections:desk_box", election.id)


@open_to(*RUN)
@require_POST
def desk_rerun(request: Request, election_id: UUID) -> HttpResponse:
    """Call the re-run that the result asks for, and go to it."""
    election = the_election(request, election_id)
    made = actions.call_rerun(actor=request.actor, election_id=election.id, at=timezone.now())
    messages.success(request, _("The re-run is called. Set its roll and its times."))
    return go("elections:desk_election", made.id)


@open_to(*SEERS)
@require_POST
def desk_count(request: Request, election_id: UUID) -> HttpResponse:
    """Go on with the counting for some seconds; a script asks again until it is done."""
    election = the_election(request, election_id)
    now = timezone.now()
    actions.tally_step(actor=request.actor, election=election, at=now)
    if not request.headers.get("HX-Request"):
        return go("elections:desk_box", election.id)
    context = {"election": election, **box_context(request, election, now)}
    return render(request, "elections/desk/box/_progress.html", context)


def box_context(request: Request, election: Election, now: datetime) -> dict[str, Any]:
    """What every view of the box shows: its numbers, its head, how far it is."""
    voting = election.state == ElectionState.VOTING
    return {
        "box": queries.box_of(election),
        "online": None if voting else queries.voters_online(election),
        "took_part": _took_part(election) if voting else 0,
        "tally": queries.tally_stand(election),
        "stand": queries.trustees_stand(election),
        "paper": queries.paper_totals(election.sub_district_id, election.id),
        "secret": election.mode == Mode.SECRET,
        "roll_call": election.mode == Mode.OPEN,
        "stages": stages(election),
        "may_close": voting
        and may_close(election.closes_at, now)
        and may(request, Verb.CLOSE_VOTING, election),
        **_rerun(request, election),
    }


def _took_part(election: Election) -> int:
    """How many took part as everybody sees it: while people vote the desk sees no finer figure."""
    live = queries.live_turnout(election)
    return live.shown.took_part if live else 0


def _rerun(request: Request, election: Election) -> dict[str, Any]:
    """The re-run that the result asks for: called already, or to be called."""
    result = queries.result_of(election)
    if result is None or not result.figures.get("rerun"):
        return {}
    return {
        "rerun": queries.rerun_called(election),
        "may_rerun": may(request, Verb.SET_UP, election),
    }


def stages(election: Election) -> list[Step]:
    """The way of a box from the vote to the result."""
    if election.mode == Mode.OPEN:
        return _stages_of_roll_call(election)
    labels = [_("Voting"), _("Closed, counting"), _("Keepers open"), _("Result")]
    if election.state == ElectionState.COUNTED:
        return steps(labels, len(labels))
    if election.state != ElectionState.CLOSED:
        return steps(labels, 0)
    stand = queries.tally_stand(election)
    if stand is not None and not stand.counted:
        return steps(labels, 1)
    return steps(labels, 3 if queries.trustees_stand(election).open else 2)


def _count_in_words(election: Election) -> list[str]:
    """What an open or a signed vote came to, for whoever announces it; a secret one has its table."""
    if election.mode == Mode.SECRET:
        return []
    outcome = queries.outcome_of(election)
    if outcome is None:
        return []
    return queries.result_words(outcome.figures, queries.names_on_ballot(election))


def _stages_of_roll_call(election: Election) -> list[Step]:
    labels = [_("Voting"), _("The count"), _("Result")]
    done = {ElectionState.CLOSED: 1, ElectionState.COUNTED: len(labels)}
    return steps(labels, done.get(ElectionState(election.state), 0))


def _signed_result(request: Request, election: Election) -> dict[str, Any] | None:
    """The announced result of a signed vote or a roll call; a secret one has its table."""
    context = None if election.mode == Mode.SECRET else result_context(election)
    if context is None:
        return None
    pack = queries.may_take_pack(request.actor, election, on=timezone.localdate())
    return context | {"pack": pack}


def _shown(election: Election) -> ResultShown | None:
    """The result as announced, or as it would be announced now; secret votes alone."""
    if election.mode != Mode.SECRET:
        return None
    if result := queries.result_of(election):
        return result_shown(election, result.figures, valid=result.valid)
    outcome = queries.outcome_of(election)
    return result_shown(election, outcome.figures, valid=outcome.valid) if outcome else None
