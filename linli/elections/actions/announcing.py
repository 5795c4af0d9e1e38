"""The result is announced: both channels added, who is elected, kept for good."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.elections.actions.calendar import move_on
from linli.elections.actions.seating import seat_the_elected
from linli.elections.actions.work import Work
from linli.elections.models import Result
from linli.elections.queries.outcomes import outcome_of, result_lacks
from linli.elections.rules import ElectionState, Verb
from linli.elections.rules.results import is_draw
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused


@transaction.atomic
def announce_result(
    *,
    actor: Actor,
    election_id: UUID,
    drawn: Sequence[int] = (),
    version: int | None = None,
    at: datetime,
) -> Result:
    """Announce the result for good; `drawn` are the winners of lots that the tie rule asks for."""
    work = Work.on(actor=actor, election_id=election_id, version=version, at=at)
    work.require(Verb.ANNOUNCE)
    work.require_state(ElectionState.CLOSED)
    if lacking := result_lacks(work.election):
        raise Refused("not_counted", lacking[0])
    outcome = outcome_of(work.election, drawn)
    if outcome is None:
        raise Refused("not_counted", _("Not everything is counted yet."))
    _require_lots(outcome.figures, drawn)
    digest = figures_digest(work.election.uuid, outcome.figures)
    result = Result.objects.create(
        sub_district_id=work.tenant,
        election=work.election,
        figures=outcome.figures,
        valid=outcome.valid,
        announced_at=at,
        announced_by=actor.label,
        digest=digest,
    )
    work.change(state=ElectionState.COUNTED.value, counted_at=at)
    if outcome.valid:
        seat_the_elected(work, outcome.figures)
    work.record("elections.announce_result", {"valid": outcome.valid, "digest": digest})
    move_on(work)
    work.write()
    return result


def figures_digest(uuid: str, figures: dict[str, Any]) -> str:
    """The hash under which a result is announced, printed and compared."""
    text = json.dumps(figures, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(f"{uuid}\n{text}".encode()).hexdigest()


def _require_lots(figures: dict[str, Any], drawn: Sequence[int]) -> None:
    """Lots are drawn only where the rule says so, among the tied, for the seats left."""
    tie: dict[str, Any] = figures.get("tie") or {}
    asked = tie.get("rule") == "lots"
    if not asked and drawn:
        raise Refused("no_lots", _("There is no tie for which lots are drawn."))
    if asked and not is_draw(drawn, tie["numbers"], tie["seats"]):
        raise Refused(
            "draw_lots",
            _("The last seats are tied. Draw lots before everybody, and enter who won them."),
        )
