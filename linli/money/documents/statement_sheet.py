"""The statement of a month as a workbook: figures by account, and every entry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from linli.kernel.money import Money
from linli.money.models import Fund
from linli.money.queries import figures_of, month_entries, voucher_word
from linli.money.rules import VoucherKind
from linli.records.documents import SheetPage, Source, write_book

_AT_ONCE = 2000


def write_statement(path: Source, fund: Fund, month: date) -> None:
    """Write the month: a page of accounts, a page of entries with the balance after each."""
    figures = figures_of(fund, month)
    accounts = SheetPage(
        title=_("Accounts and balances"),
        headings=[
            _("Code"), _("Ledger account"), _("Opening sum"), _("Debit"), _("Credit"), _("Closing"),
        ],
        rows=[
            [
                line.code, line.name, *map(_yuan, (
                    line.opening_fen, line.debit_fen, line.credit_fen, line.closing_fen)),
            ]
            for line in figures.lines
        ],
        widths=[8, 24, 16, 16, 16, 16],
    )  # fmt: skip
    entries = SheetPage(
        title=_("Entries of the month"),
        headings=[
            _("Number"), _("Day"), _("Voucher"), _("Kind"), _("Words"), _("Basis"),
            _("Income"), _("Expense"), _("Balance"),
        ],
        rows=_rows(fund, month, figures.opening_fen),
        widths=[8, 12, 18, 8, 40, 30, 14, 14, 16],
    )  # fmt: skip
    write_book(path, [accounts, entries])


def _rows(fund: Fund, month: date, balance: int) -> Iterator[list[object]]:
    for entry in month_entries(fund, month).iterator(_AT_ONCE):
        balance += entry.held_fen
        yield [
            entry.number,
            entry.on,
            entry.voucher.number,
            voucher_word(VoucherKind(entry.kind)),
            entry.words,
            entry.basis,
            _yuan(max(entry.held_fen, 0)),
            _yuan(max(-entry.held_fen, 0)),
            _yuan(balance),
        ]


def _yuan(fen: int) -> str:
    """An amount as a text, so that no program rounds it."""
    return Money(fen).plain() if fen else ""
