"""The benchmarks' door: the real application, and beside it a bare view as the floor.

With the header `X-Count: 1` an answer says in `X-Queries` how many statements it took,
BEGIN and COMMIT not counted.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test.utils import override_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")

Environ = dict[str, Any]
Start = Callable[..., Any]

full = get_wsgi_application()
with override_settings(MIDDLEWARE=[]):
    bare = WSGIHandler()


def application(environ: Environ, start: Start) -> Iterable[bytes]:
    """Answer the floor's addresses without middleware, everything else as in production."""
    if environ["PATH_INFO"].startswith("/bench-floor/"):
        return bare(environ, start)
    if environ.get("HTTP_X_COUNT"):
        return _counted(environ, start)
    return full(environ, start)


def _counted(environ: Environ, start: Start) -> Iterable[bytes]:
    counted: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if not sql.startswith(("BEGIN", "COMMIT")):
            counted.append(sql)
        return execute(sql, *rest)

    def begin(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start(status, [*headers, ("X-Queries", str(len(counted)))], *rest)

    with connection.execute_wrapper(watch):
        return full(environ, begin)
