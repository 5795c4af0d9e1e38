"""What the pages of a decision show of how people were heard."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from linli.decisions import queries
from linli.decisions.rules import DecisionState
from linli.decisions.web.parts import Part
from linli.kernel.actor import Actor

if TYPE_CHECKING:
    from linli.decisions.models import Decision

ORDER = 20


def public_part(_actor: Actor, found: Decision, on: date) -> Part | None:
    """What people were asked, how many spoke, and where to speak."""
    heard = queries.heard(found)
    context = {
        "decision": found,
        "heard": heard,
        "is_open": heard.is_open(on),
        "ended": found.state != DecisionState.OPEN,
    }
    return Part(ORDER, "decisions/participation/public_part.html", context)


def desk_part(_actor: Actor, found: Decision, on: date) -> Part | None:
    """Consultation, voices that wait, interviews, each with its page."""
    heard = queries.heard(found)
    context = {"decision": found, "heard": heard, "is_open": heard.is_open(on)}
    return Part(ORDER, "decisions/participation/desk_part.html", context)
