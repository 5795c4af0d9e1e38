"""A meeting with its agenda, who is bidden, its notices, what was said, and its signed minutes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.decisions.rules.meetings import (
    AttendeePart,
    FollowUpState,
    ItemOutcome,
    MeetingKind,
    MeetingState,
    Presence,
    ProofWay,
    SignWay,
    Stance,
)
from linli.tenancy.models import AppendOnlyModel, TenantFK, TenantModel


class Meeting(TenantModel):
    """One meeting, from its calling to its signed minutes."""

    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in MeetingKind])
    state = models.CharField(max_length=10, choices=[(state, state) for state in MeetingState])
    title = models.CharField(max_length=80)
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    body_id = models.UUIDField(null=True)
    """The body of `people` that meets; none where several meet."""
    where = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    notice_number = models.PositiveSmallIntegerField(default=0)
    """The notice in force; 0: none was given."""
    minutes_number = models.PositiveSmallIntegerField(default=0)
    """The version of the minutes in force."""
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    scan_id = models.UUIDField(null=True)
    """The scan of the minutes as signed on paper."""
    cancel_reason = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "place", "id"], name="meeting_place"),
            models.Index(fields=["sub_district", "state", "starts_at"], name="meeting_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "number"], name="meeting_number_once"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""),
                name="meeting_cancelled_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"]) | Q(notice_number__gte=1),
                name="meeting_not_without_notice",
            ),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(minutes_number__gte=1),
                name="meeting_signed_with_minutes",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class FollowUp(TenantModel):
    """What a meeting asked for: a problem at a place, who sees to it, until when (S35)."""

    meeting = TenantFK(Meeting, on_delete=models.PROTECT, related_name="asked", db_index=False)
    """The meeting that asked for it."""
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    what = models.CharField(max_length=200)
    owner = models.CharField(max_length=120)
    """The body or post that sees to it, in words."""
    owner_post_id = models.UUIDField(null=True)
    due_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=[(one, one) for one in FollowUpState], default=FollowUpState.OPEN
    )
    result = models.CharField(max_length=300, blank=True)
    done_on = models.DateField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sub_district", "place", "state"], name="follow_up_place")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | (~Q(result="") & Q(done_on__isnull=False)),
                name="follow_up_done_with_result",
            ),
        ]

    def __str__(self) -> str:
        return self.what


class AgendaItem(TenantModel):
    """A point of the agenda and what came of it."""

    meeting = TenantFK(Meeting, on_delete=models.CASCADE, related_name="items", db_index=False)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    about = models.CharField(max_length=500, blank=True)
    decision_id = models.UUIDField(null=True)
    """The decision that is deliberated in this item."""
    follow_up = TenantFK(
        FollowUp, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    """The open point of an earlier meeting that is taken up again."""
    outcome = models.CharField(
        max_length=10, choices=[(one, one) for one in ItemOutcome], blank=True
    )
    said = models.TextField(blank=True)
    """What was deliberated and concluded, as the minutes have it."""

    class Meta:
        indexes = [
            models.Index(
                fields=["sub_district", "decision_id"],
                condition=Q(decision_id__isnull=False),
                name="agenda_decision",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "meeting", "order"], name="agenda_order_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Attendee(TenantModel):
    """Somebody who is bidden to a meeting, in which part, and whether they came."""

    meeting = TenantFK(Meeting, on_delete=models.CASCADE, related_name="attendees", db_index=False)
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    title = models.CharField(max_length=120, blank=True)
    """For which body or post they come."""
    part = models.CharField(max_length=10, choices=[(part, part) for part in AttendeePart])
    required = models.BooleanField(default=True)
    account = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        db_constraint=False,
        related_name="+",
        null=True,
        db_index=False,
    )
    seat_id = models.UUIDField(null=True)
    """The seat in the body that meets."""
    presence = models.CharField(
        max_length=10, choices=[(one, one) for one in Presence], default=Presence.EXPECTED
    )
    came_at = models.DateTimeField(null=True)
    came_way = models.CharField(max_length=10, choices=[(way, way) for way in SignWay], blank=True)
    reason = models.CharField(max_length=200, blank=True)
    """Why they are excused."""

    class Meta:
        indexes = [models.Index(fields=["sub_district", "account"], name="attendee_account")]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "meeting", "order"], name="attendee_order_once"
            ),
            models.UniqueConstraint(
                fields=["sub_district", "meeting", "account"],
                condition=Q(account__isnull=False),
                name="attendee_account_once",
            ),
            models.CheckConstraint(
                condition=~Q(presence="excused") | ~Q(reason=""),
                name="attendee_excused_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(part="observer") | Q(required=False), name="observer_not_required"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MeetingNotice(AppendOnlyModel):
    """A notice of a meeting: its text for good; a changed agenda needs another one."""

    meeting_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    """Over number, title, time, place and agenda."""
    starts_at = models.DateTimeField()
    days = models.PositiveSmallIntegerField()
    """How many days before the meeting it had to be given."""
    journal_head = models.CharField(max_length=64, blank=True)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "meeting_id", "number"], name="meeting_notice_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class NoticeProof(AppendOnlyModel):
    """That a notice reached somebody: how, when, noted by whom; the first proof stands."""

    meeting_id = models.UUIDField()
    attendee_id = models.UUIDField()
    notice_number = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=10, choices=[(way, way) for way in ProofWay])
    note = models.CharField(max_length=200, blank=True)
    photo_id = models.UUIDField(null=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "attendee_id", "notice_number"], name="notice_proof_once"
            ),
        ]

    def __str__(self) -> str:
        return self.way


class ItemVoice(TenantModel):
    """What somebody said on an item: for, against, recused, or words alone; one row each.

    Who is recused has no vote on the item, for there is one row; an observer's can hold none.
    """

    item = TenantFK(AgendaItem, on_delete=models.CASCADE, related_name="voices", db_index=False)
    attendee = TenantFK(Attendee, on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.CharField(max_length=10, choices=[(part, part) for part in AttendeePart])
    stance = models.CharField(max_length=10, choices=[(one, one) for one in Stance])
    words = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "item", "attendee"], name="voice_once"),
            models.CheckConstraint(
                condition=~Q(part__in=["observer", "recorder"]) | Q(stance="spoke"),
                name="observer_has_no_vote",
            ),
            models.CheckConstraint(
                condition=~Q(stance__in=["recused", "spoke"]) | ~Q(words=""),
                name="voice_with_words",
            ),
        ]

    def __str__(self) -> str:
        return self.stance


class MinutesText(AppendOnlyModel):
    """A version of the minutes: its text for good; who signed another one signs anew."""

    meeting_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "meeting_id", "number"], name="minutes_text_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class MinutesSignature(AppendOnlyModel):
    """Somebody signed a version of the minutes, with their dissent if they have one."""

    meeting_id = models.UUIDField()
    minutes_number = models.PositiveSmallIntegerField()
    attendee_id = models.UUIDField()
    way = models.CharField(max_length=10, choices=[(way, way) for way in SignWay])
    dissent = models.CharField(max_length=500, blank=True)
    digest = models.CharField(max_length=64)
    """The digest of the text that was signed."""
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "meeting_id", "minutes_number", "attendee_id"],
                name="minutes_signed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.way
