"""A decision with its texts, its steps and what became of each turn, and its resolution."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.decisions.rules import Body, DecisionState, StepKind, StepOutcome, StepState
from linli.tenancy.models import AppendOnlyModel, TenantFK, TenantModel


class ProcedureTemplate(TenantModel):
    """The place's own version of a procedure; a version is never changed."""

    key = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    """The version, counted from 1."""
    name = models.CharField(max_length=80)
    steps = models.JSONField()
    source = models.CharField(max_length=200)
    adopted_by = models.CharField(max_length=200)
    adopted_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "key", "number"], name="procedure_version_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Decision(TenantModel):
    """One matter from its proposal to its closing; its id is that of its matter in `money`."""

    number = models.CharField(max_length=40)
    matter_type = models.CharField(max_length=40)
    body_kind = models.CharField(max_length=40, choices=[(body, body) for body in Body])
    body_id = models.UUIDField(null=True)
    """The body of `people` that decides; none where all owners do."""
    title = models.CharField(max_length=80)
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=[(state, state) for state in DecisionState])
    template_key = models.CharField(max_length=40)
    template_name = models.CharField(max_length=80)
    template_number = models.PositiveIntegerField(default=0)
    """0: the procedure that is shipped. It never changes under way."""
    old_rules = models.BooleanField(default=False)
    """Played by the rules of today though it happened before they held (按现行规则演示)."""
    limit_fen = models.BigIntegerField(default=0)
    """The most that it may cost, as proposed; 0: no money is asked for."""
    fund_id = models.UUIDField(null=True)
    """The fund of `money` that is to pay."""
    vote_id = models.UUIDField(null=True)
    """The vote in `elections`."""
    text_number = models.PositiveSmallIntegerField(default=0)
    """The version of its text in force."""
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "place", "id"], name="decision_place"),
            models.Index(fields=["sub_district", "state", "id"], name="decision_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "number"], name="decision_number_once"),
            models.CheckConstraint(condition=Q(limit_fen__gte=0), name="decision_limit"),
        ]

    def __str__(self) -> str:
        return self.title


class DecisionText(AppendOnlyModel):
    """A version of what is proposed: its words for good, with their digest."""

    decision_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    why = models.CharField(max_length=200, blank=True)
    """Why it was changed."""
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "decision_id", "number"], name="decision_text_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class DecisionStep(TenantModel):
    """A step of a decision's procedure as it was when the decision began."""

    decision = TenantFK(Decision, on_delete=models.CASCADE, related_name="steps", db_index=False)
    key = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in StepKind])
    plan = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=[(state, state) for state in StepState])
    turn = models.PositiveSmallIntegerField(default=0)
    """How often its turn has come."""
    began_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    late_told_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["sub_district", "state", "due_on"],
                condition=Q(state="now"),
                name="decision_step_due",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "decision", "key"], name="decision_step_key_once"
            ),
            models.UniqueConstraint(
                fields=["sub_district", "decision", "order"], name="decision_step_order_once"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class StepEvent(AppendOnlyModel):
    """How a turn of a step ended: done, failed, or returned with a reason."""

    decision_id = models.UUIDField()
    key = models.CharField(max_length=40)
    turn = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=[(one, one) for one in StepOutcome])
    back_to = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    text_number = models.PositiveSmallIntegerField()
    """The version of the text that this turn was about."""
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sub_district", "decision_id", "id"], name="step_event")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="done") | ~Q(reason=""), name="step_event_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="returned") | ~Q(back_to=""), name="step_event_leads_back"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Resolution(AppendOnlyModel):
    """What the right body resolved, with its arithmetic; another one only after a return."""

    decision_id = models.UUIDField()
    number = models.CharField(max_length=40)
    text_number = models.PositiveSmallIntegerField()
    body_name = models.CharField(max_length=120)
    vote_id = models.UUIDField()
    vote_number = models.CharField(max_length=40)
    carried = models.BooleanField()
    figures = models.JSONField()
    """The result of the vote as `elections` announced it."""
    digest = models.CharField(max_length=64)
    resolved_on = models.DateField()
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "number"], name="resolution_number_once"
            ),
            models.UniqueConstraint(
                fields=["sub_district", "vote_id"], name="resolution_of_vote_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number
