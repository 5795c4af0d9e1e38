"""The named methods in force: the place's newest version, else our reading as shipped."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from uuid import UUID

from linli.elections.models import Election, Method
from linli.elections.queries.calendar import in_language
from linli.elections.queries.pages import public_elections
from linli.elections.rules.methods import (
    HIRE,
    HIRE_MATTER,
    MethodPlan,
    MethodStep,
    method_from,
    method_step,
)

MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class MethodShown:
    """A version of a method; the one that is shipped has number 0."""

    key: str
    number: int
    name: str
    reading: str
    steps: tuple[MethodStep, ...]
    source: str = ""
    adopted_by: str = ""
    adopted_on: date | None = None


@cache
def shipped_methods() -> dict[str, MethodPlan]:
    """The methods that come with Linli: our reading, by key, in the order of the file."""
    file = resources.files("linli.elections").joinpath("methods", "methods.toml")
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["method"]
    return {entry["key"]: method_from(entry) for entry in entries}


def methods_in_force(sub_district_id: UUID) -> list[MethodShown]:
    """Each method once, in its newest version."""
    own: dict[str, Method] = {}
    for row in Method.objects.filter(sub_district_id=sub_district_id).order_by("number"):
        own[row.key] = row
    return [
        _own(own[key]) if key in own else _shipped(plan) for key, plan in shipped_methods().items()
    ]


def method_versions(sub_district_id: UUID, key: str) -> list[MethodShown]:
    """All versions of a method, newest first, the shipped one last; nothing for another key."""
    plan = shipped_methods().get(key)
    if plan is None:
        return []
    own = Method.objects.filter(sub_district_id=sub_district_id, key=key).order_by("-number")
    return [*map(_own, own), _shipped(plan)]


def elections_by_kind(
    sub_district_id: UUID, *, place_id: UUID | None = None
) -> dict[str, list[Election]]:
    """The newest public elections of each kind, of one place or of all."""
    found: dict[str, list[Election]] = {}
    for election in public_elections(sub_district_id, limit=300):
        if place_id not in (None, election.place_id):
            continue
        kinds = [election.kind, *([HIRE] if election.matter == HIRE_MATTER else [])]
        for kind in kinds:
            mine = found.setdefault(kind, [])
            if len(mine) < MOST_SHOWN:
                mine.append(election)
    return found


def _own(row: Method) -> MethodShown:
    return MethodShown(
        key=row.key,
        number=row.number,
        name=row.name,
        reading=row.reading,
        steps=tuple(map(method_step, row.steps)),
        source=row.source,
        adopted_by=row.adopted_by,
        adopted_on=row.adopted_on,
    )


def _shipped(plan: MethodPlan) -> MethodShown:
    return MethodShown(plan.key, 0, in_language(plan.name), in_language(plan.reading), plan.steps)
