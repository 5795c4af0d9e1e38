"""The property contract with its catalogue, scores and takeover; the service neighbours run."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.money.models.ledger import Fund
from linli.money.models.matter import Matter
from linli.money.rules.service import (
    Basis,
    ContractState,
    HandoverKind,
    HandoverState,
    Indicator,
    Rhythm,
    ServiceKind,
    ServiceMode,
    Side,
    TakeoverSide,
)
from linli.tenancy.models import AppendOnlyModel, TenantFK, TenantModel


class PropertyContract(TenantModel):
    """Which company serves a compound, on what it rests, until when (R19-R21)."""

    number = models.CharField(max_length=40)
    matter = TenantFK(Matter, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = TenantFK(
        "people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(max_length=20, choices=[(one, one) for one in ContractState])
    basis = models.CharField(max_length=12, choices=[(one, one) for one in Basis])
    basis_words = models.CharField(max_length=200)
    """The number of the vote, or the paper of the office, in words for readers."""
    words = models.TextField()
    """What the contract is about, for everybody."""
    fees = models.CharField(max_length=200)
    """What owners pay, in words."""
    starts_on = models.DateField()
    serves_since = models.DateField(null=True)
    """The first day of the first term, where this is a later one."""
    ends_on = models.DateField(null=True)
    """The last day of the term; none: without an end."""
    indefinite_since = models.DateField(null=True)
    """The first day on which it went on without an end, as nobody had decided."""
    notice_days = models.PositiveSmallIntegerField(null=True)
    """Days of notice that the contract itself asks of owners, where it does."""
    notice_by = models.CharField(max_length=10, choices=[(one, one) for one in Side], blank=True)
    notice_on = models.DateField(null=True)
    notice_words = models.CharField(max_length=300, blank=True)
    notice_short = models.PositiveSmallIntegerField(default=0)
    """By how many days the notice was shorter than the law asks."""
    leaves_on = models.DateField(null=True)
    vote_number = models.CharField(max_length=40, blank=True)
    """The vote under way on who serves next."""
    paper_id = models.UUIDField(null=True)
    told = models.JSONField(default=list)
    """What the calendar has told, by code."""
    round = models.PositiveSmallIntegerField(default=1)
    """Counted up whenever the takeover list changes: what was signed before counts no more."""
    taken_over_at = models.DateTimeField(null=True)
    taken_over_by = models.CharField(max_length=120, blank=True)
    """Who serves from then on."""
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "place", "id"], name="contract_place"),
            models.Index(
                fields=["sub_district", "organisation", "place"],
                condition=~Q(state="taken_over"),
                name="contract_company",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "number"], name="contract_number_once"),
            models.UniqueConstraint(
                fields=["sub_district", "place"],
                condition=Q(state="running"),
                name="contract_one_in_force",
            ),
            models.CheckConstraint(condition=~Q(basis_words=""), name="contract_has_a_basis"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="contract_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["running", "taken_over"])
                | (Q(leaves_on__isnull=False) & ~Q(notice_by="")),
                name="contract_ends_by_notice",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ServiceItem(TenantModel):
    """What a contract asks of the company, and by what it is measured (S42)."""

    contract = TenantFK(
        PropertyContract, on_delete=models.PROTECT, related_name="items", db_index=False
    )
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(one, one) for one in ServiceKind])
    words = models.CharField(max_length=200)
    indicator = models.CharField(
        max_length=10, choices=[(one, one) for one in Indicator], blank=True
    )
    target_percent = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "contract", "order"], name="service_item_order_once"
            ),
            models.CheckConstraint(
                condition=Q(target_percent__lte=100), name="service_target_in_percent"
            ),
        ]

    def __str__(self) -> str:
        return self.words


class ServiceMonth(TenantModel):
    """How many of a month's requests went well, by indicator; two counts, nothing of anybody."""

    contract = TenantFK(
        PropertyContract, on_delete=models.PROTECT, related_name="months", db_index=False
    )
    month = models.DateField()
    indicator = models.CharField(max_length=10, choices=[(one, one) for one in Indicator])
    good = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "contract", "month", "indicator"], name="score_once"
            ),
            models.CheckConstraint(condition=Q(good__lte=F("total")), name="score_good_of_total"),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.indicator}"


class ServiceSurvey(TenantModel):
    """A short survey about a company's service; what was answered is counted, by whom is not."""

    contract = TenantFK(
        PropertyContract, on_delete=models.PROTECT, related_name="surveys", db_index=False
    )
    opens_on = models.DateField()
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    made_by = models.CharField(max_length=200)

    class Meta:
        indexes = [
            models.Index(
                fields=["sub_district", "closes_on"],
                condition=Q(closed_at__isnull=True),
                name="survey_open",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "contract"],
                condition=Q(closed_at__isnull=True),
                name="survey_one_open",
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="survey_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opens_on}"


class SurveyCount(TenantModel):
    """How many said what about one kind of service."""

    survey = TenantFK(
        ServiceSurvey, on_delete=models.PROTECT, related_name="counts", db_index=False
    )
    kind = models.CharField(max_length=10, choices=[(one, one) for one in ServiceKind])
    good = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "survey", "kind"], name="survey_count_once"
            ),
            models.CheckConstraint(condition=Q(good__lte=F("total")), name="survey_good_of_total"),
        ]

    def __str__(self) -> str:
        return self.kind


