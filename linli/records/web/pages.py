"""What the pages of this room share."""

from __future__ import annotations

from linli.ui.access import Request

DESK_PAGE = "ui/office.html"
PUBLIC_PAGE = "records/public_page.html"


def shell_for(request: Request) -> str:
    """The desk for those who work in it, the public pages' shell for everybody else."""
    actor = request.actor
    return DESK_PAGE if actor.post or actor.administrator else PUBLIC_PAGE
