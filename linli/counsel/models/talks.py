"""Booked hours with a counsellor, and what counsellors do beside them; no word of any talk."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.counsel.rules.talks import (
    LONGEST_ENTRY,
    Missed,
    ReferredTo,
    StaffHours,
    TalkState,
    Tier,
    Way,
)
from linli.tenancy.fields import SealedTextField
from linli.tenancy.models import TenantFK, TenantModel


class Talk(TenantModel):
    """An hour with a counsellor. Who comes is known by a code word alone, and by no account.

    `called` and `contact` are what somebody chose to leave; they are emptied once the hour is
    over. There is no field for what is said, and none may be added.
    """

    keeper = TenantFK("diary.Bookable", on_delete=models.PROTECT, related_name="+", db_index=False)
    """The counsellor's hours in the diary."""
    post = TenantFK("people.Post", on_delete=models.PROTECT, related_name="+", db_index=False)
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    """The community of the hours, or the sub-district for the pool."""
    tier = models.CharField(max_length=10, choices=[(one, one) for one in Tier])
    booking_id = models.UUIDField()
    day = models.DateField()
    first = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=10, choices=[(one, one) for one in Way])
    booked_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=[(one, one) for one in TalkState], default=TalkState.ASKED.value
    )
    missed = models.CharField(max_length=16, choices=[(one, one) for one in Missed], blank=True)
    referred_to = models.CharField(
        max_length=12, choices=[(one, one) for one in ReferredTo], blank=True
    )
    word_hash = models.CharField(max_length=64, blank=True)
    called = SealedTextField(blank=True)
    contact = SealedTextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "post", "day", "first"], name="talk_of_post"),
            models.Index(
                fields=["sub_district", "day"], condition=~Q(word_hash=""), name="talk_to_forget"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "word_hash"],
                condition=~Q(word_hash=""),
                name="talk_word_once",
            ),
            models.UniqueConstraint(fields=["sub_district", "booking_id"], name="talk_time_once"),
            models.CheckConstraint(condition=Q(first__lt=F("end")), name="talk_in_day"),
            models.CheckConstraint(
                condition=Q(missed="") | Q(state=TalkState.NOT_HELD), name="talk_missed_not_held"
            ),
            models.CheckConstraint(
                condition=Q(referred_to="") | Q(state=TalkState.REFERRED),
                name="talk_referred_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.first}"


class CounsellorHours(TenantModel):
    """Hours of supervision or training of a counsellor: when and how long, never about whom."""

    post = TenantFK("people.Post", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=[(one, one) for one in StaffHours])
    day = models.DateField()
    quarters = models.PositiveSmallIntegerField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=200)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "post", "day"], name="counsellor_hours_of_post")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(quarters__gte=1, quarters__lte=LONGEST_ENTRY),
                name="counsellor_hours_in_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"