class SurveyMark(TenantModel):
    """That an account answered, as a keyed hash; gone when the survey closes."""

    survey = TenantFK(ServiceSurvey, on_delete=models.CASCADE, related_name="marks", db_index=False)
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "survey", "mark"], name="survey_mark_once"
            ),
        ]

    def __str__(self) -> str:
        return self.mark


class Facility(TenantModel):
    """A common facility or premises of a compound: what it is, where, how many, for what (S07)."""

    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=[(one, one) for one in HandoverKind])
    title = models.CharField(max_length=80)
    where = models.CharField(max_length=120)
    quantity = models.PositiveIntegerField(default=1)
    area_cm2 = models.BigIntegerField(default=0)
    hours = models.CharField(max_length=80, blank=True)
    earns = models.BooleanField(default=False)
    """It brings in common revenue (R21)."""
    made_by = models.CharField(max_length=200)
    gone_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["sub_district", "place", "id"], name="facility_place")]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "place", "title", "where"],
                condition=Q(gone_on__isnull=True),
                name="facility_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TakeoverItem(TenantModel):
    """A thing that the leaving company hands over, and the dispute about it where there is one."""

    contract = TenantFK(
        PropertyContract, on_delete=models.PROTECT, related_name="takeover", db_index=False
    )
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(one, one) for one in HandoverKind])
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=[(one, one) for one in HandoverState])
    dispute = models.CharField(max_length=300, blank=True)
    """What is missing or contested."""
    settled = models.CharField(max_length=300, blank=True)
    """How the dispute ended."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "contract", "order"], name="takeover_order_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="disputed") | ~Q(dispute=""), name="takeover_dispute_in_words"
            ),
            models.CheckConstraint(
                condition=~Q(state="settled") | ~Q(settled=""), name="takeover_settled_in_words"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TakeoverSignature(AppendOnlyModel):
    """One side's signature under the list as it stood, by its fingerprint."""

    contract_id = models.UUIDField()
    round = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=10, choices=[(one, one) for one in TakeoverSide])
    account_id = models.UUIDField()
    name = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "contract_id", "round", "side"], name="takeover_side_once"
            ),
            models.UniqueConstraint(
                fields=["sub_district", "contract_id", "round", "account_id"],
                name="takeover_three_people",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CommunityService(TenantModel):
    """A service that neighbours run themselves: a matter of its own with a cash book (S44)."""

    number = models.CharField(max_length=40)
    matter = TenantFK(Matter, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    fund = TenantFK(Fund, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    """The cash book."""
    mode = models.CharField(max_length=10, choices=[(one, one) for one in ServiceMode])
    title = models.CharField(max_length=80)
    run_by = models.CharField(max_length=120)
    """Which body answers for it."""
    basis_words = models.CharField(max_length=200)
    words = models.TextField()
    """What everybody is told of it: why, what is done, what it costs."""
    starts_on = models.DateField()
    ended_on = models.DateField(null=True)
    end_words = models.CharField(max_length=300, blank=True)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["sub_district", "place", "id"], name="service_place")]
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "number"], name="service_number_once"),
            models.UniqueConstraint(
                fields=["sub_district", "place"],
                condition=Q(ended_on__isnull=True),
                name="service_one_at_a_place",
            ),
            models.CheckConstraint(condition=~Q(basis_words=""), name="service_has_a_basis"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(end_words=""), name="service_ends_with_words"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ServiceTask(TenantModel):
    """Something that comes back: what, how often, who by role."""

    service = TenantFK(
        CommunityService, on_delete=models.PROTECT, related_name="tasks", db_index=False
    )
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(one, one) for one in ServiceKind])
    title = models.CharField(max_length=120)
    rhythm = models.CharField(max_length=12, choices=[(one, one) for one in Rhythm])
    role = models.CharField(max_length=80)
    """Who does it: a role or a rota, never a name."""
    last_on = models.DateField(null=True)
    times = models.PositiveIntegerField(default=0)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "service", "order"], name="service_task_order_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TaskDone(AppendOnlyModel):
    """That a task was done on a day."""

    service_id = models.UUIDField()
    task_id = models.UUIDField()
    on = models.DateField()
    words = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sub_district", "service_id", "id"], name="task_done")]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "task_id", "on"], name="task_done_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}"
