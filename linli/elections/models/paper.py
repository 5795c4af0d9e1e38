"""Paper beside online: poll book, boxes, calls of the mobile box, deliveries, counts by two people."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.elections.models.election import Election
from linli.elections.models.roll import Proxy, RollLine
from linli.tenancy.fields import SealedTextField
from linli.tenancy.models import TenantFK, TenantModel


class PaperBox(TenantModel):
    """A box for paper ballots: sealed before witnesses, opened before witnesses."""

    election = TenantFK(
        Election, on_delete=models.PROTECT, related_name="paper_boxes", db_index=False
    )
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10)
    """station | mobile | post"""
    seal_number = models.CharField(max_length=40, blank=True)
    sealed_at = models.DateTimeField(null=True)
    sealed_before = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField(null=True)
    opened_before = models.CharField(max_length=200, blank=True)
    corrections = models.JSONField(default=list)
    """What was written wrong of seal and witnesses, why and by whom it was put right."""
    counted_with = TenantFK(
        "self", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    """The box whose count holds this one's ballots: fewer than five are never counted alone."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election", "name"], name="paper_box_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PollBookEntry(TenantModel):
    """A line of the roll got a paper ballot: when, where, how helped. It says no serial."""

    election = TenantFK(
        Election, on_delete=models.PROTECT, related_name="poll_book", db_index=False
    )
    line = TenantFK(RollLine, on_delete=models.PROTECT, related_name="+", db_index=False)
    box = TenantFK(PaperBox, on_delete=models.PROTECT, related_name="+", db_index=False)
    proxy = TenantFK(Proxy, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    assisted_by = models.CharField(max_length=80, blank=True)
    witness = models.CharField(max_length=80, blank=True)
    handed_at = models.DateTimeField()
    handed_by = models.CharField(max_length=200)
    cast_at = models.DateTimeField(null=True)
    """Put into the box; empty while the ballot is out."""
    spoiled = models.PositiveSmallIntegerField(default=0)
    """How many were given back spoiled and replaced."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election", "line"], name="poll_book_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.handed_at)


class BoxCall(TenantModel):
    """The mobile box goes to somebody who asked for it, for a listed reason, with two witnesses."""

    election = TenantFK(
        Election, on_delete=models.PROTECT, related_name="box_calls", db_index=False
    )
    line = TenantFK(RollLine, on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=60)
    """One of those that the rule lists, never a diagnosis."""
    asked_at = models.DateTimeField()
    first_witness = models.CharField(max_length=40, blank=True)
    second_witness = models.CharField(max_length=40, blank=True)
    came_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election", "line"], name="box_call_once"
            ),
            models.CheckConstraint(
                condition=Q(came_at=None)
                | (
                    ~Q(first_witness="")
                    & ~Q(second_witness="")
                    & ~Q(first_witness=F("second_witness"))
                ),
                name="box_call_two_witnesses",
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class Delivery(TenantModel):
    """A slip, ballot or notice went to a door: handed over, posted, or not delivered.

    It knows nothing of turnout, and is erased after the time to challenge the election.
    """

    election = TenantFK(
        Election, on_delete=models.PROTECT, related_name="deliveries", db_index=False
    )
    line = TenantFK(RollLine, on_delete=models.PROTECT, related_name="+", db_index=False)
    building_id = models.UUIDField(null=True)
    what = models.CharField(max_length=10)
    """slip | ballot | notice"""
    outcome = models.CharField(max_length=12, blank=True)
    """handed | posted | undelivered; empty while to be done"""
    tries = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(null=True)
    by = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["sub_district", "election", "building_id", "outcome"], name="delivery_house"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election", "line", "what"], name="delivery_once"
            ),
        ]

    def __str__(self) -> str:
        return self.what


class PaperCount(TenantModel):
    """One person's entry of a box's count; two people enter, apart, before it counts."""

    election = TenantFK(
        Election, on_delete=models.PROTECT, related_name="paper_counts", db_index=False
    )
    box = TenantFK(PaperBox, on_delete=models.PROTECT, related_name="counts", db_index=False)
    account_id = models.UUIDField()
    """Who entered it: the second one must be somebody else."""
    round = models.PositiveSmallIntegerField(default=1)
    """Counted from 1; a mismatch begins the next."""
    figures = models.JSONField()
    """{"ballots": n, "blank": n, "spoiled": n, "votes": {candidate number: n}}"""
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "box", "round", "account_id"], name="paper_count_once"
            ),
        ]

    def __str__(self) -> str:
        return f"round {self.round}"


class PaperVote(TenantModel):
    """One signed paper ballot as one person entered it; two people enter each serial, apart."""

    election = TenantFK(
        Election, on_delete=models.PROTECT, related_name="paper_votes", db_index=False
    )
    line = TenantFK(RollLine, on_delete=models.PROTECT, related_name="+", db_index=False)
    account_id = models.UUIDField()
    round = models.PositiveSmallIntegerField(default=1)
    serial = models.CharField(max_length=20)
    choices = SealedTextField()
    """JSON list of candidates' numbers."""
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election", "line", "round", "account_id"],
                name="paper_vote_once",
            ),
        ]

    def __str__(self) -> str:
        return self.serial


class SpoiledBallot(TenantModel):
    """A paper ballot that does not count: its serial and the reason, never the person."""

    election = TenantFK(
        Election, on_delete=models.PROTECT, related_name="spoiled_ballots", db_index=False
    )
    box = TenantFK(PaperBox, on_delete=models.PROTECT, related_name="+", db_index=False)
    serial = models.CharField(max_length=20)
    reason = models.CharField(max_length=20)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election", "serial"], name="spoiled_once"
            ),
        ]

    def __str__(self) -> str:
        return self.serial
