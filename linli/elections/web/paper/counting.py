"""Tellers enter what they counted, each alone; with any post or none."""

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
from linli.elections.queries.counting import Difference
from linli.elections.rules import ElectionState, Mode
from linli.elections.web.paper.forms import CountForm, PaperVoteForm, SerialForm
from linli.elections.web.rolls.pages import number_in
from linli.kernel.errors import Missing
from linli.ui import pages
from linli.ui.access import SIGNED_IN, Request, open_to
from linli.ui.pages import FORM, go

if TYPE_CHECKING:
    from linli.elections.models import Election


@never_cache
@open_to(SIGNED_IN)
@require_safe
def counting(request: Request, uuid: str) -> HttpResponse:
    """Show a teller the boxes, or the signed ballots, and what is still to enter."""
    election, account_id = _as_teller(request, uuid)
    secret = election.mode == Mode.SECRET
    names = queries.ballot_names(election)
    lines = [] if secret else queries.line_counts(election, account_id)
    serial = SerialForm(request.GET or None)
    typed = serial.cleaned_data["serial"] if serial.is_valid() else ""
    context = _around(request, election) | {
        "open": election.state == ElectionState.CLOSED,
        "secret": secret,
        "boxes": [
            (one, _apart(one.differences, names))
            for one in (queries.box_counts(election, account_id) if secret else [])
        ],
        "differ": [(one, _apart(one.differences, names)) for one in lines if one.differences],
        "to_enter": [one for one in lines if one.counting == "to_enter"],
        "waits": sum(one.counting == "waits" for one in lines),
        "agreed": sum(one.counting == "agreed" for one in lines),
        "total": len(lines),
        "serial": serial,
        "looked_at": queries.tidy_serial(typed) if typed else "",
        "is_ours": bool(typed) and queries.is_our_serial(election.id, typed),
    }
    return render(request, "elections/paper/counting.html", context)


@never_cache
@open_to(SIGNED_IN)
@require_http_methods(FORM)
def counting_box(request: Request, uuid: str, box_id: UUID) -> HttpResponse:
    """Take in what a teller counted in a box."""
    election, account_id = _as_teller(request, uuid)
    box = queries.paper_box(request.sub_district_id, box_id)
    if box is None or box.election_id != election.id:
        raise Missing("no_box", _("There is no such box."))
    names = queries.ballot_names(election)
    form = CountForm(request.POST or None, names=names)

    def act(_typed: dict[str, Any]) -> HttpResponse:
        agreed = actions.enter_paper_count(
            actor=request.actor, box_id=box.id, figures=form.figures, at=timezone.now()
        )
        _say(request, agreed=agreed)
        return go("elections:counting", election.uuid)

    return pages.form_page(
        request,
        form,
        act,
        page="elections/paper/count_form.html",
        **_around(request, election, back=True),
        title=box.name,
        lead=_("Count all ballots yourself. Nobody shows you what another teller entered."),
        count=queries.box_count(box, account_id),
        names=names,
    )


@never_cache
@open_to(SIGNED_IN)
@require_http_methods(FORM)
def counting_line(request: Request, uuid: str) -> HttpResponse:
    """Take in one signed paper ballot, by the number that stands on it."""
    election, _account_id = _as_teller(request, uuid)
    number = number_in(request.GET.get("number", ""))
    line = queries.line_to_count(election, number)
    if line is None:
        messages.error(request, _("The poll book knows of no paper ballot of this number."))
        return go("elections:counting", election.uuid)
    line_id = line.id
    form = PaperVoteForm(request.POST or None, names=queries.ballot_names(election))

    def act(typed: dict[str, Any]) -> HttpResponse:
        agreed = actions.enter_paper_vote(
            actor=request.actor,
            election_id=election.id,
            line_id=line_id,
            serial=typed["serial"],
            choices=typed["choices"],
            at=timezone.now(),
        )
        _say(request, agreed=agreed)
        return go("elections:counting", election.uuid)

    return pages.form_page(
        request,
        form,
        act,
        page="elections/paper/count_form.html",
        **_around(request, election, back=True),
        title=_("Signed ballot of line %(number)s") % {"number": number},
        lead=_("Enter what stands on the paper. Nobody shows you what another teller entered."),
    )


def _as_teller(request: Request, uuid: str) -> tuple[Election, UUID]:
    """The election and the account of its teller; to others there is nothing here."""
    account_id = request.actor.account_id
    election = queries.election_by_uuid(request.sub_district_id, uuid)
    if election is None or account_id is None or not queries.is_teller(election, account_id):
        raise Missing("no_count", _("You do not count in this election."))
    return election, account_id


def _around(request: Request, election: Election, *, back: bool = False) -> dict[str, Any]:
    name = "elections:counting" if back else "elections:public_election"
    label = _("Counting") if back else election.title
    return {
        "election": election,
        "back": {"href": reverse(name, args=[election.uuid]), "label": label},
        "tabs_hidden": True,
    }


def _say(request: Request, *, agreed: bool) -> None:
    words = _("Taken in. Two tellers agree.") if agreed else _("Taken in.")
    messages.success(request, words)


def _apart(differences: Any, names: dict[int, str]) -> list[Difference]:
    """Differences with their words."""
    words = {
        "ballots": _("Ballots in the box"),
        "blank": _("Of them blank"),
        "spoiled": _("Of them spoiled"),
        "serial": _("Serial on the ballot"),
        "choices": _("What is marked on it"),
        **{str(number): f"{number}. {name}" for number, name in names.items()},
    }
    return [
        Difference(words.get(one.what, one.what), one.one.strip("[]"), one.other.strip("[]"))
        for one in differences
    ]
