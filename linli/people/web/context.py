"""What the shells show about the actor's posts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def acting(request: HttpRequest) -> dict[str, Any]:
    """The post acted in and the others that could be chosen."""
    actor = getattr(request, "actor", None)
    return {"acting": actor.post if actor else None}
