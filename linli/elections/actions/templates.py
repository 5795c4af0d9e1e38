"""A place's own calendars: each change is a new version, with its source and who adopted it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from linli.elections.models import CalendarTemplate
from linli.elections.queries.calendar import template_in_force
from linli.elections.rules import ElectionKind
from linli.elections.rules.calendar import StepPlan, as_data, plan_fault
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, NotAllowed, Refused
from linli.kernel.posts import OFFICE
from linli.records import actions as records

MAY_ADOPT = OFFICE
"""What holds for all elections of a sub-district is set by its office."""


@transaction.atomic
def adopt_calendar(
    *,
    actor: Actor,
    kind: ElectionKind,
    seen: int,
    name: str,
    steps: Sequence[StepPlan],
    source: str,
    adopted_by: str,
    adopted_on: date,
    at: datetime,
) -> CalendarTemplate:
    """Adopt a calendar for elections called from now on; those under way keep their version."""
    if not (actor.system or actor.holds(*MAY_ADOPT)):
        raise NotAllowed("not_office", _("Only the sub-district office adopts a calendar."))
    if not (source.strip() and adopted_by.strip() and name.strip()):
        raise Refused("no_source", _("Name the calendar, who adopted it and on what paper."))
    fault = plan_fault(steps)
    if fault:
        raise Refused("bad_calendar", _("The calendar does not hold: %(fault)s") % {"fault": fault})
    before = template_in_force(actor.sub_district_id, kind)
    if before.number != seen:
        raise Conflict(
            "calendar_changed", _("Somebody adopted another version first. Look at it again.")
        )
    made = CalendarTemplate.objects.create(
        sub_district_id=actor.sub_district_id,
        kind=kind.value,
        number=before.number + 1,
        name=name.strip(),
        steps=[as_data(step) for step in steps],
        source=source.strip(),
        adopted_by=adopted_by.strip(),
        adopted_on=adopted_on,
    )
    records.record(
        actor=actor,
        did="elections.adopt_calendar",
        on_kind="elections.calendar",
        on_id=made.id,
        facts={"kind": kind.value, "number": made.number, "steps": len(steps)},
        at=at,
    )
    return made
