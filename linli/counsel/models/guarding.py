"""Two named persons who together open a file that nobody of its team opens."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.counsel.models.files import SealedFile
from linli.counsel.models.teams import Team
from linli.counsel.rules import Emergency
from linli.tenancy.dated import Dated
from linli.tenancy.models import TenantFK, TenantModel


class Guardian(Dated):
    """A person named beforehand, with office and paper, who may break the glass with another."""

    account_id = models.UUIDField()
    name = models.CharField(max_length=40)
    paper = models.CharField(max_length=200)
    """The decision that names this person."""
    named_by_id = models.UUIDField()
    named_by = models.CharField(max_length=200)
    confirmed_by_id = models.UUIDField(null=True)
    confirmed_by = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    """Until somebody who oversees the office has confirmed the name, it opens nothing."""

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(confirmed_by_id=None)
                | (~Q(confirmed_by_id=F("named_by_id")) & ~Q(confirmed_by_id=F("account_id"))),
                name="guardian_two_offices",
            ),
            models.UniqueConstraint(
                fields=["sub_district", "account_id"],
                condition=Q(valid_to=None),
                name="guardian_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GlassBreak(TenantModel):
    """That a file was opened from outside its team: why, asked by one, agreed by another."""

    file = TenantFK(SealedFile, on_delete=models.PROTECT, related_name="breaks", db_index=False)
    why = models.CharField(max_length=20, choices=[(one, one) for one in Emergency])
    body = models.BinaryField()
    """The reason in words and the court's number, closed under the file's key."""
    asked_by_id = models.UUIDField()
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    agreed_by_id = models.UUIDField(null=True)
    agreed_by = models.CharField(max_length=200, blank=True)
    agreed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    open_until = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["sub_district", "file"], name="glass_file")]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by_id=None) | ~Q(agreed_by_id=F("asked_by_id")),
                name="glass_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(open_until=None) | Q(agreed_at__isnull=False),
                name="glass_open_when_agreed",
            ),
        ]

    def __str__(self) -> str:
        return self.why


class Succession(TenantModel):
    """That a team without a director gets one: proposed by one guardian, agreed by another."""

    team = TenantFK(Team, on_delete=models.PROTECT, related_name="+", db_index=False)
    account_id = models.UUIDField()
    post = TenantFK("people.Post", on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=40)
    proposed_by_id = models.UUIDField()
    proposed_by = models.CharField(max_length=200)
    proposed_at = models.DateTimeField()
    agreed_by_id = models.UUIDField(null=True)
    agreed_by = models.CharField(max_length=200, blank=True)
    agreed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "team"],
                condition=Q(agreed_at=None, refused_at=None),
                name="succession_one_open",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by_id=None) | ~Q(agreed_by_id=F("proposed_by_id")),
                name="succession_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return self.name
