"""Preparing a meeting at the desk: time, agenda, people, notice and its proof."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.decisions import actions, queries
from linli.decisions.rules.meetings import AttendeePart, ProofWay
from linli.decisions.web.meetings.forms import (
    ItemForm,
    PersonForm,
    ProofForm,
    ReasonForm,
    SetForm,
    upload_of,
)
from linli.decisions.web.meetings.frame import desk_found, form_of
from linli.decisions.web.participation.pages import RUN
from linli.kernel.errors import Missing
from linli.places import queries as places
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, as_number, go


@open_to(*RUN)
@require_http_methods(FORM)
def desk_set_meeting(request: Request, meeting_id: UUID) -> HttpResponse:
    """Change title, time and place before the notice."""
    found = desk_found(request, meeting_id)
    begins = timezone.localtime(found.starts_at)
    initial = {
        "title": found.title,
        "where": found.where,
        "starts_on": begins.date(),
        "starts_time": begins.time(),
        "version": found.version,
    }
    form = SetForm(request.POST or None, initial=initial)

    def act(typed: dict[str, Any]) -> object:
        return actions.set_meeting(
            actor=request.actor,
            meeting_id=found.id,
            title=typed["title"],
            where=typed["where"],
            starts_at=form.starts_at(),
            version=typed["version"],
            at=timezone.now(),
        )

    return form_of(request, found, form, act, said=_("Kept."), title=_("When and where"))


@open_to(*RUN)
@require_http_methods(FORM)
def desk_add_item(request: Request, meeting_id: UUID) -> HttpResponse:
    """Put a point on the agenda, or a decision to deliberate."""
    found = desk_found(request, meeting_id)
    above = places.ancestors(request.sub_district_id, found.place_id, on=timezone.localdate())
    line = set(above.ids) if above else {found.place_id}
    near = [
        (str(one.id), one.title)
        for one in queries.open_decisions(request.sub_district_id)
        if one.place_id in line
    ]
    form = ItemForm(request.POST or None, decisions=near)

    def act(_typed: dict[str, Any]) -> object:
        return actions.add_item(
            actor=request.actor, meeting_id=found.id, item=form.item(), at=timezone.now()
        )

    return form_of(
        request, found, form, act, said=_("It stands on the agenda."), title=_("Add a point")
    )


@open_to(*RUN)
@require_http_methods(FORM)
def desk_bid(request: Request, meeting_id: UUID) -> HttpResponse:
    """Bid somebody to the meeting."""
    found = desk_found(request, meeting_id)
    form = PersonForm(request.POST or None, initial={"part": AttendeePart.MEMBER, "required": True})

    def act(_typed: dict[str, Any]) -> object:
        return actions.bid(
            actor=request.actor, meeting_id=found.id, person=form.person(), at=timezone.now()
        )

    return form_of(request, found, form, act, said=_("They are bidden."), title=_("Bid somebody"))


@open_to(*RUN)
@require_POST
def desk_drop_item(request: Request, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Take a point off the agenda."""
    actions.drop_item(
        actor=request.actor, meeting_id=meeting_id, item_id=item_id, at=timezone.now()
    )
    return go("decisions:desk_meeting", meeting_id)


@open_to(*RUN)
@require_POST
def desk_unbid(request: Request, meeting_id: UUID, attendee_id: UUID) -> HttpResponse:
    """Take somebody off the list."""
    actions.unbid(
        actor=request.actor, meeting_id=meeting_id, attendee_id=attendee_id, at=timezone.now()
    )
    return go("decisions:desk_meeting", meeting_id)


@open_to(*RUN)
@require_POST
def desk_lead(request: Request, meeting_id: UUID, attendee_id: UUID) -> HttpResponse:
    """Let somebody lead the meeting."""
    actions.give_part(
        actor=request.actor,
        meeting_id=meeting_id,
        attendee_id=attendee_id,
        part=AttendeePart.CHAIR,
        at=timezone.now(),
    )
    return go("decisions:desk_meeting", meeting_id)


@open_to(*RUN)
@require_http_methods(FORM)
def desk_take_notice_back(request: Request, meeting_id: UUID) -> HttpResponse:
    """Take the notice back, to change what it said."""
    found = desk_found(request, meeting_id)
    form = ReasonForm(request.POST or None, initial={"version": found.version})

    def act(typed: dict[str, Any]) -> object:
        return actions.take_notice_back(
            actor=request.actor, meeting_id=found.id, at=timezone.now(), **typed
        )

    return form_of(
        request,
        found,
        form,
        act,
        said=_("The notice is taken back; those who had it are told."),
        title=_("Take the notice back"),
        note=_("The next notice must be given in time anew, and reach everybody anew."),
        verb=_("Take it back"),
    )


@open_to(*RUN)
@require_http_methods(FORM)
def desk_cancel_meeting(request: Request, meeting_id: UUID) -> HttpResponse:
    """Call a meeting off."""
    found = desk_found(request, meeting_id)
    form = ReasonForm(request.POST or None, initial={"version": found.version})

    def act(typed: dict[str, Any]) -> object:
        return actions.cancel_meeting(
            actor=request.actor, meeting_id=found.id, at=timezone.now(), **typed
        )

    return form_of(
        request,
        found,
        form,
        act,
        said=_("The meeting is called off."),
        title=_("Call the meeting off"),
        verb=_("Call it off"),
        danger=True,
    )


@open_to(*RUN)
@require_http_methods(FORM)
def desk_prove_notice(request: Request, meeting_id: UUID, attendee_id: UUID) -> HttpResponse:
    """Note how the notice reached somebody."""
    found = desk_found(request, meeting_id)
    one = next((row for row in queries.attendees_of(found) if row.id == attendee_id), None)
    if one is None:
        raise Missing("no_attendee", _("Nobody of that kind is bidden to this meeting."))
    form = ProofForm(request.POST or None, request.FILES or None, initial={"way": ProofWay.HANDED})

    def act(typed: dict[str, Any]) -> object:
        return actions.prove_notice(
            actor=request.actor,
            meeting_id=found.id,
            attendee_id=one.id,
            way=ProofWay(typed["way"]),
            note=typed["note"],
            photo=upload_of(typed["photo"]),
            at=timezone.now(),
        )

    return form_of(
        request,
        found,
        form,
        act,
        said=_("Kept."),
        title=_("Notice to %(name)s") % {"name": one.name},
        multipart=True,
    )


@open_to(*RUN)
@require_POST
def desk_move_meeting(request: Request, meeting_id: UUID, act: str) -> HttpResponse:
    """Give notice, begin or end the meeting, as the page offers."""
    acts: dict[str, Any] = {
        "notice": (actions.give_notice, _("Notice is given.")),
        "start": (actions.start_meeting, _("The meeting has begun.")),
        "end": (actions.end_meeting, _("The meeting is over.")),
    }
    if act not in acts:
        raise Missing("no_act", _("There is nothing of that kind to do."))
    version = request.POST.get("version", "")
    do, said = acts[act]
    do(
        actor=request.actor,
        meeting_id=meeting_id,
        version=as_number(version, default=-1),
        at=timezone.now(),
    )
    messages.success(request, said)
    return go("decisions:desk_meeting", meeting_id)
