"""What pages with a week share: which week is asked for, the way to the next and the last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from linli.diary.rules import WEEK, monday_of
from linli.ui.access import Request

_FURTHEST = timedelta(weeks=60)


@dataclass(frozen=True, slots=True)
class Week:
    """The week that a page shows, and the addresses of the weeks beside it."""

    monday: date
    sunday: date
    is_now: bool
    earlier: str
    later: str
    now: str


def week_asked(request: Request) -> Week:
    """The week of the address; without one, or with one too far away, this week."""
    today = timezone.localdate()
    monday = monday_of(_day(request.GET.get("week", ""), today))
    ahead = timedelta(days=WEEK)
    return Week(
        monday=monday,
        sunday=monday + ahead - timedelta(days=1),
        is_now=monday == monday_of(today),
        earlier=_href(request, monday - ahead),
        later=_href(request, monday + ahead),
        now=_href(request, None),
    )


def _day(typed: str, today: date) -> date:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return today
    return day if abs(day - today) < _FURTHEST else today


def _href(request: Request, monday: date | None) -> str:
    query = request.GET.copy()
    query.pop("week", None)
    if monday is not None:
        query["week"] = monday.isoformat()
    return f"?{query.urlencode()}" if query else request.path
