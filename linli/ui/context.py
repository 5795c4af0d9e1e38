"""What every page's shell needs to know."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from linli.ui import menu


def shell(request: HttpRequest) -> dict[str, Any]:
    """The actor, the time, the menus, and whether type is large."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "home_href": menu.home,
        "rail": lambda: menu.rail(actor, request.path),
        "inbox": lambda: menu.inbox(actor),
        "now": timezone.localtime(),
        "large_type": request.COOKIES.get("large_type") == "1",
    }
