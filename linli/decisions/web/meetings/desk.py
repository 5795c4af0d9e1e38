"""Meetings at the desk: the list, a new one, the page of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.decisions import actions, queries
from linli.decisions.actions import MeetingDraft
from linli.decisions.documents import MEETING_PAPERS, meeting_paper_title
from linli.decisions.queries.meeting_words import (
    meeting_kind_word,
    meeting_state_tone,
    meeting_state_word,
)
from linli.decisions.queries.meetings import PAGE, meetings_at, minutes_in_force
from linli.decisions.rules import Verb, may_do
from linli.decisions.rules.meetings import NOTICE_RULE, QUORUM_RULE, MeetingKind, MeetingState
from linli.decisions.web.meetings.forms import CallForm
from linli.decisions.web.meetings.frame import desk_found, frame
from linli.decisions.web.meetings.shown import next_of, people_shown, points_shown
from linli.decisions.web.participation.pages import RUN, SEE, desk_decision
from linli.places import queries as places
from linli.places.rules import PlaceKind
from linli.records.queries import ShownRule, rule_shown
from linli.ui import pages
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, as_uuid, go
from linli.ui.pieces import Chip

if TYPE_CHECKING:
    from linli.decisions.models import Decision, Meeting


@open_to(*SEE)
@require_safe
def desk_meetings(request: Request) -> HttpResponse:
    """List the meetings in reach: those ahead soonest first, or those that are over."""
    over = "over" in request.GET
    after = request.GET.get("after", "")
    here = [UUID(value) for value, _name in places_reached(request)]
    rows = meetings_at(
        request.sub_district_id, here, over=over, after=after if as_uuid(after) else ""
    )
    context = {
        "rows": [_listed(one) for one in rows[:PAGE] if over] or [_listed(one) for one in rows],
        "over": over,
        "older": f"?over&after={rows[PAGE - 1].id}" if over and len(rows) > PAGE else "",
        "tabs": [
            Chip(_("Ahead and under way"), reverse("decisions:desk_meetings"), on=not over),
            Chip(_("Meetings that are over"), "?over", on=over),
        ],
        "may_call": may_do(Verb.RUN, request.actor.kind),
        "follow_ups": queries.open_follow_ups(request.sub_district_id, here),
        "today": timezone.localdate(),
    }
    return render(request, "decisions/meetings/desk_list.html", context)


@open_to(*RUN)
@require_http_methods(FORM)
def desk_call_meeting(request: Request) -> HttpResponse:
    """Call a meeting: what meets, where, when; a decision to deliberate comes with the address."""
    decision_id = as_uuid(request.GET.get("decision", ""))
    found = desk_decision(request, decision_id) if decision_id else None
    initial = _initial(found)
    form = CallForm(request.POST or None, places=places_reached(request), initial=initial)

    def act(typed: dict[str, Any]) -> HttpResponse:
        made = actions.call_meeting(
            actor=request.actor,
            draft=MeetingDraft(
                kind=MeetingKind(typed["kind"]),
                title=typed["title"],
                place_id=typed["place"],
                starts_at=form.starts_at(),
                where=typed["where"],
            ),
            decision_id=found.id if found else None,
            key=typed["key"],
            at=timezone.now(),
        )
        return go("decisions:desk_meeting", made.id)

    return pages.form_page(
        request,
        form,
        act,
        page="decisions/meetings/call.html",
        decision=found,
        verb=_("Call the meeting"),
        back_href=reverse("decisions:desk_meetings"),
    )


@open_to(*SEE)
@require_safe
def desk_meeting(request: Request, meeting_id: UUID) -> HttpResponse:
    """Show a meeting: where it stands, what is next, its agenda, people, minutes and papers."""
    found = desk_found(request, meeting_id)
    on = timezone.localdate()
    context = frame(request, found)
    people = people_shown(found)
    points = points_shown(found)
    context |= {
        "people": people,
        "points": points,
        "next": next_of(found, people, points, on=on),
        "rules": _rules(found),
        "minutes": minutes_in_force(found),
        "notices": queries.notices_given(found),
        "follow_ups": queries.follow_ups_of(found),
        "papers": [(name, meeting_paper_title(name)) for name in MEETING_PAPERS],
        "is_draft": found.state == MeetingState.DRAFT,
        "is_noticed": found.state == MeetingState.NOTICED,
        "is_under_way": found.state == MeetingState.UNDER_WAY,
        "is_held": found.state == MeetingState.HELD,
        "is_public": found.state not in {MeetingState.DRAFT, MeetingState.CANCELLED},
        "today": on,
    }
    return render(request, "decisions/meetings/desk_meeting.html", context)


def places_reached(request: Request) -> list[tuple[str, str]]:
    """Compounds and communities in reach of the post acted in."""
    on, post = timezone.localdate(), request.actor.post
    if post is None:
        return []
    kinds = (PlaceKind.COMPOUND.value, PlaceKind.COMMUNITY.value)
    below = places.descendants(request.sub_district_id, post.place_id, on=on, kinds=kinds)
    ids = [*([post.place_id] if post.place_kind in kinds else []), *below]
    names = places.place_names(request.sub_district_id, ids)
    return [(str(one), names[one]) for one in ids if one in names]


def _initial(found: Decision | None) -> dict[str, Any]:
    if found is None:
        return {}
    title = _("Joint meeting: %(title)s") % {"title": found.title}
    return {"kind": MeetingKind.JOINT, "place": str(found.place_id), "title": title[:80]}


def _listed(one: Meeting) -> dict[str, Any]:
    return {
        "meeting": one,
        "kind": meeting_kind_word(one.kind),
        "state": meeting_state_word(one.state),
        "tone": meeting_state_tone(one.state),
    }


def _rules(found: Meeting) -> list[ShownRule]:
    kind = MeetingKind(found.kind)
    keys = [NOTICE_RULE[kind], *([QUORUM_RULE[kind]] if kind in QUORUM_RULE else [])]
    on = timezone.localdate()
    rows = [rule_shown(found.sub_district_id, key, on=on) for key in keys]
    return [one for one in rows if one is not None]
