"""A property company leaves (E2): the playbook is opened, worked through, led on, closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.actions.proposing import short_number
from linli.decisions.actions.withdrawal_work import WithdrawalWork, require_leader
from linli.decisions.models import SubProblem, TaskMember, Withdrawal
from linli.decisions.queries import calls, withdrawals
from linli.decisions.queries.withdrawal_words import problem_state_word, problem_word
from linli.decisions.rules import LinkKind, ProblemKind, ProblemState, WithdrawalState
from linli.decisions.rules.withdrawals import measure_lacks
from linli.elections import actions as voting
from linli.elections import queries as elections
from linli.elections.rules import ElectionKind
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.money import queries as money
from linli.records.actions import claim_key
from linli.tenancy.models import new_id

if TYPE_CHECKING:
    from linli.money.models import PropertyContract

KIND = "CL"
LONGEST_MEASURE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class ProblemDraft:
    """A sub-problem, and who sees to it."""

    kind: ProblemKind
    words: str
    role: str


@dataclass(frozen=True, slots=True)
class WithdrawalDraft:
    """Which contract ends, since when, and what falls away."""

    contract_id: UUID
    announced_on: date
    words: str
    leaves_on: date | None = None
    problems: Sequence[ProblemDraft] = ()


@transaction.atomic
def open_withdrawal(
    *, actor: Actor, draft: WithdrawalDraft, key: str = "", at: datetime
) -> Withdrawal:
    """Open the playbook of a contract's company; the same key answers with the same one."""
    on = timezone.localdate(at)
    contract = money.property_contract(actor.sub_district_id, draft.contract_id)
    if contract is None:
        raise Missing("no_contract", _("There is no such property contract."))
    require_leader(actor, contract.place_id, on=on)
    made = _new(actor, draft, contract, at)
    if before := _opened_before(actor, made, key, at):
        return before
    _require_draft(draft, contract, on)
    made.number = short_number(actor.sub_district_id, contract.place_id, KIND, at)
    made.save(force_insert=True)
    work = WithdrawalWork(actor=actor, found=made, at=at, new=True)
    for number, one in enumerate(draft.problems, start=1):
        _add_problem(work, one, number)
    work.happened("open_withdrawal", made.words, {"contract": str(contract.id)})
    work.batch.write()
    return made


@transaction.atomic
def note_problem(
    *, actor: Actor, withdrawal_id: UUID, draft: ProblemDraft, version: int, at: datetime
) -> Withdrawal:
    """Note one more thing that falls away."""
    work = WithdrawalWork.led(actor=actor, withdrawal_id=withdrawal_id, version=version, at=at)
    before = withdrawals.problems_of(work.found)
    if draft.kind is not ProblemKind.OTHER and draft.kind in {one.kind for one in before}:
        raise Refused("noted_already", _("This is noted already; say there how it stands."))
    if len(before) >= withdrawals.MOST:
        raise Refused("too_many", _("There are as many as a playbook holds."))
    _add_problem(work, draft, len(before) + 1)
    work.happened("note_problem", draft.words.strip(), {"kind": str(draft.kind)})
    return work.write()


@transaction.atomic
def meet_problem(
    *,
    actor: Actor,
    withdrawal_id: UUID,
    problem_id: UUID,
    state: ProblemState,
    role: str,
    measure: str = "",
    until: date | None = None,
    version: int,
    at: datetime,
) -> Withdrawal:
    """Say how a sub-problem stands: what is done for now and until when, or how it was solved."""
    work = WithdrawalWork.led(actor=actor, withdrawal_id=withdrawal_id, version=version, at=at)
    rows = SubProblem.objects.filter(sub_district_id=actor.sub_district_id, withdrawal=work.found)
    one = rows.filter(id=problem_id).first()
    if one is None:
        raise Missing("no_problem", _("There is no such sub-problem."))
    if not role.strip():
        raise Refused("no_role", _("Say which post or body sees to it."))
    if measure_lacks(state, measure, until):
        raise Refused("no_measure", _("Say what is done, and until when it is done for now."))
    if until is not None and not timedelta(0) <= until - work.today <= LONGEST_MEASURE:
        raise Refused("bad_day", _("Name a day from today on, within a year."))
    one.state, one.role, one.measure = state, role.strip(), measure.strip()
    one.until = until if state is ProblemState.COVERED else None
    one.late_told_at = None
    one.save()
    words = [problem_word(one.kind), problem_state_word(state), one.measure]
    work.happened(
        "meet_problem", " · ".join(filter(None, words)), {"kind": one.kind, "state": str(state)}
    )
    return work.write()


