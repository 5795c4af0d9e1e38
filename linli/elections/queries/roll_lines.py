"""Lines of a roll: whole for who may see them, masked for everybody else."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max, Prefetch, QuerySet

from linli.elections.models import Roll, RollLine, RollUnit
from linli.elections.rules.rolls import (
    LineFacts,
    UnitFacts,
    line_digest,
    masked_name,
    roll_digest,
)

PAGE = 100
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class PublicLine:
    """A line as strangers see it: its number, the building, a masked name."""

    number: int
    building: str
    name: str
    is_developer: bool


@dataclass(frozen=True, slots=True)
class LineDigest:
    """What is published of a line for whoever checks the digest."""

    number: int
    digest: str


def line(sub_district_id: UUID, line_id: UUID) -> RollLine | None:
    """One line with its roll, building and units, struck or not."""
    return _whole(sub_district_id).filter(id=line_id).first()


def lines_by_id(sub_district_id: UUID, line_ids: Collection[UUID]) -> dict[UUID, RollLine]:
    """Some lines with their units, by id, struck or not."""
    return {one.id: one for one in _whole(sub_district_id).filter(id__in=list(line_ids))}


def line_by_number(sub_district_id: UUID, roll_id: UUID, number: int) -> RollLine | None:
    """One line that stands, by the number printed on the roll."""
    found = _whole(sub_district_id).filter(roll_id=roll_id, number=number, stands=True)
    return found.first()


def line_of_account(sub_district_id: UUID, roll_id: UUID, account_id: UUID) -> RollLine | None:
    """The line that is linked with an account."""
    found = _whole(sub_district_id).filter(roll_id=roll_id, account_id=account_id, stands=True)
    return found.first()


def lines_of(
    sub_district_id: UUID,
    roll_id: UUID,
    *,
    building_ids: Collection[UUID] = (),
    after: int = 0,
    limit: int | None = PAGE,
    struck: bool = False,
) -> list[RollLine]:
    """Lines whole, by number: those of some buildings or all, from after a number on.

    Staff read them through `look_at_lines`, which writes that down.
    """
    found = _whole(sub_district_id).filter(roll_id=roll_id, number__gt=after)
    if building_ids:
        found = found.filter(building_id__in=list(building_ids))
    if not struck:
        found = found.filter(stands=True)
    return list(found.order_by("number")[:limit])


def every_line(sub_district_id: UUID, roll_id: UUID) -> Iterator[RollLine]:
    """All lines that stand with their units, by number, some at a time."""
    after = 0
    while some := lines_of(sub_district_id, roll_id, after=after, limit=_AT_ONCE):
        yield from some
        after = some[-1].number


def public_lines(
    sub_district_id: UUID, roll_id: UUID, building_id: UUID, *, after: int = 0, limit: int = PAGE
) -> list[PublicLine]:
    """Lines of one building as strangers see them."""
    found = (
        RollLine.objects.filter(
            sub_district_id=sub_district_id,
            roll_id=roll_id,
            building_id=building_id,
            stands=True,
            number__gt=after,
        )
        .select_related("building")
        .only("number", "name", "is_developer", "sub_district_id", "building__name")
        .order_by("number")[:limit]
    )
    return [
        PublicLine(
            number=row.number,
            building=row.building.name if row.building else "",
            name=masked_name(row.name),
            is_developer=row.is_developer,
        )
        for row in found
    ]


def line_digests(sub_district_id: UUID, roll_id: UUID) -> list[LineDigest]:
    """Number and digest of every line that stands: with them anybody reckons the roll's digest."""
    rows = RollLine.objects.filter(sub_district_id=sub_district_id, roll_id=roll_id, stands=True)
    found = rows.order_by("number").values_list("number", "digest")
    return [LineDigest(number, digest) for number, digest in found]


def last_number(sub_district_id: UUID, roll_id: UUID) -> int:
    """The highest number ever given in a roll."""
    rows = RollLine.objects.filter(sub_district_id=sub_district_id, roll_id=roll_id)
    return rows.aggregate(last=Max("number"))["last"] or 0


def facts_of(row: RollLine, units: Collection[RollUnit] | None = None) -> LineFacts:
    """A line as it is hashed."""
    mine = list(row.units.all()) if units is None else units
    return LineFacts(
        number=row.number,
        name=row.name,
        building=row.building_id.hex if row.building_id else "",
        door=row.door,
        salt=row.salt,
        owner_number=row.owner_number,
        voter_name=row.voter_name,
        is_developer=row.is_developer,
        units=tuple(UnitFacts(unit_door(unit), unit.area_cm2, unit.area_source) for unit in mine),
    )


def unit_door(unit: RollUnit) -> str:
    """A unit's building and door as they are hashed."""
    return f"{unit.building_id.hex if unit.building_id else ''} {unit.door}"


def digest_from_lines(found: Roll) -> str:
    """The roll's digest reckoned from every field of every line, not from kept digests."""
    lines = (
        (row.number, line_digest(facts_of(row)))
        for row in every_line(found.sub_district_id, found.id)
    )
    return roll_digest(found.kind, found.place_id.hex, found.as_of, lines)


def _whole(sub_district_id: UUID) -> QuerySet[RollLine]:
    units = RollUnit.objects.select_related("building").order_by("id")
    return (
        RollLine.objects.filter(sub_district_id=sub_district_id)
        .select_related("roll", "building")
        .prefetch_related(Prefetch("units", queryset=units))
    )
