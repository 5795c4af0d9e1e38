"""Where a letter leads: the sender's page, or the desk."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse


def sender_link(number: str) -> str:
    """The page on which a sender follows a request."""
    return f"{reverse('cases:follow')}?n={number}"


def desk_link(case_id: UUID) -> str:
    """The page on which staff work on a request."""
    return reverse("cases:case_detail", args=[case_id])
