"""Requests about one's own data, and the looks that a person at the counter allows."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.people.models.account import Account
from linli.people.rules.data_requests import (
    ABOUT_LENGTH,
    RequestOutcome,
    RequestState,
    Right,
    choices,
)
from linli.tenancy.fields import SealedTextField
from linli.tenancy.models import TenantModel


class DataRequest(TenantModel):
    """Somebody asks about the own data, objects, complains, or wants it mended or gone.

    Words and answer are sealed. `account` is emptied once the answer is old enough, so that
    only how many were asked and how they ended stays.
    """

    number = models.CharField(max_length=40)
    right = models.CharField(max_length=10, choices=choices(Right))
    account = models.ForeignKey(
        Account, on_delete=models.SET_NULL, db_constraint=False, null=True, related_name="+"
    )
    about = models.CharField(max_length=ABOUT_LENGTH, blank=True)
    """What of the own data it concerns, as the page called it; never its value."""
    access_id = models.UUIDField(null=True)
    """The reading that it asks about."""
    words = SealedTextField(blank=True, default="")
    state = models.CharField(
        max_length=10, choices=choices(RequestState), default=RequestState.WAITING.value
    )
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    made_with = models.CharField(max_length=200, blank=True)
    """The post that wrote it down at the counter."""
    outcome = models.CharField(max_length=10, choices=choices(RequestOutcome), blank=True)
    answer = SealedTextField(blank=True, default="")
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "number"], name="data_request_number_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(state="waiting"),
                name="data_request_answered_not_waiting",
            ),
        ]
        indexes = [
            models.Index(fields=["sub_district", "account", "-id"], name="data_request_own"),
            models.Index(
                fields=["sub_district", "due_at", "id"],
                condition=Q(state="waiting"),
                name="data_request_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CounterLook(TenantModel):
    """A person lets the counter see the own data for half an hour; the row goes the day after."""

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )
    code_hash = models.CharField(max_length=64, blank=True)
    """A keyed hash of the code that is read out; empty once it was used."""
    made_at = models.DateTimeField()
    code_until = models.DateTimeField()
    post_id = models.UUIDField(null=True)
    clerk_id = models.UUIDField(null=True)
    opened_at = models.DateTimeField(null=True)
    open_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "account"], name="counter_look_once"),
            models.UniqueConstraint(
                fields=["sub_district", "code_hash"],
                condition=~Q(code_hash=""),
                name="counter_look_code_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"
