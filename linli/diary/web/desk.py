"""Rooms and hours at the desk: the list, and one calendar week by week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.diary import queries
from linli.diary.rules import QUIET, SEERS, BookableKind, Purpose, Verb
from linli.diary.web.weeks import week_asked
from linli.kernel.errors import Missing
from linli.ui.access import Request, open_to
from linli.ui.pages import as_uuid
from linli.ui.pieces import Chip, Fact

if TYPE_CHECKING:
    from linli.diary.models import Bookable

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class RowShown:
    """A room or hours in the list of the desk."""

    one: Bookable
    purpose: str
    post: str
    hours: list[str]


@open_to(*SEERS)
@require_safe
def rooms(request: Request) -> HttpResponse:
    """List rooms and hours in reach, of one place or of all."""
    on = timezone.localdate()
    reach = queries.places_in_reach(request.actor, on=on)
    known = dict(reach)
    asked = as_uuid(request.GET.get("place", ""))
    chosen = asked if asked in known else None
    found = queries.bookables(
        request.sub_district_id, on=on, place_ids=[chosen] if chosen else list(known)
    )
    hours = queries.hours_shown(request.sub_district_id, [one.id for one in found], on=on)
    rows = [
        RowShown(
            one,
            queries.purpose_word(one.purpose),
            queries.post_word(one),
            queries.hours_lines(hours.get(one.id, [])),
        )
        for one in found
    ]
    context = {
        "rooms": [row for row in rows if row.one.kind == BookableKind.ROOM],
        "people": [row for row in rows if row.one.kind == BookableKind.PERSON],
        "gaps": _gaps(request, [chosen] if chosen else list(known), known),
        "chips": _place_chips(reach, chosen) if len(reach) > 1 else [],
        "may_keep": any(queries.may_do_at(request.actor, Verb.KEEP, key, on=on) for key in known),
    }
    return render(request, "diary/rooms.html", context)


@open_to(*SEERS)
@require_safe
def room(request: Request, bookable_id: UUID) -> HttpResponse:
    """Show one calendar: the week, the weekly hours, what can be done."""
    on = timezone.localdate()
    one = the_bookable(request, bookable_id)
    week = week_asked(request)
    hours = queries.hours_shown(request.sub_district_id, [one.id], on=on).get(one.id, [])
    context = {
        "one": one,
        "is_room": one.kind == BookableKind.ROOM,
        "kind_word": queries.kind_word(one.kind),
        "facts": _facts(one),
        "week": week,
        "days": queries.week(one, week.monday),
        "today": on,
        "hours": hours,
        "quiet": Purpose(one.purpose) in QUIET,
        "may_keep": queries.may_keep(request.actor, one, on=on),
        "may_take": queries.may_take(request.actor, one, on=on),
    }
    return render(request, "diary/room.html", context)


def the_bookable(request: Request, bookable_id: UUID) -> Bookable:
    """The room or hours of the address, within the reach of the post acted in."""
    return found_or_gone(
        queries.bookable_seen_by(request.actor, bookable_id, on=timezone.localdate())
    )


def found_or_gone(found: R | None) -> R:
    """What was found; else the page that says there is nothing."""
    if found is None:
        raise Missing("nothing_here", _("There is nothing of that number here."))
    return found


def _facts(one: Bookable) -> list[Fact]:
    known = [
        (_("Its purpose"), queries.purpose_word(one.purpose)),
        (_("At"), one.place.name),
        (_("Post"), queries.post_word(one)),
        (_("Where"), one.where),
        (_("How many seats"), str(one.seats or "")),
        (_("Step-free"), _("Yes") if one.step_free else ""),
        (_("A time lasts"), queries.length_word(one.slot_quarters)),
        (_("Pause after it"), queries.length_word(one.gap_quarters)),
    ]
    return [Fact(label, value) for label, value in known if value]


def _place_chips(reach: list[tuple[UUID, str]], chosen: UUID | None) -> list[Chip]:
    every = Chip(_("All places"), "?", on=chosen is None)
    return [every, *(Chip(name, f"?place={key}", on=key == chosen) for key, name in reach)]


def _gaps(request: Request, places: list[UUID], known: dict[UUID, str]) -> list[str]:
    """Communities at which no legal liaison has hours (S18)."""
    on = timezone.localdate()
    communities = queries.communities_among(request.sub_district_id, places, on=on)
    without = queries.places_without(
        request.sub_district_id, place_ids=communities, purpose=Purpose.LEGAL, on=on
    )
    return [known[one] for one in without]
