"""A property company leaves a compound: sub-problems, task group, plan, what happened (E2, S08)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.decisions.rules.withdrawals import (
    MilestoneKind,
    ProblemKind,
    ProblemState,
    WithdrawalState,
)
from linli.tenancy.models import AppendOnlyModel, TenantFK, TenantModel


class Withdrawal(TenantModel):
    """The playbook of one withdrawal; whether somebody has taken over stands on the contract."""

    number = models.CharField(max_length=40)
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    contract_id = models.UUIDField()
    """The property contract in `money`, with the takeover list and its three signatures."""
    company = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=[(one, one) for one in WithdrawalState])
    words = models.TextField()
    """What happened, for everybody."""
    announced_on = models.DateField()
    leaves_on = models.DateField(null=True)
    """When the company wants to leave; it serves on until somebody takes over."""
    call_id = models.UUIDField(null=True)
    election_id = models.UUIDField(null=True)
    service_id = models.UUIDField(null=True)
    """The interim service in `money`, with its cash book and tasks."""
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "place", "id"], name="withdrawal_place"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "number"], name="withdrawal_number_once"
            ),
            models.UniqueConstraint(
                fields=["sub_district", "contract_id"], name="withdrawal_contract_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | (Q(closed_at__isnull=False) & ~Q(result="")),
                name="withdrawal_closed_with_result",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class SubProblem(TenantModel):
    """One thing that falls away: who sees to it, what is done for now, until when."""

    withdrawal = TenantFK(
        Withdrawal, on_delete=models.PROTECT, related_name="problems", db_index=False
    )
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(one, one) for one in ProblemKind])
    state = models.CharField(max_length=10, choices=[(one, one) for one in ProblemState])
    words = models.CharField(max_length=200)
    role = models.CharField(max_length=80)
    """Which post or body sees to it."""
    measure = models.CharField(max_length=200, blank=True)
    """What is done for now; once it is solved, how."""
    until = models.DateField(null=True)
    """Until when what is done for now lasts."""
    late_told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "withdrawal", "number"], name="problem_number_once"
            ),
            models.UniqueConstraint(
                fields=["sub_district", "withdrawal", "kind"],
                condition=~Q(kind="other"),
                name="problem_kind_once",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(measure=""), name="problem_met_by_a_measure"
            ),
            models.CheckConstraint(
                condition=~Q(state="covered") | Q(until__isnull=False),
                name="problem_covered_until",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class TaskMember(TenantModel):
    """Somebody in the task group, by post and name."""

    withdrawal = TenantFK(
        Withdrawal, on_delete=models.PROTECT, related_name="members", db_index=False
    )
    title = models.CharField(max_length=80)
    """The post or body for which they sit."""
    name = models.CharField(max_length=40)
    charge = models.CharField(max_length=120)
    """What they see to."""
    since = models.DateField()
    left_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "withdrawal", "id"], name="task_member_of"),
        ]

    def __str__(self) -> str:
        return self.title


class Milestone(TenantModel):
    """A step of the plan: what, who, by when; done or late with its reason."""

    withdrawal = TenantFK(
        Withdrawal, on_delete=models.PROTECT, related_name="milestones", db_index=False
    )
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(one, one) for one in MilestoneKind])
    what = models.CharField(max_length=120)
    role = models.CharField(max_length=80)
    due_on = models.DateField()
    first_due_on = models.DateField()
    """The day that was promised first; it stays to be seen when the day moves."""
    reason = models.CharField(max_length=200, blank=True)
    """Why it comes late, or why its day moved."""
    done_on = models.DateField(null=True)
    late_told_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["sub_district", "due_on"],
                condition=Q(done_on__isnull=True),
                name="milestone_waiting",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "withdrawal", "number"], name="milestone_number_once"
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True)
                | Q(done_on__lte=models.F("due_on"))
                | ~Q(reason=""),
                name="milestone_late_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(due_on=models.F("first_due_on")) | ~Q(reason=""),
                name="milestone_moved_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.what


class WithdrawalEvent(AppendOnlyModel):
    """What was done, in words for everybody; never changed."""

    withdrawal = TenantFK(
        Withdrawal, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    did = models.CharField(max_length=40)
    words = models.CharField(max_length=300)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "withdrawal", "id"], name="withdrawal_event_of"),
        ]

    def __str__(self) -> str:
        return self.did
