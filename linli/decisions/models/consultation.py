"""A consultation with its options, what people said with the answers, and interviews by theme."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.decisions.models.decision import Decision
from linli.decisions.rules.voices import (
    ConsultationState,
    InterviewHow,
    Theme,
    VoiceKind,
    VoiceOutcome,
)
from linli.tenancy.fields import SealedTextField
from linli.tenancy.models import TenantFK, TenantModel


class Consultation(TenantModel):
    """People are asked about one version of a decision's text, for some days."""

    decision = TenantFK(Decision, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    """Counted within the decision: a text that changed is consulted on anew."""
    text_number = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=200)
    opens_on = models.DateField()
    closes_on = models.DateField()
    """The last day on which anybody may speak."""
    state = models.CharField(max_length=10, choices=[(one, one) for one in ConsultationState])
    outcome = models.TextField(blank=True)
    option = models.PositiveSmallIntegerField(null=True)
    """The option that the outcome goes on with, where one was chosen."""
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "decision", "number"], name="consultation_number_once"
            ),
            models.UniqueConstraint(
                fields=["sub_district", "decision"],
                condition=Q(state="open"),
                name="consultation_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | (~Q(outcome="") & Q(closed_at__isnull=False)),
                name="consultation_closed_with_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.question


class ConsultationOption(TenantModel):
    """One way of doing it that people are asked about."""

    consultation = TenantFK(
        Consultation, on_delete=models.CASCADE, related_name="options", db_index=False
    )
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    words = models.CharField(max_length=500, blank=True)
    cost_fen = models.BigIntegerField(null=True)
    """What it would cost, as far as is known."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "consultation", "number"], name="option_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Preference(TenantModel):
    """Somebody at home in the place would rather have one option; nobody can read out who."""

    consultation = TenantFK(
        Consultation, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    option = models.PositiveSmallIntegerField()
    mark = models.CharField(max_length=64)
    """Of the account with the server's key: it counts once, and leads back to nobody."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "consultation", "mark"], name="preference_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.option}"


class Voice(TenantModel):
    """What somebody said about a decision, its consultation or its work, and the answer.

    The theme stays for good; a door that stood in the words was taken out before they were kept.
    """

    number = models.CharField(max_length=40)
    decision = TenantFK(
        Decision, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    """Of the decision: a compound or a community, never a dwelling."""
    about_kind = models.CharField(max_length=40, blank=True)
    """What else it is about, such as `money.work`."""
    about_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=10, choices=[(one, one) for one in VoiceKind])
    theme = models.CharField(max_length=12, choices=[(one, one) for one in Theme])
    option = models.PositiveSmallIntegerField(null=True)
    """The option of the consultation that it speaks of."""
    words = SealedTextField()
    account = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, db_constraint=False, related_name="+", null=True
    )
    contact = SealedTextField(blank=True, default="")
    made_at = models.DateTimeField()
    due_on = models.DateField()
    gist = models.CharField(max_length=200, blank=True)
    """What everybody reads of it, written with the answer, without anything of a person."""
    answer = models.CharField(max_length=500, blank=True)
    outcome = models.CharField(
        max_length=10, blank=True, choices=[(one, one) for one in VoiceOutcome]
    )
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    late_told = models.PositiveSmallIntegerField(default=0)
    """How many levels were told that it is late."""
    forgotten_at = models.DateTimeField(null=True)
    """Since when account and contact are gone."""

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "decision", "id"], name="voice_decision"),
            models.Index(
                fields=["sub_district", "place", "due_on"],
                condition=Q(answered_at=None),
                name="voice_open",
            ),
            models.Index(
                fields=["sub_district", "answered_at"],
                condition=Q(forgotten_at=None, answered_at__isnull=False),
                name="voice_to_forget",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "number"], name="voice_number_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | (~Q(answer="") & ~Q(outcome="")),
                name="voice_answered_with_words",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Interview(TenantModel):
    """What people said when they were asked, gathered by theme; where they live is not kept."""

    decision_id = models.UUIDField(null=True)
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.UUIDField(null=True)
    theme = models.CharField(max_length=12, choices=[(one, one) for one in Theme])
    how = models.CharField(max_length=12, choices=[(one, one) for one in InterviewHow])
    heads = models.PositiveSmallIntegerField()
    """With how many people one spoke."""
    words = models.CharField(max_length=500)
    held_on = models.DateField()
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["sub_district", "decision_id", "id"],
                condition=Q(decision_id__isnull=False),
                name="interview_decision",
            ),
            models.Index(
                fields=["sub_district", "about_id", "id"],
                condition=Q(about_id__isnull=False),
                name="interview_about",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(heads__gte=1), name="interview_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.theme} {self.held_on}"
