"""How requests are sorted: the category tree and the routing table."""

from __future__ import annotations

from django.db import models

from linli.cases.rules import CaseType
from linli.tenancy.models import TenantFK, TenantModel


class Category(TenantModel):
    """A node of the three-level tree; a closed one stays for the requests that carry it."""

    parent = TenantFK(
        "self", null=True, on_delete=models.PROTECT, related_name="children", db_index=False
    )
    level = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    path = models.CharField(max_length=200)
    """Names from the top, joined with `/`."""
    order = models.PositiveIntegerField(default=0)
    default_type = models.CharField(max_length=12, choices=CaseType.choices(), blank=True)
    open311_code = models.CharField(max_length=40, blank=True)
    """Offered as an Open311 service under this code, if any."""
    closed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "path"], name="category_path"),
            models.CheckConstraint(
                condition=models.Q(level__range=(1, 3)), name="category_three_levels"
            ),
        ]

    def __str__(self) -> str:
        return self.path


class RouteRule(TenantModel):
    """Requests of a category at a place go to a kind of post there, or to one post.

    The most exact rule wins: the deeper category first, then the nearer place.
    """

    category = TenantFK(
        Category, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    place = TenantFK(
        "places.Place", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    post_kind = models.CharField(max_length=40, blank=True)
    post = TenantFK(
        "people.Post", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    note = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "category", "place"], name="route_category_place"
            ),
            models.UniqueConstraint(
                fields=["sub_district", "category"],
                condition=models.Q(place=None),
                name="route_category_only",
            ),
            models.UniqueConstraint(
                fields=["sub_district", "place"],
                condition=models.Q(category=None),
                name="route_place_only",
            ),
            models.CheckConstraint(
                condition=models.Q(post__isnull=False) | ~models.Q(post_kind=""),
                name="route_goes_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.note or self.post_kind
