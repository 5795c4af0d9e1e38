"""What the pages of the paper channel share: who opens them, and how they find their things."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections import actions, queries
from linli.elections.rules import KEEPERS, ElectionState
from linli.elections.web.desk.pages import the_election
from linli.kernel.errors import Missing
from linli.ui.access import Request, audience

if TYPE_CHECKING:
    from linli.elections.models import BoxCall, Delivery, Election, PaperBox, RollLine

KEEP = audience(KEEPERS)
"""Who keeps the poll book, hands out ballots and carries them to the doors."""
HERE = "paper"
"""The tab under which these pages stand."""
GOING_ON = (ElectionState.PREPARING, ElectionState.VOTING)


def the_line(request: Request, election: Election, line_id: UUID) -> RollLine:
    """A line of this election's roll, opened whole; that it was opened is written down."""
    known = queries.line(request.sub_district_id, line_id)
    if known is None or known.roll_id != election.roll_id:
        raise Missing("no_line", _("There is no such line on the roll of this election."))
    return actions.look_at_line(actor=request.actor, line_id=line_id, at=timezone.now())


def the_box(request: Request, election: Election, box_id: UUID) -> PaperBox:
    """A box of this election."""
    found = queries.paper_box(request.sub_district_id, box_id)
    if found is None or found.election_id != election.id:
        raise Missing("no_box", _("There is no such box."))
    return found


def the_call(request: Request, election: Election, call_id: UUID) -> BoxCall:
    """A call of the mobile box in this election."""
    found = queries.call(request.sub_district_id, call_id)
    if found is None or found.election_id != election.id:
        raise Missing("no_call", _("Nobody asked for the box there."))
    return found


def the_delivery(request: Request, election: Election, delivery_id: UUID) -> Delivery:
    """A delivery of this election."""
    found = queries.delivery(request.sub_district_id, delivery_id)
    if found is None or found.election_id != election.id:
        raise Missing("no_delivery", _("There is no such delivery."))
    return found


def require_entry(request: Request, election_id: UUID, entry_id: UUID) -> Election:
    """The election of an entry in the poll book, within reach."""
    election = the_election(request, election_id)
    found = queries.poll_book_entry(request.sub_district_id, entry_id)
    if found is None or found.election_id != election.id:
        raise Missing("no_entry", _("There is no such line in the poll book."))
    return election


def open_boxes(election: Election) -> list[tuple[str, str]]:
    """The boxes that take ballots, to choose from."""
    return [
        (str(row.box.id), f"{row.box.name}\n{row.kind_name}")
        for row in queries.box_rows(election)
        if row.box.sealed_at is not None and row.box.opened_at is None
    ]
