"""Notices that hang for a time: editions for good, where each hung, objections, who follows."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.decisions.rules import ObjectionTheme, PublicationKind, SpotKind
from linli.tenancy.fields import SealedTextField
from linli.tenancy.models import AppendOnlyModel, TenantFK, TenantModel


class Publication(TenantModel):
    """A public notice as its edition in force has it; the texts stand in its editions."""

    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in PublicationKind])
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    decision_id = models.UUIDField(null=True)
    edition = models.PositiveSmallIntegerField(default=1)
    """Which edition is in force, counted from 1; the clock runs from its posting."""
    title = models.CharField(max_length=120)
    posted_on = models.DateField()
    until = models.DateField()
    """The last day that it hangs."""
    begins_at = models.DateTimeField(null=True)
    """When what an ordinary notice tells of begins: the water is off from here."""
    ends_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64)
    journal_head = models.CharField(max_length=64)
    down_on = models.DateField(null=True)
    """When the last of its papers came down."""
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    edited_at = models.DateTimeField()
    """When the edition in force was put up."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "place", "until", "id"], name="publication_board"),
            models.Index(fields=["sub_district", "decision_id", "id"], name="publication_decision"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "number"], name="publication_number_once"
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("posted_on")), name="publication_hangs"
            ),
            models.CheckConstraint(
                condition=Q(down_on=None) | Q(down_on__gte=F("until")),
                name="publication_not_down_early",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["decision", "result"]) | Q(decision_id__isnull=False),
                name="publication_of_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PublicationEdition(AppendOnlyModel):
    """What a notice said from one posting to the next, word for word, with its digest."""

    publication_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField()
    foot = models.TextField(blank=True)
    """How to object and where to turn, as it stands on the paper."""
    spots = models.JSONField()
    posted_on = models.DateField()
    until = models.DateField()
    begins_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200, blank=True)
    """Why it was changed."""
    digest = models.CharField(max_length=64)
    journal_head = models.CharField(max_length=64)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "digest"], name="edition_digest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "publication_id", "number"], name="edition_once"
            ),
            models.CheckConstraint(condition=Q(number=1) | ~Q(why=""), name="edition_with_reason"),
        ]

    def __str__(self) -> str:
        return self.title


class PostedSpot(TenantModel):
    """One place where an edition hung, with a photo of it when it went up and when it came down."""

    publication = TenantFK(
        Publication, on_delete=models.CASCADE, related_name="spots", db_index=False
    )
    edition = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in SpotKind])
    words = models.CharField(max_length=120)
    first_photo_id = models.UUIDField(null=True)
    shown_at = models.DateTimeField(null=True)
    last_photo_id = models.UUIDField(null=True)
    down_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "publication", "edition", "number"], name="spot_once"
            ),
            models.CheckConstraint(
                condition=Q(down_on=None)
                | Q(first_photo_id__isnull=False, last_photo_id__isnull=False),
                name="spot_down_with_photos",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class PublicationObjection(TenantModel):
    """What somebody has against a notice, and the answer; theme and words, never the dwelling."""

    publication = TenantFK(
        Publication, on_delete=models.PROTECT, related_name="objections", db_index=False
    )
    edition = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=20, choices=[(theme, theme) for theme in ObjectionTheme])
    words = SealedTextField()
    account = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, db_constraint=False, related_name="+", null=True
    )
    contact = SealedTextField(blank=True, default="")
    made_at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.TextField(blank=True)
    upheld = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    forgotten_at = models.DateTimeField(null=True)
    """Since when account and contact are gone."""

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "publication", "id"], name="publication_objection")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer=""), name="objection_answer_in_words"
            ),
        ]

    def __str__(self) -> str:
        return self.theme


class BoardFollower(TenantModel):
    """An account that asked to be told of a place's ordinary notices."""

    account = models.ForeignKey(
        "people.Account", on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )
    place = TenantFK("places.Place", on_delete=models.CASCADE, related_name="+", db_index=False)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "place", "account"], name="board_followed_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.place_id)
