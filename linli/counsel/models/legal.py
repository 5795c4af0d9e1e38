"""Visits to the lawyer, events about the law, and the plain side of an application for legal aid."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.counsel.models.files import SealedFile
from linli.counsel.rules.legal import Advice, LegalTopic, VisitState, VisitWay
from linli.diary.rules import clock
from linli.tenancy.fields import SealedTextField
from linli.tenancy.models import TenantFK, TenantModel

_TOPICS = [(one, one) for one in LegalTopic]


class LegalVisit(TenantModel):
    """A time with the lawyer, or a number of the day's queue. Who comes is known by no account.

    `called` and `contact` are what somebody chose to leave; they are emptied once the day is
    over. What was asked and answered is nowhere; a file of legal aid does not point here.
    """

    keeper = TenantFK("diary.Bookable", on_delete=models.PROTECT, related_name="+", db_index=False)
    """The lawyer's hours in the diary."""
    post = TenantFK("people.Post", on_delete=models.PROTECT, related_name="+", db_index=False)
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    way = models.CharField(max_length=10, choices=[(one, one) for one in VisitWay])
    topic = models.CharField(max_length=12, choices=_TOPICS)
    day = models.DateField()
    booking_id = models.UUIDField(null=True)
    first = models.PositiveSmallIntegerField(null=True)
    end = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveSmallIntegerField(null=True)
    """The number of the day, for those who came without a time."""
    state = models.CharField(max_length=10, choices=[(one, one) for one in VisitState])
    advice = models.CharField(max_length=10, choices=[(one, one) for one in Advice], blank=True)
    booked_on = models.DateField()
    called_at = models.DateTimeField(null=True)
    word_hash = models.CharField(max_length=64, blank=True)
    called = SealedTextField(blank=True)
    contact = SealedTextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "keeper", "day"], name="visit_of_keeper"),
            models.Index(fields=["sub_district", "day"], name="visit_of_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "word_hash"],
                condition=~Q(word_hash=""),
                name="visit_word_once",
            ),
            models.UniqueConstraint(
                fields=["sub_district", "booking_id"],
                condition=Q(booking_id__isnull=False),
                name="visit_time_once",
            ),
            models.UniqueConstraint(
                fields=["sub_district", "keeper", "day", "number"],
                condition=Q(number__isnull=False),
                name="visit_number_once",
            ),
            models.CheckConstraint(
                condition=Q(number=None, booking_id__isnull=False, first__lt=F("end"))
                | Q(number__isnull=False, booking_id=None, first=None, end=None),
                name="visit_time_or_number",
            ),
            models.CheckConstraint(
                condition=Q(advice="") | Q(state=VisitState.DONE), name="visit_advice_done"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.number or self.first}"


class LegalEvent(TenantModel):
    """A talk or a stand about the law: what, where, when, and how many came; never who."""

    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    topic = models.CharField(max_length=12, choices=_TOPICS)
    title = models.CharField(max_length=60)
    where = models.CharField(max_length=120)
    day = models.DateField()
    first = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField()
    heads = models.PositiveIntegerField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    entered_by = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["sub_district", "day", "first"], name="legal_event_day")]
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("end")), name="legal_event_in_day"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def time(self) -> str:
        """From when to when."""
        return f"{clock(self.first)}–{clock(self.end)}"


class LegalAid(TenantModel):
    """The days of an application for legal aid; what it says lies in its sealed file."""

    file = TenantFK(SealedFile, on_delete=models.CASCADE, related_name="+", db_index=False)
    handed_in_on = models.DateField()
    examine_by = models.DateField()
    papers_asked_on = models.DateField(null=True)
    papers_given_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    assign_by = models.DateField(null=True)
    assigned_on = models.DateField(null=True)
    objected_on = models.DateField(null=True)
    objection_by = models.DateField(null=True)
    objection_decided_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "file"], name="legal_aid_once"),
            models.CheckConstraint(
                condition=Q(papers_given_on=None) | Q(papers_given_on__gte=F("papers_asked_on")),
                name="legal_aid_papers_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handed_in_on}"
