"""Calls for an assembly, and the signatures under them: sealed, counted, never listed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.decisions.rules.calls import CallKind, CallState, Channel, NotCounted, SignatureState
from linli.tenancy.fields import SealedTextField
from linli.tenancy.models import TenantFK, TenantModel


class Call(TenantModel):
    """Owners or residents ask for an assembly about something (R13, R33).

    The whole that the share is taken of stands still from the first day. `signed_heads` and
    `signed_area_cm2` are kept by the actions, so that no page reads signatures to count them.
    """

    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=[(one, one) for one in CallKind])
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=80)
    words = models.TextField()
    """What the assembly shall deal with, and why: what people sign."""
    digest = models.CharField(max_length=64)
    starter = SealedTextField(blank=True, default="")
    """The account that began it; the office alone opens it."""
    starter_mark = models.CharField(max_length=64)
    roll_id = models.UUIDField(null=True)
    """The roll of `elections` that signatures are held against; none for households and groups."""
    rule_key = models.CharField(max_length=80)
    whole_heads = models.PositiveIntegerField()
    whole_area_cm2 = models.PositiveBigIntegerField(default=0)
    signed_heads = models.PositiveIntegerField(default=0)
    signed_area_cm2 = models.PositiveBigIntegerField(default=0)
    counted_heads = models.PositiveIntegerField(default=0)
    """After the office looked at each signature."""
    counted_area_cm2 = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=12, choices=[(one, one) for one in CallState])
    opened_at = models.DateTimeField()
    closes_on = models.DateField()
    handed_in_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    """By when the step it waits for is done."""
    meeting_on = models.DateField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    decision_id = models.UUIDField(null=True)
    """The decision that the assembly takes up."""
    late_told = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "place", "id"], name="call_place"),
            models.Index(
                fields=["sub_district", "closes_on"],
                condition=Q(state="collecting"),
                name="call_collecting",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "number"], name="call_number_once"),
            models.CheckConstraint(condition=Q(whole_heads__gt=0), name="call_of_somebody"),
            models.CheckConstraint(
                condition=~Q(state="convened") | (Q(meeting_on__isnull=False) & ~Q(answer="")),
                name="call_convened_with_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Signature(TenantModel):
    """One signature under a call; who gave it lies under seal, and goes when the call is over."""

    call = TenantFK(Call, on_delete=models.PROTECT, related_name="+", db_index=False)
    mark = models.CharField(max_length=64)
    """Of who signs, with the server's key: nobody signs twice, and it leads back to nobody."""
    sealed = SealedTextField(null=True)
    """Account, line, dwelling or group as JSON; nothing once it was withdrawn or forgotten."""
    channel = models.CharField(max_length=10, choices=[(one, one) for one in Channel])
    state = models.CharField(max_length=12, choices=[(one, one) for one in SignatureState])
    reason = models.CharField(max_length=20, blank=True, choices=[(one, one) for one in NotCounted])
    signed_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["sub_district", "call", "state", "id"], name="sign_call")]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "call", "mark"],
                condition=~Q(state="withdrawn"),
                name="signature_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="not_counted") | ~Q(reason=""), name="not_counted_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.state
