"""The types of matters and the procedures that come with Linli, and the place's own versions."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any
from uuid import UUID

from linli.decisions.models import ProcedureTemplate
from linli.decisions.rules import (
    MatterType,
    ProcedurePlan,
    StepPlan,
    matter_type_from,
    plan_from,
    step_of,
)

THREE_DELIBERATIONS = "three_deliberations"


@dataclass(frozen=True, slots=True)
class Template:
    """A version of a procedure, shipped or adopted."""

    key: str
    number: int
    """0: the one that is shipped, our reading."""
    name: str
    source: str
    steps: tuple[StepPlan, ...]
    adopted_by: str = ""
    adopted_on: date | None = None


@cache
def matter_types() -> dict[str, MatterType]:
    """The types of matters by key, in the order of the file."""
    return {one.key: one for one in map(matter_type_from, _file("matters.toml")["type"])}


@cache
def shipped_procedure(key: str = THREE_DELIBERATIONS) -> ProcedurePlan:
    """A procedure that comes with Linli: our reading, not law."""
    return plan_from(_file("procedures", f"{key}.toml"))


def template_in_force(sub_district_id: UUID, key: str = THREE_DELIBERATIONS) -> Template:
    """The place's newest version of a procedure, else the one that is shipped."""
    return templates(sub_district_id, key)[0]


def templates(sub_district_id: UUID, key: str = THREE_DELIBERATIONS) -> list[Template]:
    """All versions of a procedure, newest first; the shipped one is the last."""
    own = ProcedureTemplate.objects.filter(sub_district_id=sub_district_id, key=key)
    plan = shipped_procedure(key)
    shipped = Template(key, 0, plan.name.zh, plan.source.zh, plan.steps)
    return [*map(_own, own.order_by("-number")), shipped]


def _own(row: ProcedureTemplate) -> Template:
    return Template(
        key=row.key,
        number=row.number,
        name=row.name,
        source=row.source,
        steps=tuple(map(step_of, row.steps)),
        adopted_by=row.adopted_by,
        adopted_on=row.adopted_on,
    )


def _file(*names: str) -> dict[str, Any]:
    text = resources.files("linli.decisions").joinpath(*names).read_text(encoding="utf-8")
    return tomllib.loads(text)
