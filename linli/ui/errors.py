"""Pages for what goes wrong: what happened, what is kept, what to do, a number to quote."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url

from linli.ui.access import Audience, Request

log = logging.getLogger(__name__)


def error_number() -> str:
    """A short number that a person can read out and an engineer can find in the log."""
    return secrets.token_hex(3).upper()


def _page(request: HttpRequest, status: int, **extra: object) -> HttpResponse:
    number = error_number()
    log.warning("%s %s answered %s, number %s", request.method, request.path, status, number)
    context = {"status": status, "error_number": number, "shell": shell_of(request), **extra}
    return render(request, f"ui/errors/{status}.html", context, status=status)


def shell_of(request: HttpRequest) -> str:
    """Whoever acts in a post stays at the desk, where another post can be chosen."""
    actor = getattr(request, "actor", None)
    at_desk = actor is not None and (actor.post is not None or actor.administrator)
    return "ui/desk.html" if at_desk else "ui/resident.html"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent cannot be read."""
    return _page(request, 400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing here, or nothing that this visitor may know of: the two look alike."""
    return _page(request, 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """This visitor has no right to do it."""
    return _page(request, 403)


def wrong_method(request: HttpRequest, allow: str) -> HttpResponse:
    """The address belongs to a button; it names the methods that it takes."""
    page = _page(request, 405)
    page["Allow"] = allow
    return page


def server_fault(request: HttpRequest) -> HttpResponse:
    """Our fault; the page says what is kept."""
    return _page(request, 500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or came from elsewhere; nothing was written."""
    return _page(request, 403, stale=True, reason=reason)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too many tries; it says when to try again."""
    return _page(request, 429)


def no_right(
    request: Request, audience: Audience | None, *, post_labels: Sequence[str] = ()
) -> HttpResponse:
    """Send a visitor to the sign-in page, or say which posts may open this."""
    if audience is None:
        log.error("%s has no declared audience", request.path)
    if request.actor.account_id is None and audience is not None:
        query = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")
    if audience is not None and _is_of_a_sealed_file(request):
        return not_found(request)
    return _page(request, 403, post_labels=post_labels)


def _is_of_a_sealed_file(request: Request) -> bool:
    """Whether the address is of one sealed file: whoever may not open it learns nothing of it."""
    match = request.resolver_match
    return (
        match is not None
        and match.app_name in settings.LINLI_SEALED_ROOMS
        and "file_id" in match.kwargs
    )
