"""Funds and their books: accounts, months, vouchers, entries, postings. All amounts are whole fen."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.money.models.matter import Matter, SpendingAuthority
from linli.money.rules import AccountKind, FundKind, PeriodState, VoucherKind, VoucherState
from linli.tenancy.models import TenantFK, TenantModel


class Fund(TenantModel):
    """Money of a place, kept apart from all other money; its id is that of its own matter."""

    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in FundKind])
    number = models.CharField(max_length=20)
    """Its short number, such as `Z12`; vouchers begin with it."""
    name = models.CharField(max_length=80)
    body_id = models.UUIDField(null=True)
    """The body of `people` that holds it."""
    bank_label = models.CharField(max_length=60, blank=True)
    """The bank's name and the last four digits; the whole number is kept nowhere."""
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    last_entry = models.PositiveIntegerField(default=0)
    """The number of the newest entry; counted up under the fund's lock."""
    closed_through = models.DateField(null=True)
    """The newest month that is closed: what lies before it is closed too."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["sub_district", "place", "id"], name="fund_place")]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "place", "name"], name="fund_name_once"
            ),
            models.UniqueConstraint(fields=["sub_district", "number"], name="fund_number_once"),
        ]

    def __str__(self) -> str:
        return self.name


class LedgerAccount(TenantModel):
    """An account in a fund's books; `balance_fen` is debit less credit of all its postings."""

    fund = TenantFK(Fund, on_delete=models.PROTECT, related_name="accounts", db_index=False)
    code = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in AccountKind])
    name = models.CharField(max_length=60)
    balance_fen = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "fund", "code"], name="ledger_account_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AccountMonth(TenantModel):
    """What went through an account in a month; kept up with each posting."""

    account = TenantFK(LedgerAccount, on_delete=models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    """Its first day."""
    debit_fen = models.BigIntegerField(default=0)
    credit_fen = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "account", "month"], name="account_month_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month}"


class Period(TenantModel):
    """A month of a fund's books; entries go into open months only."""

    fund = TenantFK(Fund, on_delete=models.PROTECT, related_name="periods", db_index=False)
    month = models.DateField()
    state = models.CharField(max_length=10, choices=[(state, state) for state in PeriodState])
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    """The fingerprint of the figures with which it was closed."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "fund", "month"], name="period_once"),
        ]

    def __str__(self) -> str:
        return f"{self.month}"


class Voucher(TenantModel):
    """What one person makes and another checks; only then does it stand in the books."""

    fund = TenantFK(Fund, on_delete=models.PROTECT, related_name="vouchers", db_index=False)
    matter = TenantFK(Matter, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    authority = TenantFK(
        SpendingAuthority, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in VoucherKind])
    state = models.CharField(max_length=10, choices=[(state, state) for state in VoucherState])
    on = models.DateField()
    """The day of the payment or receipt; it names the month."""
    words = models.CharField(max_length=200)
    other_side = models.CharField(max_length=80, blank=True)
    """An organisation, or how a person is called for short; never shown in public."""
    moves = models.JSONField()
    """Debit account, credit account, fen, of each line: `[["1002", "4001", 1250], …]`."""
    fen = models.BigIntegerField()
    reverses_id = models.UUIDField(null=True)
    """The entry that this voucher takes back."""
    maker = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        db_constraint=False,
        related_name="+",
        db_index=False,
    )
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    checker = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        db_constraint=False,
        related_name="+",
        null=True,
        db_index=False,
    )
    checked_by = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    """Why it was returned."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "fund", "state", "id"], name="voucher_state"),
            models.Index(
                fields=["sub_district", "matter"],
                condition=Q(matter__isnull=False),
                name="voucher_matter",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "number"], name="voucher_number_once"),
            models.UniqueConstraint(
                fields=["sub_district", "reverses_id"],
                condition=Q(reverses_id__isnull=False) & ~Q(state="returned"),
                name="voucher_reverses_once",
            ),
            models.CheckConstraint(condition=Q(fen__gt=0), name="voucher_is_for_money"),
            models.CheckConstraint(
                condition=Q(checker=None) | ~Q(checker=F("maker")), name="voucher_two_hands"
            ),
            models.CheckConstraint(
                condition=~Q(state="posted") | Q(checker__isnull=False),
                name="voucher_posted_when_checked",
            ),
            models.CheckConstraint(
                condition=~Q(kind="pay", state="posted") | Q(authority__isnull=False),
                name="voucher_paid_by_authority",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(reason=""), name="voucher_returned_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def basis(self) -> str:
        """On what it rests: the resolution, or the matter that it belongs to."""
        if self.authority is not None:
            return str(self.authority.basis)
        return str(self.matter.title) if self.matter is not None else ""


class Entry(TenantModel):
    """A line of a fund's journal: written once, never changed; reversed by another entry."""

    fund = TenantFK(Fund, on_delete=models.PROTECT, related_name="entries", db_index=False)
    number = models.PositiveIntegerField()
    voucher = TenantFK(Voucher, on_delete=models.PROTECT, related_name="+", db_index=False)
    matter = TenantFK(Matter, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in VoucherKind])
    on = models.DateField()
    words = models.CharField(max_length=200)
    fen = models.BigIntegerField()
    held_fen = models.BigIntegerField()
    """By how much the money held grew with it; below nought it shrank."""
    reverses = TenantFK(
        "self", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    maker_id = models.UUIDField()
    checker_id = models.UUIDField()
    posted_at = models.DateTimeField()

    class Meta:
        indexes = [
            # The last column lets a running balance be added up from the index alone.
            models.Index(
                fields=["sub_district", "fund", "on", "number", "held_fen"], name="entry_day"
            ),
            models.Index(
                fields=["sub_district", "fund", "kind", "on", "number"], name="entry_kind"
            ),
            models.Index(
                fields=["sub_district", "matter"],
                condition=Q(matter__isnull=False),
                name="entry_matter",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "fund", "number"], name="entry_number_once"
            ),
            models.UniqueConstraint(
                fields=["sub_district", "voucher"], name="entry_of_voucher_once"
            ),
            models.UniqueConstraint(
                fields=["sub_district", "reverses"],
                condition=Q(reverses__isnull=False),
                name="entry_reversed_once",
            ),
            models.CheckConstraint(condition=~Q(maker_id=F("checker_id")), name="entry_two_hands"),
            models.CheckConstraint(
                condition=Q(kind="reverse", reverses__isnull=False)
                | (~Q(kind="reverse") & Q(reverses__isnull=True)),
                name="entry_reverses_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def basis(self) -> str:
        """On what it rests: the resolution, or the matter that it belongs to."""
        if self.voucher.authority is not None:
            return str(self.voucher.authority.basis)
        return str(self.matter.title) if self.matter is not None else ""


class Posting(TenantModel):
    """Money that moves from one account to another: the books balance because of its shape."""

    entry = TenantFK(Entry, on_delete=models.PROTECT, related_name="postings", db_index=False)
    debit = TenantFK(LedgerAccount, on_delete=models.PROTECT, related_name="+", db_index=False)
    credit = TenantFK(LedgerAccount, on_delete=models.PROTECT, related_name="+", db_index=False)
    fen = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["sub_district", "entry"], name="posting_entry")]
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="posting_is_for_money"),
            models.CheckConstraint(
                condition=~Q(debit=F("credit")), name="posting_between_two_accounts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fen}"
