"""The box and the result in the desk's page of an election."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from linli.elections import queries
from linli.elections.rules import ElectionState, Mode
from linli.elections.web.desk.box import box_context
from linli.elections.web.parts import Part
from linli.elections.web.result_shown import result_shown
from linli.ui.access import Request

if TYPE_CHECKING:
    from linli.elections.models import Election


def box_part(request: Request, election: Election, now: datetime) -> Part | None:
    """The state of the box, beside: its ballots, its head, who opens it."""
    if election.mode == Mode.OPEN:
        return None
    if election.state in (ElectionState.PREPARING, ElectionState.CANCELLED):
        return None
    return Part("elections/desk/parts/box.html", box_context(request, election, now))


def keys_part(_request: Request, election: Election, _now: datetime) -> Part | None:
    """How far the trustees' keys are, while they are made."""
    if election.mode == Mode.OPEN or election.state != ElectionState.PREPARING:
        return None
    context = {
        "stand": queries.trustees_stand(election),
        "trustees": queries.trustees_of(election),
    }
    return Part("elections/desk/parts/keys.html", context)


def result_part(_request: Request, election: Election, _now: datetime) -> Part | None:
    """The announced result of a secret vote, in the middle."""
    if election.mode != Mode.SECRET or election.state != ElectionState.COUNTED:
        return None
    result = queries.result_of(election)
    if result is None:
        return None
    shown = result_shown(election, result.figures, valid=result.valid)
    return Part("elections/desk/parts/result.html", {"shown": shown, "result": result})
