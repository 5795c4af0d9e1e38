"""Rolls: voters by heads or owners by units, published, objected to, frozen, then only corrected."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.elections.rules.rolls import Correction, ObjectionKind
from linli.elections.rules.words import AreaSource, RollKind, RollState
from linli.tenancy.fields import SealedTextField
from linli.tenancy.models import AppendOnlyModel, TenantFK, TenantModel


class Roll(TenantModel):
    """Who may vote at a place on a day; its digest is fixed when it is frozen.

    `heads` and `area_cm2` are the sums over the lines that stand, kept by the actions.
    """

    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in RollKind])
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=[(state, state) for state in RollState])
    as_of = models.DateField()
    """The day whose facts count: age, residence, ownership."""
    made_at = models.DateTimeField()
    published_on = models.DateField(null=True)
    objections_until = models.DateField(null=True)
    """The last day on which anybody may object."""
    voting_from = models.DateField(null=True)
    """The first day on which people may vote on it: it was public long enough by then."""
    frozen_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    """Over the lines that stand, since the publication."""
    heads = models.PositiveIntegerField(default=0)
    area_cm2 = models.PositiveBigIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["sub_district", "place", "id"], name="roll_place")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="frozen") | (Q(frozen_at__isnull=False) & ~Q(digest="")),
                name="roll_frozen_has_digest",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RollLine(TenantModel):
    """One head of a roll: a voter, or an owner with all units (R08)."""

    roll = TenantFK(Roll, on_delete=models.PROTECT, related_name="lines", db_index=False)
    number = models.PositiveIntegerField()
    """Counted within the roll, printed, never given twice."""
    name = SealedTextField()
    building = TenantFK(
        "places.Place", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    """Where turnout is counted: the building of the (first) dwelling."""
    door = models.CharField(max_length=60, blank=True)
    """As printed: 2单元301; of several units the first one's."""
    owner_number = models.CharField(max_length=20, blank=True)
    """What the office's sheet calls this owner; never a number that the state gave."""
    account = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        db_constraint=False,
        related_name="+",
        null=True,
        db_index=False,
    )
    """Whose line this is, where the person has linked it with an account."""
    is_developer = models.BooleanField(default=False)
    voter_name = SealedTextField(blank=True, default="")
    """The one whom several co-owners named to vote."""
    stands = models.BooleanField(default=True)
    """False once it was struck; the number stays taken."""
    area_cm2 = models.PositiveBigIntegerField(default=0)
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    """Over all that stands above, units and salt included; not over the account."""

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "roll", "building", "number"], name="line_house"),
            models.Index(
                fields=["sub_district", "account"],
                condition=Q(account__isnull=False),
                name="line_account",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "roll", "number"], name="line_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.number}"


class RollUnit(TenantModel):
    """An exclusive unit of an owner, with its registered area (R09)."""

    roll = TenantFK(Roll, on_delete=models.PROTECT, related_name="units", db_index=False)
    line = TenantFK(RollLine, on_delete=models.CASCADE, related_name="units", db_index=False)
    door = models.CharField(max_length=60)
    building = TenantFK(
        "places.Place", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    area_cm2 = models.PositiveBigIntegerField()
    area_source = models.CharField(max_length=20, choices=[(one, one) for one in AreaSource])

    class Meta:
        indexes = [models.Index(fields=["sub_district", "line"], name="unit_line")]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "roll", "building", "door"], name="unit_door_once"
            ),
            models.CheckConstraint(condition=Q(area_cm2__gt=0), name="unit_has_area"),
        ]

    def __str__(self) -> str:
        return self.door


class RollObjection(TenantModel):
    """Somebody says that a published roll is wrong; it is answered with a reason."""

    roll = TenantFK(Roll, on_delete=models.PROTECT, related_name="objections", db_index=False)
    line = TenantFK(RollLine, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    """None when somebody is missing."""
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in ObjectionKind])
    words = SealedTextField()
    account = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, db_constraint=False, related_name="+", null=True
    )
    contact = SealedTextField(blank=True, default="")
    made_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    upheld = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    forgotten_at = models.DateTimeField(null=True)
    """Since when account and contact are gone."""

    class Meta:
        indexes = [models.Index(fields=["sub_district", "roll", "id"], name="objection_roll")]

    def __str__(self) -> str:
        return self.kind


class RollCorrection(AppendOnlyModel):
    """A change to a roll after its publication: what, why, who, and the digest before and after."""

    roll_id = models.UUIDField()
    line_id = models.UUIDField()
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=20, choices=[(what, what) for what in Correction])
    fields = models.CharField(max_length=100, blank=True)
    """Which fields changed, by name; not what they were."""
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    digest_before = models.CharField(max_length=64, blank=True)
    digest_after = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["sub_district", "roll_id", "id"], name="correction_roll")]

    def __str__(self) -> str:
        return self.what


class Proxy(TenantModel):
    """One voter lets another one of the same roll vote, in writing, until a day (R14, R28)."""

    election = TenantFK(
        "elections.Election", on_delete=models.PROTECT, related_name="proxies", db_index=False
    )
    giver = TenantFK(RollLine, on_delete=models.PROTECT, related_name="+", db_index=False)
    agent = TenantFK(RollLine, on_delete=models.PROTECT, related_name="+", db_index=False)
    paper_id = models.UUIDField()
    """The attachment that shows the written proxy."""
    valid_until = models.DateField()
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["sub_district", "election", "agent"], name="proxy_agent")]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election", "giver"],
                condition=Q(revoked_at=None),
                name="proxy_giver_once",
            ),
            models.CheckConstraint(condition=~Q(giver=models.F("agent")), name="proxy_not_to_self"),
        ]

    def __str__(self) -> str:
        return f"until {self.valid_until}"
