"""Who stands: nomination, consent, a yes or no with its article, the ballot's numbers."""

from __future__ import annotations

from dataclasses import dataclass

from linli.elections.rules.words import CandidateState, ElectionKind

DECISION_ANSWERS = ("for", "against", "abstain")
PERSONS = frozenset(
    {ElectionKind.CONGRESS, ElectionKind.RESIDENTS_COMMITTEE, ElectionKind.OWNERS_COMMITTEE}
)
"""Kinds in which persons are elected; in the others answers are chosen."""
CONTESTED = frozenset({ElectionKind.CONGRESS, ElectionKind.RESIDENTS_COMMITTEE})
"""Kinds for which the rules ask for more candidates than seats (R30)."""
MORE_THAN_SEATS = "more_candidates_than_seats"

MOVES: dict[CandidateState, frozenset[CandidateState]] = {
    CandidateState.NOMINATED: frozenset(
        {CandidateState.CONSENTED, CandidateState.REFUSED, CandidateState.WITHDRAWN}
    ),
    CandidateState.CONSENTED: frozenset(
        {CandidateState.STANDING, CandidateState.REFUSED, CandidateState.WITHDRAWN}
    ),
    CandidateState.STANDING: frozenset({CandidateState.REFUSED, CandidateState.WITHDRAWN}),
    CandidateState.REFUSED: frozenset({CandidateState.STANDING}),
    CandidateState.WITHDRAWN: frozenset(),
}
"""What can become of a candidate; a refusal can be corrected with its article."""


@dataclass(frozen=True, slots=True)
class Field:
    """How many stand for how many seats, and what the rules say of it."""

    standing: int
    seats: int
    must_exceed: bool

    @property
    def fault(self) -> str:
        """`none`, `too_few` (not more than seats), `fewer_than_seats`; empty when it is enough."""
        if self.standing == 0:
            return "none"
        if self.standing < self.seats:
            return "fewer_than_seats"
        return "too_few" if self.must_exceed and self.standing == self.seats else ""

    @property
    def hinders(self) -> bool:
        """Whether voting cannot open with it: where the rules ask for a choice, or nobody stands."""
        return self.fault == "none" or (self.must_exceed and bool(self.fault))


def may_become(now: CandidateState, then: CandidateState) -> bool:
    """Whether a candidate may go from one state to another."""
    return then in MOVES[now]


def seats_fault(kind: ElectionKind, seats: int, *, least: int, most: int, odd: bool) -> str:
    """Why a body cannot have so many seats: `too_few`, `too_many`, `even`; or nothing."""
    if kind not in PERSONS:
        return ""
    if seats < least:
        return "too_few"
    if seats > most:
        return "too_many"
    return "even" if odd and seats % 2 == 0 else ""


def choices_fault(kind: ElectionKind, seats: int, *, least: int, most: int) -> str:
    """Why a ballot cannot ask for so many choices: `none`, `crossed`, `too_many`; or nothing."""
    if kind not in PERSONS:
        return "" if (least, most) == (1, 1) else "one_answer"
    if most < 1:
        return "none"
    if least > most:
        return "crossed"
    return "too_many" if most > seats else ""
