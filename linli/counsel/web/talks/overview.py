"""What those who oversee counselling see: hours, and counts that give nobody away."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.counsel.queries import talk_words as words
from linli.counsel.queries import talks as queries
from linli.counsel.rules.talks import TALK_OVERSEERS
from linli.diary import queries as diary
from linli.diary.rules import BookableKind, Purpose
from linli.ui.access import Request, open_to

_HOUR = 4
_NAMES = (queries.HELD, queries.REFERRED, queries.NOT_HELD)


@dataclass(frozen=True, slots=True)
class HoursWorked:
    """One post's hours, as people write them."""

    label: str
    place_name: str
    talks: str
    supervision: str
    training: str


@open_to(*TALK_OVERSEERS)
@require_safe
def overview(request: Request) -> HttpResponse:
    """Show hours by counsellor and counts by place, this year; counts of few are hidden."""
    last = timezone.localdate()
    first = last.replace(month=1, day=1)
    table = queries.counts(request.sub_district_id, first=first, last=last)
    rooms = diary.bookables(
        request.sub_district_id, on=last, kind=BookableKind.ROOM, purpose=Purpose.COUNSELLING
    )
    context = {
        "first": first,
        "last": last,
        "worked": [
            HoursWorked(
                one.label,
                one.place_name,
                _hours(one.open_quarters),
                _hours(one.supervision),
                _hours(one.training),
            )
            for one in queries.worked(request.actor, first=first, last=last)
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
