"""A sheet of places comes in, all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from linli.kernel.actor import Actor
from linli.places import queries
from linli.places.actions.checks import refusal_of
from linli.places.actions.founding import found_sub_district
from linli.places.actions.registering import WrongPlace, register_places
from linli.places.queries.importing import ImportPlan, import_plan
from linli.places.rules import PlaceCount, PlaceKind, PlaceRow, RowFault, Wrong


@transaction.atomic
def import_places(
    *, actor: Actor, rows: Sequence[PlaceRow], dry: bool = False, at: datetime
) -> PlaceCount:
    """Register the places of a sheet; one fault and nothing is written.

    A first row that is a sub-district founds it where it does not stand yet. What stands already
    is passed over, so that a sheet can be sent again. A dry run does all of it and takes it back.
    """
    head = [row for row in rows[:1] if row.kind is PlaceKind.SUB_DISTRICT]
    fault = _head_fault(actor, head)
    if fault:
        return PlaceCount(faults=[fault])
    founded = _founded(actor, head, at)
    plan = import_plan(actor.sub_district_id, rows[len(head) :], today=timezone.localdate(at))
    faults = _faults(plan) or _registered(actor, plan, at)
    if dry or faults:
        transaction.set_rollback(True)
    kinds = Counter(queries.kind_word(new.kind) for _number, new in plan.new)
    return PlaceCount(
        imported=0 if faults else len(plan.new) + founded,
        skipped=plan.skipped + len(head) - founded,
        faults=sorted(faults, key=lambda one: one.number),
        kinds=kinds.most_common(),
    )


def _head_fault(actor: Actor, head: Sequence[PlaceRow]) -> RowFault | None:
    """What is wrong with the row of the sub-district, if there is one."""
    for row in head:
        here = queries.sub_district(actor.sub_district_id)
        wrong = None
        if not row.division_code:
            wrong = Wrong("no_division_code")
        elif here is not None and here.code != row.division_code:
            wrong = Wrong("other_sub_district", row.division_code, here.code)
        elif here is None and row.valid_from is None:
            wrong = Wrong("no_first_day")
        elif here is None and not row.name:
            wrong = Wrong("no_name")
        if wrong:
            return RowFault(row.number, refusal_of(wrong, row.name).message)
    return None


def _founded(actor: Actor, head: Sequence[PlaceRow], at: datetime) -> int:
    """Found the sub-district that the first row names, unless it stands; how many were founded."""
    if not head or queries.sub_district(actor.sub_district_id) is not None:
        return 0
    row = head[0]
    found_sub_district(
        actor=actor,
        code=row.division_code,
        name=row.name,
        short=row.short,
        sub_district_id=actor.sub_district_id,
        on=row.valid_from or timezone.localdate(at),
        at=at,
    )
    return 1


def _faults(plan: ImportPlan) -> list[RowFault]:
    return [
        RowFault(number, refusal_of(wrong, name).message) for number, name, wrong in plan.faults
    ]


def _registered(actor: Actor, plan: ImportPlan, at: datetime) -> list[RowFault]:
    """Register what is planned; what the action itself finds wrong is a fault of its row."""
    try:
        register_places(actor=actor, rows=[new for _number, new in plan.new], at=at)
    except WrongPlace as error:
        number, new = plan.new[error.number]
        return [RowFault(number, refusal_of(error.wrong, new.name).message)]
    return []
