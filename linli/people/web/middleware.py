"""Who asks: every request knows its actor and its sub-district before a view sees it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.utils import timezone

from linli.people import queries
from linli.ui.access import Request


class ActorMiddleware:
    """Set `request.actor` and `request.sub_district_id`."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        """Find out who asks; a visitor costs no query."""
        request.sub_district_id = queries.sub_district_of_host(request.get_host())
        chosen = request.session.get("post") if request.user.is_authenticated else None
        request.actor = queries.actor_for(
            request.user,
            sub_district_id=request.sub_district_id,
            chosen_post=chosen,
            on=timezone.localdate(),
        )
        return self.get_response(request)
