"""In a demo: slips to try the booth with."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from linli.elections import queries
from linli.elections.web.parts import Part
from linli.ui.access import Request

if TYPE_CHECKING:
    from linli.elections.models import Election

_SHOWN = 3


def demo_slips_part(_request: Request, election: Election, _at: datetime) -> Part | None:
    """Slips of invented voters, each with the booth's address."""
    slips = queries.demo_slips(election)
    if not slips:
        return None
    booth = reverse("elections:booth", args=[election.uuid])
    rows = [{"slip": slip, "href": f"{booth}#{slip}"} for slip in slips]
    shown = {"first": rows[:_SHOWN], "more": rows[_SHOWN:]}
    return Part("elections/public/parts/demo_slips.html", shown)
