"""The public list of decisions and the page of one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.decisions import queries
from linli.decisions.queries.matters import right_path
from linli.decisions.queries.plans import matter_types
from linli.decisions.queries.shown import (
    VoteShown,
    listed,
    money_shown,
    page_of,
    result_sentences,
    vote_shown,
    whole_by_number,
)
from linli.decisions.queries.words import state_tone, state_word
from linli.decisions.rules import DecisionState, step_of
from linli.decisions.web.hung import PUBLIC_PARTS
from linli.decisions.web.parts import parts_of
from linli.decisions.web.public import shown
from linli.elections.rules import ElectionState
from linli.kernel.errors import Missing
from linli.money import queries as money
from linli.records.queries import in_words
from linli.ui.access import ANYONE, Request, open_to
from linli.ui.clock import clock_face
from linli.ui.pages import as_uuid
from linli.ui.pieces import Row

if TYPE_CHECKING:
    from linli.decisions.models import Decision, DecisionStep

PAGE = 30


@open_to(ANYONE)
@require_safe
def public_list(request: Request) -> HttpResponse:
    """List what is under way, then what was decided, newest first."""
    now = timezone.now()
    before = as_uuid(request.GET.get("before", ""))
    found = page_of(request.sub_district_id, public=True, before=before, size=PAGE)
    steps = listed(found)
    rows = [(one, _row(one, steps.get(one.id), now)) for one in found[:PAGE]]
    context = {
        "open": [row for one, row in rows if one.state == DecisionState.OPEN],
        "over": [row for one, row in rows if one.state != DecisionState.OPEN],
        "older": f"?before={found[PAGE - 1].id}" if len(found) > PAGE else "",
        "tab": "council",
    }
    return render(request, "decisions/public/list.html", context)


@open_to(ANYONE)
@require_safe
def public_decision(request: Request, number: str) -> HttpResponse:
    """Show one decision: what, where it stands, by whom, what it costs, what comes next."""
    seen = whole_by_number(request.sub_district_id, number)
    if seen is None or not seen.is_public:
        raise Missing("no_decision", _("There is no such decision."))
    found = seen.decision
    now = timezone.now()
    on = timezone.localdate(now)
    path = right_path(request.sub_district_id, matter_types()[found.matter_type], on=on)
    hands = money.hands_of(request.sub_district_id, found.id)
    vote = vote_shown(found)
    spending = money_shown(found)
    resolved = queries.resolution_in_force(found)
    wide, side = parts_of(PUBLIC_PARTS, request.actor, found, on)
    context = {
        "decision": found,
        "state": (state_word(found.state), state_tone(found.state)),
        "type_name": path.name,
        "now_box": shown.now_box(seen, vote, spending, now),
        "text": seen.text,
        "steps": shown.course(seen, on),
        "hands": shown.who_does_what(hands, seen, path),
        "apart": len({one.account_id for one in hands}) > 1,
        "money": spending,
        "over": found.state == DecisionState.CLOSED,
        "to_accept": [
            one
            for one in money.works_to_accept(request.sub_district_id, request.actor.account_id)
            if one.matter_id == found.id
        ],
        "path": path,
        "why": shown.why_this_body(path),
        "shares": shown.shares(path),
        "vote": vote,
        "resolved": resolved,
        "result": result_sentences(resolved) if resolved else [],
        "wide": wide,
        "side": side,
        "events": shown.timeline(seen),
        "revocation": shown.revocation(seen, on),
        "booth": _booth(vote, now),
        "may_say": found.state == DecisionState.OPEN,
        "tab": "council",
        "back": {"href": reverse("decisions:public_list"), "label": _("Decide together")},
    }
    return render(request, "decisions/public/decision.html", context)


def _row(found: Decision, step: DecisionStep | None, now: datetime) -> Row:
    title = in_words(step_of(step.plan).title) if step else state_word(found.state)
    due = shown.end_of(step.due_on) if step and step.due_on else None
    return Row(
        found.title,
        reverse("decisions:public_decision", args=[found.number]),
        kicker=[in_words(matter_types()[found.matter_type].name)],
        meta=[found.place.name, title],
        clock=clock_face(due_at=due, now=now) if due else None,
    )


def _booth(vote: VoteShown | None, now: datetime) -> str:
    """The booth's address while one can vote in it."""
    if vote is None or not vote.is_online or vote.state != ElectionState.VOTING:
        return ""
    if vote.closes_at is not None and now >= vote.closes_at:
        return ""
    return reverse("elections:booth", args=[vote.uuid])
