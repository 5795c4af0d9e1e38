"""A meeting at the desk while it runs and after: who came, what was said, minutes, scan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.decisions import actions, queries
from linli.decisions.documents import meeting_paper, meeting_paper_title, minutes_draft
from linli.decisions.queries.meetings import (
    attendees_of,
    items_of,
    minutes_in_force,
    signatures_of,
    to_sign,
    voices_of,
)
from linli.decisions.rules.meetings import MeetingState, Presence
from linli.decisions.web.meetings.forms import (
    CourseForm,
    FollowUpForm,
    MinutesForm,
    ResultForm,
    ScanForm,
    SheetForm,
    upload_of,
)
from linli.decisions.web.meetings.frame import desk_found, form_of, frame
from linli.decisions.web.participation.pages import RUN, SEE
from linli.kernel.errors import Missing
from linli.people import queries as people
from linli.places import queries as places
from linli.places.rules import PlaceKind
from linli.records.documents import WRITERS
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM

if TYPE_CHECKING:
    from linli.decisions.models import AgendaItem, Meeting


@open_to(*RUN)
@require_http_methods(FORM)
def desk_presence(request: Request, meeting_id: UUID) -> HttpResponse:
    """Take in the sheet of who came."""
    found = desk_found(request, meeting_id)
    form = SheetForm(request.POST or None, people=attendees_of(found))

    def act(_typed: dict[str, Any]) -> object:
        return actions.keep_presence(
            actor=request.actor, meeting_id=found.id, came=form.came(), at=timezone.now()
        )

    return form_of(
        request,
        found,
        form,
        act,
        said=_("Kept."),
        page="decisions/meetings/sheet.html",
        title=_("Who came"),
    )


@open_to(*RUN)
@require_http_methods(FORM)
def desk_point(request: Request, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Write down what was said on a point, who was recused, and what came of it."""
    found = desk_found(request, meeting_id)
    item = _item(found, item_id)
    here = [one for one in attendees_of(found) if one.presence == Presence.HERE]
    voices = [one for one in voices_of(found) if one.item_id == item.id]
    form = CourseForm(request.POST or None, people=here, voices=voices, initial={"said": item.said})

    def act(typed: dict[str, Any]) -> object:
        return actions.keep_course(
            actor=request.actor,
            meeting_id=found.id,
            item_id=item.id,
            spoken=form.spoken(),
            outcome=form.came_of(),
            said=typed["said"],
            at=timezone.now(),
        )

    return form_of(
        request,
        found,
        form,
        act,
        said=_("Kept."),
        page="decisions/meetings/point.html",
        title=item.title,
        item=item,
    )


@open_to(*RUN)
@require_http_methods(FORM)
def desk_follow_up(request: Request, meeting_id: UUID) -> HttpResponse:
    """Ask for something at a place: who sees to it, until when."""
    found = desk_found(request, meeting_id)
    form = FollowUpForm(
        request.POST or None, places=_places(request, found), posts=_posts(request, found)
    )

    def act(_typed: dict[str, Any]) -> object:
        return actions.ask_follow_up(
            actor=request.actor, meeting_id=found.id, at=timezone.now(), **form.facts()
        )

    return form_of(
        request,
        found,
        form,
        act,
        said=_("It stands on the list until it is done."),
        title=_("To be done after the meeting"),
    )


@open_to(*SEE)
@require_http_methods(FORM)
def desk_settle(request: Request, meeting_id: UUID, follow_up_id: UUID) -> HttpResponse:
    """Report that what a meeting asked for is done."""
    found = desk_found(request, meeting_id)
    row = next((one for one in queries.follow_ups_of(found) if one.id == follow_up_id), None)
    if row is None:
        raise Missing("no_follow_up", _("There is no such point."))
    form = ResultForm(request.POST or None)

    def act(typed: dict[str, Any]) -> object:
        return actions.settle_follow_up(
            actor=request.actor, follow_up_id=row.id, result=typed["result"], at=timezone.now()
        )

    return form_of(
        request, found, form, act, said=_("It is done."), title=row.what, verb=_("It is done")
    )


