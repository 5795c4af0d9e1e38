"""A compound whose property company said that it leaves, and the playbook about it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from linli.decisions import actions, queries
from linli.decisions.actions import ProblemDraft, WithdrawalDraft
from linli.decisions.models import Milestone, SubProblem, TaskMember, Withdrawal
from linli.decisions.rules import MilestoneKind, ProblemKind, ProblemState
from linli.kernel.actor import Actor
from linli.money.models import PropertyContract
from linli.money.rules import TakeoverSide
from tests.decisions.participation_builders import Ground as Base
from tests.money.builders import AT
from tests.money.service_builders import ServiceGround

__all__ = ["AT", "Ground", "fresh"]
ON = timezone.localdate(AT)
SAID = "示例物业公司张贴通知，称本月底撤出；街道成立工作小组。"


class Ground(Base, ServiceGround):
    """The ground of decisions, with a company that leaves."""

    @cached_property
    def contract(self) -> PropertyContract:
        """The contract, after the company gave notice."""
        return self.leaving()

    @cached_property
    def withdrawal(self) -> Withdrawal:
        """The playbook, with refuse and gate."""
        return self.opened()

    def opened(self, **facts: Any) -> Withdrawal:
        """A playbook that was opened."""
        problems = [
            ProblemDraft(ProblemKind.REFUSE, "垃圾三天没有清运", "社区党组织"),
            ProblemDraft(ProblemKind.GATE, "南门无人值守", "治安巡防队"),
        ]
        given: dict[str, Any] = {
            "contract_id": self.contract.id,
            "announced_on": ON - timedelta(days=2),
            "words": SAID,
            "problems": problems,
        }
        by, at = facts.pop("actor", self.secretary), facts.pop("at", AT)
        key = facts.pop("key", str(uuid4()))
        draft = WithdrawalDraft(**{**given, **facts})
        return actions.open_withdrawal(actor=by, draft=draft, key=key, at=at)

    def on(
        self, found: Withdrawal, *, at: datetime = AT, by: Actor | None = None
    ) -> dict[str, Any]:
        """What each act on a playbook is given."""
        return {
            "actor": by or self.secretary,
            "withdrawal_id": found.id,
            "version": fresh(found).version,
            "at": at,
        }

    def planned(
        self, kind: MilestoneKind = MilestoneKind.OTHER, due_on: date | None = None
    ) -> Milestone:
        """A milestone of the plan."""
        actions.plan_milestone(
            **self.on(self.withdrawal),
            kind=kind,
            what=queries.milestone_word(kind),
            role="示例社区党组织",
            due_on=due_on or ON + timedelta(days=10),
        )
        return Milestone.objects.filter(withdrawal=self.withdrawal).latest("number")

    def problem(self, kind: ProblemKind = ProblemKind.REFUSE) -> SubProblem:
        """A sub-problem as it stands."""
        return SubProblem.objects.get(withdrawal=self.withdrawal, kind=kind)

    def met(self, one: SubProblem, state: ProblemState, **facts: Any) -> Withdrawal:
        """Say how a sub-problem stands."""
        given = {"measure": "环卫站代清运", "until": ON + timedelta(days=14)}
        at = facts.pop("at", AT)
        return actions.meet_problem(
            **self.on(self.withdrawal, at=at),
            problem_id=one.id,
            state=state,
            role=one.role,
            **{**given, **facts},
        )

    def a_member(self) -> TaskMember:
        """Somebody in the task group."""
        actions.name_task_member(
            **self.on(self.withdrawal), title="街道治理办", name="示例人员甲", charge="总协调"
        )
        return TaskMember.objects.get(withdrawal=self.withdrawal)

    def take_over(self) -> None:
        """List a thing, hand it over, and let three sides sign."""
        [item] = self.listed(self.contract, "电梯维保档案")
        self.handed(self.contract, item)
        self.sign(self.contract, TakeoverSide.COMPANY, self.property_manager)
        self.sign(self.contract, TakeoverSide.COMMITTEE, self.chair)
        self.sign(self.contract, TakeoverSide.OFFICE, self.office)

    def lead_on(self, link: Any, subject_id: UUID) -> Withdrawal:
        """Link something."""
        return actions.lead_on(**self.on(self.withdrawal), link=link, subject_id=subject_id)


def fresh(found: Withdrawal) -> Withdrawal:
    """A playbook as it stands now."""
    return Withdrawal.objects.select_related("place").get(id=found.id)
