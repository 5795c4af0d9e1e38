"""Sealed files: what they say is bytes to the database."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.counsel.models.teams import Team
from linli.counsel.rules import By, Consent, FileKind, HandRole, Side
from linli.tenancy.models import TenantFK, TenantModel


class SealedFile(TenantModel):
    """A file of a small team; number, kind, place and state are plain, all else is closed.

    `wrapped` is the file's own key, closed under the team's key of `key_version`. What the
    file is about lies in entries, parties and papers, each closed under the file's key for its
    own row, so that no row can be moved to another file.
    """

    team = TenantFK(Team, on_delete=models.PROTECT, related_name="files", db_index=False)
    kind = models.CharField(max_length=10, choices=[(one, one) for one in FileKind])
    number = models.CharField(max_length=40)
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    """The community, never a building or a dwelling."""
    topic = models.CharField(max_length=30)
    state = models.CharField(max_length=20)
    opened_on = models.DateField()
    due_on = models.DateField(null=True)
    """The next day on which somebody owes something; none once closed."""
    closed_on = models.DateField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    erase_on = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    wrapped = models.BinaryField()
    key_version = models.PositiveIntegerField()
    case_id = models.UUIDField(null=True)
    """The request whose words moved here."""

    class Meta:
        indexes = [
            models.Index(
                fields=["sub_district", "team", "due_on", "id"],
                condition=Q(closed_on=None),
                name="file_open_of_team",
            ),
            models.Index(fields=["sub_district", "team", "-id"], name="file_of_team"),
            models.Index(fields=["sub_district", "team", "key_version", "id"], name="file_key"),
            models.Index(
                fields=["sub_district", "erase_on"],
                condition=Q(erased_at=None, erase_on__isnull=False),
                name="file_erase",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "number"], name="file_number_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="file_closed_after_opened",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(closed_on__isnull=False),
                name="file_erased_after_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class FileHand(TenantModel):
    """A member who works on a file; only an open hand opens it."""

    file = TenantFK(SealedFile, on_delete=models.CASCADE, related_name="hands", db_index=False)
    account_id = models.UUIDField()
    role = models.CharField(max_length=10, choices=[(one, one) for one in HandRole])
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["sub_district", "account_id"],
                condition=Q(ended_at=None),
                name="hand_of_account",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "file", "account_id"],
                condition=Q(ended_at=None),
                name="file_hand_once",
            ),
        ]

    def __str__(self) -> str:
        return self.role


class Party(TenantModel):
    """Somebody whom a file is about; who it is, is closed, and found by a mark alone."""

    file = TenantFK(SealedFile, on_delete=models.CASCADE, related_name="parties", db_index=False)
    side = models.CharField(max_length=10, choices=[(one, one) for one in Side])
    mark = models.CharField(max_length=64, blank=True)
    """A keyed hash of the account; empty for somebody who comes to the counter."""
    body = models.BinaryField()
    """Name, telephone, address for papers, who speaks for the party."""
    consent = models.CharField(
        max_length=10, choices=[(one, one) for one in Consent], default=Consent.ASKED.value
    )
    consent_at = models.DateTimeField(null=True)
    consent_by = models.CharField(max_length=10, choices=[(one, one) for one in By], blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=10, choices=[(one, one) for one in By], blank=True)
    copy_at = models.DateTimeField(null=True)
    """When the party got its own copy of the agreement."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "mark"], condition=~Q(mark=""), name="party_mark"),
            models.Index(fields=["sub_district", "file"], name="party_file"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "file", "mark"],
                condition=~Q(mark=""),
                name="party_once",
            ),
        ]

    def __str__(self) -> str:
        return self.side


class FileEntry(TenantModel):
    """One thing that was written into a file; `shared` ones are for every party."""

    file = TenantFK(SealedFile, on_delete=models.CASCADE, related_name="entries", db_index=False)
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    """The post, never a name."""
    shared = models.BooleanField(default=False)
    party = TenantFK(Party, on_delete=models.CASCADE, related_name="+", null=True, db_index=False)
    """For one party's eyes besides the team's, where it is not shared with all."""
    body = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["sub_district", "file", "id"], name="entry_file")]

    def __str__(self) -> str:
        return self.kind


class FilePaper(TenantModel):
    """A scan or a photo of a thing; its bytes lie on the disk, closed under the file's key."""

    file = TenantFK(SealedFile, on_delete=models.CASCADE, related_name="papers", db_index=False)
    kind = models.CharField(max_length=20)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    path = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    by = models.CharField(max_length=200)
    shared = models.BooleanField(default=False)
    party = TenantFK(Party, on_delete=models.CASCADE, related_name="+", null=True, db_index=False)

    class Meta:
        indexes = [models.Index(fields=["sub_district", "file", "id"], name="paper_file")]

    def __str__(self) -> str:
        return self.kind
