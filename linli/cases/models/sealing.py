"""That a request may move into a sealed room: offered by staff, agreed by its sender."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.cases.models.case import Case
from linli.cases.rules import AgreedBy, SealedRoom
from linli.tenancy.models import TenantFK, TenantModel


class Sealing(TenantModel):
    """One offer to move a request's words into a room where only a small team reads them."""

    case = TenantFK(Case, on_delete=models.CASCADE, related_name="sealings", db_index=False)
    room = models.CharField(max_length=12, choices=SealedRoom.choices())
    community_id = models.UUIDField(null=True)
    offered_at = models.DateTimeField()
    offered_by_label = models.CharField(max_length=200)
    agreed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=12, choices=AgreedBy.choices(), blank=True)
    moved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "case"],
                condition=Q(refused_at=None),
                name="sealing_one_offer",
            ),
            models.CheckConstraint(
                condition=Q(moved_at=None) | Q(agreed_at__isnull=False),
                name="sealing_moved_when_agreed",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None) | Q(refused_at=None), name="sealing_yes_or_no"
            ),
        ]
        indexes = [
            models.Index(
                fields=["sub_district", "room", "agreed_at"],
                condition=Q(agreed_at__isnull=False, moved_at=None),
                name="sealing_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.room
