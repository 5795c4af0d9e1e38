"""From counted votes to a result: was it valid, who is elected, what a tie does (R29)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from linli.elections.rules.rerun import rerun_numbers
from linli.elections.rules.words import TieRule
from linli.kernel.shares import Threshold


@dataclass(frozen=True, slots=True)
class PaperTotals:
    """The paper channel: `settled` of `boxes` were entered twice and agree."""

    boxes: int = 0
    settled: int = 0
    handed: int = 0
    ballots: int = 0
    blank: int = 0
    spoiled: int = 0
    votes: Mapping[int, int] = field(default_factory=dict)

    @property
    def is_settled(self) -> bool:
        """Whether every box is counted by two people who agree."""
        return self.settled == self.boxes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out; `figures` are plain data for pages, documents and packs."""

    valid: bool
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A share that a rule asks for, and which rule that is."""

    threshold: Threshold
    rule: str
    source: Mapping[str, str] = field(default_factory=dict)

    def measured(self, part: int, whole: int) -> dict[str, Any]:
        """Hold a part of a whole against the share, in whole heads."""
        needs = self.threshold.least(whole) if whole else 1
        met = part >= needs and whole > 0
        return {
            "part": part,
            "whole": whole,
            "needs": needs,
            "share": str(self.threshold.share),
            "inclusive": self.threshold.inclusive,
            "met": met,
            "missed_by": 0 if met else needs - part,
            "rule": self.rule,
            "source": dict(self.source),
        }


@dataclass(frozen=True, slots=True)
class Persons:
    """An election of persons by heads: who could vote, for how many seats, by which rules."""

    heads: int
    seats: int
    numbers: Sequence[int]
    tie_rule: TieRule
    turnout: Asked
    elected: Asked
    rerun: Asked | None = None
    """What elects in a re-run for the seats that stay empty."""


@dataclass(frozen=True, slots=True)
class Online:
    """The online channel, once the box is open."""

    ballots: int = 0
    votes: Mapping[int, int] = field(default_factory=dict)
    blank: int = 0


def persons_outcome(
    persons: Persons, online: Online, paper: PaperTotals, drawn: Sequence[int] = ()
) -> Outcome:
    """Add both channels up, and say whether it is valid and who is elected.

    Whoever put a ballot in took part, a spoiled one too. `drawn` are the winners of a draw.
    """
    votes = {
        number: online.votes.get(number, 0) + paper.votes.get(number, 0)
        for number in persons.numbers
    }
    cast = online.ballots + paper.ballots
    flaws = _flaws(persons, cast, paper)
    turnout = persons.turnout.measured(cast, persons.heads)
    majority = persons.elected.measured(max(votes.values(), default=0), cast)
    valid = bool(turnout["met"]) and not flaws
    placed = seated(persons, votes, majority["needs"], drawn) if valid else _nobody(votes)
    candidates = [
        {
            "number": number,
            "online": online.votes.get(number, 0),
            "paper": paper.votes.get(number, 0),
            "votes": votes[number],
            "outcome": placed.outcomes[number],
        }
        for number in persons.numbers
    ]
    return Outcome(
        valid,
        {
            "heads": persons.heads,
            "seats": persons.seats,
            "took_part": cast,
            "channels": {
                "online": {
                    "ballots": online.ballots,
                    "blank": online.blank,
                    "votes": _keyed(online.votes),
                },
                "paper": {
                    "ballots": paper.ballots,
                    "handed": paper.handed,
                    "blank": paper.blank,
                    "spoiled": paper.spoiled,
                    "votes": _keyed(paper.votes),
                },
            },
            "votes": _keyed(votes),
            "turnout": turnout,
            "majority": majority,
            "candidates": candidates,
            "tie": placed.tie,
            "vacant": persons.seats - placed.filled,
            "rerun": _rerun(persons, placed, candidates) if valid else None,
            "flaws": flaws,
        },
    )


@dataclass(frozen=True, slots=True)
class Seated:
    """Who is elected and who is not, in codes; a tie at the last seat, and what it did."""

    outcomes: Mapping[int, str]
    filled: int
    tie: dict[str, Any] | None = None


def _flaws(persons: Persons, cast: int, paper: PaperTotals) -> list[str]:
    flaws = []
    if cast > persons.heads:
        flaws.append("more_ballots_than_heads")
    if paper.ballots > paper.handed:
        flaws.append("more_paper_than_handed")
    return flaws


def _nobody(votes: Mapping[int, int]) -> Seated:
    return Seated(dict.fromkeys(votes, "invalid"), 0)


def seated(persons: Persons, votes: Mapping[int, int], needs: int, drawn: Sequence[int]) -> Seated:
    """Fill the seats from the top; only the last ones can be tied."""
    enough = sorted((one for one in votes if votes[one] >= needs), key=lambda one: -votes[one])
    outcomes = {one: "no_seat" if one in enough else "not_elected" for one in votes}
    if len(enough) <= persons.seats or not persons.seats:
        sure = enough[: persons.seats]
        return Seated(outcomes | dict.fromkeys(sure, "elected"), len(sure))
    last = votes[enough[persons.seats - 1]]
    above = [one for one in enough if votes[one] > last]
    tied = sorted(one for one in enough if votes[one] == last)
    left = persons.seats - len(above)
    if len(tied) == left:
        sure = enough[: persons.seats]
        return Seated(outcomes | dict.fromkeys(sure, "elected"), len(sure))
    outcomes |= dict.fromkeys(above, "elected")
    return _tied(persons, outcomes, tied, left, drawn)


def _tied(
    persons: Persons, outcomes: dict[int, str], tied: list[int], left: int, drawn: Sequence[int]
) -> Seated:
    filled = persons.seats - left
    tie = {"rule": str(persons.tie_rule), "numbers": tied, "seats": left, "drawn": []}
    if persons.tie_rule is not TieRule.LOTS:
        outcome = "run_off" if persons.tie_rule is TieRule.RUN_OFF else "tied"
        return Seated(outcomes | dict.fromkeys(tied, outcome), filled, tie)
    if not is_draw(drawn, tied, left):
        return Seated(outcomes | dict.fromkeys(tied, "lots_due"), filled, tie)
    outcomes |= dict.fromkeys(tied, "not_drawn") | dict.fromkeys(drawn, "drawn")
    return Seated(outcomes, persons.seats, tie | {"drawn": sorted(drawn)})


def is_draw(drawn: Sequence[int], tied: Sequence[int], seats: int) -> bool:
    """Whether these are winners of a draw among the tied: as many as seats, each once."""
    return len(drawn) == seats and len(set(drawn)) == seats and set(drawn) <= set(tied)


def elected_numbers(figures: Mapping[str, Any]) -> list[int]:
    """Who won a seat, by number on the ballot, most votes first."""
    won = [one for one in figures["candidates"] if one["outcome"] in {"elected", "drawn"}]
    return [int(one["number"]) for one in sorted(won, key=lambda one: -int(one["votes"]))]


def _rerun(
    persons: Persons, placed: Seated, candidates: Sequence[Mapping[str, Any]]
) -> dict[str, Any] | None:
    """The re-run for seats that nobody reached; a tie has a rule of its own."""
    seats = persons.seats - placed.filled
    numbers = rerun_numbers(candidates, seats) if placed.tie is None else []
    if persons.rerun is None or not numbers:
        return None
    asked = persons.rerun
    return {
        "seats": seats,
        "numbers": numbers,
        "share": str(asked.threshold.share),
        "inclusive": asked.threshold.inclusive,
        "rule": asked.rule,
        "source": dict(asked.source),
    }


def _keyed(votes: Mapping[int, int]) -> dict[str, int]:
    return {str(number): count for number, count in sorted(votes.items())}
