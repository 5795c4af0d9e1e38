"""Papers of a mediation as files: made when they are asked for, kept nowhere."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from linli.counsel import actions
from linli.counsel.documents.mediation_papers import mediation_paper, paper_title
from linli.counsel.queries.mediation_shown import mediation_shown
from linli.counsel.queries.opening import Opened
from linli.counsel.rules import FileKind
from linli.kernel.posts import PostKind
from linli.records.documents import WRITERS
from linli.ui.access import SIGNED_IN, Request, open_to

TAKEN_OUT = gettext_noop("a paper made from the file")


@open_to(PostKind.MEDIATOR)
@require_GET
def written(request: Request, file_id: UUID, name: str, form: str) -> HttpResponse:
    """Hand a paper to the team; each side sees that it was taken out."""
    opened = actions.open_for_team(
        actor=request.actor, file_id=file_id, what=TAKEN_OUT, exported=True, at=timezone.now()
    )
    return _paper(opened, name, form)


@open_to(SIGNED_IN)
@require_GET
def my_written(request: Request, file_id: UUID, name: str, form: str) -> HttpResponse:
    """Hand a paper to a side."""
    return _paper(actions.open_for_party(actor=request.actor, file_id=file_id), name, form)


def _paper(opened: Opened, name: str, form: str) -> HttpResponse:
    if form not in WRITERS or opened.file.kind != FileKind.MEDIATION:
        raise Http404
    paper = mediation_paper(mediation_shown(opened), name, on=timezone.localdate())
    media_type, write = WRITERS[form]
    answer = HttpResponse(write(paper), content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{opened.file.number}-{paper_title(name)}.{form}"
    )
    answer["Cache-Control"] = "no-store"
    return answer
