"""Meetings for everybody: what was on the agenda, how many came, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.decisions.actions.meeting_work import no_meeting
from linli.decisions.queries.decisions import decision
from linli.decisions.queries.meeting_words import (
    meeting_kind_word,
    meeting_state_tone,
    meeting_state_word,
)
from linli.decisions.queries.meetings import (
    attendees_of,
    follow_ups_of,
    minutes_in_force,
    notice_in_force,
    public_meeting,
    public_meetings,
    signatures_of,
)
from linli.decisions.rules.meetings import (
    VOTING,
    AttendeePart,
    MeetingKind,
    MeetingState,
    Presence,
)
from linli.decisions.web.meetings.shown import PointShown, points_shown
from linli.ui.access import ANYONE, Request, open_to
from linli.ui.menu import back_to
from linli.ui.pages import as_uuid
from linli.ui.pieces import Fact, Row
from linli.ui.words import stamp

if TYPE_CHECKING:
    from linli.decisions.models import Attendee, Meeting


@open_to(ANYONE)
@require_safe
def public_meetings_page(request: Request) -> HttpResponse:
    """List meetings from their notice on, of a place or of all."""
    place_id = as_uuid(request.GET.get("place", ""))
    found = public_meetings(request.sub_district_id, [place_id] if place_id else [])
    ahead = {MeetingState.NOTICED, MeetingState.UNDER_WAY}
    context = {
        "ahead": [_row(one) for one in reversed(found) if one.state in ahead],
        "over": [_row(one) for one in found if one.state not in ahead],
        "tab": "council",
        "back": back_to("council"),
    }
    return render(request, "decisions/meetings/public_list.html", context)


@open_to(ANYONE)
@require_safe
def public_meeting_page(request: Request, meeting_id: UUID) -> HttpResponse:
    """Show a meeting to everybody: no member is named, observers by the body they come for."""
    found = public_meeting(request.sub_district_id, meeting_id)
    if found is None:
        raise no_meeting()
    people = attendees_of(found)
    points = points_shown(found)
    minutes = minutes_in_force(found) if found.state == MeetingState.SIGNED else None
    context = {
        "meeting": found,
        "kind_word": meeting_kind_word(found.kind),
        "state_word": meeting_state_word(found.state),
        "state_tone": meeting_state_tone(found.state),
        "facts": _facts(found, people),
        "points": [_point(request, one) for one in points],
        "held": found.state in {MeetingState.HELD, MeetingState.SIGNED},
        "police": found.kind == MeetingKind.POLICE_ROOM,
        "follow_ups": follow_ups_of(found),
        "notice": notice_in_force(found),
        "minutes": minutes,
        "dissents": sum(bool(one.dissent) for one in signatures_of(found).values())
        if minutes
        else 0,
        "today": timezone.localdate(),
        "tab": "council",
        "back": {"href": reverse("decisions:public_meetings"), "label": _("Meetings")},
    }
    return render(request, "decisions/meetings/public_meeting.html", context)


def _facts(found: Meeting, people: Sequence[Attendee]) -> list[Fact]:
    facts = [Fact(_("When"), stamp(found.starts_at)), Fact(_("Held at"), found.where)]
    if found.started_at is None:
        return facts
    members = [one for one in people if AttendeePart(one.part) in VOTING]
    here = sum(one.presence == Presence.HERE for one in members)
    words = _("%(here)s of %(members)s") % {"here": here, "members": len(members)}
    facts.append(Fact(_("Members present"), words))
    observers = [
        one.title
        for one in people
        if one.part == AttendeePart.OBSERVER and one.presence == Presence.HERE
    ]
    if observers:
        named = sorted({title for title in observers if title})
        words = _("%(many)s, who speak and do not vote") % {"many": len(observers)}
        facts.append(Fact(_("Observers"), words, note="、".join(named)))
    return facts


def _point(request: Request, one: PointShown) -> dict[str, Any]:
    found = decision(request.sub_district_id, one.row.decision_id) if one.row.decision_id else None
    return {
        "point": one,
        "href": reverse("decisions:public_decision", args=[found.number]) if found else "",
        "number": found.number if found else "",
    }


def _row(one: Meeting) -> Row:
    return Row(
        one.title,
        reverse("decisions:public_meeting", args=[one.id]),
        kicker=[meeting_kind_word(one.kind), meeting_state_word(one.state)],
        meta=[stamp(one.starts_at), one.place.name],
    )
