"""Counting owners' votes on two measures: by heads and by area, in whole numbers and fractions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linli.elections.rules.results import Outcome, Persons, seated
from linli.elections.rules.signed import Vote
from linli.elections.rules.thresholds import Asks, Sum, are_met
from linli.elections.rules.words import Channel, TieRule

FOR, AGAINST, ABSTAIN = 1, 2, 3
"""The answers of a decision, by number on the ballot."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The votes of a box added up, on both measures and by channel."""

    took_part: Sum
    sums: Mapping[int, Sum]
    channels: Mapping[Channel, Mapping[int, int]]
    ballots: Mapping[Channel, int]
    blank: Mapping[Channel, int]
    invalid: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ballot:
    """What is asked, and by which rules it is counted."""

    roll: Sum
    numbers: Sequence[int]
    asks: Asks
    clause: str = ""
    """The clause by which those who do not vote join the majority (R07); empty: they do not."""
    seats: int = 0
    tie_rule: TieRule = TieRule.RUN_OFF
    handed: int = 0
    """How many paper ballots were handed out."""


def counted(votes: Iterable[Vote], numbers: Sequence[int]) -> Counted:
    """Add votes up; an invalid one took part and is for nobody."""
    took_part, sums = Sum(), dict.fromkeys(numbers, Sum())
    channels: dict[Channel, Counter[int]] = {one: Counter() for one in Channel}
    ballots, blank, invalid = Counter[Channel](), Counter[Channel](), Counter[str]()
    for vote in votes:
        own = Sum(1, vote.area_cm2)
        took_part += own
        ballots[vote.channel] += 1
        if vote.flaw:
            invalid[vote.flaw] += 1
            continue
        blank[vote.channel] += not vote.choices
        channels[vote.channel].update(vote.choices)
        for number in vote.choices:
            sums[number] += own
    return Counted(took_part, sums, channels, ballots, blank, invalid)


def decision_outcome(ballot: Ballot, votes: Iterable[Vote]) -> Outcome:
    """Say whether owners decided for it: enough took part, and enough of them are for it."""
    count = counted(votes, ballot.numbers)
    quorum = ballot.asks.quorum.measured(count.took_part, ballot.roll)
    base = ballot.roll if ballot.asks.of_all else count.took_part
    approval = ballot.asks.approval.measured(count.sums[FOR], base)
    flaws = _flaws(ballot, count)
    valid = are_met(quorum) and not flaws
    plain = valid and are_met(approval)
    joined = _joined(ballot, count, valid=valid)
    figures = _figures(ballot, count, quorum, flaws) | {
        "decision": True,
        "majority": approval["heads"],
        "approval": approval,
        "plain_carried": plain,
        "with_nonvoters": joined,
        "carried": bool(joined["carried"]) if joined else plain,
        "candidates": [_line(count, number) for number in ballot.numbers],
        "tie": None,
        "vacant": 0,
    }
    return Outcome(valid, figures)


def committee_outcome(ballot: Ballot, votes: Iterable[Vote], drawn: Sequence[int] = ()) -> Outcome:
    """Say who is elected: those approved on both measures, most heads first, then most area.

    Only equal heads and equal area are a tie.
    """
    count = counted(votes, ballot.numbers)
    quorum = ballot.asks.quorum.measured(count.took_part, ballot.roll)
    base = ballot.roll if ballot.asks.of_all else count.took_part
    approvals = {
        number: ballot.asks.approval.measured(own, base) for number, own in count.sums.items()
    }
    flaws = _flaws(ballot, count)
    valid = are_met(quorum) and not flaws
    scores = {
        number: _score(count.sums[number], base) if are_met(approvals[number]) else -1
        for number in ballot.numbers
    }
    places = seated(_persons(ballot), scores, 0, drawn)
    lines = [
        _line(count, number)
        | {
            "approval": approvals[number],
            "outcome": places.outcomes[number] if valid else "invalid",
        }
        for number in ballot.numbers
    ]
    most = max((one.heads for one in count.sums.values()), default=0)
    figures = _figures(ballot, count, quorum, flaws) | {
        "decision": False,
        "majority": ballot.asks.approval.heads.measured(most, base.heads),
        "majority_area": ballot.asks.approval.area.measured(0, base.area_cm2),
        "candidates": lines,
        "tie": places.tie if valid else None,
        "vacant": ballot.seats - (places.filled if valid else 0),
    }
    return Outcome(valid, figures)


