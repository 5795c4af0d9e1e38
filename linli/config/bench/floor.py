"""The floor: what Django alone needs for one insert, or for a page of fifty rows."""

from __future__ import annotations

import hashlib

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils import timezone

from linli.tenancy.models import new_id
from linli.ui.access import ANYONE, open_to

_PAGE = engines["django"].from_string(
    "{% for row in rows %}<p>{{ row.0 }} {{ row.1 }}</p>{% endfor %}"
)


@open_to(ANYONE)
def floor_insert(_request: HttpRequest) -> HttpResponse:
    """Insert one row of one table, and nothing else."""
    key = new_id()
    values = [key.hex, timezone.now().isoformat(), hashlib.sha256(key.bytes).hexdigest()]
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_floor (id, made_at, text) VALUES (%s, %s, %s)", values)
    return HttpResponse("ok", status=201)


@open_to(ANYONE)
def floor_list(_request: HttpRequest) -> HttpResponse:
    """Read fifty rows and write them into a page."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, text FROM bench_floor ORDER BY id DESC LIMIT 50")
        return HttpResponse(_PAGE.render({"rows": cursor.fetchall()}))
