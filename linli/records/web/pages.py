"""What the pages of this room share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

from linli.ui.access import Request

DESK_PAGE = "ui/office.html"
PUBLIC_PAGE = "records/public_page.html"


def shell_for(request: Request) -> str:
    """The desk for those who work in it, the public pages' shell for everybody else."""
    actor = request.actor
    return DESK_PAGE if actor.post or actor.administrator else PUBLIC_PAGE


def go(to: str, *args: Any) -> HttpResponse:
    """Answer a form that was taken in: see the page it leads to."""
    return HttpResponseRedirect(resolve_url(to, *args), status=303)


def as_uuid(typed: str) -> UUID | None:
    """Read an id from an address; anything else is none."""
    try:
        return UUID(typed)
    except ValueError:
        return None
