"""Withdrawals of property companies as pages show them: what is done, by whom, next, until when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from linli.decisions.models import (
    Call,
    Milestone,
    SubProblem,
    TaskMember,
    Withdrawal,
    WithdrawalEvent,
)
from linli.decisions.queries import calls
from linli.decisions.queries.decisions import may_do_at
from linli.decisions.rules import ProblemState, Verb
from linli.decisions.rules.withdrawals import CUTS_RULE, SERVES_RULE
from linli.elections import queries as elections
from linli.kernel.actor import Actor
from linli.kernel.rulebook import InForce
from linli.money import queries as money
from linli.records.queries import rule_in_force

if TYPE_CHECKING:
    from linli.elections.models import Election
    from linli.money.models import CommunityService, PropertyContract

PAGE = 30
MOST = 60
"""Of sub-problems, members and milestones of one playbook."""


@dataclass(frozen=True, slots=True)
class Leads:
    """What a playbook leads to, where it is there already."""

    contract: PropertyContract | None
    call: Call | None
    election: Election | None
    service: CommunityService | None

    @property
    def taken_over(self) -> bool:
        """Whether the three sides signed the takeover; until then the company serves on."""
        return self.contract is not None and self.contract.taken_over_at is not None


def withdrawal(sub_district_id: UUID, withdrawal_id: UUID) -> Withdrawal | None:
    """One withdrawal by its id."""
    return _withdrawals(sub_district_id).filter(id=withdrawal_id).first()


def withdrawal_by_number(sub_district_id: UUID, number: str) -> Withdrawal | None:
    """One withdrawal by the number that people know."""
    return _withdrawals(sub_district_id).filter(number=number).first()


def withdrawal_seen_by(actor: Actor, withdrawal_id: UUID, *, on: date) -> Withdrawal | None:
    """A withdrawal as the desk finds it: none beyond the reach of the post."""
    found = withdrawal(actor.sub_district_id, withdrawal_id)
    if found is None or not may_do_at(actor, Verb.SEE, found.place_id, on=on):
        return None
    return found


def withdrawals_at(
    sub_district_id: UUID, place_ids: Collection[UUID], *, before: UUID | None = None
) -> list[Withdrawal]:
    """The withdrawals at these places, newest first."""
    return _page(_withdrawals(sub_district_id).filter(place_id__in=list(place_ids)), before)


def all_withdrawals(sub_district_id: UUID, *, before: UUID | None = None) -> list[Withdrawal]:
    """The withdrawals of the sub-district, newest first."""
    return _page(_withdrawals(sub_district_id), before)


def problems_of(found: Withdrawal) -> list[SubProblem]:
    """The sub-problems, as they were noted."""
    rows = SubProblem.objects.filter(sub_district_id=found.sub_district_id, withdrawal=found)
    return list(rows.order_by("number")[:MOST])


def task_group_of(found: Withdrawal) -> list[TaskMember]:
    """Who sits in the task group now."""
    rows = TaskMember.objects.filter(sub_district_id=found.sub_district_id, withdrawal=found)
    return list(rows.filter(left_on=None).order_by("id")[:MOST])


def milestones_of(found: Withdrawal) -> list[Milestone]:
    """The plan, by day."""
    rows = Milestone.objects.filter(sub_district_id=found.sub_district_id, withdrawal=found)
    return list(rows.order_by("due_on", "number")[:MOST])


def next_milestone(plan: Sequence[Milestone]) -> Milestone | None:
    """What comes next of a plan."""
    return next((one for one in plan if one.done_on is None), None)


def withdrawal_events(found: Withdrawal, *, before: UUID | None = None) -> list[WithdrawalEvent]:
    """What was done, newest first."""
    rows = WithdrawalEvent.objects.filter(sub_district_id=found.sub_district_id, withdrawal=found)
    if before:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:PAGE])


def leads_of(found: Withdrawal) -> Leads:
    """The contract with its takeover, the call, the election and the interim service."""
    tenant = found.sub_district_id
    return Leads(
        contract=money.property_contract(tenant, found.contract_id),
        call=calls.call(tenant, found.call_id) if found.call_id else None,
        election=elections.election(tenant, found.election_id) if found.election_id else None,
        service=money.community_service(tenant, found.service_id) if found.service_id else None,
    )


def must_serve(sub_district_id: UUID, *, on: date) -> InForce:
    """The rule by which a company serves until somebody takes over (R20)."""
    return rule_in_force(sub_district_id, SERVES_RULE, on=on)


def may_not_cut(sub_district_id: UUID, *, on: date) -> InForce:
    """The rule that no supply is cut to collect fees (R20)."""
    return rule_in_force(sub_district_id, CUTS_RULE, on=on)


def milestones_late(sub_district_id: UUID, *, on: date) -> list[Milestone]:
    """Milestones whose day is over and of which nobody was told."""
    rows = Milestone.objects.filter(
        sub_district_id=sub_district_id, done_on=None, due_on__lt=on, late_told_at=None
    )
    return list(rows.order_by("due_on", "id")[:PAGE])


def problems_run_out(sub_district_id: UUID, *, on: date) -> list[SubProblem]:
    """Sub-problems whose interim measure is over and of which nobody was told."""
    rows = SubProblem.objects.filter(
        sub_district_id=sub_district_id,
        state=ProblemState.COVERED,
        until__lt=on,
        late_told_at=None,
    )
    return list(rows.order_by("until", "id")[:PAGE])


def _page(rows: QuerySet[Withdrawal], before: UUID | None) -> list[Withdrawal]:
    rows = rows.order_by("-id")
    return list((rows.filter(id__lt=before) if before else rows)[:PAGE])


def _withdrawals(sub_district_id: UUID) -> QuerySet[Withdrawal]:
    return Withdrawal.objects.filter(sub_district_id=sub_district_id).select_related("place")
