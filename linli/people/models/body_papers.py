"""What bodies hand to others: a filing, a delegation, the things of the term before."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.people.models.body import BodyTerm
from linli.people.models.organisation import Organisation
from linli.people.rules import FiledWith, HandoverKind, ItemState, Mended
from linli.tenancy.dated import Dated
from linli.tenancy.models import TenantFK, TenantModel


class TermFiling(TenantModel):
    """A new term was filed: with whom, when, under which number; the receipt is an attachment."""

    term = TenantFK(BodyTerm, on_delete=models.PROTECT, related_name="filings", db_index=False)
    filed_with = models.CharField(max_length=20, choices=[(one, one) for one in FiledWith])
    filed_on = models.DateField()
    reference = models.CharField(max_length=80, blank=True)
    receipt_id = models.UUIDField(null=True)
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "term", "filed_with"], name="filing_once"
            ),
        ]

    def __str__(self) -> str:
        return self.filed_with


class TermCorrection(TenantModel):
    """An entry about a body that was mistaken, and was put right with a reason."""

    body = TenantFK(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    what = models.CharField(max_length=20, choices=[(one, one) for one in Mended])
    was = models.CharField(max_length=120)
    became = models.CharField(max_length=120, blank=True)
    why = models.CharField(max_length=200)
    corrected_by = models.CharField(max_length=200)
    corrected_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sub_district", "body"], name="correction_body")]
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="correction_with_reason"),
        ]

    def __str__(self) -> str:
        return self.what


class BodyDelegation(Dated):
    """A body lets another act for it within a scope and a time (S62)."""

    giver = TenantFK(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    taker = TenantFK(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    scope = models.CharField(max_length=300)
    basis = models.CharField(max_length=200)
    """The decision of the giving body."""
    valid_to = models.DateField()
    ended_why = models.CharField(max_length=200, blank=True)
    """Why it ended before its day."""
    made_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "giver"], name="delegation_giver"),
            models.Index(fields=["sub_district", "taker"], name="delegation_taker"),
        ]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="delegation_to_another"),
        ]

    def __str__(self) -> str:
        return self.scope


class Handover(TenantModel):
    """The term before hands its things to the new one; both sides sign the same list."""

    term = TenantFK(BodyTerm, on_delete=models.PROTECT, related_name="handovers", db_index=False)
    """The term that takes over."""
    before = TenantFK(
        BodyTerm, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    given_by = models.CharField(max_length=40, blank=True)
    given_account = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        db_constraint=False,
        related_name="+",
        null=True,
        db_index=False,
    )
    given_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=40, blank=True)
    taken_account = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        db_constraint=False,
        related_name="+",
        null=True,
        db_index=False,
    )
    taken_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "term"], name="handover_once"),
        ]

    def __str__(self) -> str:
        return "handover"


class HandoverItem(TenantModel):
    """One thing on the list: a seal, a ledger, a key, an account of the body."""

    handover = TenantFK(Handover, on_delete=models.CASCADE, related_name="items", db_index=False)
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(one, one) for one in HandoverKind])
    what = models.CharField(max_length=120)
    state = models.CharField(
        max_length=10, choices=[(one, one) for one in ItemState], default=ItemState.OPEN
    )
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "handover", "order"], name="handover_item_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="missing") | ~Q(note=""), name="handover_missing_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.what
