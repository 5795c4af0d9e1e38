"""What the bank says beside what the books say, and what neither answers for yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from linli.money.models import (
    BankColumns,
    BankLine,
    BankStatement,
    Entry,
    Fund,
    LedgerAccount,
    Posting,
)
from linli.money.rules.bank_file import Column, RowFault

NEAR = timedelta(days=10)
"""A line and its entry lie at most so far apart to be found together without a hand."""
LINES = 50
MOST_OPEN = 200


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """An entry of the books that no line of the bank answers to."""

    entry: Entry
    fen: int


@dataclass(frozen=True, slots=True)
class OpenItems:
    """What stands open on the day a statement ends: the two sides and what lies between them."""

    lines: Sequence[BankLine]
    entries: Sequence[OpenEntry]
    bank_fen: int
    books_fen: int

    @property
    def differs_fen(self) -> int:
        """By how much the bank says more than the books."""
        return self.bank_fen - self.books_fen

    @property
    def agrees(self) -> bool:
        """Whether bank and books say the same and nothing is open."""
        return not (self.differs_fen or self.lines or self.entries)

    @property
    def explained(self) -> bool:
        """Whether what is open makes up the whole difference, to the fen."""
        lines = sum(line.fen for line in self.lines)
        return lines - sum(one.fen for one in self.entries) == self.differs_fen


def column_word(column: Column) -> str:
    """What a column of a bank's file is for."""
    words = {
        Column.DAY: _("Day"),
        Column.CAME: _("Income"),
        Column.WENT: _("Expense"),
        Column.AMOUNT: _("Amount"),
        Column.DIRECTION: _("In or out"),
        Column.BALANCE: _("Balance after it"),
        Column.CURRENCY: _("Currency"),
        Column.WORDS: _("Words"),
        Column.PAYER: _("Other side"),
        Column.REFERENCE: _("Serial number"),
    }
    return words[column]


def row_fault_word(fault: RowFault) -> str:
    """What is wrong with a row of a bank's file."""
    words = {
        RowFault.DAY: _("the day cannot be read"),
        RowFault.AMOUNT: _("the amount cannot be read"),
        RowFault.CURRENCY: _("it is in another currency"),
        RowFault.TWICE: _("this line stands twice, or was taken in before"),
        RowFault.BALANCE: _("the balance does not follow from the line before"),
        RowFault.AHEAD: _("the day has not come yet"),
    }
    return words[fault]


def bank_columns_of(found: Fund) -> dict[Column, str]:
    """Which heading means what in this fund's bank files, as last used."""
    row = BankColumns.objects.filter(sub_district_id=found.sub_district_id, fund=found).first()
    return {Column(key): heading for key, heading in (row.columns if row else {}).items()}


def bank_statements_of(found: Fund) -> list[BankStatement]:
    """The bank's statements of a fund, newest first."""
    rows = BankStatement.objects.filter(sub_district_id=found.sub_district_id, fund=found)
    return list(rows.select_related("account").order_by("-last_on", "-id")[:LINES])


def bank_statement(sub_district_id: UUID, statement_id: UUID) -> BankStatement | None:
    """One statement with its fund and account."""
    rows = BankStatement.objects.filter(sub_district_id=sub_district_id, id=statement_id)
    return rows.select_related("fund__place", "account").first()


def bank_lines(found: BankStatement, *, after: int = 0) -> list[BankLine]:
    """The lines of a statement by row, one page and one more."""
    rows = BankLine.objects.filter(
        sub_district_id=found.sub_district_id, statement=found, row__gt=after
    )
    return list(rows.select_related("entry").order_by("row")[: LINES + 1])


def bank_line(sub_district_id: UUID, line_id: UUID) -> BankLine | None:
    """One line with its statement."""
    rows = BankLine.objects.filter(sub_district_id=sub_district_id, id=line_id)
    return rows.select_related("statement__fund__place", "statement__account", "entry").first()


def open_items(found: BankStatement) -> OpenItems:
    """What neither side answers for on the day the statement ends."""
    lines = BankLine.objects.filter(
        sub_district_id=found.sub_district_id, fund_id=found.fund_id, entry=None, note="",
        statement__account_id=found.account_id, on__lte=found.last_on,
    ).order_by("on", "row")  # fmt: skip
    return OpenItems(
        lines=list(lines[:MOST_OPEN]),
        entries=_open_entries(found),
        bank_fen=found.closing_fen,
        books_fen=_books_on(found.account, found.last_on),
    )


def candidates(line: BankLine) -> list[Entry]:
    """Entries that could answer to a line: same amount, near in time, not taken by another."""
    moved = moved_on(
        line.statement.account, first=line.on - NEAR, last=line.on + NEAR, open_only=True
    )
    ids = [entry_id for entry_id, fen in moved.items() if fen == line.fen]
    rows = Entry.objects.filter(sub_district_id=line.sub_district_id, id__in=ids)
    return sorted(
        rows.select_related("voucher"), key=lambda one: (abs(one.on - line.on), one.number)
    )


def moved_on(
    account: LedgerAccount, *, first: date, last: date, open_only: bool
) -> dict[UUID, int]:
    """By how much each entry of these days moved an account."""
    rows = _postings(account, first, last)
    if open_only:
        rows = rows.exclude(Exists(_taken()))
    moved: dict[UUID, int] = {}
    for entry_id, debit_id, fen in rows.values_list("entry_id", "debit_id", "fen"):
        moved[entry_id] = moved.get(entry_id, 0) + (fen if debit_id == account.id else -fen)
    return moved


def _postings(account: LedgerAccount, first: date, last: date) -> QuerySet[Posting]:
    return Posting.objects.filter(
        Q(debit=account) | Q(credit=account),
        sub_district_id=account.sub_district_id,
        entry__fund_id=account.fund_id,
        entry__on__gte=first,
        entry__on__lte=last,
    )


def _taken() -> QuerySet[BankLine]:
    return BankLine.objects.filter(
        sub_district_id=OuterRef("sub_district_id"), entry_id=OuterRef("entry_id")
    )


def _open_entries(found: BankStatement) -> list[OpenEntry]:
    """Entries on the account since the first statement taken in, that no line answers to."""
    first = (
        BankStatement.objects.filter(
            sub_district_id=found.sub_district_id, account_id=found.account_id
        )
        .order_by("first_on")
        .values_list("first_on", flat=True)
        .first()
    )
    moved = moved_on(
        found.account, first=first or found.first_on, last=found.last_on, open_only=True
    )
    open_ids = [entry_id for entry_id, fen in moved.items() if fen][:MOST_OPEN]
    rows = Entry.objects.filter(sub_district_id=found.sub_district_id, id__in=open_ids)
    return [OpenEntry(row, moved[row.id]) for row in rows.order_by("on", "number")]


def _books_on(account: LedgerAccount, day: date) -> int:
    """What an account held at the end of a day: what it holds now, less what came after."""
    later = Posting.objects.filter(
        sub_district_id=account.sub_district_id,
        entry__fund_id=account.fund_id,
        entry__on__gt=day,
    ).aggregate(
        debit=Sum("fen", filter=Q(debit=account), default=0),
        credit=Sum("fen", filter=Q(credit=account), default=0),
    )
    return int(account.balance_fen - later["debit"] + later["credit"])
