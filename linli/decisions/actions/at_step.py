"""A decision taken at the step whose turn it is, by one who answers for that step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from linli.decisions.actions.work import Work, no_decision
from linli.decisions.models import DecisionStep
from linli.decisions.queries.decisions import step_now, steps_of
from linli.decisions.queries.steps import may_do_step
from linli.decisions.rules import StepKind, Verb, hindered_by
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.money import queries as books

Taken = tuple[Work, Sequence[DecisionStep], DecisionStep]


def at_step(
    actor: Actor, decision_id: UUID, key: str, *, version: int | None, at: datetime
) -> Taken:
    """Take the decision under lock at this step; refused unless it is this step's turn."""
    work = Work.on(actor=actor, decision_id=decision_id, version=version, at=at)
    steps = steps_of(work.decision)
    if not work.may(Verb.SEE):
        raise no_decision()
    step = next((one for one in steps if one.key == key), None)
    if step is None:
        raise Missing("no_step", _("There is no such step."))
    _require_holder(work, step)
    work.require_open()
    if (now := step_now(steps)) is None or now.key != key:
        raise Refused("not_its_turn", _("Steps before this one are not done yet; none is skipped."))
    return work, steps, step


def at_kind(
    actor: Actor, decision_id: UUID, kind: StepKind, *, version: int | None, at: datetime
) -> Taken:
    """Take the decision under lock while a step of a kind has its turn."""
    work = Work.on(actor=actor, decision_id=decision_id, version=version, at=at)
    steps = steps_of(work.decision)
    if not work.may(Verb.SEE):
        raise no_decision()
    work.require_open()
    step = step_now(steps)
    if step is None or step.kind != kind:
        raise Refused("not_its_turn", _("This is done in another step; the page says which is on."))
    _require_holder(work, step)
    return work, steps, step


def _require_holder(work: Work, step: DecisionStep) -> None:
    if not may_do_step(work.actor, work.decision, step, on=work.today):
        raise NotAllowed("not_holder", _("This step belongs to another post; the page names it."))
    held = books.duties_on(work.actor, work.decision.id)
    duty = hindered_by(held, StepKind(step.kind))
    if duty is None:
        return
    words = _("In this matter you have the duty “%(duty)s”; somebody else does this step.")
    raise NotAllowed("barred_hand", words % {"duty": books.duty_word(duty)})
