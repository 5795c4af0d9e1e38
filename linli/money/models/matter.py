"""A matter, who has which hand in it, and what may be spent on it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.money.rules import BARRED, Duty, MatterKind
from linli.tenancy.models import TenantFK, TenantModel


class Matter(TenantModel):
    """What duties are kept apart on; its id is that of the decision, fund or contract it is."""

    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in MatterKind])
    title = models.CharField(max_length=120)
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    """Since when a decision may be carried out; before that no work begins and nothing is asked."""
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["sub_district", "place", "id"], name="matter_place")]
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "number"], name="matter_number_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Hand(TenantModel):
    """All duties of one person on one matter, in one row, so that the database can hold them apart.

    A duty is never taken off once something was done by it; whoever follows gets a row of their
    own.
    """

    matter = TenantFK(Matter, on_delete=models.PROTECT, related_name="hands", db_index=False)
    account = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        db_constraint=False,
        related_name="+",
        db_index=False,
    )
    name = models.CharField(max_length=40)
    title = models.CharField(max_length=200, blank=True)
    """The post or seat in which the person acts."""
    proposes = models.BooleanField(default=False)
    decides = models.BooleanField(default=False)
    holds_money = models.BooleanField(default=False)
    makes = models.BooleanField(default=False)
    checks = models.BooleanField(default=False)
    executes = models.BooleanField(default=False)
    accepts = models.BooleanField(default=False)
    audits = models.BooleanField(default=False)
    since = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sub_district", "account"], name="hand_account")]
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "matter", "account"], name="hand_once"),
            *(
                models.CheckConstraint(
                    condition=~Q(**{one.value: True, other.value: True}),
                    name=f"hand_{one}_{other}",
                )
                for one, other in BARRED
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def duties(self) -> list[Duty]:
        """The duties that this person has."""
        return [duty for duty in Duty if getattr(self, duty.value)]


class SpendingAuthority(TenantModel):
    """What a decision allows to be spent, from which fund; the database refuses a fen more."""

    matter = TenantFK(Matter, on_delete=models.PROTECT, related_name="authorities", db_index=False)
    fund = TenantFK("money.Fund", on_delete=models.PROTECT, related_name="+", db_index=False)
    purpose = models.CharField(max_length=200)
    basis = models.CharField(max_length=200)
    """The resolution by number, in words for readers."""
    basis_digest = models.CharField(max_length=64, blank=True)
    limit_fen = models.BigIntegerField()
    spent_fen = models.BigIntegerField(default=0)
    given_on = models.DateField()
    given_by = models.CharField(max_length=200)
    ended_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "matter"], name="authority_matter"),
            models.Index(fields=["sub_district", "fund"], name="authority_fund"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(limit_fen__gt=0), name="authority_is_for_money"),
            models.CheckConstraint(
                condition=Q(spent_fen__gte=0, spent_fen__lte=F("limit_fen")),
                name="authority_not_overspent",
            ),
        ]

    def __str__(self) -> str:
        return self.purpose
