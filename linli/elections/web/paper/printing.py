"""What is printed for the paper channel: ballots, poll book, rounds, seals, records, counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.elections import actions, queries
from linli.elections.documents import WRITERS, paper_ballots, paper_sheets
from linli.elections.web.desk.pages import RUN, form_page, frame, the_election
from linli.elections.web.paper.forms import BallotsForm
from linli.elections.web.paper.pages import GOING_ON, HERE, KEEP, the_box
from linli.kernel.errors import Missing
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, as_uuid, go

if TYPE_CHECKING:
    from linli.elections.documents import Paper
    from linli.elections.models import Election, RollLine

_SALT = "elections.paper_ballots"
PDF = "application/pdf"


@open_to(*RUN)
@require_http_methods(FORM)
def paper_ballots_form(request: Request, election_id: UUID) -> HttpResponse:
    """Ask how many ballots to print, and write the number down."""
    election = the_election(request, election_id)
    form = BallotsForm(request.POST or None)

    def act(typed: dict[str, Any]) -> HttpResponse:
        word = actions.print_paper_ballots(
            actor=request.actor,
            election_id=election.id,
            many=typed["many"],
            key=form.sent_key,
            at=timezone.now(),
        )
        signed = signing.dumps([str(election.id), word, typed["many"]], salt=_SALT)
        return go("elections:paper_ballots_pdf", election.id, signed)

    return form_page(
        request,
        form,
        act,
        election=election,
        here=HERE,
        title=_("Print paper ballots"),
        purpose=_("One a page, in large type, each with a serial that proves it is ours."),
        note=_(
            "Shuffle them before they are handed out: no serial is noted beside a name, and none "
            "should follow from the order."
        ),
        verb=_("Make the PDF"),
        gives_file=True,
        empty=election.state not in GOING_ON or not queries.ballot_names(election),
        nothing=_("Ballots are printed from the fixed list of candidates until the close."),
        back_href=reverse("elections:paper_desk", args=[election.id]),
    )


@never_cache
@open_to(*RUN)
@require_safe
def paper_ballots_pdf(request: Request, election_id: UUID, word: str) -> HttpResponse:
    """Give the ballots of one printing; the same address gives the same ballots again."""
    election = the_election(request, election_id)
    try:
        owner, batch, many = signing.loads(word, salt=_SALT)
    except signing.BadSignature:
        owner, batch, many = "", "", 0
    if owner != str(election.id):
        raise Missing("no_paper", _("There is no such paper."))
    serials = queries.serials_of(election.id, batch, many)
    made = paper_ballots.paper_ballots_pdf(election, serials)
    return _file(made, PDF, f"{election.number} {_('Paper ballots')}.pdf")


@never_cache
@open_to(*KEEP)
@require_safe
def paper_sheet(request: Request, election_id: UUID, name: str) -> HttpResponse:
    """Show a sheet in large type, to be printed from the page or taken as a file."""
    election = the_election(request, election_id)
    paper = _sheet(request, election, name)
    context = frame(request, election, HERE) | {
        "paper": paper,
        "title": paper_sheets.sheet_title(name),
        "files": [
            (form, f"{_file_address(election, name, form)}?{request.GET.urlencode()}")
            for form in WRITERS
        ],
    }
    return render(request, "elections/paper/sheet.html", context)


@never_cache
@open_to(*KEEP)
@require_safe
def paper_sheet_file(request: Request, election_id: UUID, name: str, form: str) -> HttpResponse:
    """Give a sheet as .docx or PDF."""
    election = the_election(request, election_id)
    if form not in WRITERS:
        raise Missing("no_paper", _("There is no such paper."))
    paper = _sheet(request, election, name)
    media_type, write = WRITERS[form]
    return _file(write(paper), media_type, f"{election.number} {paper.title}.{form}")


def _sheet(request: Request, election: Election, name: str) -> Paper:
    asked = request.GET
    if name in paper_sheets.OF_BOXES and (box_id := as_uuid(asked.get("box", ""))):
        return paper_sheets.box_sheet(election, name, the_box(request, election, box_id))
    building_id = as_uuid(asked.get("building", ""))
    if name not in paper_sheets.OF_HOUSES or building_id is None or election.roll_id is None:
        raise Missing("no_paper", _("There is no such paper."))
    houses = queries.lines_by_building(election.sub_district_id, election.roll_id)
    here = next((one for one in houses if one.building_id == building_id), None)
    if here is None:
        raise Missing("no_building", _("Choose a building on the page of the roll."))
    if name == "poll_book":
        lines = _lines_read(request, election.roll_id, building_id)
        return paper_sheets.poll_book_sheet(election, here.name, lines)
    what = asked.get("what", "")
    doors = queries.deliveries_at(election, what, building_id)
    if not doors:
        raise Missing("no_round", _("Nothing is brought to this building."))
    return paper_sheets.deliveries_sheet(election, here.name, what, doors)


def _lines_read(request: Request, roll_id: UUID, building_id: UUID) -> list[RollLine]:
    """All lines of a building; that they were read is written down."""
    found: list[RollLine] = []
    while True:
        some = actions.look_at_lines(
            actor=request.actor,
            roll_id=roll_id,
            building_id=building_id,
            after=found[-1].number if found else 0,
            at=timezone.now(),
        )
        found += some
        if len(some) < queries.LINES_A_PAGE:
            return found


def _file_address(election: Election, name: str, form: str) -> str:
    return reverse("elections:paper_sheet_file", args=[election.id, name, form])


def _file(made: bytes, media_type: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    return HttpResponse(made, content_type=media_type, headers={"Content-Disposition": disposition})