@open_to(*RUN)
@require_http_methods(FORM)
def desk_minutes(request: Request, meeting_id: UUID) -> HttpResponse:
    """Write the minutes, drafted from what was written down at each point."""
    found = desk_found(request, meeting_id)
    now = minutes_in_force(found)
    text = now.text if now else minutes_draft(found)
    form = MinutesForm(request.POST or None, initial={"text": text, "version": found.version})

    def act(typed: dict[str, Any]) -> object:
        return actions.keep_minutes(
            actor=request.actor,
            meeting_id=found.id,
            text=typed["text"],
            version=typed["version"],
            at=timezone.now(),
        )

    note = _("Changed minutes are signed anew by everybody.") if now else ""
    return form_of(
        request,
        found,
        form,
        act,
        said=_("The minutes wait for signatures; those with an account are told."),
        title=_("Minutes"),
        note=note,
        verb=_("Send for signature"),
    )


@open_to(*RUN)
@require_http_methods(FORM)
def desk_scan(request: Request, meeting_id: UUID) -> HttpResponse:
    """Keep the scan of the minutes that were signed on paper."""
    found = desk_found(request, meeting_id)
    signed = signatures_of(found)
    waiting = [one for one in to_sign(attendees_of(found)) if one.id not in signed]
    form = ScanForm(
        request.POST or None,
        request.FILES or None,
        people=waiting,
        initial={"number": found.minutes_number},
    )

    def act(typed: dict[str, Any]) -> object:
        scan = upload_of(typed["scan"])
        if scan is None:
            raise Missing("no_paper", _("There is no such paper."))
        return actions.keep_scan(
            actor=request.actor,
            meeting_id=found.id,
            number=typed["number"],
            scan=scan,
            signed_by=form.signed_by(),
            dissents=form.dissents(),
            at=timezone.now(),
        )

    return form_of(
        request,
        found,
        form,
        act,
        said=_("The scan is kept."),
        page="decisions/meetings/scan.html",
        title=_("Minutes signed on paper"),
    )


@open_to(*SEE)
@require_safe
def desk_minutes_read(request: Request, meeting_id: UUID) -> HttpResponse:
    """Show the minutes in force with who signed."""
    found = desk_found(request, meeting_id)
    text = minutes_in_force(found)
    if text is None:
        raise Missing("no_minutes", _("There are no minutes yet."))
    context = frame(request, found) | {
        "minutes": text,
        "dissents": _dissents(found),
    }
    return render(request, "decisions/meetings/minutes.html", context)


@open_to(*SEE)
@require_safe
def desk_meeting_paper(request: Request, meeting_id: UUID, name: str, form: str) -> HttpResponse:
    """Hand out a paper of a meeting."""
    found = desk_found(request, meeting_id)
    if form not in WRITERS:
        raise Missing("no_paper", _("There is no such paper."))
    paper = meeting_paper(found, name)
    return handed_out(paper, f"{found.number} {meeting_paper_title(name)}.{form}", form)


def handed_out(paper: Any, file_name: str, form: str) -> HttpResponse:
    """A paper as a file of one of the forms it can be had in."""
    media_type, write = WRITERS[form]
    disposition = content_disposition_header(as_attachment=True, filename=file_name) or ""
    return HttpResponse(
        write(paper), content_type=media_type, headers={"Content-Disposition": disposition}
    )


def _dissents(found: Meeting) -> list[tuple[str, str]]:
    signed = signatures_of(found)
    return [
        (one.name, signed[one.id].dissent)
        for one in attendees_of(found)
        if one.id in signed and signed[one.id].dissent
    ]


def _item(found: Meeting, item_id: UUID) -> AgendaItem:
    item = next((one for one in items_of(found) if one.id == item_id), None)
    if item is None:
        raise Missing("no_item", _("There is no such point on the agenda."))
    if found.state != MeetingState.UNDER_WAY:
        raise Missing("not_under_way", _("Points are written down while the meeting is under way."))
    return item


def _places(request: Request, found: Meeting) -> list[tuple[str, str]]:
    """The meeting's place, then the buildings and compounds in it."""
    below = places.descendants(
        request.sub_district_id,
        found.place_id,
        on=timezone.localdate(),
        kinds=(PlaceKind.COMPOUND.value, PlaceKind.BUILDING.value),
    )
    names = places.place_names(request.sub_district_id, below)
    rows = [(str(one), names[one]) for one in below if one in names]
    return [(str(found.place_id), found.place.name), *rows]


def _posts(request: Request, found: Meeting) -> list[tuple[str, str]]:
    """Posts that serve the place, with where they stand."""
    line = people.line_of(request.sub_district_id, found.place_id, on=timezone.localdate())
    cards = people.posts_at(request.sub_district_id, line, on=timezone.localdate())
    return [
        (str(one.post_id), f"{one.organisation_name or one.place_name} · {one.title}")
        for one in cards
        if one.holders
    ]
