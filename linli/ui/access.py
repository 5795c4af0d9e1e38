"""Who may open an address: declared beside each view, checked before it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from linli.kernel.actor import Actor

Audience = tuple[str, ...]

ANYONE = "anyone"
"""The public pages: no sign-in."""
SIGNED_IN = "signed_in"
"""Any account, residents included."""
STAFF = "staff"
"""Anybody acting in a post today."""
ADMINISTRATOR = "administrator"
"""Accounts and settings; no civic post."""


class Request(HttpRequest):
    """A request after Linli's middleware: it knows its actor and its sub-district."""

    actor: Actor
    sub_district_id: UUID
    htmx: HtmxDetails


View = Callable[..., HttpResponse]


def open_to(*audience: str) -> Callable[[View], View]:
    """Declare who may open a view: `anyone`, `signed_in`, `staff`, `administrator`, `post:KIND`."""

    def mark(view: View) -> View:
        view.open_to = audience  # type: ignore[attr-defined]
        return view

    return mark


def audience_of(view: Any, url_name: str) -> Audience | None:
    """Who may open this view, or None when nobody declared it.

    Views of libraries cannot carry our mark; settings name them one by one.
    """
    declared: Audience | None = getattr(view, "open_to", None)
    if declared is None:
        declared = settings.LINLI_LIBRARY_VIEWS.get(url_name)
    return declared


def may_open(actor: Actor, audience: Audience) -> bool:
    """Whether the actor, in the post acted in, is among the audience."""
    tests: dict[str, Callable[[], bool]] = {
        ANYONE: lambda: True,
        SIGNED_IN: lambda: actor.account_id is not None,
        STAFF: lambda: actor.post is not None,
        ADMINISTRATOR: lambda: actor.administrator,
    }
    return any(
        tests[word]() if word in tests else actor.kind == word.removeprefix("post:")
        for word in audience
    )


class AccessMiddleware:
    """Refuse every view that is not declared open to the actor; nothing is open by omission."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.refuse = import_string(settings.LINLI_NO_RIGHT_PAGE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the work is done beside the view."""
        return self.get_response(request)

    def process_view(
        self, request: Request, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Let the view run, or answer with the sign-in page or the page that says who may."""
        match = request.resolver_match
        audience = audience_of(view, match.view_name if match else "")
        if audience is not None and may_open(request.actor, audience):
            return None
        answer: HttpResponse = self.refuse(request, audience)
        return answer
