"""The clock of requests: who is late is told, then one level up after the other, each once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.cases.actions.sender import next_up
from linli.cases.actions.work import SUBJECT, Work, load
from linli.cases.actions.writing import write
from linli.cases.queries import routing
from linli.cases.rules import (
    WAITING_STATES,
    Audience,
    Urgency,
    Verb,
)
from linli.kernel.actor import system_actor
from linli.kernel.clocks import Step
from linli.places import queries as places
from linli.records.actions import Guard
from linli.records.queries import duties_to_look_at

if TYPE_CHECKING:
    from linli.records.models import Duty


_AT_ONCE = 500


def remind_due(*, sub_district_id: UUID, at: datetime) -> int:
    """Tell whoever must know of late requests; answer how many levels were told.

    Each request is a transaction of its own; a second run at the same instant tells nothing.
    One that fails is put off and stops none after it.
    """
    guard = Guard(job="cases.remind", sub_district_id=sub_district_id, at=at)
    told = 0
    while True:
        due = duties_to_look_at(
            subject_kind=SUBJECT, sub_district_id=sub_district_id, at=at, limit=_AT_ONCE
        )
        for case_id in dict.fromkeys(duty.subject_id for duty in due):
            done = guard.do(case_id, partial(_remind, sub_district_id, case_id, at=at))
            if done is None:
                guard.put_off(case_id)
            told += done or 0
        if len(due) < _AT_ONCE:
            return told


@transaction.atomic
def _remind(sub_district_id: UUID, case_id: UUID, *, at: datetime) -> int:
    work = load(actor=system_actor(sub_district_id), case_id=case_id, at=at)
    told = _look_again(work)
    told += sum(_escalate(work, duty) for duty in work.clocks.to_look_at(at=at))
    write([work])
    return told


def _look_again(work: Work) -> int:
    """Tell of a stop that is as long as one may be; a clock stopped by hand runs on.

    Where the sender or an outside body is waited for, the request still waits.
    """
    if not work.clocks.stood_too_long(at=work.at):
        return 0
    by_hand = work.state not in WAITING_STATES
    if by_hand:
        work.run_on()
    above = next_up(work)
    posts = dict.fromkeys([work.case.lead_post_id, above.post_id if above else None])
    for post_id in posts:
        work.tell_post(post_id, "cases/ran_on" if by_hand else "cases/waits_long")
    if by_hand:
        work.note(Verb.RESUME)
    else:
        work.note(Verb.ESCALATE, audience=Audience.STAFF, waits=True)
    return 1


def _escalate(work: Work, duty: Duty) -> int:
    """Tell every level whose time has come and that has not been told; answer how many."""
    first = duty.level == 0
    fresh = work.clocks.look_at(duty, _steps(work), at=work.at)
    if not fresh:
        return 0
    if first:
        work.tell_post(duty.post_id, "cases/late", once=f"{duty.id}")
    posts = [post for step in fresh for post in _tell(work, duty, step)]
    work.note(
        Verb.ESCALATE,
        audience=Audience.STAFF,
        duty=duty.kind,
        posts=[str(post.post_id) for post in posts],
    )
    return len(fresh)


def _steps(work: Work) -> tuple[Step, ...]:
    return routing.levels(work.tenant, Urgency(work.case.urgency), on=timezone.localdate(work.at))


def _tell(work: Work, duty: Duty, step: Step) -> Sequence[routing.Receiver]:
    """Tell the nearest post of a level; where nobody holds one, the next level follows anyway."""
    on = timezone.localdate(work.at)
    place_id = work.case.place_id
    above = places.ancestors(work.tenant, place_id, on=on) if place_id else None
    line = routing.line_above(work.tenant, above)
    post = routing.nearest_post(work.tenant, (step.post,), line, on=on)
    if post is None:
        return ()
    work.tell_post(post.post_id, "cases/escalated", once=f"{duty.id}:{step.post}")
    return (post,)
