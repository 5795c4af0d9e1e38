"""Paper ballots are printed in batches; how many is written down, no serial is."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.elections.actions.work import Work
from linli.elections.rules import ElectionKind, ElectionState, Mode, Verb
from linli.elections.rules.candidates import PERSONS
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.records.actions import claim_key

MOST_AT_ONCE = 300
_GOING_ON = (ElectionState.PREPARING, ElectionState.VOTING)


@transaction.atomic
def print_paper_ballots(
    *, actor: Actor, election_id: UUID, many: int, key: str, at: datetime
) -> str:
    """Note that so many ballots are printed; answer the word from which their serials follow.

    The same form sent twice is the same printing, so a jammed printer prints the same ballots.
    """
    work = Work.on(actor=actor, election_id=election_id, at=at)
    work.require(Verb.SET_UP)
    work.require_state(*_GOING_ON)
    if work.mode is Mode.OPEN:
        raise Refused("no_paper", _("A roll call has no ballots."))
    if ElectionKind(work.election.kind) in PERSONS and work.election.candidates_fixed_at is None:
        raise Refused("not_fixed", _("First fix the list of candidates and their numbers."))
    if not 0 < many <= MOST_AT_ONCE:
        raise Refused(
            "bad_number", _("Print 1 to %(most)s ballots at a time.") % {"most": MOST_AT_ONCE}
        )
    act = "elections.print_paper_ballots"
    body = {"election": str(election_id), "many": many}
    if claim_key(sub_district_id=work.tenant, act=act, key=key, body=body, at=at) is None:
        work.record(act, {"many": many})
        work.write()
    return key
