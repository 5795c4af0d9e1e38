"""Rows with a first and a last day, and how those of one day are found."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from linli.tenancy.models import TenantModel


def in_force(on: date, prefix: str = "") -> Q:
    """Rows whose days cover this one."""
    return Q(**{f"{prefix}valid_from__lte": on}) & not_over(on, prefix)


def not_over(on: date, prefix: str = "") -> Q:
    """Rows whose last day is not past on this one; they may begin later."""
    return Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": on})


class Dated(TenantModel):
    """A row in force from one day to another; `valid_to` is its last day, empty while open.

    A heir's own `Meta` begins its constraints with `*Dated.Meta.constraints`.
    """

    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="%(class)s_dates_in_order",
            ),
        ]
