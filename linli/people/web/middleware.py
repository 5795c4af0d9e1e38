"""Who asks: every request knows its actor and its sub-district before a view sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from linli.people import queries
from linli.ui.access import Request

CHOSEN_POST = "post"
_HAS_FACTOR = "second_factor"
_OPEN_WITHOUT_FACTOR = ("mfa_", "account_logout", "account_reauthenticate", "set_language")


class ActorMiddleware:
    """Set `request.actor` and `request.sub_district_id`; lead staff to a second factor first."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        """Find out who asks; a visitor costs no query."""
        request.sub_district_id = queries.sub_district_of_host(request.get_host())
        chosen = request.session.get(CHOSEN_POST) if request.user.is_authenticated else None
        request.actor = queries.actor_for(
            request.user,
            sub_district_id=request.sub_district_id,
            chosen_post=chosen,
            on=timezone.localdate(),
        )
        return self.get_response(request)

    def process_view(
        self, request: Request, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Let staff without a second factor do nothing but set one up and sign out."""
        if not self._lacks_factor(request):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        return None if name.startswith(_OPEN_WITHOUT_FACTOR) else redirect("mfa_index")

    def _lacks_factor(self, request: Request) -> bool:
        """Whether a staff account has yet to set one up; asked once a session."""
        if request.actor.account_id is None or not settings.LINLI_STAFF_SECOND_FACTOR:
            return False
        if not getattr(request.user, "is_staff_account", False):
            return False
        if request.session.get(_HAS_FACTOR):
            return False
        has = queries.has_second_factor(request.actor.account_id)
        if has:
            request.session[_HAS_FACTOR] = True
        return not has
