"""Who may open an address: declared beside each view, checked before it runs."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from linli.kernel.posts import PostKind, Posts

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from linli.kernel.actor import Actor


class Who(StrEnum):
    """Who may open an address, beside the posts of `linli.kernel.posts`."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"
    ADMINISTRATOR = "administrator"


ANYONE = Who.ANYONE
"""The public pages: no sign-in."""
SIGNED_IN = Who.SIGNED_IN
"""Any account, residents included."""
ADMINISTRATOR = Who.ADMINISTRATOR
"""Accounts and settings; no civic post."""

Audience = frozenset[Who | PostKind]


class Request(HttpRequest):
    """A request after Linli's middleware: it knows its actor and its sub-district."""

    actor: Actor
    sub_district_id: UUID
    htmx: HtmxDetails


View = Callable[..., HttpResponse]


def audience(*named: Who | PostKind | Posts) -> Audience:
    """Join words, posts and groups of posts; a word that nobody defined is refused at import."""
    found: set[Any] = set()
    for one in named:
        found |= {one} if isinstance(one, str) else one
    unknown = [one for one in found if not isinstance(one, Who | PostKind)]
    if unknown or not found:
        raise ValueError(f"No audience is called {unknown}.")
    return frozenset(found)


def open_to(*named: Who | PostKind | Posts) -> Callable[[View], View]:
    """Declare who may open a view: `ANYONE`, `SIGNED_IN`, `ADMINISTRATOR`, kinds of posts."""
    declared = audience(*named)

    def mark(view: View) -> View:
        view.open_to = declared  # type: ignore[attr-defined]
        return view

    return mark


def audience_of(view: Any, url_name: str) -> Audience | None:
    """Who may open this view, or None when nobody declared it.

    Views of libraries cannot carry our mark; settings name them one by one.
    """
    declared: Audience | None = getattr(view, "open_to", None)
    if declared is None and url_name in settings.LINLI_LIBRARY_VIEWS:
        declared = audience(*(Who(word) for word in settings.LINLI_LIBRARY_VIEWS[url_name]))
    return declared


def may_open(actor: Actor, among: Audience) -> bool:
    """Whether the actor, in the post acted in, is among the audience."""
    return (
        ANYONE in among
        or (SIGNED_IN in among and actor.account_id is not None)
        or (ADMINISTRATOR in among and actor.administrator)
        or actor.kind in among
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
        declared = audience_of(view, match.view_name if match else "")
        if declared is not None and may_open(request.actor, declared):
            return None
        answer: HttpResponse = self.refuse(request, declared)
        return answer
