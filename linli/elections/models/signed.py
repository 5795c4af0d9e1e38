"""Signed and open votes: confidential until the close and after it, recountable."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.elections.models.election import Candidate, Election
from linli.elections.rules.signed import Flaw
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
    height = models.PositiveIntegerField(default=0)
    """Its place in the box, from 0."""
    head = models.CharField(max_length=64, blank=True)
    """The chain's head after it."""
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
            models.UniqueConstraint(
                fields=["sub_district", "election_id", "height"], name="signed_height_once"
            ),
        ]

    def __str__(self) -> str:
        return self.commitment[:12]


class SignedVote(TenantModel):
    """One line's vote once the box is open: for the tellers' pack and the owner alone."""

    election = TenantFK(Election, on_delete=models.PROTECT, related_name="votes", db_index=False)
    line_id = models.UUIDField()
    channel = models.CharField(max_length=10, choices=[(way, way) for way in Channel])
    text = SealedTextField(blank=True, default="")
    """The vote with its salt, as it was committed to; empty when the box could not be opened."""
    commitment = models.CharField(max_length=64)
    area_cm2 = models.PositiveBigIntegerField()
    flaw = models.CharField(max_length=20, choices=[(flaw, flaw) for flaw in Flaw], blank=True)
    """Why it is invalid; empty when it counts."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election", "line_id"], name="signed_vote_once"
            ),
        ]

    def __str__(self) -> str:
        return self.commitment[:12]


class OpenVote(TenantModel):
    """A member of a council at a roll call: who voted how stands in the minutes."""

    election = TenantFK(
        Election, on_delete=models.PROTECT, related_name="open_votes", db_index=False
    )
    member_id = models.UUIDField()
    """The seat of the body that votes."""
    order = models.PositiveSmallIntegerField(default=1)
    """In which turn the member is called, from 1."""
    name = models.CharField(max_length=40)
    answer = TenantFK(
        Candidate, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    """None until answered, and for who is recused."""
    recused = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    """Why a member takes no part."""
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election", "member_id"], name="open_vote_once"
            ),
            models.UniqueConstraint(
                fields=["sub_district", "election", "order"], name="open_vote_order_once"
            ),
            models.CheckConstraint(
                condition=Q(recused=False) | (~Q(reason="") & Q(answer=None)),
                name="open_vote_recused_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name
