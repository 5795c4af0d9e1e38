"""Whether the server is ready."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse

from linli.ui.access import ANYONE, open_to


@open_to(ANYONE)
def health(_request: HttpRequest) -> HttpResponse:
    """Answer "ok" once the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
