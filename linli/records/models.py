"""What every room shares: audit, access, outbox, attachments, tally, duties, local rules.

Rows of an `AppendOnlyModel` are kept as they are by triggers of both databases; nothing
points at them with a foreign key. This room lies below places
and people, so it knows a place or a post by its opaque id only.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.tenancy.dated import Dated
from linli.tenancy.fields import SealedTextField
from linli.tenancy.models import AppendOnlyModel, TenantModel


class AuditEntry(AppendOnlyModel):
    """One act: who, in which post, did what to which record.

    It holds opaque ids and codes only, so that erasing a person's text elsewhere leaves
    the chain whole. `proof` is a salted hash of what was written; the salt lies with the
    text and goes with it. `digest` covers the whole row.
    """

    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_label = models.CharField(max_length=200)
    did = models.CharField(max_length=60)
    on_kind = models.CharField(max_length=40)
    on_id = models.UUIDField()
    facts = models.JSONField(default=dict)
    proof = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["sub_district", "on_id", "id"], name="audit_on")]

    def __str__(self) -> str:
        return f"{self.did} {self.on_kind} {self.on_id}"


class AuditSeal(AppendOnlyModel):
    """A link of the chain: the entries of at most a minute, and the link before."""

    seq = models.PositiveBigIntegerField()
    sealed_at = models.DateTimeField()
    members = models.TextField()
    """One line an entry: its id, a space, its digest."""
    reaches = models.UUIDField()
    """The newest entry in this link or any before it."""
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "seq"], name="seal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:16]}"


class AccessEntry(AppendOnlyModel):
    """Staff opened or exported a record about somebody; that somebody can read this row.

    `subject` is an account, or a record followed with a secret word. What residents
    browse, search or vote is never here.
    """

    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=80)
    actor_label = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    what = models.CharField(max_length=60)
    why = models.CharField(max_length=200)
    exported = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "subject_id", "id"], name="access_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_label} {self.what}"


class Channel(models.TextChoices):
    """How a message leaves."""

    INBOX = "inbox"
    EMAIL = "email"
    SMS = "sms"
    WEBHOOK = "webhook"
    CONSOLE = "console"


class MessageState(models.TextChoices):
    """Where a message stands; `lost` means all tries failed and a person must look."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    LOST = "lost"


class Message(TenantModel):
    """A row of the outbox: the only way a message leaves, and the in-app inbox itself.

    `key` makes a message unique: what is told once is told once. An address is sealed
    and emptied when the message has left.
    """

    key = models.CharField(max_length=160)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    account_id = models.UUIDField(null=True)
    post_id = models.UUIDField(null=True)
    address = SealedTextField(blank=True, default="")
    template = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=MessageState.choices, default=MessageState.WAITING.value
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "key"], name="message_once"),
        ]
        indexes = [
            models.Index(
                fields=["next_at", "id"],
                condition=Q(state__in=["waiting", "sending"]),
                name="message_due",
            ),
            models.Index(
                fields=["sub_district", "account_id", "-id"],
                condition=Q(channel="inbox"),
                name="message_inbox",
            ),
            models.Index(
                fields=["sub_district", "post_id", "-id"],
                condition=Q(channel="inbox"),
                name="message_inbox_post",
            ),
            models.Index(fields=["sub_district", "made_at"], name="message_made"),
        ]

    def __str__(self) -> str:
        return f"{self.template} ({self.state})"


class Attachment(TenantModel):
    """A photo or PDF kept outside the web root and served only after an access check."""

    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    for_staff_only = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "subject_id"], name="attachment_subject"),
        ]

    def __str__(self) -> str:
        return self.name


class IdempotencyKey(TenantModel):
    """The client's key of one act, what was asked, and what was answered.

    `secret` is what only the asker may be told again; it is emptied after some days.
    """

    act = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    body_hash = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    secret = SealedTextField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "act", "key"], name="idempotency_once"),
        ]
        indexes = [
            models.Index(fields=["at"], name="idempotency_at"),
            models.Index(
                fields=["sub_district", "at"],
                condition=Q(secret__isnull=False),
                name="idempotency_secret",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.key}"


class Tally(AppendOnlyModel):
    """A change of one count at one place on one day; a count is a sum of few rows."""

    indicator = models.CharField(max_length=80)
    place_id = models.UUIDField()
    on = models.DateField()
    delta = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["sub_district", "indicator", "on", "place_id", "delta"], name="tally_sum"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.delta:+d}"


class Duty(TenantModel):
    """A step that someone owes by a time: its clock, its pauses, whom it was told to.

    `pauses` is a list of [from, to or null, reason]. `look_at` is when the clock looks
    next: the due time, then each step of the escalation; while it stands, the end of the
    longest stop.
    """

    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    kind = models.CharField(max_length=20)
    place_id = models.UUIDField()
    post_id = models.UUIDField(null=True)
    """The post that owes the step; none while nobody is responsible."""
    rule_key = models.CharField(max_length=80)
    limit = models.PositiveIntegerField()
    unit = models.CharField(max_length=10)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    provisional = models.BooleanField(default=False)
    pauses = models.JSONField(default=list)
    paused = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)
    level = models.PositiveSmallIntegerField(default=0)
    look_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "subject_id", "kind"],
                condition=Q(done_at=None),
                name="duty_one_open",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(done_at__gte=F("started_at")),
                name="duty_done_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["look_at"], condition=Q(done_at=None), name="duty_look"),
            models.Index(fields=["sub_district", "subject_id", "id"], name="duty_subject"),
            models.Index(
                fields=["sub_district", "post_id", "due_at"],
                condition=Q(done_at=None),
                name="duty_post",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_at:%Y-%m-%d %H:%M}"


class Serial(TenantModel):
    """The last number given under a prefix such as `JD-SQ-2026`."""

    prefix = models.CharField(max_length=40)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "prefix"], name="serial_prefix"),
        ]

    def __str__(self) -> str:
        return f"{self.prefix} {self.last}"


class LocalRule(Dated):
    """A value that the place adopted in the rulebook's stead: by whom, when, on what paper."""

    key = models.CharField(max_length=80)
    value = models.JSONField()
    source = models.CharField(max_length=200)
    adopted_by = models.CharField(max_length=200)
    adopted_on = models.DateField()

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["sub_district", "key", "valid_from"], name="rule_key")]

    def __str__(self) -> str:
        return self.key


class CalendarDay(TenantModel):
    """A day that the place's own calendar sets: a holiday or a make-up workday."""

    day = models.DateField()
    is_workday = models.BooleanField()
    is_statutory = models.BooleanField(default=False)
    name = models.CharField(max_length=60)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "day"], name="calendar_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class SavedFilter(TenantModel):
    """A filter that a post keeps under a name; it belongs to the post, not to a person."""

    post_id = models.UUIDField()
    page = models.CharField(max_length=40)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=400)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "post_id", "page", "name"], name="saved_filter_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClockFault(TenantModel):
    """A thing that a clock's job fails at; it is tried again, and everything after it goes on.

    `subject_id` is the record, or the sub-district where the whole job failed there. `fault`
    holds no words of the record: the kind of error, and where in the code. The row goes when
    the thing succeeds.
    """

    job = models.CharField(max_length=80)
    subject_id = models.UUIDField()
    fault = models.CharField(max_length=200)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "job", "subject_id"], name="clock_fault_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.subject_id}: {self.fault}"
