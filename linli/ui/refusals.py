"""Refusals become pages: 403, 404, 409 or 422, never 500, nothing half-written."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.ui import errors

_WRONG_METHOD = 405


class RefusalMiddleware:
    """Answer a `Refused` that no view caught with the page that fits it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; an address opened in the wrong way gets a page that says so."""
        answer = self.get_response(request)
        if answer.status_code == _WRONG_METHOD and not answer.content and request.method == "GET":
            return errors.wrong_method(request, answer["Allow"])
        return answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer refusals; anything else is a fault and goes on as one."""
        if isinstance(error, Missing):
            return errors.not_found(request, error)
        if isinstance(error, Refused):
            return refusal(request, error)
        return None


def refusal(request: HttpRequest, error: Refused) -> HttpResponse:
    """Show the reason, the article and what to do; for htmx the box alone."""
    status = 422
    page = "ui/refused.html"
    if isinstance(error, NotAllowed):
        status = 403
    elif isinstance(error, Conflict):
        status, page = 409, "ui/conflict.html"
    if getattr(request, "htmx", False):
        page = "ui/_refusal.html"
    context = {"refusal": error, "status": status, "shell": errors.shell_of(request)}
    return render(request, page, context, status=status)
