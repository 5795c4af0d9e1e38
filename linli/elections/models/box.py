"""The box of a secret or signed vote: trustees, credentials, and the chain of what went in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.elections.models.election import Election
from linli.elections.models.roll import RollLine
from linli.tenancy.models import AppendOnlyModel, TenantFK, TenantModel


class Trustee(TenantModel):
    """One of those who open the box together; the private key never comes here.

    The texts are the protocol's own, byte for byte as the trustee's device made them.
    """

    election = TenantFK(Election, on_delete=models.PROTECT, related_name="trustees", db_index=False)
    index = models.PositiveSmallIntegerField()
    """From 1, as in the protocol."""
    name = models.CharField(max_length=40)
    token_hash = models.CharField(max_length=64, blank=True)
    cert = models.TextField(blank=True)
    polynomial = models.TextField(blank=True)
    """Signed coefexps, and the shares for each trustee, encrypted for that one."""
    verification = models.TextField(blank=True)
    confirmed_at = models.DateTimeField(null=True)
    opening = models.TextField(blank=True)
    """Partial decryption (secret), or the share of the tellers' key (signed), after the close."""
    opened_at = models.DateTimeField(null=True)
    lost_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election", "index"], name="trustee_index_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Credential(TenantModel):
    """A public credential; the secret one is on a printed slip and nowhere here.

    `line` says whose slip it is until the list is destroyed with the calendar's last step.
    """

    election = TenantFK(
        Election, on_delete=models.PROTECT, related_name="credentials", db_index=False
    )
    mark = models.CharField(max_length=64)
    """SHA-256 of the public credential, in hex."""
    public = models.TextField()
    line = TenantFK(RollLine, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    closed_at = models.DateTimeField(null=True)
    closed_why = models.CharField(max_length=10, blank=True)
    """paper | replaced"""
    votes = models.PositiveIntegerField(default=0)
    """How many ballots came with it; the last one counts."""

    class Meta:
        indexes = [
            models.Index(
                fields=["sub_district", "election", "line"],
                condition=Q(line__isnull=False),
                name="credential_line",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election", "mark"], name="credential_mark_once"
            ),
            models.UniqueConstraint(
                fields=["sub_district", "election", "line"],
                condition=Q(line__isnull=False, closed_why__in=["", "paper"]),
                name="credential_line_once",
            ),
        ]

    def __str__(self) -> str:
        return self.mark[:12]


class ElectionBox(TenantModel):
    """The head of an election's chain; whoever adds to the box holds this row."""

    election = TenantFK(Election, on_delete=models.PROTECT, related_name="boxes", db_index=False)
    height = models.PositiveIntegerField(default=0)
    """How many events are in."""
    head = models.CharField(max_length=64, blank=True)
    """The hash of the last event."""
    stamp = models.PositiveBigIntegerField()
    """The archive's own time, in seconds: every record of it bears this one."""
    latest_at = models.DateTimeField(null=True)
    """When the last event came: a clock set back is seen by it."""
    checked = models.PositiveIntegerField(default=0)
    """After the close: how many events were checked anew and folded into the tally."""
    folded = models.TextField(blank=True)
    """The encrypted sum over the ballots checked so far that count."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "election"], name="box_once"),
        ]

    def __str__(self) -> str:
        return self.head[:12]


class BoxEvent(AppendOnlyModel):
    """An event of the chain with its payload, byte for byte as the archive holds them."""

    election_id = models.UUIDField()
    height = models.PositiveIntegerField()
    type = models.CharField(max_length=20)
    event = models.TextField()
    event_hash = models.CharField(max_length=64)
    payload = models.TextField(blank=True)
    payload_hash = models.CharField(max_length=64, blank=True)
    mark = models.CharField(max_length=64, blank=True)
    """Of a ballot: the credential it came with."""
    tracker = models.CharField(max_length=44, blank=True)
    """Of a ballot: what the voter finds on the public list."""
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["sub_district", "election_id", "mark", "height"],
                condition=~Q(mark=""),
                name="box_mark",
            ),
            models.Index(
                fields=["sub_district", "election_id", "tracker"],
                condition=~Q(tracker=""),
                name="box_tracker",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election_id", "height"], name="box_height_once"
            ),
            models.UniqueConstraint(
                fields=["sub_district", "election_id", "payload_hash"],
                condition=Q(type="Ballot"),
                name="box_ballot_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.height} {self.type}"


class ElectionText(TenantModel):
    """A text of the protocol that events name by hash: election, trustees, credentials, tally."""

    election = TenantFK(Election, on_delete=models.PROTECT, related_name="texts", db_index=False)
    name = models.CharField(max_length=30)
    text = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election", "name"], name="text_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
