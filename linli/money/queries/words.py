"""Words of money for people: duties, funds, accounts, vouchers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from linli.money.rules import BARRED, AccountKind, Duty, Fault, FundKind, VoucherKind, VoucherState


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
        AccountKind.CAME_IN: _("Income of the fund"),
        AccountKind.WENT_OUT: _("Went out"),
    }
    return words[kind]


def voucher_word(kind: VoucherKind) -> str:
    """What a voucher does."""
    words = {
        VoucherKind.RECEIVE: _("Receipt voucher"),
        VoucherKind.PAY: _("Payment"),
        VoucherKind.MOVE: _("Transfer voucher"),
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


def chart_word(word: str) -> str:
    """What an account that a fund opens with is called."""
    words = {
        "box": _("Cash box"),
        "bank": _("Bank deposit"),
        "advance": _("Received in advance"),
        "forward": _("Brought forward"),
        "other_in": _("Other income"),
        "other_out": _("Other expenses"),
        "contributions": _("Contributions"),
        "works": _("Works"),
        "refunds": _("Given back"),
        "paid_in": _("Paid in by owners"),
        "interest": _("Interest"),
        "repairs": _("Repairs"),
        "parking": _("Parking income"),
        "advertising": _("Advertising income"),
        "site_rent": _("Site rent"),
        "lighting": _("Lighting"),
        "greenery": _("Greenery"),
        "upkeep": _("Upkeep of common parts"),
        "printing": _("Printing and notices"),
        "allotted": _("Allotted"),
        "office": _("Office"),
        "allowances": _("Allowances"),
        "service_fees": _("Service fees"),
        "wages": _("Wages"),
        "cleaning": _("Cleaning"),
        "refuse": _("Refuse"),
    }
    return words[word]


def fault_sentence(fault: Fault) -> str:
    """What is wrong with the lines of a voucher, and what to do."""
    words = {
        Fault.NO_LINES: _("Give the voucher at least one line."),
        Fault.TOO_MANY: _("A voucher has at most 40 lines. Make two of it."),
        Fault.AMOUNT: _(
            "Every line has an amount above nought and below a hundred thousand million yuan."
        ),
        Fault.NO_ACCOUNT: _("A line names an account that this fund does not have."),
        Fault.SAME_ACCOUNT: _("A line goes from one account to another, not to itself."),
        Fault.SHAPE: _(
            "These accounts do not go with this kind of voucher. Money comes in by a receipt and "
            "leaves by a payment; a transfer stays inside the fund."
        ),
        Fault.REFERENCE_ONLY: _(
            "The maintenance fund is held by the authority; here stand its totals for reference. "
            "It is paid by the authority's own procedure."
        ),
    }
    return words[fault]


def pairs_in_words() -> list[tuple[str, str]]:
    """The duties that never meet in one person, in words."""
    return [(duty_word(one), duty_word(other)) for one, other in BARRED]
