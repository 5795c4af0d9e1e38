"""The words of money: duties, funds, accounts, vouchers, as tables and rules spell them."""

from __future__ import annotations

from enum import StrEnum


class MatterKind(StrEnum):
    """What hands are joined on: a decision, a fund, a contract, a service that runs on its own."""

    DECISION = "decision"
    FUND = "fund"
    CONTRACT = "contract"
    SERVICE = "service"


class Duty(StrEnum):
    """What a person does on one matter (S56)."""

    PROPOSES = "proposes"
    DECIDES = "decides"
    HOLDS_MONEY = "holds_money"
    MAKES = "makes"
    CHECKS = "checks"
    EXECUTES = "executes"
    ACCEPTS = "accepts"
    AUDITS = "audits"


class FundKind(StrEnum):
    """Whose money it is, and what it is for."""

    MAINTENANCE = "maintenance"
    """Totals that the authority's own system holds; entered for reference, never paid from here."""
    COMMON_REVENUE = "common_revenue"
    SELF_RAISED = "self_raised"
    COMMITTEE = "committee"
    DONATIONS = "donations"
    SERVICE = "service"
    """The cash book of a service that residents run themselves, or of an interim service."""


class AccountKind(StrEnum):
    """On which side of a fund's books an account stands."""

    HELD = "held"
    """Money at the bank or in the box."""
    OWED_TO = "owed_to"
    """What the fund owes: deposits, what must be given back."""
    CAME_IN = "came_in"
    WENT_OUT = "went_out"


class VoucherKind(StrEnum):
    """What a voucher does to a fund."""

    RECEIVE = "receive"
    PAY = "pay"
    MOVE = "move"
    REVERSE = "reverse"


class VoucherState(StrEnum):
    """Where a voucher stands."""

    MADE = "made"
    POSTED = "posted"
    RETURNED = "returned"


class PeriodState(StrEnum):
    """Whether a month of a fund still takes entries."""

    OPEN = "open"
    CLOSED = "closed"


class BankState(StrEnum):
    """Whether every line of a bank's statement is answered for."""

    OPEN = "open"
    SETTLED = "settled"