def joined_majority(sums: Mapping[int, Sum]) -> int | None:
    """Which side those who did not vote join: the one ahead on both measures; else neither."""
    for_, against = sums[FOR], sums[AGAINST]
    if for_.heads > against.heads and for_.area_cm2 > against.area_cm2:
        return FOR
    if for_.heads < against.heads and for_.area_cm2 < against.area_cm2:
        return AGAINST
    return None


def _joined(ballot: Ballot, count: Counted, *, valid: bool) -> dict[str, Any] | None:
    """The second tally, where the adopted rules let those who did not vote join (R07)."""
    if not ballot.clause:
        return None
    side = joined_majority(count.sums)
    absent = ballot.roll - count.took_part
    in_favour = count.sums[FOR] + absent if side == FOR else count.sums[FOR]
    approval = ballot.asks.approval.measured(in_favour, ballot.roll)
    return {
        "clause": ballot.clause,
        "joined": {FOR: "for", AGAINST: "against", None: "none"}[side],
        "absent": absent.heads,
        "absent_cm2": absent.area_cm2,
        "approval": approval,
        "carried": valid and are_met(approval),
    }


def _flaws(ballot: Ballot, count: Counted) -> list[str]:
    took, roll = count.took_part, ballot.roll
    flaws = []
    if took.heads > roll.heads or took.area_cm2 > roll.area_cm2:
        flaws.append("more_ballots_than_heads")
    if count.ballots.get(Channel.PAPER, 0) > ballot.handed:
        flaws.append("more_paper_than_handed")
    return flaws


def _score(own: Sum, base: Sum) -> int:
    """One number that orders by heads first and by area among equal heads."""
    return own.heads * (base.area_cm2 + 1) + own.area_cm2


def _persons(ballot: Ballot) -> Persons:
    asked = ballot.asks.approval.heads
    return Persons(ballot.roll.heads, ballot.seats, ballot.numbers, ballot.tie_rule, asked, asked)


def _line(count: Counted, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "online": count.channels[Channel.ONLINE].get(number, 0),
        "paper": count.channels[Channel.PAPER].get(number, 0),
        "votes": count.sums[number].heads,
        "area_cm2": count.sums[number].area_cm2,
        "outcome": "",
    }


def _figures(
    ballot: Ballot, count: Counted, quorum: dict[str, dict[str, Any]], flaws: list[str]
) -> dict[str, Any]:
    return {
        "mode": "signed",
        "of_all": ballot.asks.of_all,
        "heads": ballot.roll.heads,
        "area_cm2": ballot.roll.area_cm2,
        "seats": ballot.seats,
        "took_part": count.took_part.heads,
        "took_part_cm2": count.took_part.area_cm2,
        "channels": {
            "online": _channel(count, Channel.ONLINE),
            "paper": _channel(count, Channel.PAPER) | {"handed": ballot.handed},
        },
        "votes": {str(number): one.heads for number, one in sorted(count.sums.items())},
        "areas": {str(number): one.area_cm2 for number, one in sorted(count.sums.items())},
        "turnout": quorum["heads"],
        "quorum": quorum,
        "invalid": dict(sorted(count.invalid.items())),
        "flaws": flaws,
    }


def _channel(count: Counted, channel: Channel) -> dict[str, Any]:
    return {
        "ballots": count.ballots.get(channel, 0),
        "blank": count.blank.get(channel, 0),
        "spoiled": 0,
        "votes": {str(number): n for number, n in sorted(count.channels[channel].items())},
    }
