"""Papers of a sealed file, handed out opened to whoever may see them and kept by nobody."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from linli.counsel import actions
from linli.counsel.queries import FilePaper
from linli.kernel.posts import CONFIDANTS
from linli.records.rules import ENDINGS
from linli.ui.access import SIGNED_IN, Request, open_to


@require_GET
@open_to(CONFIDANTS)
def paper(request: Request, file_id: UUID, paper_id: UUID) -> HttpResponse:
    """Hand a paper to a member of the file's team."""
    found, content = actions.open_paper(
        actor=request.actor, file_id=file_id, paper_id=paper_id, at=timezone.now()
    )
    return opened_paper(found, content)


@require_GET
@open_to(SIGNED_IN)
def my_paper(request: Request, file_id: UUID, paper_id: UUID) -> HttpResponse:
    """Hand a paper to the party that may see it."""
    found, content = actions.open_own_paper(actor=request.actor, file_id=file_id, paper_id=paper_id)
    return opened_paper(found, content)


def opened_paper(found: FilePaper, content: bytes) -> HttpResponse:
    """Answer with an opened paper so that no browser runs it and nobody keeps it."""
    name = f"{found.kind}{ENDINGS.get(found.media_type, '')}"
    picture = found.media_type.startswith("image/")
    headers = {
        "Content-Disposition": content_disposition_header(not picture, name) or "",
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=found.media_type, headers=headers)
