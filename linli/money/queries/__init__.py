"""The reads of this room; no page outside it sees a payer."""

from linli.money.queries.matters import (
    HandShown,
    authorities_of,
    duties_on,
    hands_of,
    matter,
    matters_in_hand,
    may_do_at,
)
from linli.money.queries.words import (
    account_kind_word,
    duty_word,
    fund_word,
    voucher_state_word,
    voucher_word,
)

__all__ = [
    "HandShown",
    "account_kind_word",
    "authorities_of",
    "duties_on",
    "duty_word",
    "fund_word",
    "hands_of",
    "matter",
    "matters_in_hand",
    "may_do_at",
    "voucher_state_word",
    "voucher_word",
]
