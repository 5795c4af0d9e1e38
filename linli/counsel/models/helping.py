"""The plain side of help on one's own request: codes and days; no field says why."""

from __future__ import annotations

from django.db import models

from linli.counsel.models.files import FileEntry, SealedFile
from linli.counsel.rules import By
from linli.counsel.rules.helping import HelpKind, ItemState, ReferralState, ReferralTo
from linli.tenancy.models import TenantFK, TenantModel


class HelpItem(TenantModel):
    """One thing that somebody is helped with."""

    file = TenantFK(SealedFile, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=[(one, one) for one in HelpKind])
    state = models.CharField(
        max_length=8, choices=[(one, one) for one in ItemState], default=ItemState.WANTED.value
    )
    wanted_on = models.DateField()
    done_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "file", "kind"],
                condition=models.Q(state=ItemState.WANTED),
                name="help_item_once",
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class HelpReferral(TenantModel):
    """A way on to another office; it is sent only after the person said yes."""

    file = TenantFK(SealedFile, on_delete=models.CASCADE, related_name="+", db_index=False)
    entry = TenantFK(FileEntry, on_delete=models.CASCADE, related_name="+", db_index=False)
    """What the other office would be told, closed; the person reads it before saying yes."""
    to = models.CharField(max_length=16, choices=[(one, one) for one in ReferralTo])
    state = models.CharField(
        max_length=8,
        choices=[(one, one) for one in ReferralState],
        default=ReferralState.ASKED.value,
    )
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=10, choices=[(one, one) for one in By], blank=True)
    sent_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["sub_district", "file"], name="help_referral_file")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=ReferralState.SENT)
                | models.Q(answered_on__isnull=False, sent_on__isnull=False),
                name="help_referral_sent_agreed",
            ),
        ]

    def __str__(self) -> str:
        return self.to
