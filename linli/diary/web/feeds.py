"""Calendars for other programs: when something is open, for everybody; when it is taken, for the desk.

Neither says who comes, what for, or that anybody comes for something in confidence.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.diary import queries
from linli.diary.rules import SEERS, Event, as_icalendar, monday_of
from linli.diary.web.desk import found_or_gone
from linli.ui.access import ANYONE, Request, open_to

_WEEKS = 12


@open_to(ANYONE)
@require_safe
def open_times(_request: Request, bookable_id: UUID) -> HttpResponse:
    """Give the hours of the next weeks, holidays and closed times taken out."""
    found = queries.bookable(_request.sub_district_id, bookable_id)
    one = found_or_gone(found if found is not None and found.listed else None)
    events = queries.open_events(one, first=timezone.localdate(), weeks=_WEEKS)
    return _file(one.name, events)


@open_to(*SEERS)
@require_safe
def taken_times(request: Request, bookable_id: UUID) -> HttpResponse:
    """Give the taken times of the next weeks, without a person."""
    on = timezone.localdate()
    one = found_or_gone(queries.bookable_seen_by(request.actor, bookable_id, on=on))
    mondays = [monday_of(on) + timedelta(weeks=ahead) for ahead in range(_WEEKS)]
    events = [
        Event(str(item.booking_id), day.day, item.span, item.word)
        for monday in mondays
        for day in queries.week(one, monday)
        for item in day.items
    ]
    return _file(one.name, events)


def _file(name: str, events: Iterable[Event]) -> HttpResponse:
    body = as_icalendar(name, events, stamp=timezone.now())
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="hours.ics"'
    return answer
