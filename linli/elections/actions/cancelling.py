"""An election is given up before the count, with its reasons; its box stays shut for good."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.elections.actions.work import Work
from linli.elections.models import Election
from linli.elections.rules import ElectionState, Verb
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused


@transaction.atomic
def cancel_election(
    *, actor: Actor, election_id: UUID, number: str, reason: str, version: int, at: datetime
) -> Election:
    """Cancel an election whose number was typed, with a reason that everybody can read."""
    work = Work.on(actor=actor, election_id=election_id, version=version, at=at)
    work.require(Verb.CANCEL)
    work.require_state(ElectionState.PREPARING, ElectionState.VOTING, ElectionState.CLOSED)
    if number.strip() != work.election.number:
        raise Refused("other_number", _("Type the number of this election to cancel it."))
    if not reason.strip():
        raise Refused("no_reason", _("Write why the election is cancelled; everybody can read it."))
    was = work.state.value
    work.change(state=ElectionState.CANCELLED.value, cancelled_at=at, cancel_reason=reason.strip())
    work.batch.clocks.end([duty.kind for duty in work.batch.clocks.open], at=at)
    work.record("elections.cancel", {"was": was}, text=reason)
    return work.write()
