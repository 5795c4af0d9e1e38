"""A sheet becomes the lines of a draft, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections.actions.roll_words import row_in_words
from linli.elections.actions.roll_work import RollWork, new_salt, seal_line
from linli.elections.models import Roll, RollLine, RollUnit
from linli.elections.queries.roll_places import Buildings, buildings_of
from linli.elections.rules import RollKind, RollState, Verb
from linli.elections.rules.rolls import (
    MOST_LINES,
    Mark,
    RollRow,
    RowWrong,
    heads_of,
    notes_on,
    wrong_rows,
)
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused

_AT_ONCE = 2000
_NOTES_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class RowSaid:
    """A row's number and one sentence about it."""

    number: int
    message: str


@dataclass(frozen=True, slots=True)
class RollCount:
    """What came of a sheet: counts, or the rows that are wrong; notes hinder nothing."""

    rows: int = 0
    heads: int = 0
    area_cm2: int = 0
    faults: list[RowSaid] = field(default_factory=list)
    notes: list[RowSaid] = field(default_factory=list)


@transaction.atomic
def import_roll(
    *,
    actor: Actor,
    roll_id: UUID,
    rows: Sequence[RollRow],
    unread: Sequence[RowSaid] = (),
    dry: bool = False,
    at: datetime,
) -> RollCount:
    """Make the rows of a sheet the lines of a draft, in place of those it had.

    One faulty row and nothing is written; `unread` are rows that could not even be read. A dry
    run says what would come of it.
    """
    work = RollWork.on(actor=actor, roll_id=roll_id, at=at)
    work.require(Verb.KEEP_ROLL)
    work.require_state(RollState.DRAFT)
    if not rows and not unread:
        raise Refused("no_rows", _("The sheet has no lines below its headings."))
    if len(rows) > MOST_LINES:
        raise Refused("too_many_rows", _("A roll has at most 100,000 lines."))
    known = buildings_of(work.tenant, work.roll.place_id, on=timezone.localdate(at))
    faults = _faults(work.kind, rows, known)
    notes = [RowSaid(one.number, row_in_words(one)) for one in notes_on(rows, work.kind)]
    if faults or unread:
        told = sorted([*unread, *faults], key=lambda one: one.number)
        return RollCount(rows=len(rows), faults=told, notes=notes[:_NOTES_AT_MOST])
    heads = heads_of(rows, work.kind)
    area = sum(row.area_cm2 for row in rows)
    if not dry:
        _replace(work.roll, heads, known)
        work.roll.heads, work.roll.area_cm2 = len(heads), area
        work.record("elections.import_roll", {"rows": len(rows), "heads": len(heads)})
        work.write()
    return RollCount(rows=len(rows), heads=len(heads), area_cm2=area, notes=notes[:_NOTES_AT_MOST])


def _faults(kind: RollKind, rows: Sequence[RollRow], known: Buildings) -> list[RowSaid]:
    marks = {mark.number: mark for mark in wrong_rows(rows, kind)}
    for row in rows:
        if row.number not in marks and (wrong := _wrong_place(row, known)):
            marks[row.number] = Mark(row.number, wrong)
    typed = {row.number: row for row in rows}
    return [RowSaid(number, row_in_words(mark, typed[number])) for number, mark in marks.items()]


def _wrong_place(row: RollRow, known: Buildings) -> RowWrong | None:
    found = known.named(row.compound, row.building)
    if len(found) == 1:
        return None
    return RowWrong.WHICH_BUILDING if found else RowWrong.UNKNOWN_BUILDING


def _replace(roll: Roll, heads: Iterable[Sequence[RollRow]], known: Buildings) -> None:
    here = {"sub_district_id": roll.sub_district_id, "roll_id": roll.id}
    RollUnit.objects.filter(**here).delete()
    RollLine.objects.filter(**here).delete()
    lines: list[RollLine] = []
    units: list[RollUnit] = []
    for number, head in enumerate(heads, start=1):
        line, mine = _line(roll, number, head, known)
        lines.append(line)
        units += mine
        if len(lines) >= _AT_ONCE:
            _write(lines, units)
            lines, units = [], []
    _write(lines, units)


def _write(lines: list[RollLine], units: list[RollUnit]) -> None:
    RollLine.objects.bulk_create(lines)
    RollUnit.objects.bulk_create(units)


def _line(
    roll: Roll, number: int, head: Sequence[RollRow], known: Buildings
) -> tuple[RollLine, list[RollUnit]]:
    first = head[0]
    line = RollLine(
        sub_district_id=roll.sub_district_id,
        roll=roll,
        number=number,
        name=first.name,
        building_id=known.one(first.compound, first.building),
        door=first.door,
        owner_number=first.owner_number,
        is_developer=first.is_developer,
        voter_name=next((row.voter_name for row in head if row.voter_name), ""),
        salt=new_salt(),
    )
    units = list(_units(roll, line, head, known)) if roll.kind == RollKind.OWNERS else []
    return seal_line(line, units), units


def _units(
    roll: Roll, line: RollLine, head: Sequence[RollRow], known: Buildings
) -> Iterator[RollUnit]:
    for row in head:
        yield RollUnit(
            sub_district_id=roll.sub_district_id,
            roll=roll,
            line=line,
            building_id=known.one(row.compound, row.building),
            door=row.door,
            area_cm2=row.area_cm2,
            area_source=row.area_source,
        )
