"""Organisations with their kind, place and dates."""

from __future__ import annotations

from django.db import models

from linli.people.rules import OrganisationKind
from linli.tenancy.dated import Dated
from linli.tenancy.models import TenantFK


class Organisation(Dated):
    """A body or a company at a place, from one day to another (S01)."""

    kind = models.CharField(max_length=40, choices=OrganisationKind.choices())
    name = models.CharField(max_length=80)
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    credit_code = models.CharField(max_length=18, blank=True)
    duty_phone = models.CharField(max_length=30, blank=True)
    """A telephone of the organisation, never of a person."""

    class Meta:
        indexes = [models.Index(fields=["sub_district", "place", "kind"], name="org_place")]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["sub_district", "place", "kind", "name", "valid_from"], name="org_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
