"""A place's own reading of the named methods."""

from __future__ import annotations

from django.db import models

from linli.tenancy.models import TenantModel


class Method(TenantModel):
    """A version of a named method as the place reads it; a version is never changed."""

    key = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    """The version, counted from 1."""
    name = models.CharField(max_length=80)
    reading = models.CharField(max_length=600)
    steps = models.JSONField()
    source = models.CharField(max_length=200)
    adopted_by = models.CharField(max_length=200)
    adopted_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "key", "number"], name="method_version_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
