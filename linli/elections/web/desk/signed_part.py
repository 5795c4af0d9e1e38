"""Turnout, the result on two measures and the roll call in the desk's page of an election."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from linli.elections import queries
from linli.elections.rules import ElectionState, Mode, Verb
from linli.elections.web.parts import Part
from linli.elections.web.signed_shown import is_small, result_context, turnout_context
from linli.ui.access import Request

if TYPE_CHECKING:
    from linli.elections.models import Election


def turnout_part(_request: Request, election: Election, _now: datetime) -> Part | None:
    """How many took part so far, while people vote."""
    if election.state != ElectionState.VOTING or election.mode == Mode.OPEN:
        return None
    context = turnout_context(election) or {"bars": []}
    return Part("elections/desk/parts/turnout.html", context | {"small": is_small(election)})


def signed_part(request: Request, election: Election, now: datetime) -> Part | None:
    """The opening and the announced result of a signed vote or a roll call."""
    if election.mode == Mode.SECRET:
        return None
    if election.state == ElectionState.COUNTED:
        context = result_context(election)
        on = timezone.localdate(now)
        pack = queries.may_take_pack(request.actor, election, on=on)
        return (
            Part("elections/desk/parts/signed.html", context | {"pack": pack}) if context else None
        )
    stand = queries.opening_stand(election)
    if stand is None or not queries.trustees_stand(election).open or stand.is_done:
        return None
    return Part("elections/desk/parts/opening.html", {"stand": stand})


def roll_call_part(request: Request, election: Election, now: datetime) -> Part | None:
    """How far a council's roll call is; how anybody answered shows after the close alone."""
    if election.mode != Mode.OPEN:
        return None
    if election.state not in (ElectionState.PREPARING, ElectionState.VOTING):
        return None
    on = timezone.localdate(now)
    context = {
        "called": queries.called(election),
        "may": queries.may_do_at(request.actor, Verb.DO_STEP, election.place_id, on=on),
    }
    return Part("elections/desk/parts/roll_call.html", context)
