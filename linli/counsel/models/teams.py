"""Small teams, their members and their keys."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.counsel.rules import Role, TeamKind
from linli.tenancy.dated import Dated
from linli.tenancy.models import TenantFK, TenantModel


class Team(Dated):
    """The people of one room: a mediation room, a legal station, the help workers of a community."""

    kind = models.CharField(max_length=10, choices=[(one, one) for one in TeamKind])
    name = models.CharField(max_length=60)
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    """The community, or the sub-district, that the team serves."""
    venue_id = models.UUIDField(null=True)
    """The room in the diary where it meets people."""
    key_version = models.PositiveIntegerField(default=1)
    """The key that new files are closed with."""
    version = models.PositiveIntegerField(default=1)

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["sub_district", "kind", "place"], name="team_place")]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["sub_district", "kind", "name"],
                condition=Q(valid_to=None),
                name="team_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TeamKey(TenantModel):
    """A key of a team, closed under a master key; old ones stay while a file is closed with them."""

    team = TenantFK(Team, on_delete=models.PROTECT, related_name="keys", db_index=False)
    number = models.PositiveIntegerField()
    wrapped = models.BinaryField()
    master = models.CharField(max_length=16)
    """The name of the master key that closes it."""
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    lost_at = models.DateTimeField(null=True)
    """When two guardians declared that nothing opens it any more."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "team", "number"], name="team_key_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team_id} {self.number}"


class MarkKey(TenantModel):
    """The key of the marks by which a person's own files are found; closed under a master key."""

    wrapped = models.BinaryField()
    master = models.CharField(max_length=16)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district"], name="mark_key_once"),
        ]

    def __str__(self) -> str:
        return self.master


class Membership(Dated):
    """One person's part in a team, in one post; whoever gets the post later is not a member by it."""

    team = TenantFK(Team, on_delete=models.PROTECT, related_name="memberships", db_index=False)
    account_id = models.UUIDField()
    post = TenantFK("people.Post", on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=10, choices=[(one, one) for one in Role])
    name = models.CharField(max_length=40)
    """How the member is called to those who come."""
    added_by = models.CharField(max_length=200)

    class Meta(Dated.Meta):
        indexes = [
            models.Index(fields=["sub_district", "account_id"], name="membership_account"),
        ]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["sub_district", "team", "account_id"],
                condition=Q(valid_to=None),
                name="membership_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
