"""Posts, who holds them, who stands in, each for a term."""

from __future__ import annotations

from django.db import models

from linli.kernel.posts import PostKind
from linli.people.models.account import Account
from linli.people.models.organisation import Organisation
from linli.tenancy.dated import Dated
from linli.tenancy.models import TenantFK


class Post(Dated):
    """A post of an organisation at a place; it stays when holders change."""

    kind = models.CharField(max_length=40, choices=PostKind.choices())
    organisation = TenantFK(
        Organisation, on_delete=models.PROTECT, related_name="posts", null=True, db_index=False
    )
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=60, blank=True)
    """An own name such as 维修班, where the kind alone does not say it."""
    duty_phone = models.CharField(max_length=30, blank=True)
    public = models.BooleanField(default=True)

    class Meta(Dated.Meta):
        indexes = [
            models.Index(fields=["sub_district", "place", "kind"], name="post_place"),
            models.Index(fields=["sub_district", "organisation"], name="post_org"),
        ]

    def __str__(self) -> str:
        return self.name or self.kind


class Holding(Dated):
    """An account holds a post for a term; `name` is how the holder is called in this post."""

    post = TenantFK(Post, on_delete=models.PROTECT, related_name="holdings", db_index=False)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, db_constraint=False, related_name="holdings"
    )
    name = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["sub_district", "post"], name="holding_post")]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["sub_district", "post", "account", "valid_from"], name="holding_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Deputy(Dated):
    """An account stands in for a post's holder between two days."""

    post = TenantFK(Post, on_delete=models.PROTECT, related_name="deputies", db_index=False)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, db_constraint=False, related_name="deputies"
    )
    name = models.CharField(max_length=40)
    valid_to = models.DateField()
    reason = models.CharField(max_length=100)

    class Meta:
        indexes = [models.Index(fields=["sub_district", "post"], name="deputy_post")]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["sub_district", "post", "account", "valid_from"], name="deputy_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
