"""What every page's shell needs to know."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone


def shell(request: HttpRequest) -> dict[str, Any]:
    """The actor, the time, and whether type is large."""
    return {
        "actor": getattr(request, "actor", None),
        "now": timezone.localtime(),
        "large_type": request.COOKIES.get("large_type") == "1",
    }
