"""The residents' pact in its versions, and what a residents' committee lays open."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.decisions.rules.papers import AffairsKind, AffairsState, PactState
from linli.tenancy.models import TenantFK, TenantModel


class Pact(TenantModel):
    """A version of a place's pact: drafted, adopted by the meeting, filed with the office (R36)."""

    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=[(one, one) for one in PactState])
    decision_id = models.UUIDField(null=True)
    resolution_number = models.CharField(max_length=40, blank=True)
    adopted_on = models.DateField(null=True)
    filed_on = models.DateField(null=True)
    filing_words = models.CharField(max_length=500, blank=True)
    """What the office wrote: received, or what contradicts which article."""
    filed_by = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "place", "number"], name="pact_number_once"
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | (Q(adopted_on__isnull=False) & ~Q(resolution_number="")),
                name="pact_adopted_by_resolution",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["filed", "returned"]) | ~Q(filing_words=""),
                name="pact_filed_with_words",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Affairs(TenantModel):
    """What a residents' committee lays open for a time: prepared by one, published by another."""

    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=[(one, one) for one in AffairsKind])
    period_from = models.DateField()
    period_to = models.DateField()
    items = models.JSONField(default=dict)
    """Text by heading of the template."""
    state = models.CharField(max_length=10, choices=[(one, one) for one in AffairsState])
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    maker_id = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=200, blank=True)
    checker_id = models.UUIDField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "place", "kind", "period_to"], name="affairs_once"
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=models.F("period_from")), name="affairs_period"
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | (
                    ~Q(digest="")
                    & Q(checker_id__isnull=False)
                    & ~Q(checker_id=models.F("maker_id"))
                ),
                name="affairs_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.period_to}"
