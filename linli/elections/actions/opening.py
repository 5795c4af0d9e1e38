"""Voting opens: all that the rules ask for is there, and the rules are kept with the election."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections.actions.calendar import move_on
from linli.elections.actions.sealing import seal_set_up
from linli.elections.actions.work import Work
from linli.elections.models import Election
from linli.elections.queries.kept_rules import snapshot
from linli.elections.queries.opening import lacks
from linli.elections.rules import ElectionState, Verb
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.records.queries import read_rules_anew

NONVOTERS = "owners.count_nonvoters_with_majority"


@transaction.atomic
def open_voting(*, actor: Actor, election_id: UUID, version: int, at: datetime) -> Election:
    """Open the vote at its time; from now on neither rules nor ballot can change."""
    work = Work.on(actor=actor, election_id=election_id, version=version, at=at)
    work.require(Verb.OPEN_VOTING)
    work.require_state(ElectionState.PREPARING)
    read_rules_anew(work.tenant)
    on = timezone.localdate(at)
    missing = lacks(work.election, on=on)
    if missing:
        raise Refused("not_ready", missing[0].words)
    _require_time(work)
    rules = snapshot(work.election, on=on)
    work.change(
        rules=rules,
        state=ElectionState.VOTING.value,
        opened_at=at,
        majority_clause=_clause(rules),
    )
    seal_set_up(work)
    work.record("elections.open_voting", {"rules": sorted(work.election.rules)})
    move_on(work)
    return work.write()


def _require_time(work: Work) -> None:
    election = work.election
    if election.opens_at is not None and work.at < election.opens_at:
        words = _("Voting opens on %(at)s, not before.")
        raise Refused("too_early", words % {"at": timezone.localtime(election.opens_at)})
    if election.closes_at is not None and work.at >= election.closes_at:
        raise Refused("too_late", _("The time of voting is over. Set new times first."))


def _clause(rules: Mapping[str, Any]) -> str:
    """The paper on which those who do not vote join the majority; empty: they do not (R07)."""
    kept = rules.get(NONVOTERS)
    if not kept or kept["value"] is not True:
        return ""
    return str(kept["source"]["zh"])
