"""The evidence of an election as one archive."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from linli.elections.models import Election
from linli.elections.queries.box import archive_of
from linli.elections.queries.evidence import about_election, evidence_is_ready, evidence_parts
from linli.elections.queries.signed import commitments_text
from linli.elections.rules import Mode
from linli.evidence.pack import PackWriter
from linli.kernel.errors import Refused


def write_evidence(target: Path | IO[bytes], election: Election) -> None:
    """Write all that proves an election; equal states make equal bytes."""
    if not evidence_is_ready(election):
        raise Refused("no_evidence", _("The evidence is whole once the result is announced."))
    with PackWriter.to(target, about=about_election(election)) as pack:
        for name, value in evidence_parts(election):
            pack.add_json(name, value)
        name, chunks = _ballots(election)
        if name:
            pack.add(name, chunks)


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
