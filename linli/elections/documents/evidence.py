"""The evidence of an election as one archive, which an act of the sealed journal covers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from linli.elections.models import Election
from linli.elections.queries.box import archive_of
from linli.elections.queries.evidence import (
    MAKE_EVIDENCE,
    about_election,
    evidence_is_ready,
    evidence_parts,
)
from linli.elections.queries.signed import commitments_text
from linli.elections.rules import Mode
from linli.evidence.pack import PackWriter
from linli.kernel.actor import system_actor
from linli.kernel.errors import Refused
from linli.records.actions import seal_evidence
from linli.records.queries import journal_proof


def write_evidence(target: Path | IO[bytes], election: Election, *, at: datetime) -> None:
    """Write all that proves an election and seal it; equal states make equal bytes."""
    _require_ready(election)
    with PackWriter.to(target, about=about_election(election)) as pack:
        _add_parts(pack, election, "")
        seal_evidence(
            actor=system_actor(election.sub_district_id),
            did=MAKE_EVIDENCE,
            on_kind="elections.election",
            on_id=election.id,
            digests=pack.digests,
            at=at,
        )
        pack.add_json("journal.json", journal_proof(election.sub_district_id, election.id))


def add_election(pack: PackWriter, election: Election, *, folder: str) -> None:
    """Add the evidence of an election to a larger pack, whose own act seals it too."""
    _require_ready(election)
    pack.add_json(f"{folder}/about.json", about_election(election))
    _add_parts(pack, election, f"{folder}/")
    proof = journal_proof(election.sub_district_id, election.id)
    pack.add_json(f"{folder}/journal.json", proof)


def _require_ready(election: Election) -> None:
    if not evidence_is_ready(election):
        raise Refused("no_evidence", _("The evidence is whole once the result is announced."))


def _add_parts(pack: PackWriter, election: Election, before: str) -> None:
    for name, value in evidence_parts(election):
        pack.add_json(before + name, value)
    name, chunks = _ballots(election)
    if name:
        pack.add(before + name, chunks)


def _ballots(election: Election) -> tuple[str, Iterable[bytes]]:
    match Mode(election.mode):
        case Mode.SECRET:
            found = archive_of(election.sub_district_id, election.uuid)
            return f"{election.uuid}.bel", found or ()
        case Mode.SIGNED:
            text = commitments_text(election.sub_district_id, election.uuid) or ""
            return "commitments.json", [text.encode()]
        case Mode.OPEN:
            return "", ()
