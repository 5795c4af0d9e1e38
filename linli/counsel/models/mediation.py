"""Mediations beside their sealed files: codes and days alone; whatever was said lies in the file."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.counsel.models.files import FileEntry, Party, SealedFile
from linli.counsel.rules import By
from linli.counsel.rules.mediation import (
    Confirmation,
    DutyState,
    Guest,
    GuestState,
    Meeting,
    Result,
    SittingState,
    Source,
    Triage,
)
from linli.tenancy.fields import SealedTextField
from linli.tenancy.models import TenantFK, TenantModel


class Mediation(TenantModel):
    """What a mediation is, beside its file: how it came in, its days, what binds."""

    file = TenantFK(SealedFile, on_delete=models.CASCADE, related_name="+", db_index=False)
    source = models.CharField(max_length=10, choices=[(one, one) for one in Source])
    urgent = models.BooleanField(default=False)
    triage = models.CharField(max_length=12, choices=[(one, one) for one in Triage], blank=True)
    danger_at = models.DateTimeField(null=True)
    """When the police or an ambulance was told (R41)."""
    meeting = models.CharField(
        max_length=6, choices=[(one, one) for one in Meeting], default=Meeting.CLOSED.value
    )
    round = models.PositiveSmallIntegerField(default=1)
    """Taken up anew counts on."""
    agreed_on = models.DateField(null=True)
    """The day of the last consent."""
    limit_on = models.DateField(null=True)
    """The last day of the talks."""
    prolonged = models.PositiveSmallIntegerField(default=0)
    agreement = TenantFK(
        FileEntry, on_delete=models.SET_NULL, related_name="+", null=True, db_index=False
    )
    oral = models.BooleanField(default=False)
    mediator_signed_at = models.DateTimeField(null=True)
    sealed_at = models.DateTimeField(null=True)
    """When the committee's seal was put on the paper."""
    effective_on = models.DateField(null=True)
    confirm_by = models.DateField(null=True)
    confirmation = models.CharField(
        max_length=14,
        choices=[(one, one) for one in Confirmation],
        default=Confirmation.OPEN.value,
    )
    confirmed_on = models.DateField(null=True)
    """The day of what is said of the confirmation."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "file"], name="mediation_of_file"),
            models.CheckConstraint(
                condition=Q(effective_on=None)
                | Q(oral=True)
                | (Q(mediator_signed_at__isnull=False) & Q(sealed_at__isnull=False)),
                name="mediation_binds_when_sealed",
            ),
        ]

    def __str__(self) -> str:
        return self.source


class MediationGuest(TenantModel):
    """Somebody who was brought in: a mediator from the team, or a helper whom a party invites."""

    file = TenantFK(SealedFile, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=[(one, one) for one in Guest])
    state = models.CharField(
        max_length=10, choices=[(one, one) for one in GuestState], default=GuestState.ASKED.value
    )
    account_id = models.UUIDField(null=True)
    """The mediator's; helpers have none here."""
    invited_by = TenantFK(
        Party, on_delete=models.CASCADE, related_name="+", null=True, db_index=False
    )
    body = models.BinaryField()
    """The name, and for a helper how to reach them."""
    clear_at = models.DateTimeField(null=True)
    """When a mediator, knowing the parties, said to be near to none of them."""
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sub_district", "file"], name="guest_file")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=Guest.MEDIATOR.value) | Q(account_id__isnull=False),
                name="guest_mediator_has_account",
            ),
            models.UniqueConstraint(
                fields=["sub_district", "file", "account_id"],
                condition=Q(state__in=[GuestState.ASKED.value, GuestState.ACCEPTED.value])
                & Q(account_id__isnull=False),
                name="guest_mediator_once",
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class PartyAnswer(TenantModel):
    """A party's yes or no to a guest, or to what a record says."""

    file = TenantFK(SealedFile, on_delete=models.CASCADE, related_name="+", db_index=False)
    party = TenantFK(Party, on_delete=models.CASCADE, related_name="+", db_index=False)
    about_id = models.UUIDField()
    """The guest or the entry."""
    yes = models.BooleanField()
    by = models.CharField(max_length=10, choices=[(one, one) for one in By])
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sub_district", "file"], name="answer_file")]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "party", "about_id"], name="answer_once"
            ),
        ]

    def __str__(self) -> str:
        return "yes" if self.yes else "no"


class Sitting(TenantModel):
    """A talk at the table: its day and quarters, the times taken in the diary, its result."""

    file = TenantFK(SealedFile, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10,
        choices=[(one, one) for one in SittingState],
        default=SittingState.PLANNED.value,
    )
    day = models.DateField()
    first = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField()
    booking_id = models.UUIDField(null=True)
    result = models.CharField(max_length=8, choices=[(one, one) for one in Result], blank=True)
    record = TenantFK(
        FileEntry, on_delete=models.SET_NULL, related_name="+", null=True, db_index=False
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["sub_district", "day"], condition=Q(state="planned"), name="sitting_day"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "file", "number"], name="sitting_number_once"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("first")), name="sitting_ends_after"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.state}"


class PromisedDuty(TenantModel):
    """One thing that the agreement asks of a party; its words stand in the agreement."""

    file = TenantFK(SealedFile, on_delete=models.CASCADE, related_name="+", db_index=False)
    entry = TenantFK(FileEntry, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    state = models.CharField(
        max_length=8, choices=[(one, one) for one in DutyState], default=DutyState.OPEN.value
    )
    checked_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["sub_district", "file"], name="promise_file")]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "entry", "number"], name="promise_number_once"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(checked_on__isnull=False), name="promise_checked_on"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class JoinCode(TenantModel):
    """A code on paper with which a party finds its own file; kept as a mark alone."""

    party = TenantFK(Party, on_delete=models.CASCADE, related_name="+", db_index=False)
    mark = models.CharField(max_length=64)
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "party"], name="join_code_one"),
            models.UniqueConstraint(fields=["sub_district", "mark"], name="join_code_once"),
        ]

    def __str__(self) -> str:
        return str(self.until)


class RaisedDispute(TenantModel):
    """A major dispute told to the sub-district without names; the office answers (S21)."""

    file = TenantFK(SealedFile, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.CharField(max_length=40)
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    topic = models.CharField(max_length=30)
    summary = SealedTextField()
    """Written by the team for the office: no name, no number, no dwelling."""
    raised_at = models.DateTimeField()
    raised_by = models.CharField(max_length=200)
    due_on = models.DateField()
    answer = SealedTextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "-raised_at"], name="raised_newest"),
            models.Index(fields=["sub_district", "file"], name="raised_file"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "number"], name="raised_number_once"),
            models.UniqueConstraint(
                fields=["sub_district", "file"],
                condition=Q(answered_at=None),
                name="raised_one_open",
            ),
        ]

    def __str__(self) -> str:
        return self.number
