"""Papers of an election to be had as .docx or PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.elections.documents import WRITERS, document_title, paper_of
from linli.elections.web.desk.pages import SEERS, the_election
from linli.kernel.errors import Missing
from linli.ui.access import Request, open_to


@open_to(*SEERS)
@require_safe
def desk_paper(request: Request, election_id: UUID, name: str, form: str) -> HttpResponse:
    """Hand out a paper, filled in as far as its facts are known."""
    election = the_election(request, election_id)
    if form not in WRITERS:
        raise Missing("no_paper", _("There is no such paper."))
    paper = paper_of(election, name)
    media_type, write = WRITERS[form]
    file_name = f"{election.number} {document_title(name)}.{form}"
    disposition = content_disposition_header(as_attachment=True, filename=file_name) or ""
    return HttpResponse(
        write(paper), content_type=media_type, headers={"Content-Disposition": disposition}
    )
