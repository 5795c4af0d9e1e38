"""What hangs on a request while it is settled: help, questions, links out, calls, ratings."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.cases.models.case import Case
from linli.cases.rules import Outcome
from linli.cases.rules.texts import (
    BODY_NAME_LENGTH,
    COMMENT_LENGTH,
    HAND_OVER_LENGTH,
    OUTSIDE_NUMBER_LENGTH,
    QUESTION_LENGTH,
    REPLY_LENGTH,
    TASK_LENGTH,
    TASK_RESULT_LENGTH,
)
from linli.tenancy.fields import SealedTextField
from linli.tenancy.models import TenantFK, TenantModel


class Assistance(TenantModel):
    """A post helps the lead post, from one moment to another."""

    case = TenantFK(Case, on_delete=models.CASCADE, related_name="assistances", db_index=False)
    post = TenantFK("people.Post", on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation_id = models.UUIDField(null=True)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "case", "post"],
                condition=Q(to_at=None),
                name="assistance_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["sub_district", "post"], condition=Q(to_at=None), name="assistance_post"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.post_id}"


class SubTask(TenantModel):
    """A part of the work that another post does by a day."""

    case = TenantFK(Case, on_delete=models.CASCADE, related_name="sub_tasks", db_index=False)
    post = TenantFK("people.Post", on_delete=models.PROTECT, related_name="+", db_index=False)
    what = models.CharField(max_length=TASK_LENGTH)
    due_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=TASK_RESULT_LENGTH, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "case"], name="task_case"),
            models.Index(
                fields=["sub_district", "post", "due_on"],
                condition=Q(done_at=None),
                name="task_post",
            ),
        ]

    def __str__(self) -> str:
        return self.what


class Question(TenantModel):
    """A question back to the sender, with choices if there are any, and the answer."""

    case = TenantFK(Case, on_delete=models.CASCADE, related_name="questions", db_index=False)
    asked_at = models.DateTimeField()
    asked_by_label = models.CharField(max_length=200)
    text = models.CharField(max_length=QUESTION_LENGTH)
    choices = models.JSONField(default=list)
    stops_clock = models.BooleanField(default=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=REPLY_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "case"],
                condition=Q(answered_at=None),
                name="question_one_open",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class HandOver(TenantModel):
    """An outside body works on a request through a link that needs no account and expires."""

    case = TenantFK(Case, on_delete=models.CASCADE, related_name="hand_overs", db_index=False)
    body_name = models.CharField(max_length=BODY_NAME_LENGTH)
    contact = SealedTextField(blank=True, default="")
    what = models.CharField(max_length=HAND_OVER_LENGTH)
    token_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    outside_number = models.CharField(max_length=OUTSIDE_NUMBER_LENGTH, blank=True)
    result = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "token_hash"], name="handover_token"),
        ]
        indexes = [models.Index(fields=["sub_district", "case"], name="handover_case")]

    def __str__(self) -> str:
        return self.body_name


class Rating(TenantModel):
    """What the sender said after closing; one per closing."""

    case = TenantFK(Case, on_delete=models.CASCADE, related_name="ratings", db_index=False)
    round = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices())
    comment = models.CharField(max_length=COMMENT_LENGTH, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "case", "round"], name="rating_once"),
        ]

    def __str__(self) -> str:
        return self.outcome


class FollowUp(TenantModel):
    """A call to make after closing, for those who cannot rate on a page (回访)."""

    case = TenantFK(Case, on_delete=models.CASCADE, related_name="follow_ups", db_index=False)
    community_id = models.UUIDField(null=True)
    due_on = models.DateField()
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    reached = models.BooleanField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "case"], condition=Q(done_at=None), name="follow_up_one"
            ),
        ]
        indexes = [
            models.Index(
                fields=["sub_district", "community_id", "due_on"],
                condition=Q(done_at=None),
                name="follow_up_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.due_on}"
