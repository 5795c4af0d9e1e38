"""The clock of bodies: a term that runs out is told of months ahead, what is late is told of."""

from __future__ import annotations

from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.kernel.actor import system_actor
from linli.kernel.clocks import Step
from linli.kernel.workdays import Duration, Unit
from linli.people import queries
from linli.people.actions.body_work import SUBJECT, TermWork
from linli.people.actions.composition import publish_compositions
from linli.records.actions import Guard
from linli.records.queries import duties_to_look_at

if TYPE_CHECKING:
    from linli.records.models import Duty

_AT_ONCE = 500
_LATE = {
    queries.FILING: "people/filing_late",
    queries.HANDOVER: "people/handover_late",
    queries.RENEWAL: "people/renewal_late",
}
_STEPS = (
    Step("owing", Duration(0, Unit.DAYS)),
    Step("office", Duration(7, Unit.DAYS)),
)
"""Who owes it is told when it is late, the sub-district office a week later."""


def remind_due(*, sub_district_id: UUID, at: datetime) -> int:
    """Tell of terms that run out and of what bodies owe; answer how many were told of.

    A second run at the same instant tells nothing; one that fails stops none after it.
    """
    guard = Guard(job="people.remind", sub_district_id=sub_district_id, at=at)
    told = 0
    for term_id in queries.terms_running_out(sub_district_id, on=timezone.localdate(at)):
        told += guard.do(term_id, partial(_alarm, sub_district_id, term_id, at=at)) or 0
    while True:
        due = duties_to_look_at(
            subject_kind=SUBJECT, sub_district_id=sub_district_id, at=at, limit=_AT_ONCE
        )
        for term_id in dict.fromkeys(duty.subject_id for duty in due):
            done = guard.do(term_id, partial(_look, sub_district_id, term_id, at=at))
            if done is None:
                guard.put_off(term_id)
            told += done or 0
        if len(due) < _AT_ONCE:
            break
    guard.do(sub_district_id, partial(publish_compositions, sub_district_id=sub_district_id, at=at))
    return told


@transaction.atomic
def _alarm(sub_district_id: UUID, term_id: UUID, *, at: datetime) -> int:
    """Tell that a term runs out, and start the clock that ends with it."""
    work = TermWork.on_term(actor=system_actor(sub_district_id), term_id=term_id, at=at)
    if work.term.alarmed_at is not None:
        return 0
    begins = queries.renewal_begins(sub_district_id, work.kind, work.term.valid_to)
    if begins is None:
        return 0
    work.term.alarmed_at = at
    since = timezone.make_aware(datetime.combine(begins, time.min))
    work.start_clock(queries.RENEWAL, work.rules.renewal, at=since)
    for post_id in dict.fromkeys([work.owing_post, work.secretary_post, work.office_post]):
        work.tell_post(post_id, "people/term_runs_out", mark=work.term.valid_to)
    work.record("people.term_runs_out", {"last": work.term.valid_to.isoformat()})
    work.write()
    return 1


@transaction.atomic
def _look(sub_district_id: UUID, term_id: UUID, *, at: datetime) -> int:
    work = TermWork.on_term(actor=system_actor(sub_district_id), term_id=term_id, at=at)
    told = sum(_escalate(work, duty) for duty in work.batch.clocks.to_look_at(at=at))
    work.batch.write()
    return told


def _escalate(work: TermWork, duty: Duty) -> int:
    posts = {"owing": work.owing_post, "office": work.office_post}
    fresh = work.batch.clocks.look_at(duty, _STEPS, at=work.at)
    for step in fresh:
        work.tell_post(
            posts[step.post],
            _LATE[duty.kind],
            mark=step.post,
            due=timezone.localdate(duty.due_at).isoformat(),
        )
    return len(fresh)
