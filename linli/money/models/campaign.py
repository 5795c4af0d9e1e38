"""Money that residents give of their own will: a collection, its houses, its contributions.

A contribution knows the building at most, never the dwelling and never a person (S57, S58).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.money.models.ledger import Fund, Voucher
from linli.money.models.matter import Matter
from linli.money.rules.campaigns import CampaignState, GiftState, IfLeft, IfMissed, PaidBy
from linli.tenancy.models import TenantFK, TenantModel


class Campaign(TenantModel):
    """A collection for one matter that was decided: target, days, what happens if it is missed."""

    number = models.CharField(max_length=40)
    matter = TenantFK(Matter, on_delete=models.PROTECT, related_name="+", db_index=False)
    fund = TenantFK(Fund, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=80)
    words = models.TextField()
    """What it is for, and that nobody has to give."""
    state = models.CharField(max_length=10, choices=[(one, one) for one in CampaignState])
    target_fen = models.BigIntegerField()
    target_percent = models.PositiveSmallIntegerField(default=0)
    """The share of households asked for beside the money; 0: none."""
    asked_fen = models.BigIntegerField(default=0)
    """What is asked of a household; 0: as much as one likes."""
    if_missed = models.CharField(max_length=20, choices=[(one, one) for one in IfMissed])
    if_left = models.CharField(max_length=20, choices=[(one, one) for one in IfLeft])
    opens_on = models.DateField()
    closes_on = models.DateField()
    ended_on = models.DateField(null=True)
    pledged_fen = models.BigIntegerField(default=0)
    pledges = models.PositiveIntegerField(default=0)
    received_fen = models.BigIntegerField(default=0)
    receipts = models.PositiveIntegerField(default=0)
    refunded_fen = models.BigIntegerField(default=0)
    shown = models.JSONField(default=dict)
    """Progress by building as it was last shown; it moves by five households or stays."""
    shown_fen = models.BigIntegerField(default=0)
    shown_on = models.DateField(null=True)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "place", "id"], name="campaign_place"),
            models.Index(fields=["sub_district", "matter"], name="campaign_matter"),
            models.Index(
                fields=["sub_district", "closes_on"],
                condition=Q(state="raising"),
                name="campaign_due",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "number"], name="campaign_number_once"),
            models.CheckConstraint(condition=Q(target_fen__gt=0), name="campaign_has_a_target"),
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("closes_on")), name="campaign_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(refunded_fen__gte=0, refunded_fen__lte=F("received_fen")),
                name="campaign_gives_back_what_came",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CampaignHouse(TenantModel):
    """How many households a building has, as it was when the collection began."""

    campaign = TenantFK(Campaign, on_delete=models.CASCADE, related_name="houses", db_index=False)
    building = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    households = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "campaign", "building"], name="campaign_house_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.households}"


class Contribution(TenantModel):
    """One pledge and what became of it; whoever holds the code may look it up, nobody else can."""

    campaign = TenantFK(Campaign, on_delete=models.PROTECT, related_name="gifts", db_index=False)
    building = TenantFK(
        "places.Place", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    code = models.CharField(max_length=16)
    """The word on the receipt."""
    mark = models.CharField(max_length=64, blank=True)
    """A keyed hash by which a signed-in giver finds the own pledge; it names nobody."""
    state = models.CharField(max_length=10, choices=[(one, one) for one in GiftState])
    pledged_fen = models.BigIntegerField()
    received_fen = models.BigIntegerField(default=0)
    refund_fen = models.BigIntegerField(default=0)
    """What is owed back."""
    paid_by = models.CharField(max_length=10, choices=[(one, one) for one in PaidBy], blank=True)
    serial = models.PositiveIntegerField(default=0)
    """The number of its receipt, counted in its collection."""
    pledged_on = models.DateField()
    received_on = models.DateField(null=True)
    refunded_on = models.DateField(null=True)
    receipt_voucher = TenantFK(
        Voucher, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    refund_voucher = TenantFK(
        Voucher, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["sub_district", "campaign", "state", "id"], name="contribution_state"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "code"], name="contribution_code_once"),
            models.UniqueConstraint(
                fields=["sub_district", "campaign", "mark"],
                condition=~Q(mark="") & ~Q(state="withdrawn"),
                name="contribution_pledged_once",
            ),
            models.UniqueConstraint(
                fields=["sub_district", "campaign", "serial"],
                condition=Q(serial__gt=0),
                name="contribution_receipt_once",
            ),
            models.CheckConstraint(
                condition=Q(pledged_fen__gt=0), name="contribution_is_for_money"
            ),
            models.CheckConstraint(
                condition=Q(refund_fen__gte=0, refund_fen__lte=F("received_fen")),
                name="contribution_back_at_most_what_came",
            ),
        ]

    def __str__(self) -> str:
        return self.code
