"""The clock of elections: who owes a late step is told, each step once."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.elections.actions.work import SUBJECT, Work
from linli.elections.models import ElectionStep
from linli.elections.queries.calendar import post_for, steps_late
from linli.elections.rules import StepState
from linli.elections.rules.calendar import step_of
from linli.kernel.actor import system_actor
from linli.records.actions import Guard
from linli.records.queries import duties_to_look_at

_AT_ONCE = 500


def remind_due(*, sub_district_id: UUID, at: datetime) -> int:
    """Tell duty holders of steps whose last day is over; answer how many were told.

    Each step is a transaction of its own, and is told once; one that fails stops none after it.
    """
    guard = Guard(job="elections.remind", sub_district_id=sub_district_id, at=at)
    told = 0
    for step in steps_late(sub_district_id, on=timezone.localdate(at)):
        told += (
            guard.do(step.id, partial(_tell, step.election_id, step.id, sub_district_id, at)) or 0
        )
    due = duties_to_look_at(
        subject_kind=SUBJECT, sub_district_id=sub_district_id, at=at, limit=_AT_ONCE
    )
    for election_id in dict.fromkeys(duty.subject_id for duty in due):
        if guard.do(election_id, partial(_look, election_id, sub_district_id, at)) is None:
            guard.put_off(election_id)
    return told


@transaction.atomic
def _tell(election_id: UUID, step_id: UUID, sub_district_id: UUID, at: datetime) -> int:
    work = Work.on(actor=system_actor(sub_district_id), election_id=election_id, at=at)
    step = ElectionStep.objects.select_for_update().get(sub_district_id=sub_district_id, id=step_id)
    if step.late_told_at is not None or step.state != StepState.NOW:
        return 0
    plan = step_of(step.plan)
    post = post_for(work.election, plan.holders, on=timezone.localdate(at))
    work.batch.tell_post(
        post.post_id if post else None,
        "elections/step_late",
        mark=step.key,
        params={
            "title": work.election.title,
            "step": plan.title.zh,
            "number": work.election.number,
        },
        link=f"/desk/elections/{election_id}/",
        at=at,
    )
    step.late_told_at = at
    step.save(update_fields=["late_told_at"])
    work.record("elections.step_late", {"step": step.key})
    work.batch.write()
    return 1


@transaction.atomic
def _look(election_id: UUID, sub_district_id: UUID, at: datetime) -> int:
    """Let clocks that were looked at rest: the step itself tells that it is late."""
    work = Work.on(actor=system_actor(sub_district_id), election_id=election_id, at=at)
    for duty in work.batch.clocks.to_look_at(at=at):
        work.batch.clocks.look_at(duty, (), at=at)
    work.batch.write()
    return 1
