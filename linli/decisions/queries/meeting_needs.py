"""Whether a decision was deliberated as its step asks: in a meeting, agreed, its minutes signed."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from linli.decisions.models import AgendaItem, Decision, Meeting
from linli.decisions.queries.meetings import attendees_of, bidden, meetings_of
from linli.decisions.queries.steps import began_at
from linli.decisions.rules import Body, StepKind
from linli.decisions.rules.meetings import (
    ItemOutcome,
    MeetingKind,
    MeetingState,
    missing_required,
)


def deliberating(found: Decision) -> list[Meeting]:
    """The meetings that count for the step of deliberation, newest first.

    A joint meeting does, and the committee's own where the committee decides; one that was held
    before the step last began does not.
    """
    kinds = {MeetingKind.JOINT.value}
    if found.body_kind == Body.COMMITTEE:
        kinds.add(MeetingKind.COMMITTEE.value)
    began = began_at(found, StepKind.DELIBERATE)
    return [
        one
        for one in meetings_of(found)
        if one.kind in kinds
        and (one.started_at is None or began is None or one.started_at >= began)
    ]


def minuted(found: Decision, _on: date) -> str:
    """What is lacking of a meeting that agreed on this decision and whose minutes are signed."""
    meetings = deliberating(found)
    if not meetings:
        return _("No joint meeting has this decision on its agenda yet. Call one.")
    faults = [_fault(found, one) for one in meetings]
    return "" if "" in faults else faults[0]


def _fault(found: Decision, meeting: Meeting) -> str:
    if meeting.state != MeetingState.SIGNED:
        return {
            MeetingState.DRAFT: _("No notice of the meeting %(number)s was given yet."),
            MeetingState.NOTICED: _("The meeting %(number)s has not been held yet."),
            MeetingState.UNDER_WAY: _("The meeting %(number)s is not over yet."),
            MeetingState.HELD: _(
                "The minutes of the meeting %(number)s are not signed by all yet."
            ),
        }[MeetingState(meeting.state)] % {"number": meeting.number}
    if missing_required(bidden(attendees_of(meeting))):
        words = _("Somebody who must attend was neither at the meeting %(number)s nor excused.")
        return words % {"number": meeting.number}
    outcomes = AgendaItem.objects.filter(
        sub_district_id=found.sub_district_id, meeting=meeting, decision_id=found.id
    )
    if not outcomes.filter(outcome=ItemOutcome.AGREED).exists():
        words = _("The meeting %(number)s did not agree. Return the step, or hold another one.")
        return words % {"number": meeting.number}
    return ""
