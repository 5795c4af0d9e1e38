"""The paper channel beside an election's calendar at the desk."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from linli.elections import queries
from linli.elections.rules import ElectionState, Mode, Verb
from linli.elections.web.desk.pages import may
from linli.elections.web.parts import Part
from linli.ui.access import Request

if TYPE_CHECKING:
    from linli.elections.models import Election


def paper_part(request: Request, election: Election, _now: datetime) -> Part | None:
    """The counter: find a line; how many ballots are out and in."""
    if election.mode == Mode.OPEN or election.state == ElectionState.CANCELLED:
        return None
    keeps = may(request, Verb.KEEP_POLL_BOOK, election)
    voting = election.state == ElectionState.VOTING
    context = {
        "sums": queries.poll_book_sums(election),
        "boxes": queries.box_rows(election),
        "houses": queries.houses_of_roll(election) if keeps and voting else [],
    }
    return Part("elections/desk/parts/paper.html", context)
