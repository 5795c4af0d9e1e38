"""A place's own procedure: each change is a new version, with its source and who adopted it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from linli.decisions.models import ProcedureTemplate
from linli.decisions.queries.plans import template_in_force
from linli.decisions.rules import StepPlan, as_data, plan_fault
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, NotAllowed, Refused
from linli.kernel.posts import OFFICE
from linli.records import actions as records

MAY_ADOPT = OFFICE
"""What holds for all decisions of a sub-district is set by its office."""


@transaction.atomic
def adopt_procedure(
    *,
    actor: Actor,
    key: str,
    seen: int,
    name: str,
    steps: Sequence[StepPlan],
    source: str,
    adopted_by: str,
    adopted_on: date,
    at: datetime,
) -> ProcedureTemplate:
    """Adopt a procedure for decisions that begin from now on; those under way keep their version."""
    if not (actor.system or actor.holds(*MAY_ADOPT)):
        raise NotAllowed("not_office", _("Only the sub-district office adopts a procedure."))
    if not (source.strip() and adopted_by.strip() and name.strip()):
        raise Refused("no_source", _("Name the procedure, who adopted it and on what paper."))
    if fault := plan_fault(steps):
        raise Refused(
            "bad_procedure", _("The procedure does not hold: %(fault)s") % {"fault": fault}
        )
    before = template_in_force(actor.sub_district_id, key)
    if before.number != seen:
        raise Conflict(
            "procedure_changed", _("Somebody adopted another version first. Look at it again.")
        )
    made = ProcedureTemplate.objects.create(
        sub_district_id=actor.sub_district_id,
        key=key,
        number=before.number + 1,
        name=name.strip(),
        steps=[as_data(step) for step in steps],
        source=source.strip(),
        adopted_by=adopted_by.strip(),
        adopted_on=adopted_on,
    )
    records.record(
        actor=actor,
        did="decisions.adopt_procedure",
        on_kind="decisions.procedure",
        on_id=made.id,
        facts={"key": key, "number": made.number, "steps": len(steps)},
        at=at,
    )
    return made
