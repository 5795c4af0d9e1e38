"""The books of a fund: charts of accounts, what each kind of voucher may move, months in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from linli.money.rules.words import AccountKind, FundKind, VoucherKind

MOST_FEN = 10**13
"""A line of a voucher is below a hundred thousand million yuan."""
MOST_MOVES = 40
BANK = "1002"
BOX = "1001"
HELD_BACK = "2001"
"""Received in advance: what may have to go back."""
BROUGHT_FORWARD = "4000"


@dataclass(frozen=True, slots=True)
class Move:
    """Money that goes from the credited account to the debited one, both by their codes."""

    debit: str
    credit: str
    fen: int

    @property
    def turned(self) -> Move:
        """The move that takes this one back."""
        return Move(debit=self.credit, credit=self.debit, fen=self.fen)

    def as_list(self) -> list[str | int]:
        """The move as a voucher keeps it."""
        return [self.debit, self.credit, self.fen]


def moves_of(kept: Sequence[Sequence[str | int]]) -> list[Move]:
    """The moves of a voucher as it keeps them."""
    return [Move(str(debit), str(credit), int(fen)) for debit, credit, fen in kept]


@dataclass(frozen=True, slots=True)
class ChartLine:
    """An account that a fund opens with; `word` says what it is for."""

    code: str
    kind: AccountKind
    word: str


_H, _O, _I, _W = AccountKind.HELD, AccountKind.OWED_TO, AccountKind.CAME_IN, AccountKind.WENT_OUT
_COMMON = (
    ChartLine(BOX, _H, "box"),
    ChartLine(BANK, _H, "bank"),
    ChartLine(HELD_BACK, _O, "advance"),
    ChartLine(BROUGHT_FORWARD, _I, "forward"),
    ChartLine("4009", _I, "other_in"),
    ChartLine("5009", _W, "other_out"),
)
_GIVEN = (
    ChartLine("4001", _I, "contributions"),
    ChartLine("5001", _W, "works"),
    ChartLine("5002", _W, "refunds"),
)
_OWN: dict[FundKind, tuple[ChartLine, ...]] = {
    FundKind.MAINTENANCE: (
        ChartLine("4001", _I, "paid_in"),
        ChartLine("4002", _I, "interest"),
        ChartLine("5001", _W, "repairs"),
    ),
    FundKind.COMMON_REVENUE: (
        ChartLine("4001", _I, "parking"),
        ChartLine("4002", _I, "advertising"),
        ChartLine("4003", _I, "site_rent"),
        ChartLine("5001", _W, "lighting"),
        ChartLine("5002", _W, "greenery"),
        ChartLine("5003", _W, "upkeep"),
        ChartLine("5004", _W, "printing"),
    ),
    FundKind.SELF_RAISED: _GIVEN,
    FundKind.DONATIONS: _GIVEN,
    FundKind.COMMITTEE: (
        ChartLine("4001", _I, "allotted"),
        ChartLine("5001", _W, "office"),
        ChartLine("5002", _W, "allowances"),
    ),
    FundKind.SERVICE: (
        ChartLine("4001", _I, "service_fees"),
        ChartLine("5001", _W, "wages"),
        ChartLine("5002", _W, "cleaning"),
        ChartLine("5003", _W, "refuse"),
        ChartLine("5004", _W, "repairs"),
    ),
}
CHARTS: dict[FundKind, tuple[ChartLine, ...]] = {
    kind: tuple(sorted((*_COMMON, *own), key=lambda line: line.code)) for kind, own in _OWN.items()
}
"""What each kind of fund opens with; more accounts can be added to a fund of one's own."""

_SHAPES: dict[VoucherKind, frozenset[tuple[AccountKind, AccountKind]]] = {
    VoucherKind.RECEIVE: frozenset({(_H, _I), (_H, _O)}),
    VoucherKind.PAY: frozenset({(_W, _H), (_O, _H)}),
    VoucherKind.MOVE: frozenset({(_H, _H), (_O, _I), (_O, _O), (_I, _I), (_W, _W)}),
}
"""Debit and credit that a voucher of a kind may name: nothing leaves the fund but by a payment."""


class Fault(StrEnum):
    """What is wrong with the lines of a voucher."""

    NO_LINES = "no_lines"
    TOO_MANY = "too_many"
    AMOUNT = "amount"
    NO_ACCOUNT = "no_account"
    SAME_ACCOUNT = "same_account"
    SHAPE = "shape"
    REFERENCE_ONLY = "reference_only"


def fault_of(
    kind: VoucherKind,
    fund_kind: FundKind,
    moves: Sequence[Move],
    accounts: Mapping[str, AccountKind],
) -> Fault | None:
    """The first thing that is wrong with the lines of a voucher, if any."""
    if fund_kind is FundKind.MAINTENANCE and kind is VoucherKind.PAY:
        return Fault.REFERENCE_ONLY
    if not moves:
        return Fault.NO_LINES
    if len(moves) > MOST_MOVES:
        return Fault.TOO_MANY
    faults = (_fault_of_line(kind, fund_kind, move, accounts) for move in moves)
    return next((fault for fault in faults if fault), None)


def _fault_of_line(
    kind: VoucherKind, fund_kind: FundKind, move: Move, accounts: Mapping[str, AccountKind]
) -> Fault | None:
    if not 0 < move.fen < MOST_FEN:
        return Fault.AMOUNT
    if move.debit == move.credit:
        return Fault.SAME_ACCOUNT
    if move.debit not in accounts or move.credit not in accounts:
        return Fault.NO_ACCOUNT
    pair = (accounts[move.debit], accounts[move.credit])
    return None if _fits(kind, fund_kind, pair) else Fault.SHAPE


def _fits(kind: VoucherKind, fund_kind: FundKind, pair: tuple[AccountKind, AccountKind]) -> bool:
    if kind is VoucherKind.REVERSE or pair in _SHAPES[kind]:
        return True
    used_elsewhere = kind is VoucherKind.MOVE and pair == (_W, _H)
    return used_elsewhere and fund_kind is FundKind.MAINTENANCE


def held_change(moves: Sequence[Move], accounts: Mapping[str, AccountKind]) -> int:
    """By how much the money held grows; below nought it shrinks."""
    into = sum(move.fen for move in moves if accounts[move.debit] is AccountKind.HELD)
    out_of = sum(move.fen for move in moves if accounts[move.credit] is AccountKind.HELD)
    return into - out_of


def changes(moves: Sequence[Move]) -> dict[str, tuple[int, int]]:
    """Debit and credit by account; their sums are equal by the shape of a move."""
    found: dict[str, tuple[int, int]] = {}
    for move in moves:
        debit, credit = found.get(move.debit, (0, 0))
        found[move.debit] = (debit + move.fen, credit)
        debit, credit = found.get(move.credit, (0, 0))
        found[move.credit] = (debit, credit + move.fen)
    return found


def month_of(day: date) -> date:
    """The month of a day, as its first day."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def months_between(first: date, last: date) -> list[date]:
    """The months from one to another, both taken in; none where the last comes first."""
    found = []
    month = month_of(first)
    while month <= month_of(last):
        found.append(month)
        month = next_month(month)
    return found
