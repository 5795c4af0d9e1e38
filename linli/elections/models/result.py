"""What came out: results with their arithmetic, and turnout day by day."""

from __future__ import annotations

from django.db import models

from linli.elections.models.election import Election
from linli.tenancy.models import TenantFK, TenantModel


class Result(TenantModel):
    """The result as announced: both channels apart and together, validity, who is elected.

    `figures` is plain data that `rules` make and pages, documents and packs show.
    """

    election = TenantFK(Election, on_delete=models.PROTECT, related_name="results", db_index=False)
    number = models.PositiveSmallIntegerField(default=1)
    """1, and more after a recount."""
    figures = models.JSONField()
    valid = models.BooleanField()
    announced_at = models.DateTimeField()
    announced_by = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election", "number"], name="result_once"
            ),
        ]

    def __str__(self) -> str:
        return f"result {self.number}"


class TurnoutDay(TenantModel):
    """Turnout as shown on one day: coarse figures, made once a day, never the direction."""

    election = TenantFK(
        Election, on_delete=models.CASCADE, related_name="turnout_days", db_index=False
    )
    day = models.DateField()
    figures = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election", "day"], name="turnout_day_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.day)
