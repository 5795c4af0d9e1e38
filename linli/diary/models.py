"""Rooms and people with hours, and the quarters of an hour that are taken of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.diary.rules import DAY, WEEK, BookableKind, BookingKind, BookingState, Ended, Purpose
from linli.tenancy.dated import Dated
from linli.tenancy.models import TenantFK, TenantModel

_IN_ORDER = Q(first__lt=F("end"), end__lte=DAY)


class Bookable(Dated):
    """A room, or the hours of a post: something that one party at a time can take.

    A person stands here as a post with hours, called by what the post is for. Nobody's name
    is in this table.
    """

    kind = models.CharField(max_length=10, choices=[(one, one) for one in BookableKind])
    name = models.CharField(max_length=60)
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    """The community that it serves, or the sub-district."""
    purpose = models.CharField(max_length=12, choices=[(one, one) for one in Purpose])
    post = TenantFK(
        "people.Post", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    """Whose hours these are."""
    where = models.CharField(max_length=120, blank=True)
    """How a room is found."""
    seats = models.PositiveSmallIntegerField(null=True)
    area_cm2 = models.PositiveBigIntegerField(null=True)
    step_free = models.BooleanField(default=False)
    slot_quarters = models.PositiveSmallIntegerField(default=4)
    gap_quarters = models.PositiveSmallIntegerField(default=0)
    """The pause that a booking takes besides its own time."""
    listed = models.BooleanField(default=True)
    """Whether the duty table shows it to everybody."""
    version = models.PositiveIntegerField(default=1)

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["sub_district", "place"], name="bookable_place")]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["sub_district", "place", "name"],
                condition=Q(valid_to=None),
                name="bookable_name_once",
            ),
            models.CheckConstraint(
                condition=Q(kind=BookableKind.PERSON) | Q(post=None),
                name="bookable_post_of_person",
            ),
            models.CheckConstraint(
                condition=Q(slot_quarters__gte=1, slot_quarters__lte=DAY),
                name="bookable_slot_in_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OpenTime(Dated):
    """Hours of one weekday; a person's name the room they are held in."""

    bookable = TenantFK(Bookable, on_delete=models.CASCADE, related_name="hours", db_index=False)
    weekday = models.PositiveSmallIntegerField()
    first = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField()
    room = TenantFK(Bookable, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["sub_district", "bookable"], name="open_time_bookable")]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=_IN_ORDER, name="open_time_in_day"),
            models.CheckConstraint(condition=Q(weekday__lt=WEEK), name="open_time_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.first}-{self.end}"


class Booking(TenantModel):
    """A time that is taken of one or more things; by whom and why, the room that took it knows.

    `owner_kind` and `owner_id` name the record of that room by its code. `title` is for times
    that the office takes itself: a meeting, a course, a repair.
    """

    kind = models.CharField(max_length=10, choices=[(one, one) for one in BookingKind])
    purpose = models.CharField(max_length=12, choices=[(one, one) for one in Purpose])
    day = models.DateField()
    first = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60, blank=True)
    owner_kind = models.CharField(max_length=40, blank=True)
    owner_id = models.UUIDField(null=True)
    series_id = models.UUIDField(null=True)
    state = models.CharField(
        max_length=10,
        choices=[(one, one) for one in BookingState],
        default=BookingState.HELD.value,
    )
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    """The post; for residents no more than that it was one."""
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=12, choices=[(one, one) for one in Ended], blank=True)
    moved = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(
                fields=["sub_district", "owner_id"],
                condition=Q(owner_id__isnull=False),
                name="booking_owner",
            ),
            models.Index(
                fields=["sub_district", "series_id"],
                condition=Q(series_id__isnull=False),
                name="booking_series",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=_IN_ORDER, name="booking_in_day"),
            models.CheckConstraint(
                condition=Q(state=BookingState.HELD, ended_at=None)
                | Q(state=BookingState.RELEASED, ended_at__isnull=False),
                name="booking_ended_when_released",
            ),
            models.CheckConstraint(
                condition=Q(owner_kind="", owner_id=None)
                | Q(~Q(owner_kind=""), owner_id__isnull=False),
                name="booking_owner_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.first}-{self.end}"


class TakenQuarter(TenantModel):
    """A quarter of an hour of one thing; the table holds it once, so nobody takes it twice."""

    bookable = TenantFK(Bookable, on_delete=models.PROTECT, related_name="taken", db_index=False)
    day = models.DateField()
    quarter = models.PositiveSmallIntegerField()
    booking = TenantFK(Booking, on_delete=models.CASCADE, related_name="taken", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["sub_district", "booking"], name="taken_booking")]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "bookable", "day", "quarter"], name="quarter_taken_once"
            ),
            models.CheckConstraint(condition=Q(quarter__lt=DAY), name="quarter_in_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.quarter}"
