"""Matters with their hands and authorities; funds with their books."""

from linli.money.models.bank import BankColumns, BankLine, BankStatement
from linli.money.models.ledger import (
    AccountMonth,
    Entry,
    Fund,
    LedgerAccount,
    Period,
    Posting,
    Voucher,
)
from linli.money.models.matter import Hand, Matter, SpendingAuthority

__all__ = [
    "AccountMonth",
    "BankColumns",
    "BankLine",
    "BankStatement",
    "Entry",
    "Fund",
    "Hand",
    "LedgerAccount",
    "Matter",
    "Period",
    "Posting",
    "SpendingAuthority",
    "Voucher",
]
