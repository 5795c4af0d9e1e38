"""Which duties one person may not join on one matter, as a table (S56).

Voting as one of all owners or residents is no duty; whoever sits in a council that resolves
decides. A duty once taken stays to the end of the matter: nobody makes a payment, lays the
duty down and checks it. Only a naming that was a slip is taken back, while nothing was done by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from linli.money.rules.words import Duty

BARRED: tuple[tuple[Duty, Duty], ...] = (
    (Duty.DECIDES, Duty.HOLDS_MONEY),
    (Duty.DECIDES, Duty.MAKES),
    (Duty.PROPOSES, Duty.CHECKS),
    (Duty.MAKES, Duty.CHECKS),
    (Duty.HOLDS_MONEY, Duty.CHECKS),
    (Duty.HOLDS_MONEY, Duty.EXECUTES),
    (Duty.HOLDS_MONEY, Duty.ACCEPTS),
    (Duty.EXECUTES, Duty.CHECKS),
    (Duty.EXECUTES, Duty.ACCEPTS),
    *((duty, Duty.AUDITS) for duty in Duty if duty is not Duty.AUDITS),
)
"""Pairs that never meet in one person; the table of hands refuses each of them too."""

KEEPS_BOOKS = frozenset({Duty.HOLDS_MONEY, Duty.MAKES, Duty.CHECKS})
"""With one of these on a fund or a matter nobody says who else has a hand in it."""

_BARRED = frozenset(map(frozenset, BARRED))


def barred(one: Duty, other: Duty) -> bool:
    """Whether one person may not have both duties on a matter; a duty goes with itself."""
    return frozenset((one, other)) in _BARRED


def clash(held: Iterable[Duty], wanted: Duty) -> Duty | None:
    """The duty held already that bars the one wanted, the first in the order of duties."""
    return next((duty for duty in sorted(held, key=list(Duty).index) if barred(duty, wanted)), None)


def all_pairs() -> list[tuple[Duty, Duty]]:
    """Every two duties, barred or not."""
    return list(combinations(Duty, 2))
