"""The evidence of an election as one file, for everybody."""

from __future__ import annotations

import tempfile
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.elections import queries
from linli.elections.documents import write_evidence
from linli.elections.web.parts import Part
from linli.kernel.errors import Missing
from linli.ui.access import ANYONE, Request, open_to

if TYPE_CHECKING:
    from linli.elections.models import Election


def evidence_part(_request: Request, election: Election, _at: datetime) -> Part | None:
    """Where the evidence is found, once it is whole."""
    if not queries.evidence_is_ready(election):
        return None
    head = queries.head_of_evidence(election)
    return Part("elections/public/parts/evidence.html", {"head": head})


@open_to(ANYONE)
@require_safe
def evidence(request: Request, uuid: str) -> HttpResponse:
    """Hand the pack out; it is made anew each time and the same for the same state.

    Reading writes here: where a part changed since, the journal seals the new state.
    """
    election = queries.election_by_uuid(request.sub_district_id, uuid)
    if election is None or not queries.evidence_is_ready(election):
        raise Missing("no_election", "")
    with tempfile.TemporaryFile() as file:
        write_evidence(file, election, at=timezone.now())
        file.seek(0)
        answer = HttpResponse(file.read(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{election.uuid}.zip"'
    return answer
