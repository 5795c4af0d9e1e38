"""What those who oversee counselling see: hours, and counts that give nobody away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.counsel.queries import talk_words as words
from linli.counsel.queries import talks as queries
from linli.counsel.rules.talks import TALK_OVERSEERS, months_over
from linli.diary import queries as diary
from linli.diary.rules import BookableKind, Purpose
from linli.ui.access import Request, open_to

_HOUR = 4
_NAMES = queries.COUNTED


@dataclass(frozen=True, slots=True)
class HoursWorked:
    """One post's hours, as people write them."""

    label: str
    place_name: str
    talks: str | None
    supervision: str
    training: str


@open_to(*TALK_OVERSEERS)
@require_safe
def overview(request: Request) -> HttpResponse:
    """Show hours by counsellor and counts by place, by whole months; counts of few are hidden."""
    today = timezone.localdate()
    ends = months_over(today)
    first, last = date(ends[0].year, 1, 1), ends[-1]
    table = queries.counts(request.sub_district_id, first=first, ends=ends)
    rooms = diary.bookables(
        request.sub_district_id, on=today, kind=BookableKind.ROOM, purpose=Purpose.COUNSELLING
    )
    context = {
        "first": first,
        "last": last,
        "worked": [
            HoursWorked(
                one.label,
                one.place_name,
                None if one.talks is None else _hours(one.talks),
                _hours(one.supervision),
                _hours(one.training),
            )
            for one in queries.worked(request.actor, table, first=first, last=last, on=today)
        ],
        "heads": [words.count_word(name) for name in _NAMES],
        "rows": [
            (place, [(words.count_word(name), table.count(place, name)) for name in _NAMES])
            for place in table.rows
        ],
        "totals": [(words.count_word(name), table.column_total(name)) for name in _NAMES],
        "waiting": queries.waiting_days(request.sub_district_id, first=first, last=last),
        "rooms": len(rooms),
    }
    return render(request, "counsel/talks/overview.html", context)


def _hours(quarters: int) -> str:
    whole, rest = divmod(quarters, _HOUR)
    return f"{whole}{('', '.25', '.5', '.75')[rest]}"
