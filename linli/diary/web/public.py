"""The duty table: who is where and when, by post, for everybody."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.diary import queries
from linli.diary.web.weeks import week_asked
from linli.places import queries as places
from linli.ui.access import ANYONE, Request, open_to
from linli.ui.pages import as_uuid
from linli.ui.pieces import Chip


@open_to(ANYONE)
@require_safe
def duty(request: Request) -> HttpResponse:
    """Show the duty hours of a week, of one community or of all, and the rooms with their hours."""
    tenant, on = request.sub_district_id, timezone.localdate()
    known = {one.id: one.name for one in places.communities(tenant, on=on)}
    root = places.root(tenant)
    asked = as_uuid(request.GET.get("place", ""))
    chosen = asked if asked in known else None
    shown = [chosen, *([root.id] if root else [])] if chosen else None
    week = week_asked(request)
    table = queries.duty_table(tenant, monday=week.monday, place_ids=shown)
    context = {
        "week": week,
        "days": [
            (day, [one for one in table if one.day == day])
            for day in sorted({one.day for one in table})
        ],
        "rooms": [
            (room, queries.hours_lines(hours))
            for room, hours in queries.room_table(tenant, on=on, place_ids=shown)
        ],
        "chips": [
            Chip(_("All communities"), "?", on=chosen is None),
            *(Chip(name, f"?place={key}", on=key == chosen) for key, name in known.items()),
        ],
        "chosen": known.get(chosen, "") if chosen else "",
        "tab": "home",
    }
    return render(request, "diary/duty.html", context)
