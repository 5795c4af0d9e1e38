"""A request, its sender under seal, and its steps."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.cases.models.sorting import Category
from linli.cases.rules import CaseState, CaseType, Source, Urgency
from linli.tenancy.fields import SealedTextField
from linli.tenancy.models import TenantFK, TenantModel

_OWED = Q(due_at__isnull=False)
"""Somebody still owes a step: exactly the open ones. SQLite proves this of a query's bounds,
which it cannot do for a list of states that comes in as parameters."""
_NEW = Q(state=CaseState.RECEIVED.value)
_PAUSED = Q(paused=True)


class Case(TenantModel):
    """A request about a matter at a place.

    Who sent it is in `CaseSender`, under seal. The places above `place` are copied in
    when the place is set, as parentage stood that day, so that lists need no joins.
    `order_no` grows with the time of receipt (milliseconds shifted left by 20 bits, then
    chance), so that newest-first paging and the search index share one number.
    """

    number = models.CharField(max_length=40)
    order_no = models.BigIntegerField()
    title = models.CharField(max_length=120)
    body = models.TextField()
    type = models.CharField(max_length=12, choices=CaseType.choices(), blank=True)
    """Empty until somebody has sorted it."""
    urgency = models.CharField(
        max_length=10, choices=Urgency.choices(), default=Urgency.ORDINARY.value
    )
    source = models.CharField(max_length=12, choices=Source.choices())
    category = TenantFK(
        Category, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    place = TenantFK(
        "places.Place", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    place_text = models.CharField(max_length=120, blank=True)
    """Where exactly, in the sender's words."""
    community_id = models.UUIDField(null=True)
    compound_id = models.UUIDField(null=True)
    building_id = models.UUIDField(null=True)
    patch_id = models.UUIDField(null=True)
    group_id = models.UUIDField(null=True)
    grid_id = models.UUIDField(null=True)
    lat_e7 = models.IntegerField(null=True)
    lng_e7 = models.IntegerField(null=True)

    state = models.CharField(
        max_length=16, choices=CaseState.choices(), default=CaseState.RECEIVED.value
    )
    version = models.PositiveIntegerField(default=1)
    """Grows with every change; a change names the version it saw."""
    lead_post = TenantFK(
        "people.Post", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    lead_organisation_id = models.UUIDField(null=True)
    complained_of_id = models.UUIDField(null=True)
    """The organisation complained of, once the sorter knows it; it does not see the sender."""
    state_before = models.CharField(max_length=16, blank=True)
    """Where it goes on when what it waits for has come."""
    level = models.PositiveSmallIntegerField(default=0)
    """How many levels up it has gone after a "no"."""
    reopened = models.PositiveSmallIntegerField(default=0)
    pressed_at = models.DateTimeField(null=True)
    """The office last pressed for it (督办)."""

    received_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    """When the next step is due; none once closed."""
    due_kind = models.CharField(max_length=20, blank=True)
    paused = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)
    """When name, contact and account of the sender were taken out, as the rulebook says."""
    sealed_at = models.DateTimeField(null=True)
    """When its words moved into a sealed room; what stays here is a stub."""
    answer = models.TextField(blank=True)
    """The answer in force, as the sender reads it."""
    draft = models.TextField(blank=True)
    """An answer being written, or proposed and waiting for a second person."""
    proposed_by = models.UUIDField(null=True)
    proposed_at = models.DateTimeField(null=True)

    merged_into = TenantFK(
        "self", null=True, on_delete=models.PROTECT, related_name="merged", db_index=False
    )
    may_publish = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)
    published_title = models.CharField(max_length=120, blank=True)
    published_body = models.TextField(blank=True)

    outside_number = models.CharField(max_length=60, blank=True)
    """The number it carries in the sheet or system it came from."""
    against = models.PositiveIntegerField(default=0)
    in_favour = models.PositiveIntegerField(default=0)
    """反对数 and 点赞数, where an imported sheet has them."""

    secret_hash = models.CharField(max_length=64, blank=True)
    """Keyed hash of the word with which the sender follows it without an account."""
    salt = models.CharField(max_length=32)
    """Salt of the journal's proof of this text; erasing it makes the proof unreadable."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "number"], name="case_number"),
            models.UniqueConstraint(fields=["sub_district", "order_no"], name="case_order"),
            models.UniqueConstraint(
                fields=["sub_district", "outside_number"],
                condition=~Q(outside_number=""),
                name="case_outside_number",
            ),
        ]
        indexes = [
            models.Index(fields=["sub_district", "due_at", "id"], condition=_OWED, name="case_due"),
            models.Index(
                fields=["sub_district", "lead_post", "due_at", "id"],
                condition=_OWED,
                name="case_due_post",
            ),
            models.Index(
                fields=["sub_district", "lead_organisation_id", "due_at", "id"],
                condition=_OWED,
                name="case_due_unit",
            ),
            models.Index(
                fields=["sub_district", "community_id", "due_at", "id"],
                condition=_OWED,
                name="case_due_community",
            ),
            models.Index(fields=["sub_district", "due_at", "id"], condition=_NEW, name="case_new"),
            models.Index(
                fields=["sub_district", "community_id", "due_at", "id"],
                condition=_NEW,
                name="case_new_community",
            ),
            models.Index(
                fields=["sub_district", "due_at", "id"], condition=_PAUSED, name="case_paused"
            ),
            models.Index(
                fields=["sub_district", "community_id", "due_at", "id"],
                condition=_PAUSED,
                name="case_paused_community",
            ),
            models.Index(
                fields=["sub_district", "due_at", "id"],
                condition=Q(proposed_at__isnull=False),
                name="case_proposed",
            ),
            models.Index(fields=["sub_district", "lead_post", "order_no"], name="case_post_order"),
            models.Index(
                fields=["sub_district", "community_id", "order_no"], name="case_community_order"
            ),
            models.Index(
                fields=["sub_district", "lead_organisation_id", "order_no"], name="case_unit_order"
            ),
            models.Index(fields=["sub_district", "place", "order_no"], name="case_place_order"),
            models.Index(
                fields=["sub_district", "merged_into"],
                condition=Q(merged_into__isnull=False),
                name="case_merged",
            ),
            models.Index(
                fields=["sub_district", "closed_at", "id"],
                condition=Q(closed_at__isnull=False, forgotten_at=None),
                name="case_to_forget",
            ),
            models.Index(
                fields=["sub_district", "published_at", "id"],
                condition=Q(published_at__isnull=False),
                name="case_published",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CaseSender(TenantModel):
    """Who sent a request and how to answer: sealed columns, opened one by one, on record.

    `account_id` lets the sender list the own requests; no page of staff asks by it.
    """

    case = TenantFK(Case, on_delete=models.CASCADE, related_name="senders", db_index=False)
    account_id = models.UUIDField(null=True)
    name = SealedTextField(blank=True, default="")
    contact = SealedTextField(blank=True, default="")
    may_show = models.BooleanField(default=False)
    """The sender agrees that the one complained of learns who complained (R44)."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "case"], name="sender_once"),
        ]
        indexes = [
            models.Index(
                fields=["sub_district", "account_id", "-id"],
                condition=Q(account_id__isnull=False),
                name="sender_account",
            ),
        ]

    def __str__(self) -> str:
        return "sender"


class CaseStep(TenantModel):
    """One thing that happened: who, in which post, what, when, and who may read it.

    `audience` is `all`, `staff` or `unit`; internal notes are `staff`. `data` holds
    codes and ids (posts, versions, the article), `changed` the old and new values.
    """

    case = TenantFK(Case, on_delete=models.CASCADE, related_name="steps", db_index=False)
    at = models.DateTimeField()
    verb = models.CharField(max_length=30)
    from_state = models.CharField(max_length=16, blank=True)
    to_state = models.CharField(max_length=16, blank=True)
    version = models.PositiveIntegerField(default=1)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=80, blank=True)
    actor_label = models.CharField(max_length=200)
    audience = models.CharField(max_length=10, default="all")
    text = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["sub_district", "case", "id"], name="step_case")]

    def __str__(self) -> str:
        return self.verb


class WrongWord(TenantModel):
    """Wrong secret words tried on a number, whether or not a request bears it.

    So a guessed number and a wrong word look alike, and both are locked alike.
    """

    number = models.CharField(max_length=40)
    wrong = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "number"], name="wrong_word_once"),
        ]
        indexes = [models.Index(fields=["last_at"], name="wrong_word_at")]

    def __str__(self) -> str:
        return f"{self.number} {self.wrong}"
