"""Signed and open votes: confidential until the close and after it, recountable."""

from __future__ import annotations

from django.db import models

from linli.elections.models.election import Candidate, Election
from linli.elections.rules.words import Channel
from linli.tenancy.fields import SealedTextField
from linli.tenancy.models import AppendOnlyModel, TenantFK, TenantModel


class SignedBallot(AppendOnlyModel):
    """An owner's vote as it came: encrypted to the tellers' key; the last one of a line counts."""

    election_id = models.UUIDField()
    line_id = models.UUIDField()
    turn = models.PositiveIntegerField()
    """1 for the line's first, and so on."""
    box = models.TextField()
    """The encrypted vote with its signature, as the voter's device made it."""
    commitment = models.CharField(max_length=64)
    """SHA-256 over the vote and its salt; the voter's tracker."""
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "election_id", "commitment"], name="signed_mark"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election_id", "line_id", "turn"], name="signed_turn_once"
            ),
            models.UniqueConstraint(
                fields=["sub_district", "election_id", "commitment"], name="signed_commitment_once"
            ),
        ]

    def __str__(self) -> str:
        return self.commitment[:12]


class SignedVote(TenantModel):
    """One line's vote once the box is open: for the tellers' pack and the owner alone."""

    election = TenantFK(Election, on_delete=models.PROTECT, related_name="votes", db_index=False)
    line_id = models.UUIDField()
    channel = models.CharField(max_length=10, choices=[(way, way) for way in Channel])
    choices = SealedTextField()
    """JSON list of candidates' numbers, and the salt."""
    commitment = models.CharField(max_length=64)
    area_cm2 = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election", "line_id"], name="signed_vote_once"
            ),
        ]

    def __str__(self) -> str:
        return self.commitment[:12]


class OpenVote(TenantModel):
    """Who voted how in a council's roll call; it stands in the minutes."""

    election = TenantFK(
        Election, on_delete=models.PROTECT, related_name="open_votes", db_index=False
    )
    member_id = models.UUIDField()
    """The seat of the body that votes."""
    name = models.CharField(max_length=40)
    answer = TenantFK(Candidate, on_delete=models.PROTECT, related_name="+", db_index=False)
    recused = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election", "member_id"], name="open_vote_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
