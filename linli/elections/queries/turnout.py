"""Turnout: how many took part by building, and what of it may be shown before the close."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from linli.elections.models import Credential, Election, PollBookEntry, TurnoutDay
from linli.elections.queries.kept_rules import kept_rule
from linli.elections.queries.rolls import lines_by_building
from linli.elections.rules import Mode
from linli.kernel.rulebook import NoSuchRule, NotSetByPlace
from linli.kernel.shares import Threshold
from linli.kernel.turnout import House, Shown, from_data

_ASKED = {
    Mode.SECRET: "self_government.election.turnout",
    Mode.SIGNED: "owners.quorum.heads",
}


@dataclass(frozen=True, slots=True)
class LiveTurnout:
    """Turnout as everybody sees it while people vote: coarse, and late by design."""

    shown: Shown
    day: date
    asked: Threshold | None
    """The share that must take part, where a rule sets one."""
    counts_area: bool
    area_cm2: int


def live_turnout(election: Election) -> LiveTurnout | None:
    """What is shown of turnout now; None before the first figures. It asks for one row."""
    row = last_day(election)
    if row is None:
        return None
    return LiveTurnout(
        shown=from_data(row.figures),
        day=row.day,
        asked=asked_share(election),
        counts_area=election.mode == Mode.SIGNED,
        area_cm2=election.roll.area_cm2 if election.roll else 0,
    )


def asked_share(election: Election) -> Threshold | None:
    """The share of heads that must take part."""
    key = _ASKED.get(Mode(election.mode))
    try:
        return kept_rule(election, key).threshold if key else None
    except (NoSuchRule, NotSetByPlace):
        return None


def last_day(election: Election) -> TurnoutDay | None:
    """The figures shown last."""
    found = TurnoutDay.objects.filter(sub_district_id=election.sub_district_id, election=election)
    return found.order_by("-day").first()


def houses_of(election: Election) -> list[House]:
    """The buildings of the roll with heads and areas, and those who took part, either way.

    Whose slip cannot be told by line makes one house of the whole roll.
    """
    if election.roll_id is None:
        return []
    took = _took_part(election)
    sums = lines_by_building(election.sub_district_id, election.roll_id)
    if None in took and all(one.building_id for one in sums):
        return _as_one(election, took)
    return [
        House(
            key=str(one.building_id or ""),
            name=one.name,
            heads=one.heads,
            took_part=took[one.building_id].heads if one.building_id in took else 0,
            area_cm2=one.area_cm2,
            area_part_cm2=took[one.building_id].area_cm2 if one.building_id in took else 0,
        )
        for one in sums
    ]


@dataclass(frozen=True, slots=True)
class _Took:
    heads: int
    area_cm2: int


def _took_part(election: Election) -> dict[UUID | None, _Took]:
    here = {"sub_district_id": election.sub_district_id, "election": election}
    heads, area = Counter[UUID | None](), Counter[UUID | None]()
    online = Credential.objects.filter(**here, votes__gt=0)
    paper = PollBookEntry.objects.filter(**here).exclude(cast_at=None)
    for rows in (_by_building(online), _by_building(paper)):
        for building, many, cm2 in rows:
            heads[building] += many
            area[building] += cm2 or 0
    return {building: _Took(many, area[building]) for building, many in heads.items()}


def _by_building(rows: QuerySet[Any]) -> list[tuple[UUID | None, int, int | None]]:
    named = rows.order_by().values_list("line__building_id")
    return list(named.annotate(heads=Count("id"), area=Sum("line__area_cm2")))


def _as_one(election: Election, took: dict[UUID | None, _Took]) -> list[House]:
    roll = election.roll
    return [
        House(
            key="",
            name="",
            heads=roll.heads if roll else 0,
            took_part=sum(one.heads for one in took.values()),
            area_cm2=roll.area_cm2 if roll else 0,
            area_part_cm2=sum(one.area_cm2 for one in took.values()),
        )
    ]
