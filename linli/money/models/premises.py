"""Premises that a developer owes to a compound or community, and what happened on it (S64)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.money.rules.premises import Found, PremisesAct, PremisesState, PremisesUse
from linli.tenancy.models import AppendOnlyModel, TenantFK, TenantModel


class PremisesDuty(TenantModel):
    """An obligation: which premises, how large, from which paper, by when."""

    number = models.CharField(max_length=40)
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    developer = models.CharField(max_length=80)
    use = models.CharField(max_length=10, choices=[(one, one) for one in PremisesUse])
    where = models.CharField(max_length=120)
    area_cm2 = models.BigIntegerField()
    basis = models.CharField(max_length=200)
    """The paper: planning conditions, land contract, agreement, with its number."""
    due_on = models.DateField()
    state = models.CharField(max_length=20, choices=[(one, one) for one in PremisesState])
    told_at = models.DateTimeField(null=True)
    """When somebody was told that it is late."""
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "place", "id"], name="premises_place"),
            models.Index(
                fields=["sub_district", "due_on"],
                condition=Q(state="owed"),
                name="premises_due",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "number"], name="premises_number_once"),
            models.CheckConstraint(condition=Q(area_cm2__gt=0), name="premises_have_an_area"),
        ]

    def __str__(self) -> str:
        return self.where


class PremisesEvent(AppendOnlyModel):
    """Something that happened on it: an inspection, a letter, a referral, the handover."""

    duty_id = models.UUIDField()
    act = models.CharField(max_length=20, choices=[(one, one) for one in PremisesAct])
    on = models.DateField()
    found = models.CharField(max_length=20, choices=[(one, one) for one in Found], blank=True)
    area_cm2 = models.BigIntegerField(default=0)
    to_whom = models.CharField(max_length=120, blank=True)
    """The authority or the developer."""
    words = models.CharField(max_length=500)
    photos = models.JSONField(default=list)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sub_district", "duty_id", "id"], name="premises_event")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(("act", "inspected")) | ~Q(found=""), name="premises_inspection_finds"
            ),
            models.CheckConstraint(
                condition=~Q(("act", "referred")) | ~Q(to_whom=""),
                name="premises_referred_to_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.act
