"""Answers of the booth's addresses: strict headers, no cookie, refusals as plain data."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.http import HttpResponse, JsonResponse

from linli.kernel.errors import Conflict, Missing, Refused
from linli.ui.access import Request

_LONGEST = 400_000
_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": ["data:"],
    "connect-src": [SELF],
    "worker-src": [SELF],
    "font-src": [NONE],
    "manifest-src": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
}
View = Callable[..., HttpResponse]


_ASKING = {**_POLICY, "form-action": [SELF]}
"""The policy of a page on which a form asks this server; the booth itself sends no form."""


def pinned_page(view: View) -> View:
    """Serve a page under the booth's own policy: it says nothing to anybody about who reads it."""
    return _under(_POLICY, view)


def asking_page(view: View) -> View:
    """Serve a pinned page whose form may ask this server and nobody else."""
    return _under(_ASKING, view)


def _under(policy: dict[str, list[str]], view: View) -> View:
    @wraps(view)
    def served(request: Request, *args: Any, **named: Any) -> HttpResponse:
        answer = view(request, *args, **named)
        answer["Referrer-Policy"] = "no-referrer"
        answer["Cross-Origin-Opener-Policy"] = "same-origin"
        answer["X-Robots-Tag"] = "noindex"
        answer.setdefault("Cache-Control", "no-cache")
        return answer

    under_policy: Any = csp_replace(policy)
    pinned: View = under_policy(served)
    return pinned


def plain(view: Callable[..., Any]) -> View:
    """Answer what the view gives as JSON; a refusal as its code and its sentence."""

    @wraps(view)
    def answered(request: Request, *args: Any, **named: Any) -> HttpResponse:
        try:
            answer = JsonResponse(view(request, *args, **named))
        except Refused as error:
            answer = JsonResponse(
                {"code": error.code, "message": error.message, "source": error.source},
                status=_status(error),
            )
        answer["Cache-Control"] = "no-store"
        # A keeper's address holds the secret of the link: no line of the log may repeat it.
        answer._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001
        return answer

    return answered


def _status(error: Refused) -> int:
    if isinstance(error, Missing):
        return 404
    return 409 if isinstance(error, Conflict) else 422


def sent(request: Request, *, longest: int = _LONGEST) -> dict[str, Any]:
    """The object that was sent, or an empty one where it is none."""
    if len(request.body) > longest:
        return {}
    try:
        given = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return given if isinstance(given, dict) else {}


def text_of(given: dict[str, Any], name: str) -> str:
    """A text of what was sent; anything else is an empty one."""
    value = given.get(name)
    return value if isinstance(value, str) else ""
