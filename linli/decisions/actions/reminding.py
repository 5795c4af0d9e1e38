"""The clock of decisions: who owes a late step or a late answer is told, each once."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from linli.decisions.actions.work import Work
from linli.decisions.models import DecisionStep, Idea
from linli.decisions.queries.ideas import answerer_for, ideas_late
from linli.decisions.queries.steps import post_for, steps_late
from linli.decisions.rules import StepState, step_of
from linli.kernel.actor import system_actor
from linli.records.actions import Batch, Guard


def remind_due(*, sub_district_id: UUID, at: datetime) -> int:
    """Tell whoever owes late steps and late answers; answer how many were told.

    Each is a transaction of its own, and is told once; one that fails stops none after it.
    """
    guard = Guard(job="decisions.remind", sub_district_id=sub_district_id, at=at)
    on = timezone.localdate(at)
    told = 0
    for step in steps_late(sub_district_id, on=on):
        act = partial(_tell_step, step.decision_id, step.id, sub_district_id, at)
        told += guard.do(step.id, act) or 0
    for idea in ideas_late(sub_district_id, on=on):
        told += guard.do(idea.id, partial(_tell_idea, idea.id, sub_district_id, at)) or 0
    return told


@transaction.atomic
def _tell_step(decision_id: UUID, step_id: UUID, sub_district_id: UUID, at: datetime) -> int:
    work = Work.on(actor=system_actor(sub_district_id), decision_id=decision_id, at=at)
    step = DecisionStep.objects.select_for_update().get(sub_district_id=sub_district_id, id=step_id)
    if step.late_told_at is not None or step.state != StepState.NOW:
        return 0
    plan = step_of(step.plan)
    post = post_for(work.decision, plan.holders, on=work.today)
    work.batch.tell_post(
        post.post_id if post else None,
        "decisions/step_late",
        mark=f"{step.key} {step.turn}",
        params={
            "title": work.decision.title,
            "step": plan.title.zh,
            "number": work.decision.number,
        },
        link=f"/desk/decisions/{decision_id}/",
        at=at,
    )
    step.late_told_at = at
    step.save(update_fields=["late_told_at"])
    work.record("decisions.step_late", {"step": step.key})
    work.batch.write()
    return 1


@transaction.atomic
def _tell_idea(idea_id: UUID, sub_district_id: UUID, at: datetime) -> int:
    found = Idea.objects.select_for_update().get(sub_district_id=sub_district_id, id=idea_id)
    if found.late_told_at is not None or found.answered_at is not None:
        return 0
    batch = Batch(
        sub_district_id=sub_district_id, subject_kind="decisions.idea", subject_id=found.id
    )
    post = answerer_for(found, on=timezone.localdate(at))
    batch.tell_post(
        post.post_id if post else None,
        "decisions/idea_late",
        mark=1,
        params={"title": found.title, "due": str(found.due_on)},
        link=reverse("decisions:desk_idea", args=[found.id]),
        at=at,
    )
    found.late_told_at = at
    found.save(update_fields=["late_told_at"])
    batch.record(actor=system_actor(sub_district_id), did="decisions.idea_late", at=at)
    batch.write()
    return 1
