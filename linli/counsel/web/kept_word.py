"""A code word that was typed is kept in the session, closed, for an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from linli.tenancy.fields import seal, unseal
from linli.ui.access import Request

_OPEN_FOR = timedelta(hours=1)


def remember(request: Request, kept: str, word: str) -> None:
    """Keep the word under a name."""
    request.session[kept] = [seal(word), timezone.now().isoformat()]


def remembered(request: Request, kept: str) -> str:
    """The word kept under a name; none once the hour is over."""
    found = request.session.get(kept)
    if not found or timezone.now() - datetime.fromisoformat(found[1]) > _OPEN_FOR:
        return ""
    return unseal(found[0])


def forget(request: Request, kept: str) -> None:
    """Forget on this device that anything was looked at."""
    request.session.pop(kept, None)
