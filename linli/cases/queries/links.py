"""Where a letter leads: the sender's page, or the desk."""

from __future__ import annotations

from uuid import UUID

from django.urls import NoReverseMatch, reverse


def sender_link(number: str) -> str:
    """The page on which a sender follows a request."""
    page = _page("cases:follow")
    return f"{page}?n={number}" if page else ""


def desk_link(case_id: UUID) -> str:
    """The page on which staff work on a request."""
    return _page("cases:case_detail", case_id)


def _page(name: str, *args: object) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
