"""Boxes at the desk: set up, sealed, opened, poured together, their spoiled ballots noted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.elections import actions, queries
from linli.elections.rules import BoxKind, SpoilReason
from linli.elections.web.desk.pages import RUN, form_page, the_election
from linli.elections.web.paper.forms import (
    BoxForm,
    CorrectSealForm,
    OpenForm,
    PourForm,
    SealForm,
    SpoiledForm,
)
from linli.elections.web.paper.pages import HERE, KEEP, the_box
from linli.kernel.errors import Refused
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go


@open_to(*RUN)
@require_http_methods(FORM)
def paper_new_box(request: Request, election_id: UUID) -> HttpResponse:
    """Set up a box."""
    election = the_election(request, election_id)
    form = BoxForm(request.POST or None)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.set_up_paper_box(
            actor=request.actor,
            election_id=election.id,
            name=typed["name"],
            kind=BoxKind(typed["kind"]),
            key=form.sent_key,
            at=timezone.now(),
        )
        return go("elections:paper_desk", election.id)

    return form_page(
        request,
        form,
        act,
        election=election,
        here=HERE,
        title=_("Set up a box"),
        verb=_("Set it up"),
        back_href=reverse("elections:paper_desk", args=[election.id]),
    )


@open_to(*KEEP)
@require_http_methods(FORM)
def paper_seal(request: Request, election_id: UUID, box_id: UUID) -> HttpResponse:
    """Seal an empty box."""
    election = the_election(request, election_id)
    box = the_box(request, election, box_id)

    form = SealForm(request.POST or None)

    def act(_typed: dict[str, Any]) -> HttpResponse:
        actions.seal_paper_box(
            actor=request.actor, box_id=box.id, at=timezone.now(), **form.facts()
        )
        return go("elections:paper_desk", election.id)

    return form_page(
        request,
        form,
        act,
        election=election,
        here=HERE,
        title=_("Seal: %(box)s") % {"box": box.name},
        purpose=_("Show the empty box to all who are there, then seal it."),
        verb=_("It is sealed"),
        back_href=reverse("elections:paper_desk", args=[election.id]),
    )


@open_to(*KEEP)
@require_http_methods(FORM)
def paper_correct_seal(request: Request, election_id: UUID, box_id: UUID) -> HttpResponse:
    """Put right what was written of a seal and its witnesses."""
    election = the_election(request, election_id)
    box = the_box(request, election, box_id)
    first, _comma, second = box.sealed_before.partition("、")
    now = {"seal_number": box.seal_number, "first_witness": first, "second_witness": second}
    form = CorrectSealForm(request.POST or None, initial=now)

    def act(_typed: dict[str, Any]) -> HttpResponse:
        actions.correct_box_entry(
            actor=request.actor, box_id=box.id, at=timezone.now(), **form.facts()
        )
        messages.success(request, _("Corrected."))
        return go("elections:paper_desk", election.id)

    return form_page(
        request,
        form,
        act,
        election=election,
        here=HERE,
        title=_("Correct the seal: %(box)s") % {"box": box.name},
        purpose=_("What stood there before is kept with the reason."),
        verb=_("Correct it"),
        back_href=reverse("elections:paper_desk", args=[election.id]),
    )


@open_to(*KEEP)
@require_http_methods(FORM)
def paper_open(request: Request, election_id: UUID, box_id: UUID) -> HttpResponse:
    """Open a box after the close."""
    election = the_election(request, election_id)
    box = the_box(request, election, box_id)

    form = OpenForm(request.POST or None)

    def act(_typed: dict[str, Any]) -> HttpResponse:
        actions.open_paper_box(
            actor=request.actor, box_id=box.id, at=timezone.now(), **form.facts()
        )
        return go("elections:paper_desk", election.id)

    return form_page(
        request,
        form,
        act,
        election=election,
        here=HERE,
        title=_("Open: %(box)s") % {"box": box.name},
        purpose=_("Look first whether seal %(seal)s is whole.") % {"seal": box.seal_number},
        verb=_("It is open"),
        back_href=reverse("elections:paper_desk", args=[election.id]),
    )


@open_to(*KEEP)
@require_http_methods(FORM)
def paper_pour(request: Request, election_id: UUID, box_id: UUID) -> HttpResponse:
    """Pour a box with fewer than five ballots into another."""
    election = the_election(request, election_id)
    box = the_box(request, election, box_id)
    others = [
        (str(row.box.id), row.box.name)
        for row in queries.box_rows(election)
        if row.box.id != box.id and row.box.counted_with_id is None and row.box.sealed_at
    ]

    def act(typed: dict[str, Any]) -> HttpResponse:
        if typed["other"] is None:
            raise Refused("no_box", _("There is no such box."))
        actions.count_box_with(
            actor=request.actor, box_id=box.id, other_id=typed["other"], at=timezone.now()
        )
        return go("elections:paper_desk", election.id)

    return form_page(
        request,
        PourForm(request.POST or None, boxes=others),
        act,
        election=election,
        here=HERE,
        title=_("Pour together: %(box)s") % {"box": box.name},
        purpose=_("Fewer than five ballots alone could show who voted how."),
        verb=_("Count them together"),
        empty=not others,
        nothing=_("There is no other box to pour it into."),
        back_href=reverse("elections:paper_desk", args=[election.id]),
    )


@open_to(*KEEP)
@require_http_methods(FORM)
def paper_spoiled(request: Request, election_id: UUID, box_id: UUID) -> HttpResponse:
    """Note a ballot that does not count, by its serial; whose it was nobody knows."""
    election = the_election(request, election_id)
    box = the_box(request, election, box_id)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.note_spoiled(
            actor=request.actor,
            box_id=box.id,
            serial=typed["serial"],
            reason=SpoilReason(typed["reason"]),
            at=timezone.now(),
        )
        # The serial stays on this page: a message may be shown beside a name on another.
        messages.success(request, _("Noted."))
        return go("elections:paper_spoiled", election.id, box.id)

    return form_page(
        request,
        SpoiledForm(request.POST or None),
        act,
        election=election,
        here=HERE,
        page="elections/paper/spoiled.html",
        box=box,
        spoiled=[
            (one.serial, queries.spoil_reason_name(one.reason), _is_ours(election.id, one.serial))
            for one in queries.spoiled_in(box)
        ],
        title=_("Ballots that do not count: %(box)s") % {"box": box.name},
        verb=_("Note it"),
        back_href=reverse("elections:paper_desk", args=[election.id]),
    )


def _is_ours(election_id: UUID, serial: str) -> bool:
    return queries.is_our_serial(election_id, serial)
