"""Turnout for everybody, the result on two measures, and what a signed vote publishes as proof."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.elections import actions, queries
from linli.elections.documents import tellers_pack
from linli.elections.rules import ElectionState, Mode
from linli.elections.web.parts import Part
from linli.elections.web.signed_shown import is_small, result_context, turnout_context
from linli.kernel.errors import Missing
from linli.ui.access import SIGNED_IN, Request, open_to

if TYPE_CHECKING:
    from linli.elections.models import Election


def turnout_part(_request: Request, election: Election, _now: datetime) -> Part | None:
    """How many took part so far, never in which direction."""
    if election.state != ElectionState.VOTING or election.mode == Mode.OPEN:
        return None
    context = turnout_context(election)
    return Part("elections/public/parts/turnout.html", context) if context else None


def signed_result_part(request: Request, election: Election, _now: datetime) -> Part | None:
    """The announced result of a signed vote or a roll call, with its arithmetic."""
    if election.mode == Mode.SECRET or election.state != ElectionState.COUNTED:
        return None
    context = result_context(election)
    if context is None:
        return None
    mine = request.actor.account_id
    own = queries.own_receipt(election, mine) if mine and election.mode == Mode.SIGNED else None
    names = queries.names_on_ballot(election)
    chosen = [names.get(number, "") for number in own.choices] if own else []
    pack = queries.may_take_pack(request.actor, election, on=timezone.localdate())
    more = {"own": own, "chosen": chosen, "pack": pack}
    return Part("elections/public/parts/signed_result.html", context | more)


def receipts_part(_request: Request, election: Election, _now: datetime) -> Part | None:
    """The public list of a signed vote, and what it does not tell."""
    box = queries.box_of(election) if election.mode == Mode.SIGNED else None
    if box is None:
        return None
    context = {"box": box, "small": is_small(election)}
    return Part("elections/public/parts/receipts.html", context)


@open_to(SIGNED_IN)
@require_safe
def take_pack(request: Request, uuid: str) -> HttpResponse:
    """Hand the tellers' pack to a teller or runner; that it was taken is written down."""
    found = queries.election_by_uuid(request.sub_district_id, uuid)
    if found is None:
        raise Missing("no_election", "")
    election = actions.take_tellers_pack(
        actor=request.actor, election_id=found.id, at=timezone.now()
    )
    answer = HttpResponse(tellers_pack(election), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{election.uuid}-tellers.zip"'
    answer["Cache-Control"] = "no-store"
    return answer
