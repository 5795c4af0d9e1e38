"""Turnout moves on by the clock: heads by five or more, the area once a day in whole percent."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.elections.models import Election, TurnoutDay
from linli.elections.queries.turnout import houses_of, last_day
from linli.elections.rules import ElectionState, Mode
from linli.kernel.turnout import Shown, as_data, from_data, moved, with_area
from linli.records.actions import Guard


def show_turnout_due(*, sub_district_id: UUID, at: datetime) -> int:
    """Move on what is shown of every vote that runs; answer how many figures changed."""
    guard = Guard(job="elections.turnout", sub_district_id=sub_district_id, at=at)
    running = Election.objects.filter(
        sub_district_id=sub_district_id,
        state=ElectionState.VOTING,
        mode__in=[Mode.SECRET, Mode.SIGNED],
        closes_at__gt=at,
    ).select_related("roll")
    return sum(guard.do(one.id, partial(show_turnout, one, at)) or 0 for one in running)


@transaction.atomic
def show_turnout(election: Election, at: datetime) -> int:
    """Move on what is shown of one vote; answer 1 where something changed."""
    day, last = timezone.localdate(at), last_day(election)
    before = from_data(last.figures) if last else Shown()
    houses = houses_of(election)
    shown = moved(before, houses)
    if last is None or last.day < day:
        new = with_area(shown, houses)
        TurnoutDay.objects.create(
            sub_district_id=election.sub_district_id,
            election=election,
            day=day,
            figures=as_data(new),
        )
        return 1
    if shown == before:
        return 0
    last.figures = as_data(shown)
    last.save(update_fields=["figures"])
    return 1
