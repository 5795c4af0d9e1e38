"""The evidence of a decision as one archive, for an office or a court; checked offline."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from linli.decisions.models import Decision
from linli.decisions.queries.decisions import events_of, resolutions_of
from linli.decisions.queries.evidence import (
    MAKE_EVIDENCE,
    about_decision,
    decision_parts,
    subjects_of_decision,
)
from linli.elections import documents as elections
from linli.elections import queries as votes
from linli.evidence.pack import PackWriter
from linli.kernel.actor import system_actor
from linli.kernel.errors import Refused
from linli.records.actions import seal_evidence, seal_journal
from linli.records.queries import journal_proof


def write_evidence(target: Path | IO[bytes], found: Decision, *, at: datetime) -> None:
    """Write all that proves a decision so far and seal it; equal states make equal bytes."""
    if not events_of(found):
        raise Refused(
            "no_evidence", _("Nothing of this decision is done yet that could be proved.")
        )
    tenant, also = found.sub_district_id, subjects_of_decision(found)
    # The vote's own journal lies inside, so its acts must be sealed before it is taken.
    seal_journal(sub_district_id=tenant, at=at)
    with PackWriter.to(target, about=about_decision(found)) as pack:
        for name, value in decision_parts(found):
            pack.add_json(name, value)
        _add_vote(pack, found)
        seal_evidence(
            actor=system_actor(tenant),
            did=MAKE_EVIDENCE,
            on_kind="decisions.decision",
            on_id=found.id,
            digests=pack.digests,
            also=also,
            at=at,
        )
        pack.add_json("journal.json", journal_proof(tenant, found.id, *also))


def _add_vote(pack: PackWriter, found: Decision) -> None:
    """The vote on which the resolution in force rests, as elections proves it."""
    resolved = resolutions_of(found)[-1:]
    vote = votes.election(found.sub_district_id, resolved[0].vote_id) if resolved else None
    if vote is not None:
        elections.add_election(pack, vote, folder="vote")
