"""What order and duties ask of whoever does a step, changes the text, or allows money."""

from __future__ import annotations

from collections.abc import Iterable

from linli.decisions.rules.words import StepKind
from linli.money.rules import Duty, clash

DUTY_OF_STEP: dict[StepKind, Duty] = {
    StepKind.EXECUTE: Duty.EXECUTES,
    StepKind.ACCEPT: Duty.ACCEPTS,
}
"""Whoever says that such a step is done acts in this duty."""
TEXT_CHANGES_IN = frozenset({StepKind.PROPOSE, StepKind.DELIBERATE})
"""While people are consulted or vote, they read one text."""
NAMED_BY_HAND = frozenset(Duty) - {Duty.DECIDES}
"""Who decides follows from the vote alone."""


def hindered_by(held: Iterable[Duty], kind: StepKind) -> Duty | None:
    """The duty that keeps its holder from saying that a step of this kind is done.

    Whoever audits says so of no step; a duty of the step keeps out whom the table of pairs bars.
    """
    mine = list(held)
    if Duty.AUDITS in mine:
        return Duty.AUDITS
    wanted = DUTY_OF_STEP.get(kind)
    return clash(mine, wanted) if wanted else None


def left_to_allow(limit_fen: int, allowed: Iterable[tuple[int, int, bool]]) -> int:
    """What may still be allowed: of each authority its limit, its spending, whether it goes on."""
    used = sum(limit if goes_on else spent for limit, spent, goes_on in allowed)
    return max(limit_fen - used, 0)
