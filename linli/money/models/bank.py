"""What the bank says, line by line, and to which entries of the books it answers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.money.models.ledger import Entry, Fund, LedgerAccount
from linli.money.rules.words import BankState
from linli.tenancy.fields import SealedTextField
from linli.tenancy.models import TenantFK, TenantModel


class BankColumns(TenantModel):
    """Which column of a bank's file means what; kept for each fund."""

    fund = TenantFK(Fund, on_delete=models.PROTECT, related_name="+", db_index=False)
    columns = models.JSONField()
    """What a column is for -> its heading in the bank's file."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "fund"], name="bank_columns_once"),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id}"


class BankStatement(TenantModel):
    """A bank's statement as it was taken in; it is settled when every line is answered for."""

    fund = TenantFK(Fund, on_delete=models.PROTECT, related_name="+", db_index=False)
    account = TenantFK(LedgerAccount, on_delete=models.PROTECT, related_name="+", db_index=False)
    first_on = models.DateField()
    last_on = models.DateField()
    opening_fen = models.BigIntegerField()
    closing_fen = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=[(state, state) for state in BankState])
    digest = models.CharField(max_length=64)
    """The hash of the file, so that one file is taken in once."""
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=200)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "fund", "last_on"], name="bank_statement_fund"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "fund", "digest"], name="bank_statement_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_on} {self.last_on}"


class BankLine(TenantModel):
    """A line of a statement; the payer's name goes as soon as the line is answered for."""

    fund = TenantFK(Fund, on_delete=models.PROTECT, related_name="+", db_index=False)
    statement = TenantFK(
        BankStatement, on_delete=models.PROTECT, related_name="lines", db_index=False
    )
    row = models.PositiveIntegerField()
    """The number of its row in the file."""
    on = models.DateField()
    fen = models.BigIntegerField()
    """What came in; below nought, what went out."""
    words = models.CharField(max_length=120, blank=True)
    payer = SealedTextField(null=True)
    """Whom the bank names; sealed, and gone when the line is answered for."""
    mark = models.CharField(max_length=64)
    """The fingerprint by which a line is known again."""
    entry = TenantFK(Entry, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    note = models.CharField(max_length=200, blank=True)
    """Why no entry answers to it, where none does."""

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "statement", "row"], name="bank_line_row"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "fund", "mark"], name="bank_line_once"),
            models.UniqueConstraint(
                fields=["sub_district", "entry"],
                condition=Q(entry__isnull=False),
                name="bank_line_of_entry_once",
            ),
            models.CheckConstraint(condition=~Q(fen=0), name="bank_line_is_for_money"),
        ]

    def __str__(self) -> str:
        return f"{self.row}"
