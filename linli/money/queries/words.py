"""Words of money for people: duties, funds, accounts, vouchers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from linli.money.rules import AccountKind, Duty, FundKind, VoucherKind, VoucherState


def duty_word(duty: Duty) -> str:
    """What somebody does on a matter, as a verb."""
    words = {
        Duty.PROPOSES: _("proposes"),
        Duty.DECIDES: _("decides"),
        Duty.HOLDS_MONEY: _("holds the money"),
        Duty.MAKES: _("makes payments"),
        Duty.CHECKS: _("checks payments"),
        Duty.EXECUTES: _("carries out"),
        Duty.ACCEPTS: _("accepts the work"),
        Duty.AUDITS: _("audits"),
    }
    return words[duty]


def fund_word(kind: FundKind) -> str:
    """What a kind of fund is called."""
    words = {
        FundKind.MAINTENANCE: _("Maintenance fund (reference totals)"),
        FundKind.COMMON_REVENUE: _("Common revenue"),
        FundKind.SELF_RAISED: _("Self-raised money"),
        FundKind.COMMITTEE: _("Committee expenses"),
        FundKind.DONATIONS: _("Donations"),
        FundKind.SERVICE: _("Cash book of a service"),
    }
    return words[kind]


def account_kind_word(kind: AccountKind) -> str:
    """On which side of the books an account stands."""
    words = {
        AccountKind.HELD: _("Money held"),
        AccountKind.OWED_TO: _("Owed to others"),
        AccountKind.CAME_IN: _("Came in"),
        AccountKind.WENT_OUT: _("Went out"),
    }
    return words[kind]


def voucher_word(kind: VoucherKind) -> str:
    """What a voucher does."""
    words = {
        VoucherKind.RECEIVE: _("Receipt"),
        VoucherKind.PAY: _("Payment"),
        VoucherKind.MOVE: _("Transfer"),
        VoucherKind.REVERSE: _("Reversal"),
    }
    return words[kind]


def voucher_state_word(state: VoucherState) -> str:
    """Where a voucher stands."""
    words = {
        VoucherState.MADE: _("Waits for its check"),
        VoucherState.POSTED: _("Posted"),
        VoucherState.RETURNED: _("Returned"),
    }
    return words[state]