@transaction.atomic
def name_task_member(
    *,
    actor: Actor,
    withdrawal_id: UUID,
    title: str,
    name: str,
    charge: str,
    version: int,
    at: datetime,
) -> Withdrawal:
    """Name somebody into the task group: for which post or body, and what they see to."""
    work = WithdrawalWork.led(actor=actor, withdrawal_id=withdrawal_id, version=version, at=at)
    if not (title.strip() and name.strip() and charge.strip()):
        raise Refused("no_words", _("Write the post, the name, and what they see to."))
    if len(withdrawals.task_group_of(work.found)) >= withdrawals.MOST:
        raise Refused("too_many", _("There are as many as a playbook holds."))
    TaskMember.objects.create(
        sub_district_id=actor.sub_district_id,
        withdrawal=work.found,
        title=title.strip(),
        name=name.strip(),
        charge=charge.strip(),
        since=work.today,
    )
    words = _("Named into the task group: %(title)s, sees to: %(charge)s")
    work.happened("name_task_member", words % {"title": title.strip(), "charge": charge.strip()})
    return work.write()


@transaction.atomic
def release_task_member(
    *, actor: Actor, withdrawal_id: UUID, member_id: UUID, version: int, at: datetime
) -> Withdrawal:
    """Let somebody leave the task group."""
    work = WithdrawalWork.led(actor=actor, withdrawal_id=withdrawal_id, version=version, at=at)
    rows = TaskMember.objects.filter(
        sub_district_id=actor.sub_district_id, withdrawal=work.found, left_on=None
    )
    one = rows.filter(id=member_id).first()
    if one is None:
        raise Missing("no_member", _("There is nobody of that kind in the task group."))
    one.left_on = work.today
    one.save(update_fields=["left_on"])
    work.happened("release_task_member", _("Left the task group: %(title)s") % {"title": one.title})
    return work.write()


@transaction.atomic
def lead_on(
    *,
    actor: Actor,
    withdrawal_id: UUID,
    link: LinkKind,
    subject_id: UUID,
    version: int,
    at: datetime,
) -> Withdrawal:
    """Link the owners' call, the election, or the interim service; each stands at this compound."""
    work = WithdrawalWork.led(actor=actor, withdrawal_id=withdrawal_id, version=version, at=at)
    tenant, found = actor.sub_district_id, work.found
    if link is LinkKind.CALL:
        called = calls.call(tenant, subject_id)
        place_id, number = (called.place_id, called.number) if called else (None, "")
    elif link is LinkKind.ELECTION:
        election = elections.election(tenant, subject_id)
        place_id, number = (election.place_id, election.number) if election else (None, "")
    else:
        service = money.community_service(tenant, subject_id)
        place_id, number = (service.place_id, service.number) if service else (None, "")
    if place_id != found.place_id:
        raise Missing("no_such_link", _("There is nothing of the kind at this compound."))
    _link(work, link, subject_id, number)
    return work.write()


@transaction.atomic
def start_withdrawal_election(
    *,
    actor: Actor,
    withdrawal_id: UUID,
    kind: ElectionKind,
    title: str,
    key: str,
    version: int,
    at: datetime,
) -> Withdrawal:
    """Call the election that the preparatory group leads to, and link it."""
    work = WithdrawalWork.led(actor=actor, withdrawal_id=withdrawal_id, version=version, at=at)
    if work.found.election_id is not None:
        raise Refused("called_already", _("An election is linked already."))
    if not title.strip():
        raise Refused("no_title", _("Write what is elected."))
    made = voting.call_election(
        actor=actor, key=key, kind=kind, place_id=work.found.place_id, title=title, at=at
    )
    _link(work, LinkKind.ELECTION, made.id, made.number)
    return work.write()


