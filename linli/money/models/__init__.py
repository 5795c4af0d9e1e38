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
from linli.money.models.service import (
    CommunityService,
    Facility,
    PropertyContract,
    ServiceItem,
    ServiceMonth,
    ServiceSurvey,
    ServiceTask,
    SurveyCount,
    SurveyMark,
    TakeoverItem,
    TakeoverSignature,
    TaskDone,
)
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
    "CommunityService",
    "Contribution",
    "Entry",
    "Facility",
    "Fund",
    "Hand",
    "LedgerAccount",
    "Matter",
    "Period",
    "Posting",
    "PremisesDuty",
    "PremisesEvent",
    "PropertyContract",
    "Quotation",
    "ServiceItem",
    "ServiceMonth",
    "ServiceSurvey",
    "ServiceTask",
    "SpendingAuthority",
    "SurveyCount",
    "SurveyMark",
    "TakeoverItem",
    "TakeoverSignature",
    "TaskDone",
    "Voucher",
    "Works",
    "WorksChange",
    "WorksContract",
    "WorksNote",
    "WorksStage",
]
