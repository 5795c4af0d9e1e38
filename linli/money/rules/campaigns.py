"""Money that residents give of their own will: targets, what happens if they are missed, shares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction

from linli.kernel.money import Money
from linli.kernel.shares import Threshold
from linli.kernel.tally import FLOOR


class CampaignState(StrEnum):
    """Where a collection stands."""

    RAISING = "raising"
    REACHED = "reached"
    MISSED = "missed"
    REFUNDING = "refunding"
    DONE = "done"


class IfMissed(StrEnum):
    """What becomes of the money when the target is missed; fixed before anybody gives."""

    REFUND = "refund"
    DECIDE_AGAIN = "decide_again"
    """It lies still until a new decision says: go on with less, or give it back."""


class IfLeft(StrEnum):
    """What becomes of money that the work did not need; fixed before anybody gives."""

    SHARE_OUT = "share_out"
    """Back to the givers by what each gave, to the fen."""
    STAYS = "stays"
    """It stays in the fund, for the upkeep of what was built."""


class GiftState(StrEnum):
    """Where one contribution stands; a pledge is no receipt."""

    PLEDGED = "pledged"
    WITHDRAWN = "withdrawn"
    RECEIVED = "received"
    REFUNDED = "refunded"


class PaidBy(StrEnum):
    """How the money came."""

    CASH = "cash"
    BANK = "bank"

    @property
    def account(self) -> str:
        """The account of the fund that it lies in."""
        return {PaidBy.CASH: "1001", PaidBy.BANK: "1002"}[self]


IN_TRUST = "2001"
"""What is received lies here, owed to the givers, until the target is reached."""
GIVEN = "4001"
"""Where it stands once it may be spent."""


def households_asked(households: int, percent: int) -> int:
    """The fewest households that reach the share asked for; none where no share is asked."""
    if not percent or not households:
        return 0
    return Threshold(Fraction(percent, 100), inclusive=True).least(households)


def is_reached(*, received_fen: int, target_fen: int, paid: int, asked: int) -> bool:
    """Whether both what is asked in money and what is asked in households has come."""
    return received_fen >= target_fen and paid >= asked


def takes_pledges(state: CampaignState, on: date, *, opens_on: date, closes_on: date) -> bool:
    """Whether one can pledge on a day."""
    return state is CampaignState.RAISING and opens_on <= on <= closes_on


def state_at_end(*, reached: bool, received_fen: int, if_missed: IfMissed) -> CampaignState:
    """Where a collection stands after its end."""
    if reached:
        return CampaignState.REACHED
    if not received_fen:
        return CampaignState.DONE
    return CampaignState.REFUNDING if if_missed is IfMissed.REFUND else CampaignState.MISSED


def shares_of(left_fen: int, given: Sequence[int]) -> tuple[int, ...]:
    """Share out what is left by what each gave: largest remainders, exact to the fen."""
    if not left_fen or not sum(given):
        return tuple(0 for _ in given)
    return tuple(part.fen for part in Money(left_fen).share_out(given))


def may_enter_books(waiting: int, state: CampaignState) -> bool:
    """Whether receipts may be entered: never fewer than five at once while others still give.

    The books are public and so is the fee of a household: a line of one would tell of one.
    """
    return waiting >= FLOOR or (waiting > 0 and state is not CampaignState.RAISING)