@transaction.atomic
def close_withdrawal(
    *, actor: Actor, withdrawal_id: UUID, result: str, version: int, at: datetime
) -> Withdrawal:
    """Close the playbook: somebody has taken over and nothing of it is left open."""
    work = WithdrawalWork.led(actor=actor, withdrawal_id=withdrawal_id, version=version, at=at)
    if not withdrawals.leads_of(work.found).taken_over:
        raise Refused(
            "not_taken_over",
            _("The three sides have not signed the takeover yet; the company serves until then."),
        )
    if any(one.state != ProblemState.SOLVED for one in withdrawals.problems_of(work.found)):
        raise Refused("problems_left", _("Not every sub-problem is solved."))
    if any(one.done_on is None for one in withdrawals.milestones_of(work.found)):
        raise Refused("plan_left", _("Not every milestone of the plan is met."))
    if not result.strip():
        raise Refused("no_words", _("Write how it ended, for everybody."))
    work.found.state, work.found.closed_at = WithdrawalState.CLOSED, at
    work.found.result = result.strip()[:500]
    work.happened("close_withdrawal", work.found.result)
    return work.write()


def _new(
    actor: Actor, draft: WithdrawalDraft, contract: PropertyContract, at: datetime
) -> Withdrawal:
    return Withdrawal(
        id=new_id(),
        sub_district_id=actor.sub_district_id,
        place_id=contract.place_id,
        contract_id=contract.id,
        company=contract.organisation.name,
        state=WithdrawalState.OPEN,
        words=draft.words.strip(),
        announced_on=draft.announced_on,
        leaves_on=draft.leaves_on or contract.leaves_on,
        opened_at=at,
        opened_by=actor.label,
    )


def _opened_before(actor: Actor, made: Withdrawal, key: str, at: datetime) -> Withdrawal | None:
    told = key and claim_key(
        sub_district_id=actor.sub_district_id,
        act="decisions.open_withdrawal",
        key=key,
        body={"contract": str(made.contract_id), "words": made.words},
        answer={"withdrawal": str(made.id)},
        at=at,
    )
    return withdrawals.withdrawal(actor.sub_district_id, UUID(told["withdrawal"])) if told else None


def _require_draft(draft: WithdrawalDraft, contract: PropertyContract, on: date) -> None:
    if not draft.words.strip():
        raise Refused("no_words", _("Write what happened, for everybody."))
    if draft.announced_on > on:
        raise Refused("not_yet", _("A withdrawal is entered once it has been announced."))
    if draft.leaves_on is not None and draft.leaves_on < draft.announced_on:
        raise Refused("leaves_before", _("A company leaves on the day it says so, or after."))
    if contract.taken_over_at is not None:
        raise Refused("taken_over", _("Somebody has taken over already."))
    rows = Withdrawal.objects.filter(sub_district_id=contract.sub_district_id)
    if rows.filter(contract_id=contract.id).exists():
        raise Refused("opened_already", _("This contract has its playbook already."))


def _add_problem(work: WithdrawalWork, draft: ProblemDraft, number: int) -> None:
    if not (draft.words.strip() and draft.role.strip()):
        raise Refused("no_words", _("Say what falls away, and which post or body sees to it."))
    work.batch.add(
        SubProblem(
            id=new_id(),
            sub_district_id=work.found.sub_district_id,
            withdrawal=work.found,
            number=number,
            kind=draft.kind,
            state=ProblemState.OPEN,
            words=draft.words.strip(),
            role=draft.role.strip(),
        )
    )


def _link(work: WithdrawalWork, link: LinkKind, subject_id: UUID, number: str) -> None:
    setattr(work.found, f"{link}_id", subject_id)
    said = {
        LinkKind.CALL: _("Owners call their assembly: %(number)s"),
        LinkKind.ELECTION: _("The election is called: %(number)s"),
        LinkKind.SERVICE: _("An interim service works: %(number)s"),
    }[link]
    work.happened("lead_on", said % {"number": number}, {"link": str(link), "id": str(subject_id)})
