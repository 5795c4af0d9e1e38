"""Rolls and their sums; a roll has tens of thousands of lines, so sums are kept or grouped."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from linli.elections.models import Election, Roll, RollCorrection, RollLine
from linli.elections.queries.elections import may_do_at
from linli.elections.rules import ElectionState, RollState, Verb
from linli.elections.rules.rolls import roll_digest
from linli.kernel.actor import Actor
from linli.places import queries as places
from linli.places.rules import counted

PUBLIC = (RollState.PUBLISHED, RollState.FROZEN)
_BEGUN = (ElectionState.VOTING, ElectionState.CLOSED, ElectionState.COUNTED)


@dataclass(frozen=True, slots=True)
class RollSums:
    """What a roll adds up to: the two denominators, and how many buildings."""

    heads: int
    area_cm2: int


@dataclass(frozen=True, slots=True)
class BuildingSum:
    """What the lines of one building add up to."""

    building_id: UUID | None
    name: str
    heads: int
    area_cm2: int


def roll(sub_district_id: UUID, roll_id: UUID) -> Roll | None:
    """One roll by its id."""
    return _rolls(sub_district_id).filter(id=roll_id).first()


def roll_seen_by(actor: Actor, roll_id: UUID, *, on: date) -> Roll | None:
    """A roll as somebody at the desk finds it: none beyond the reach of the post."""
    found = roll(actor.sub_district_id, roll_id)
    if found is None or not may_do_at(actor, Verb.SEE, found.place_id, on=on):
        return None
    return found


def public_roll(sub_district_id: UUID, roll_id: UUID) -> Roll | None:
    """A roll that was made public."""
    return _rolls(sub_district_id).filter(id=roll_id, state__in=PUBLIC).first()


def public_rolls(sub_district_id: UUID) -> list[Roll]:
    """The rolls that are public, newest first."""
    return list(_rolls(sub_district_id).filter(state__in=PUBLIC).order_by("-id"))


def rolls_at(sub_district_id: UUID, place_ids: Collection[UUID]) -> list[Roll]:
    """The rolls of these places, newest first, without those that were dropped."""
    found = _rolls(sub_district_id).filter(place_id__in=list(place_ids))
    return list(found.exclude(state=RollState.DROPPED).order_by("-id"))


def shows_lines(found: Roll) -> bool:
    """Whether strangers see masked lines: until every election on the roll is over.

    The publication serves those who may object and vote; afterwards sums and digest are enough.
    """
    if found.state not in PUBLIC:
        return False
    states = set(_elections_on(found).values_list("state", flat=True))
    over = {str(ElectionState.COUNTED), str(ElectionState.CANCELLED)}
    return not states or bool(states - over)


def voting_has_begun(found: Roll) -> bool:
    """Whether an election on this roll has opened its voting, so that the roll stays as it is."""
    return _elections_on(found).filter(state__in=_BEGUN).exists()


def in_use(found: Roll) -> bool:
    """Whether an election that was not cancelled stands on this roll."""
    return _elections_on(found).exclude(state=ElectionState.CANCELLED).exists()


def roll_sums(sub_district_id: UUID, roll_id: UUID) -> RollSums:
    """Heads and area of the lines that stand, added up anew."""
    found = _standing(sub_district_id, roll_id).aggregate(heads=Count("id"), area=Sum("area_cm2"))
    return RollSums(heads=found["heads"], area_cm2=found["area"] or 0)


def lines_by_building(sub_district_id: UUID, roll_id: UUID) -> list[BuildingSum]:
    """Heads and area by building, in the order in which people count buildings."""
    rows = (
        _standing(sub_district_id, roll_id)
        .values_list("building_id")
        .annotate(heads=Count("id"), area=Sum("area_cm2"))
    )
    sums = {building: (heads, area or 0) for building, heads, area in rows}
    names = places.place_names(sub_district_id, [one for one in sums if one])
    found = [
        BuildingSum(building, names.get(building, "") if building else "", heads, area)
        for building, (heads, area) in sums.items()
    ]
    return sorted(found, key=lambda one: (not one.name, counted(one.name)))


def houses_of_roll(election: Election) -> list[tuple[str, str]]:
    """The buildings of an election's roll, to choose from."""
    if election.roll_id is None:
        return []
    found = lines_by_building(election.sub_district_id, election.roll_id)
    return [(str(one.building_id), one.name) for one in found if one.building_id]


def digest_of(found: Roll) -> str:
    """The digest over the kept digests of the lines that stand."""
    lines = _standing(found.sub_district_id, found.id).values_list("number", "digest")
    return roll_digest(found.kind, found.place_id.hex, found.as_of, lines)


def corrections_of(sub_district_id: UUID, roll_id: UUID) -> list[RollCorrection]:
    """What was corrected since the publication, newest first."""
    found = RollCorrection.objects.filter(sub_district_id=sub_district_id, roll_id=roll_id)
    return list(found.order_by("-id"))


def _rolls(sub_district_id: UUID) -> QuerySet[Roll]:
    return Roll.objects.filter(sub_district_id=sub_district_id).select_related("place")


def _standing(sub_district_id: UUID, roll_id: UUID) -> QuerySet[RollLine]:
    return RollLine.objects.filter(sub_district_id=sub_district_id, roll_id=roll_id, stands=True)


def _elections_on(found: Roll) -> QuerySet[Election]:
    return Election.objects.filter(sub_district_id=found.sub_district_id, roll_id=found.id)
