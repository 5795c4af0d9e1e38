"""Pure rules of money: duties, books, shares; no database, no clock."""

from linli.money.rules.duties import BARRED, all_pairs, barred, clash
from linli.money.rules.who import Verb, may_do
from linli.money.rules.words import (
    AccountKind,
    Duty,
    FundKind,
    MatterKind,
    PeriodState,
    VoucherKind,
    VoucherState,
)

__all__ = [
    "BARRED",
    "AccountKind",
    "Duty",
    "FundKind",
    "MatterKind",
    "PeriodState",
    "Verb",
    "VoucherKind",
    "VoucherState",
    "all_pairs",
    "barred",
    "clash",
    "may_do",
]
