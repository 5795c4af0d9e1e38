"""The desk's page of a decision: where it stands, what is lacking, whose turn it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.decisions import queries
from linli.decisions.queries.matters import right_path
from linli.decisions.queries.shown import (
    Whole,
    acts_at,
    money_shown,
    result_sentences,
    vote_shown,
    whole,
)
from linli.decisions.rules import (
    DecisionState,
    Verb,
    hindered_by,
)
from linli.decisions.web.desk.pages import SEERS, frame, may, the_decision
from linli.decisions.web.desk.turn import acts_of
from linli.decisions.web.documents import papers_of
from linli.decisions.web.hung import DESK_PARTS
from linli.decisions.web.parts import parts_of
from linli.decisions.web.public import shown
from linli.money import queries as money
from linli.ui.access import Request, open_to
from linli.ui.clock import clock_face


@open_to(*SEERS)
@require_safe
def desk_decision(request: Request, decision_id: UUID) -> HttpResponse:
    """Show a decision as a case: its step now with all that it lacks, its course, its hands."""
    found = the_decision(request, decision_id)
    now = timezone.now()
    on = timezone.localdate(now)
    seen = whole(found)
    path = right_path(request.sub_district_id, queries.matter_types()[found.matter_type], on=on)
    hands = money.hands_of(request.sub_district_id, found.id)
    resolved = queries.resolution_in_force(found)
    wide, side = parts_of(DESK_PARTS, request.actor, found, on)
    context = frame(found) | {
        "seen": seen,
        "now_step": _now(request, seen, now),
        "steps": shown.course(seen, on),
        "path": path,
        "hands": shown.who_does_what(hands, seen, path),
        "shares": shown.shares(path),
        "text": seen.text,
        "money": money_shown(found),
        "vote": vote_shown(found),
        "resolved": resolved,
        "result": result_sentences(resolved) if resolved else [],
        "events": shown.timeline(seen),
        "wide": wide,
        "side": side,
        "papers": papers_of(seen),
        "may_run": may(request, Verb.SHAPE, found) and found.state == DecisionState.OPEN,
        "public": seen.is_public,
    }
    return render(request, "decisions/desk/decision.html", context)


def _now(request: Request, seen: Whole, now: datetime) -> dict[str, Any] | None:
    """The step whose turn it is: what it lacks, whether the reader does it, by when."""
    step, row = seen.now, seen.row_now
    if step is None or row is None:
        return None
    on = timezone.localdate(now)
    found = seen.decision
    held = money.duties_on(request.actor, found.id)
    barred = hindered_by(held, step.kind)
    due = shown.end_of(step.due_on) if step.due_on else None
    return {
        "step": step,
        "lacks": queries.lacking(found, row, on=on),
        "mine": acts_at(request.actor, seen, on=on),
        "barred": money.duty_word(barred) if barred else "",
        "clock": clock_face(due_at=due, now=now) if due else None,
        "acts": acts_of(request.actor, found, step.kind, on),
        "first": seen.steps[0].key == step.key,
    }
