"""Photos and papers, each handed out only to whom its own room lets have it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.kernel.errors import Missing
from linli.records import queries
from linli.ui.access import ANYONE, Request, open_to

_KEPT_SECONDS = 3600


@open_to(ANYONE)
@require_GET
def attachment(request: Request, attachment_id: UUID, *, small: bool = False) -> HttpResponse:
    """Hand out a file if the room that holds it says so; otherwise there is none."""
    found = queries.attachment_by_id(request.sub_district_id, attachment_id)
    reader = settings.LINLI_FILE_READERS.get(found.subject_kind) if found else None
    if found is None or reader is None:
        raise _missing()
    may_read = import_string(reader)
    if not may_read(
        actor=request.actor,
        subject_id=found.subject_id,
        for_staff_only=found.for_staff_only,
        session=request.session,
        key=request.GET.get("key", ""),
    ):
        raise _missing()
    return file_response(found.path, name=found.name, media_type=found.media_type, small=small)


@open_to(ANYONE)
@require_GET
def waiting_upload(request: Request, token: str) -> HttpResponse:
    """Show a picture that waits for its form to whoever holds its signed word."""
    prepared = queries.upload_by_token(token)
    if prepared is None:
        raise _missing()
    return file_response(
        prepared.path, name=prepared.name, media_type=prepared.media_type, small=True
    )


def file_response(path: str, *, name: str, media_type: str, small: bool = False) -> HttpResponse:
    """Answer with a stored file so that no browser runs it and no proxy keeps it."""
    picture = media_type.startswith("image/")
    content = queries.file_content(queries.small_path(path) if small and picture else path)
    if content is None:
        raise _missing()
    headers = {
        "Content-Disposition": content_disposition_header(not picture, name) or "",
        "Cache-Control": f"private, max-age={_KEPT_SECONDS}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=media_type, headers=headers)


def _missing() -> Missing:
    return Missing("no_file", _("There is no such file."))
