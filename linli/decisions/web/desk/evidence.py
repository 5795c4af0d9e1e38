"""The evidence of a decision as one file, for an office or a court."""

from __future__ import annotations

import tempfile
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from linli.decisions.documents import write_evidence
from linli.decisions.web.desk.pages import RUN, the_decision
from linli.kernel.posts import PostKind
from linli.ui.access import Request, open_to


@open_to(*RUN, PostKind.AUDITOR)
@require_safe
def desk_evidence(request: Request, decision_id: UUID) -> HttpResponse:
    """Hand the pack out; it names those alone who answer, count or sign by name.

    Reading writes here: where a part changed since, the journal seals the new state.
    """
    found = the_decision(request, decision_id)
    with tempfile.TemporaryFile() as file:
        write_evidence(file, found, at=timezone.now())
        file.seek(0)
        answer = HttpResponse(file.read(), content_type="application/zip")
    name = f"{found.number}.zip"
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or ""
    )
    return answer
