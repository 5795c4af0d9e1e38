"""The plan of a withdrawal: milestones promised, moved, met with their evidence, and told late."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.actions.withdrawal_work import WithdrawalWork
from linli.decisions.models import Milestone, SubProblem, Withdrawal
from linli.decisions.queries import withdrawals
from linli.decisions.queries.withdrawal_words import milestone_lacks
from linli.decisions.rules import MilestoneKind, WithdrawalState
from linli.decisions.rules.withdrawals import needs_reason
from linli.kernel.actor import Actor, system_actor
from linli.kernel.errors import Missing, Refused
from linli.records.actions import Guard

LONGEST = timedelta(days=731)


@transaction.atomic
def plan_milestone(
    *,
    actor: Actor,
    withdrawal_id: UUID,
    kind: MilestoneKind,
    what: str,
    role: str,
    due_on: date,
    version: int,
    at: datetime,
) -> Withdrawal:
    """Promise a step of the plan: what, who, by when."""
    work = WithdrawalWork.led(actor=actor, withdrawal_id=withdrawal_id, version=version, at=at)
    if not (what.strip() and role.strip()):
        raise Refused("no_words", _("Say what is done, and which post or body does it."))
    _require_day(work, due_on)
    number = Milestone.objects.filter(
        sub_district_id=actor.sub_district_id, withdrawal=work.found
    ).count()
    if number >= withdrawals.MOST:
        raise Refused("too_many", _("There are as many as a playbook holds."))
    Milestone.objects.create(
        sub_district_id=actor.sub_district_id,
        withdrawal=work.found,
        number=number + 1,
        kind=kind,
        what=what.strip(),
        role=role.strip(),
        due_on=due_on,
        first_due_on=due_on,
    )
    words = _("Planned until %(day)s: %(what)s") % {"day": due_on, "what": what.strip()}
    work.happened("plan_milestone", words, {"number": number + 1, "due": str(due_on)})
    return work.write()


@transaction.atomic
def move_milestone(
    *,
    actor: Actor,
    withdrawal_id: UUID,
    milestone_id: UUID,
    due_on: date,
    reason: str,
    version: int,
    at: datetime,
) -> Withdrawal:
    """Move the day of a step with a reason; the day that was promised first stays to be seen."""
    work = WithdrawalWork.led(actor=actor, withdrawal_id=withdrawal_id, version=version, at=at)
    one = _waiting(work, milestone_id)
    if not reason.strip():
        raise Refused("no_reason", _("Say why the day moves."))
    _require_day(work, due_on)
    one.due_on, one.reason, one.late_told_at = due_on, reason.strip()[:200], None
    one.save()
    words = _("Moved to %(day)s: %(what)s, because: %(reason)s")
    work.happened(
        "move_milestone",
        words % {"day": due_on, "what": one.what, "reason": one.reason},
        {"number": one.number, "due": str(due_on)},
    )
    return work.write()


@transaction.atomic
def meet_milestone(
    *,
    actor: Actor,
    withdrawal_id: UUID,
    milestone_id: UUID,
    reason: str = "",
    version: int,
    at: datetime,
) -> Withdrawal:
    """Say that a step is done: what shows it must be there, and a late one says why."""
    work = WithdrawalWork.led(actor=actor, withdrawal_id=withdrawal_id, version=version, at=at)
    one = _waiting(work, milestone_id)
    leads = withdrawals.leads_of(work.found)
    if lacks := milestone_lacks(work.found, one, leads, on=work.today):
        raise Refused("milestone_lacks", lacks)
    if needs_reason(one.due_on, work.today, reason):
        raise Refused("no_reason", _("It comes late: say why."))
    one.done_on = work.today
    one.reason = reason.strip()[:200] or one.reason
    one.save()
    work.happened(
        "meet_milestone", _("Done: %(what)s") % {"what": one.what}, {"number": one.number}
    )
    return work.write()


def remind_withdrawals(*, sub_district_id: UUID, at: datetime) -> int:
    """Tell of milestones whose day is over and of stopgaps that have run out, each once."""
    guard = Guard(job="decisions.remind_withdrawals", sub_district_id=sub_district_id, at=at)
    on = timezone.localdate(at)
    told = 0
    for step in withdrawals.milestones_late(sub_district_id, on=on):
        act = partial(_tell_step, sub_district_id, step.withdrawal_id, step.id, at)
        told += guard.do(step.id, act) or 0
    for problem in withdrawals.problems_run_out(sub_district_id, on=on):
        act = partial(_tell_problem, sub_district_id, problem.withdrawal_id, problem.id, at)
        told += guard.do(problem.id, act) or 0
    return told


@transaction.atomic
def _tell_step(sub_district_id: UUID, withdrawal_id: UUID, step_id: UUID, at: datetime) -> int:
    work = _by_clock(sub_district_id, withdrawal_id, at)
    one = Milestone.objects.get(sub_district_id=sub_district_id, id=step_id)
    one.late_told_at = at
    one.save(update_fields=["late_told_at"])
    if work.found.state != WithdrawalState.OPEN:
        return 0
    mark = f"{one.id}:{one.due_on}"
    work.tell_nearest("decisions/milestone_late", mark=mark, title=one.what, due=one.due_on)
    work.batch.write()
    return 1


@transaction.atomic
def _tell_problem(sub_district_id: UUID, withdrawal_id: UUID, row_id: UUID, at: datetime) -> int:
    work = _by_clock(sub_district_id, withdrawal_id, at)
    one = SubProblem.objects.get(sub_district_id=sub_district_id, id=row_id)
    one.late_told_at = at
    one.save(update_fields=["late_told_at"])
    if work.found.state != WithdrawalState.OPEN or one.until is None:
        return 0
    mark = f"{one.id}:{one.until}"
    work.tell_nearest("decisions/stopgap_over", mark=mark, title=one.words, due=one.until)
    work.batch.write()
    return 1


def _by_clock(sub_district_id: UUID, withdrawal_id: UUID, at: datetime) -> WithdrawalWork:
    actor = system_actor(sub_district_id)
    return WithdrawalWork.on(actor=actor, withdrawal_id=withdrawal_id, at=at)


def _waiting(work: WithdrawalWork, milestone_id: UUID) -> Milestone:
    rows = Milestone.objects.filter(
        sub_district_id=work.found.sub_district_id, withdrawal=work.found
    )
    one = rows.filter(id=milestone_id).first()
    if one is None:
        raise Missing("no_milestone", _("There is no such milestone."))
    if one.done_on is not None:
        raise Refused("done_already", _("This milestone is met already."))
    return one


def _require_day(work: WithdrawalWork, due_on: date) -> None:
    if not timedelta(0) <= due_on - work.today <= LONGEST:
        raise Refused("bad_due_day", _("Name a day from today on, within two years."))
