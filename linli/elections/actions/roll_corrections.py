"""A line changed by hand: freely in a draft, once the roll is public only as a logged correction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.elections.actions.roll_words import row_in_words
from linli.elections.actions.roll_work import RollWork, new_salt, seal_line
from linli.elections.models import RollCorrection, RollLine, RollUnit
from linli.elections.queries import roll_lines
from linli.elections.queries import rolls as queries
from linli.elections.rules import RollKind, RollState, Verb
from linli.elections.rules.rolls import (
    Correction,
    LineEntry,
    NewUnit,
    RollRow,
    door_parts,
    wrong_rows,
)
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.places import queries as places
from linli.places.rules import PlaceKind
from linli.records.actions import claim_key

_FIELDS = ("name", "building_id", "door", "owner_number", "voter_name", "is_developer")


@transaction.atomic
def correct_roll(
    *,
    actor: Actor,
    roll_id: UUID,
    what: Correction,
    line_id: UUID | None = None,
    entry: LineEntry | None = None,
    reason: str = "",
    key: str = "",
    version: int | None = None,
    at: datetime,
) -> RollLine:
    """Add, change or strike one line; on a public roll with a reason, digest before and after."""
    work = RollWork.on(actor=actor, roll_id=roll_id, version=version, at=at)
    work.require(Verb.KEEP_ROLL)
    work.require_state(RollState.DRAFT, *queries.PUBLIC)
    work.require_voting_not_begun()
    if key and (made := _made_before(work, key)):
        return made
    if work.is_public and not reason.strip():
        raise Refused("no_reason", _("The roll is public: say why this line changes."))
    before = work.roll.digest
    line = _taken(work, what, line_id)
    changed = _strike(line) if what is Correction.STRUCK else _write(work, line, entry)
    work.sum_up()
    if work.is_public:
        _log(work, line, what, reason=reason.strip(), fields=changed, before=before)
    facts = {"number": line.number, "what": str(what), "digest": work.roll.digest}
    work.record("elections.correct_roll", facts, text=reason.strip())
    work.write()
    return line


def _made_before(work: RollWork, key: str) -> RollLine | None:
    """The line that the same form wrote before, if it did."""
    told = claim_key(
        sub_district_id=work.tenant,
        act="elections.correct_roll",
        key=key,
        body={"roll": str(work.roll.id)},
        answer={"after": roll_lines.last_number(work.tenant, work.roll.id)},
        at=work.at,
    )
    if told is None:
        return None
    number = int(told["after"]) + 1
    return roll_lines.line_by_number(work.tenant, work.roll.id, number)


def _taken(work: RollWork, what: Correction, line_id: UUID | None) -> RollLine:
    """The line that is changed, or a new one with the next number."""
    if what is not Correction.ADDED and line_id is not None:
        return work.line(line_id)
    number = roll_lines.last_number(work.tenant, work.roll.id) + 1
    return RollLine(
        sub_district_id=work.tenant, roll=work.roll, number=number, salt=new_salt(), stands=True
    )


def _strike(line: RollLine) -> list[str]:
    """Take a line out; its number stays taken, its doors become free."""
    line.stands = False
    line.account = None
    line.save(update_fields=["stands", "account"])
    RollUnit.objects.filter(sub_district_id=line.sub_district_id, line_id=line.id).delete()
    return []


def _write(work: RollWork, line: RollLine, entry: LineEntry | None) -> list[str]:
    """Write a line as it was entered; answer which of its fields are new."""
    if entry is None:
        raise Refused("no_entry", _("Fill in the line."))
    _require_right(work, line, entry)
    changed = [name for name in _FIELDS if getattr(line, name) != getattr(entry, name)]
    for name in _FIELDS:
        setattr(line, name, getattr(entry, name))
    units = [
        RollUnit(
            sub_district_id=work.tenant,
            roll=work.roll,
            line=line,
            building_id=unit.building_id,
            door=unit.door,
            area_cm2=unit.area_cm2,
            area_source=unit.area_source,
        )
        for unit in entry.units
    ]
    if _spelled(line.units.all()) != _spelled(units):
        changed.append("units")
    line.units.all().delete()
    seal_line(line, units).save()
    RollUnit.objects.bulk_create(units)
    return changed


def _spelled(units: Iterable[RollUnit | NewUnit]) -> list[tuple[str, str, int, str]]:
    return sorted(
        (str(unit.building_id), unit.door, unit.area_cm2, str(unit.area_source)) for unit in units
    )


def _require_right(work: RollWork, line: RollLine, entry: LineEntry) -> None:
    """Hold an entry to what holds for a row of a sheet, alone and beside the other lines."""
    rows = list(_rows_of(entry, work.kind))
    if not rows:
        raise Refused("no_units", _("An owner has at least one unit."))
    for mark in wrong_rows(rows, work.kind):
        raise Refused(mark.what, row_in_words(mark, rows[mark.number - 1]))
    _require_buildings(work, {entry.building_id, *(unit.building_id for unit in entry.units)})
    if work.kind is RollKind.VOTERS:
        _require_no_namesake(work, line, entry)
    else:
        _require_free_doors(work, line, entry)
        _require_one_head(work, line, entry)


def _rows_of(entry: LineEntry, kind: RollKind) -> Iterable[RollRow]:
    if kind is RollKind.VOTERS:
        building = entry.building_id.hex
        yield RollRow(number=1, name=entry.name, building=building, door=entry.door)
        return
    for number, unit in enumerate(entry.units, start=1):
        yield RollRow(
            number=number,
            name=entry.name,
            building=unit.building_id.hex,
            door=unit.door,
            owner_number=entry.owner_number,
            area_cm2=unit.area_cm2,
            area_source=unit.area_source,
            is_developer=entry.is_developer,
            voter_name=entry.voter_name,
        )


def _require_buildings(work: RollWork, building_ids: set[UUID]) -> None:
    above = places.ancestors_of_many(work.tenant, building_ids, on=work.roll.as_of)
    for building_id in building_ids:
        found = above.get(building_id)
        if (
            found is None
            or found.place_kind != PlaceKind.BUILDING
            or work.roll.place_id not in found.ids
        ):
            raise Missing("no_building", _("There is no such building at the place of this roll."))


def _require_no_namesake(work: RollWork, line: RollLine, entry: LineEntry) -> None:
    """Names lie under seal, so those of one building are looked through."""
    near = roll_lines.lines_of(
        work.tenant, work.roll.id, building_ids=[entry.building_id], limit=None
    )
    door = door_parts(entry.door)
    for other in near:
        if other.id != line.id and other.name == entry.name and door_parts(other.door) == door:
            raise Refused(
                "person_twice",
                _("Line %(number)s has the same name at the same door already.")
                % {"number": other.number},
            )


def _require_free_doors(work: RollWork, line: RollLine, entry: LineEntry) -> None:
    for unit in entry.units:
        taken = RollUnit.objects.filter(
            sub_district_id=work.tenant,
            roll_id=work.roll.id,
            building_id=unit.building_id,
        ).exclude(line_id=line.id)
        wanted = door_parts(unit.door) or (unit.door,)
        for door, number in taken.values_list("door", "line__number"):
            if (door_parts(door) or (door,)) == wanted:
                raise Refused(
                    "door_twice",
                    _("The door %(door)s stands in line %(number)s already.")
                    % {"door": door, "number": number},
                )


def _require_one_head(work: RollWork, line: RollLine, entry: LineEntry) -> None:
    """An owner, and the developer, has one line with all units (R08)."""
    others = RollLine.objects.filter(
        sub_district_id=work.tenant, roll_id=work.roll.id, stands=True
    ).exclude(id=line.id)
    same = (
        others.filter(is_developer=True)
        if entry.is_developer
        else others.filter(is_developer=False, owner_number=entry.owner_number)
    )
    if number := same.values_list("number", flat=True).first():
        raise Refused(
            "one_head",
            _("This owner stands in line %(number)s: add the unit there. One owner is one head.")
            % {"number": number},
            source=_("Supreme People's Court Interpretation on building ownership, art. 9"),
        )


def _log(
    work: RollWork,
    line: RollLine,
    what: Correction,
    *,
    reason: str,
    fields: list[str],
    before: str,
) -> None:
    work.batch.add(
        RollCorrection(
            sub_district_id=work.tenant,
            roll_id=work.roll.id,
            line_id=line.id,
            number=line.number,
            what=what,
            fields=" ".join(fields),
            reason=reason,
            made_at=work.at,
            made_by=work.actor.label,
            digest_before=before,
            digest_after=work.roll.digest,
        )
    )
