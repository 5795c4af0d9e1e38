"""Weekly hours in words, and as events of the weeks to come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from linli.diary.models import Bookable, OpenTime
from linli.diary.queries.bookables import as_rule, bookables, holidays, hours_of
from linli.diary.queries.slots import closed_quarters
from linli.diary.queries.words import day_word, weekday_word
from linli.diary.rules import (
    WEEK,
    BookableKind,
    Event,
    clock,
    joined,
    open_hours,
    without,
)


@dataclass(frozen=True, slots=True)
class OpenTimeShown:
    """Hours of one weekday, or of one day, with the room they are held in."""

    id: UUID
    weekday: int
    when: str
    time: str
    room: str
    until: date | None
    since: date | None
    single: bool = False

    @property
    def words(self) -> str:
        """The hours in one line."""
        return f"{self.when} {self.time}"


def hours_shown(
    sub_district_id: UUID, bookable_ids: Collection[UUID], *, on: date
) -> dict[UUID, list[OpenTimeShown]]:
    """The weekly hours of each, in the order of the week."""
    found: dict[UUID, list[OpenTimeShown]] = {}
    for row in hours_of(sub_district_id, bookable_ids, on=on):
        found.setdefault(row.bookable_id, []).append(_shown(row, on))
    return found


def hours_lines(hours: Sequence[OpenTimeShown]) -> list[str]:
    """Hours in as few lines as can be: weekdays in a row with the same hours stand together."""
    lines: list[tuple[str, str]] = []
    for time, days in _by_time(hours).items():
        lines += [(_days(run), time) for run in _runs(days)]
    singles = [(one.when, one.time) for one in hours if one.single]
    return [f"{when} {time}" for when, time in [*lines, *singles]]


def _by_time(hours: Sequence[OpenTimeShown]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for one in hours:
        if not one.single and one.weekday not in found.setdefault(one.time, []):
            found[one.time].append(one.weekday)
    return found


def _runs(days: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _days(run: Sequence[int]) -> str:
    if len(run) == 1:
        return weekday_word(run[0])
    words = {"first": weekday_word(run[0]), "last": weekday_word(run[-1])}
    return pgettext("weekly hours", "%(first)s to %(last)s") % words


def open_time(sub_district_id: UUID, open_time_id: UUID) -> OpenTime | None:
    """Hours of one weekday."""
    return OpenTime.objects.filter(sub_district_id=sub_district_id, id=open_time_id).first()


def room_table(
    sub_district_id: UUID, *, on: date, place_ids: Collection[UUID] | None = None
) -> list[tuple[Bookable, list[OpenTimeShown]]]:
    """The listed rooms with their weekly hours."""
    rooms = bookables(sub_district_id, on=on, kind=BookableKind.ROOM, place_ids=place_ids)
    listed = [one for one in rooms if one.listed]
    hours = hours_shown(sub_district_id, [one.id for one in listed], on=on)
    return [(one, hours.get(one.id, [])) for one in listed]


def open_events(one: Bookable, *, first: date, weeks: int) -> list[Event]:
    """When something is open in the weeks to come, holidays and closed times taken out."""
    tenant, days = one.sub_district_id, weeks * WEEK
    rows = [as_rule(row) for row in hours_of(tenant, [one.id], on=first)]
    closed = closed_quarters(tenant, [one.id], first, first + timedelta(days=days))
    rest = holidays(tenant)
    return [
        Event(f"{one.id}-{day:%Y%m%d}-{span.first}", day, span, one.name)
        for day in (first + timedelta(days=ahead) for ahead in range(days))
        for span in without(
            joined(hours.span for hours in open_hours(rows, day, rest)),
            closed.get((one.id, day), ()),
        )
    ]


def _shown(row: OpenTime, on: date) -> OpenTimeShown:
    single = row.valid_from == row.valid_to
    return OpenTimeShown(
        id=row.id,
        weekday=row.weekday,
        when=day_word(row.valid_from) if single else weekday_word(row.weekday),
        time=f"{clock(row.first)}–{clock(row.end)}",
        room=row.room.name if row.room else "",
        until=None if single else row.valid_to,
        since=row.valid_from if row.valid_from > on and not single else None,
        single=single,
    )


def length_word(quarters: int) -> str:
    """How long so many quarters are."""
    return _("%(count)d min") % {"count": quarters * 15} if quarters else ""


def weeks_word(weeks: int) -> str:
    """Once, or week after week."""
    return _("Once") if weeks == 1 else _("%(count)d weeks in a row") % {"count": weeks}
