"""The result of a secret vote and its proof, for everybody."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from linli.elections import queries
from linli.elections.rules import ElectionState, Mode
from linli.elections.web.parts import Part
from linli.elections.web.result_shown import result_shown
from linli.ui.access import Request

if TYPE_CHECKING:
    from linli.elections.models import Election


def result_part(_request: Request, election: Election, _now: datetime) -> Part | None:
    """The announced result with its arithmetic, both channels apart and together."""
    if election.mode != Mode.SECRET or election.state != ElectionState.COUNTED:
        return None
    result = queries.result_of(election)
    if result is None:
        return None
    shown = result_shown(election, result.figures, valid=result.valid)
    return Part("elections/public/parts/result.html", {"shown": shown, "result": result})


def proof_part(_request: Request, election: Election, _now: datetime) -> Part | None:
    """The head of the box and the ways to check it: list of trackers, archive, verifier."""
    box = queries.box_of(election) if election.mode == Mode.SECRET else None
    if box is None or not box.height:
        return None
    context = {"box": box, "stand": queries.trustees_stand(election)}
    return Part("elections/public/parts/proof.html", context)
