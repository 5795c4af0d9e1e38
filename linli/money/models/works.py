"""Works: quotations, the contract in stages, changes, and who looked at what was done."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.money.models.ledger import Voucher
from linli.money.models.matter import Matter, SpendingAuthority
from linli.money.rules.works import ChangeState, Outcome, StageState, WorksKind, WorksState
from linli.tenancy.models import AppendOnlyModel, TenantFK, TenantModel


class Works(TenantModel):
    """What is done for one matter, from the first quotation to the end of the warranty."""

    number = models.CharField(max_length=40)
    matter = TenantFK(Matter, on_delete=models.PROTECT, related_name="+", db_index=False)
    authority = TenantFK(
        SpendingAuthority, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    """What may be spent on it; none where nothing is spent."""
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=[(one, one) for one in WorksKind])
    state = models.CharField(max_length=10, choices=[(one, one) for one in WorksState])
    title = models.CharField(max_length=80)
    words = models.TextField()
    own_why = models.CharField(max_length=200, blank=True)
    """Why no contractor is chosen."""
    executor = models.CharField(max_length=80)
    """Which body answers for it."""
    least_quotations = models.PositiveSmallIntegerField(default=0)
    """What the place's rule asked when one was chosen."""
    choice_why = models.CharField(max_length=300, blank=True)
    stop_reason = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.CharField(max_length=200, blank=True)
    result = models.CharField(max_length=300, blank=True)
    """What was done, in a sentence for everybody."""
    accepted_at = models.DateTimeField(null=True)
    round = models.PositiveSmallIntegerField(default=1)
    """Counted up whenever the work is sent back: what was accepted before counts no more."""
    warranty_until = models.DateField(null=True)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "place", "id"], name="works_place"),
            models.Index(fields=["sub_district", "matter"], name="works_matter"),
            models.Index(
                fields=["sub_district", "warranty_until"],
                condition=Q(warranty_until__isnull=False),
                name="works_warranty",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "number"], name="works_number_once"),
            models.CheckConstraint(
                condition=~Q(kind="own") | ~Q(own_why=""), name="works_own_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="stopped") | ~Q(stop_reason=""), name="works_stopped_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Quotation(TenantModel):
    """What one firm asks for the works."""

    works = TenantFK(Works, on_delete=models.PROTECT, related_name="quotations", db_index=False)
    bidder = models.CharField(max_length=80)
    fen = models.BigIntegerField()
    days = models.PositiveSmallIntegerField()
    warranty_months = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=300, blank=True)
    paper_id = models.UUIDField(null=True)
    received_on = models.DateField()
    chosen = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "works", "bidder"], name="quotation_once"
            ),
            models.UniqueConstraint(
                fields=["sub_district", "works"],
                condition=Q(chosen=True),
                name="quotation_chosen_once",
            ),
            models.CheckConstraint(condition=Q(fen__gt=0), name="quotation_is_for_money"),
        ]

    def __str__(self) -> str:
        return self.bidder


class WorksContract(TenantModel):
    """The contract of works; what it costs is the sum of its stages."""

    works = TenantFK(Works, on_delete=models.PROTECT, related_name="contracts", db_index=False)
    number = models.CharField(max_length=60)
    contractor = models.CharField(max_length=80)
    fen = models.BigIntegerField()
    """As signed; changes are beside it."""
    changes_fen = models.BigIntegerField(default=0)
    changes_limit_fen = models.BigIntegerField(default=0)
    signed_on = models.DateField()
    warranty_months = models.PositiveSmallIntegerField(default=0)
    paper_id = models.UUIDField(null=True)
    signed_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "works"], name="works_contract_once"),
            models.CheckConstraint(condition=Q(fen__gt=0), name="works_contract_is_for_money"),
            models.CheckConstraint(
                condition=Q(changes_fen__lte=models.F("changes_limit_fen")),
                name="works_changes_within_limit",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class WorksStage(TenantModel):
    """A stage: what is to be done by when for how much; paid once it is accepted."""

    works = TenantFK(Works, on_delete=models.PROTECT, related_name="stages", db_index=False)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    fen = models.BigIntegerField()
    due_on = models.DateField()
    held_back = models.BooleanField(default=False)
    """Paid when the warranty has ended, not before."""
    state = models.CharField(max_length=10, choices=[(one, one) for one in StageState])
    reported_at = models.DateTimeField(null=True)
    reported_by = models.CharField(max_length=200, blank=True)
    accepted_at = models.DateTimeField(null=True)
    voucher = TenantFK(
        Voucher, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "works", "order"], name="works_stage_order_once"
            ),
            models.UniqueConstraint(
                fields=["sub_district", "voucher"],
                condition=Q(voucher__isnull=False),
                name="works_stage_paid_once",
            ),
            models.CheckConstraint(condition=Q(fen__gt=0), name="works_stage_is_for_money"),
        ]

    def __str__(self) -> str:
        return self.title


class WorksChange(TenantModel):
    """A change of the contract: who carries it out proposes, somebody else agrees."""

    works = TenantFK(Works, on_delete=models.PROTECT, related_name="changes", db_index=False)
    number = models.PositiveSmallIntegerField()
    stage = TenantFK(WorksStage, on_delete=models.PROTECT, related_name="+", db_index=False)
    why = models.CharField(max_length=300)
    fen = models.BigIntegerField()
    """More, or less when below nought."""
    days = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=[(one, one) for one in ChangeState])
    proposer_id = models.UUIDField()
    proposed_by = models.CharField(max_length=200)
    proposed_at = models.DateTimeField()
    decider_id = models.UUIDField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "works", "number"], name="works_change_once"
            ),
            models.CheckConstraint(
                condition=Q(decider_id=None) | ~Q(decider_id=models.F("proposer_id")),
                name="works_change_two_hands",
            ),
        ]

    def __str__(self) -> str:
        return self.why


class Acceptance(AppendOnlyModel):
    """What one named person who looked at a stage or the whole work says, with photos."""

    works_id = models.UUIDField()
    stage_id = models.UUIDField(null=True)
    """None: the whole work."""
    round = models.PositiveSmallIntegerField()
    account_id = models.UUIDField()
    name = models.CharField(max_length=40)
    title = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=[(one, one) for one in Outcome])
    words = models.CharField(max_length=300)
    photos = models.JSONField(default=list)
    """Attachment and sha256 of each photo: `[["…", "…"], …]`."""
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sub_district", "works_id", "id"], name="acceptance_works")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="accepted") | ~Q(photos=[]), name="acceptance_with_photos"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WorksNote(AppendOnlyModel):
    """What happened on works, in a line for everybody: the timeline of their page."""

    works_id = models.UUIDField()
    code = models.CharField(max_length=40)
    words = models.CharField(max_length=300, blank=True)
    fen = models.BigIntegerField(default=0)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sub_district", "works_id", "id"], name="works_note")]

    def __str__(self) -> str:
        return self.code
