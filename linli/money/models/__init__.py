"""Matters with their hands and authorities; funds with their books."""

from linli.money.models.bank import BankColumns, BankLine, BankStatement
from linli.money.models.campaign import Campaign, CampaignHouse, Contribution
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
from linli.money.models.premises import PremisesDuty, PremisesEvent
from linli.money.models.works import (
    Acceptance,
    Quotation,
    Works,
    WorksChange,
    WorksContract,
    WorksNote,
    WorksStage,
)

__all__ = [
    "Acceptance",
    "AccountMonth",
    "BankColumns",
    "BankLine",
    "BankStatement",
    "Campaign",
    "CampaignHouse",
    "Contribution",
    "Entry",
    "Fund",
    "Hand",
    "LedgerAccount",
    "Matter",
    "Period",
    "Posting",
    "PremisesDuty",
    "PremisesEvent",
    "Quotation",
    "SpendingAuthority",
    "Voucher",
    "Works",
    "WorksChange",
    "WorksContract",
    "WorksNote",
    "WorksStage",
]
