"""What meetings show on the pages of a decision."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from linli.decisions import queries
from linli.decisions.queries.meeting_words import (
    meeting_kind_word,
    meeting_state_tone,
    meeting_state_word,
)
from linli.decisions.queries.meetings import PUBLIC
from linli.decisions.rules import DecisionState, Verb
from linli.decisions.web.parts import Part
from linli.kernel.actor import Actor
from linli.ui.pieces import Row
from linli.ui.words import stamp

if TYPE_CHECKING:
    from linli.decisions.models import Decision

ORDER = 30


def desk_part(actor: Actor, found: Decision, on: date) -> Part | None:
    """The meetings of a decision, and the way to call one."""
    may_call = found.state == DecisionState.OPEN and queries.may_do_at(
        actor, Verb.RUN, found.place_id, on=on
    )
    rows = [
        {
            "meeting": one,
            "state": meeting_state_word(one.state),
            "tone": meeting_state_tone(one.state),
        }
        for one in queries.meetings_of(found)
    ]
    context = {"rows": rows, "decision": found, "may_call": may_call}
    return Part(ORDER, "decisions/meetings/desk_part.html", context)


def public_part(_actor: Actor, found: Decision, _on: date) -> Part | None:
    """The meetings of a decision that everybody may know of; nothing where there is none."""
    rows = [
        Row(
            one.title,
            reverse("decisions:public_meeting", args=[one.id]),
            kicker=[meeting_kind_word(one.kind), meeting_state_word(one.state)],
            meta=[stamp(one.starts_at)],
        )
        for one in queries.meetings_of(found)
        if one.state in PUBLIC
    ]
    if not rows:
        return None
    return Part(ORDER, "decisions/meetings/public_part.html", {"rows": rows})
