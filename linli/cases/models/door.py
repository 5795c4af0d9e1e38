"""Who may hand requests in by the second door."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.tenancy.models import TenantModel


class ApiKey(TenantModel):
    """The key of another system; of the key itself only a keyed hash is kept."""

    name = models.CharField(max_length=60)
    """The system, never a person."""
    key_hash = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "key_hash"], name="api_key_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="api_key_times_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name
