"""A place's own reading of a named method: each change is a new version, with its source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from linli.elections.actions.templates import MAY_ADOPT
from linli.elections.models import Method
from linli.elections.queries.methods import method_versions
from linli.elections.rules.methods import MethodStep, method_fault, step_data
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.records import actions as records


@transaction.atomic
def adopt_method(
    *,
    actor: Actor,
    key: str,
    seen: int,
    name: str,
    reading: str,
    steps: Sequence[MethodStep],
    source: str,
    adopted_by: str,
    adopted_on: date,
    at: datetime,
) -> Method:
    """Adopt the place's own reading of a method; versions before it stay to be read."""
    if not (actor.system or actor.holds(*MAY_ADOPT)):
        raise NotAllowed("not_office", _("Only the sub-district office adopts a method."))
    versions = method_versions(actor.sub_district_id, key)
    if not versions:
        raise Missing("no_method", _("There is no such method."))
    if not all(text.strip() for text in (source, adopted_by, name, reading)):
        raise Refused("no_source", _("Say how you read it, who adopted it and on what paper."))
    if method_fault(steps):
        raise Refused("bad_method", _("A method has 1 to 12 steps; each says who does what."))
    if versions[0].number != seen:
        raise Conflict(
            "method_changed", _("Somebody adopted another version first. Look at it again.")
        )
    made = Method.objects.create(
        sub_district_id=actor.sub_district_id,
        key=key,
        number=seen + 1,
        name=name.strip(),
        reading=reading.strip(),
        steps=[step_data(step) for step in steps],
        source=source.strip(),
        adopted_by=adopted_by.strip(),
        adopted_on=adopted_on,
    )
    records.record(
        actor=actor,
        did="elections.adopt_method",
        on_kind="elections.method",
        on_id=made.id,
        facts={"key": key, "number": made.number, "steps": len(steps)},
        at=at,
    )
    return made
