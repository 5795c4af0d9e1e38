"""Elections with their calendar, candidates, officials and notices."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.elections.models.roll import Roll
from linli.elections.rules.words import (
    CandidateState,
    ElectionKind,
    ElectionState,
    Mode,
    OfficialRole,
    StepState,
    TieRule,
)
from linli.tenancy.models import TenantFK, TenantModel


class CalendarTemplate(TenantModel):
    """The place's own steps for a kind of election; a version once used is never changed."""

    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in ElectionKind])
    number = models.PositiveIntegerField()
    """The version, counted from 1."""
    name = models.CharField(max_length=80)
    steps = models.JSONField()
    source = models.CharField(max_length=200)
    adopted_by = models.CharField(max_length=200)
    adopted_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "kind", "number"], name="template_version_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Election(TenantModel):
    """One election or vote, from convening to filing.

    `uuid` is its public name in the booth and in the archive; `number` is the one for people.
    """

    uuid = models.CharField(max_length=22)
    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in ElectionKind])
    mode = models.CharField(max_length=10, choices=[(mode, mode) for mode in Mode])
    state = models.CharField(max_length=10, choices=[(state, state) for state in ElectionState])
    title = models.CharField(max_length=80)
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    body_id = models.UUIDField(null=True)
    """The body of `people` that is elected, where there is one."""
    rerun_of = TenantFK(
        "elections.Election",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
    )
    """The election whose empty seats are voted on again, with that lower share (R29)."""
    roll = TenantFK(Roll, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    matter = models.CharField(max_length=40, blank=True)
    """One of the nine joint matters (R03), for owners' votes."""
    question = models.TextField(blank=True)
    """What is voted on in an owners' decision or a roll call."""
    seats = models.PositiveSmallIntegerField(default=0)
    least_choices = models.PositiveSmallIntegerField(default=0)
    most_choices = models.PositiveSmallIntegerField(default=1)
    candidates_fixed_at = models.DateTimeField(null=True)
    """Since when the ballot's numbers stand."""
    where = models.CharField(max_length=200, blank=True)
    """Where one votes on paper, and when the place is open."""
    tie_rule = models.CharField(
        max_length=10, choices=[(rule, rule) for rule in TieRule], blank=True
    )
    majority_clause = models.CharField(max_length=200, blank=True)
    """The clause cited where non-voters join the majority (R07); empty: they do not."""
    template_name = models.CharField(max_length=80, blank=True)
    template_number = models.PositiveIntegerField(default=0)
    """0: the calendar that is shipped."""
    rules = models.JSONField(default=dict)
    """The rules that bind this election, kept when voting opens: key -> value, source, certainty."""
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    times_changed_at = models.DateTimeField(null=True)
    """When the dates were changed although a notice with others hung."""
    times_reason = models.CharField(max_length=300, blank=True)
    latest_at = models.DateTimeField(null=True)
    """The latest instant at which something was done: a clock set back is seen by it."""
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    document_hash = models.CharField(max_length=44, blank=True)
    """What the protocol calls the election's hash; fixed when voting opens."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "place", "id"], name="election_place"),
            models.Index(fields=["sub_district", "state", "id"], name="election_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "uuid"], name="election_uuid_once"),
            models.UniqueConstraint(fields=["sub_district", "number"], name="election_number_once"),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="election_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""),
                name="election_cancelled_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["congress", "residents_committee"], mode="secret")
                | Q(kind__in=["owners_committee", "owners_decision"], mode="signed")
                | Q(kind="roll_call", mode="open"),
                name="election_mode_of_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ElectionStep(TenantModel):
    """A step of the calendar: who owes it, when it may begin, when it must be done."""

    election = TenantFK(Election, on_delete=models.CASCADE, related_name="steps", db_index=False)
    key = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    plan = models.JSONField(default=dict)
    """The step as its calendar has it: stage, words, duty holders, needs, papers, time."""
    not_before = models.DateField(null=True)
    due_on = models.DateField(null=True)
    late_told_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=[(state, state) for state in StepState])
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["sub_district", "state", "due_on"],
                condition=Q(state="now"),
                name="step_due",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election", "key"], name="step_key_once"
            ),
            models.UniqueConstraint(
                fields=["sub_district", "election", "order"], name="step_order_once"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Candidate(TenantModel):
    """Somebody who stands, or an answer that can be given (for, against, abstain)."""

    election = TenantFK(
        Election, on_delete=models.CASCADE, related_name="candidates", db_index=False
    )
    number = models.PositiveSmallIntegerField()
    """The place on the ballot, from 1."""
    name = models.CharField(max_length=40)
    about = models.CharField(max_length=300, blank=True)
    account = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        db_constraint=False,
        related_name="+",
        null=True,
        db_index=False,
    )
    line = TenantFK(
        "elections.RollLine", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    nominated_by = models.CharField(max_length=200, blank=True)
    nominated_at = models.DateTimeField()
    consented_at = models.DateTimeField(null=True)
    consent_paper_id = models.UUIDField(null=True)
    eligible = models.BooleanField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    article = models.CharField(max_length=200, blank=True)
    """The article on which eligibility was affirmed or denied; there is no background field."""
    decided_by = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=[(state, state) for state in CandidateState])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election", "number"], name="candidate_number_once"
            ),
            models.CheckConstraint(
                condition=Q(eligible=None) | ~Q(article=""), name="candidate_decided_by_article"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Official(TenantModel):
    """Who runs, counts or watches an election; their names are public."""

    election = TenantFK(
        Election, on_delete=models.CASCADE, related_name="officials", db_index=False
    )
    role = models.CharField(max_length=10, choices=[(role, role) for role in OfficialRole])
    name = models.CharField(max_length=40)
    account = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        db_constraint=False,
        related_name="+",
        null=True,
        db_index=False,
    )
    named_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["sub_district", "election", "role"], name="official_role")]

    def __str__(self) -> str:
        return self.name


class Notice(TenantModel):
    """A public notice of an election: its text for good, when it hung, photos at both ends."""

    election = TenantFK(Election, on_delete=models.PROTECT, related_name="notices", db_index=False)
    step_key = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField()
    where = models.CharField(max_length=200)
    posted_on = models.DateField()
    until = models.DateField()
    """The last day that it hangs."""
    first_photo_id = models.UUIDField(null=True)
    last_photo_id = models.UUIDField(null=True)
    taken_down_on = models.DateField(null=True)
    digest = models.CharField(max_length=64)
    journal_head = models.CharField(max_length=64, blank=True)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "election", "number"], name="notice_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title
