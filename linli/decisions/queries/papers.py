"""Templates of papers, the pact in force, what was laid open and when the next is due."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from uuid import UUID

from linli.decisions.models import Affairs, Pact
from linli.decisions.rules.papers import (
    EVERY_KEYS,
    AffairsKind,
    AffairsState,
    PactState,
    PaperTemplate,
    next_due,
    template_from,
)
from linli.records.queries import rule_in_force

PAGE = 30
ADOPTED_BY = "self_government.pact.adopted_by"


@dataclass(frozen=True, slots=True)
class Due:
    """When a community must lay something open next."""

    kind: AffairsKind
    last: date | None
    on: date
    every_months: int
    source: str


@cache
def paper_template(key: str) -> PaperTemplate:
    """A template that comes with Linli: `pact`, `affairs` or `appraisal`."""
    path = resources.files("linli.decisions").joinpath("papers", f"{key}.toml")
    return template_from(tomllib.loads(path.read_text(encoding="utf-8")))


def pacts_of(sub_district_id: UUID, place_id: UUID) -> list[Pact]:
    """All versions of a place's pact, newest first."""
    rows = Pact.objects.filter(sub_district_id=sub_district_id, place_id=place_id)
    return list(rows.select_related("place").order_by("-number"))


def pact(sub_district_id: UUID, pact_id: UUID) -> Pact | None:
    """One version of a pact."""
    rows = Pact.objects.filter(sub_district_id=sub_district_id, id=pact_id)
    return rows.select_related("place").first()


def pact_in_force(sub_district_id: UUID, place_id: UUID) -> Pact | None:
    """The newest version that was filed."""
    filed = [one for one in pacts_of(sub_district_id, place_id) if one.state == PactState.FILED]
    return next(iter(filed), None)


def affairs(sub_district_id: UUID, affairs_id: UUID) -> Affairs | None:
    """One disclosure."""
    rows = Affairs.objects.filter(sub_district_id=sub_district_id, id=affairs_id)
    return rows.select_related("place").first()


def affairs_of(
    sub_district_id: UUID, place_id: UUID, *, public: bool, before: date | None = None
) -> list[Affairs]:
    """The disclosures of a community, newest period first."""
    rows = Affairs.objects.filter(sub_district_id=sub_district_id, place_id=place_id)
    if public:
        rows = rows.filter(state=AffairsState.PUBLISHED)
    if before:
        rows = rows.filter(period_to__lt=before)
    return list(rows.select_related("place").order_by("-period_to", "kind")[:PAGE])


def affairs_due(sub_district_id: UUID, place_id: UUID, *, on: date) -> list[Due]:
    """When each kind is due next, after the last that was published."""
    return [_due(sub_district_id, place_id, kind, on) for kind in AffairsKind]


def _due(sub_district_id: UUID, place_id: UUID, kind: AffairsKind, on: date) -> Due:
    rule = rule_in_force(sub_district_id, EVERY_KEYS[kind], on=on)
    rows = Affairs.objects.filter(
        sub_district_id=sub_district_id,
        place_id=place_id,
        kind=kind.value,
        state=AffairsState.PUBLISHED,
    )
    last = rows.order_by("-period_to").values_list("period_to", flat=True).first()
    months = rule.duration.count
    due = next_due(last, months, since=on)
    return Due(kind, last, due, months, rule.source.zh)
