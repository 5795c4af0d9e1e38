"""The paper channel for tellers, beside an election in public."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from linli.elections import queries
from linli.elections.rules import ElectionState
from linli.elections.web.parts import Part
from linli.ui.access import Request

if TYPE_CHECKING:
    from linli.elections.models import Election


def counting_part(request: Request, election: Election, _now: datetime) -> Part | None:
    """The way to the count, for its tellers alone, from the close on."""
    if election.state != ElectionState.CLOSED:
        return None
    if not queries.is_teller(election, request.actor.account_id):
        return None
    return Part("elections/public/parts/counting.html", {})
