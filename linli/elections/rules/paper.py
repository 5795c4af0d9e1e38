"""Paper beside online: kinds of boxes, what a count must add up to, why a ballot is spoiled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from linli.people.rules import same_name

FEWEST_ALONE = 5
"""Fewer ballots than these in a box are counted together with another box's."""
COUNTERS = 2
"""Persons who enter every count and every signed paper vote, apart from each other."""


class BoxKind(StrEnum):
    """Where a paper box stands."""

    STATION = "station"
    MOBILE = "mobile"
    POST = "post"


class Delivered(StrEnum):
    """What is brought to a door."""

    SLIP = "slip"
    BALLOT = "ballot"
    NOTICE = "notice"


class DeliveryOutcome(StrEnum):
    """How a delivery ended; a refusal is no outcome and nobody's business."""

    HANDED = "handed"
    POSTED = "posted"
    UNDELIVERED = "undelivered"


class SpoilReason(StrEnum):
    """Why a paper ballot does not count."""

    TOO_MANY = "too_many"
    UNCLEAR = "unclear"
    NOT_OURS = "not_ours"
    TORN = "torn"
    SIGNED = "signed"


class CallOutcome(StrEnum):
    """What came of a call of the mobile box."""

    CAME = "came"
    NOT_AT_HOME = "not_at_home"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class BoxFigures:
    """One box as one person counted it: all ballots, of them blank and spoiled, votes by number."""

    ballots: int
    blank: int
    spoiled: int
    votes: Mapping[int, int]

    @property
    def as_data(self) -> dict[str, object]:
        """Plain data, equal for equal counts."""
        votes = {str(number): count for number, count in sorted(self.votes.items())}
        return {
            "ballots": self.ballots,
            "blank": self.blank,
            "spoiled": self.spoiled,
            "votes": votes,
        }


def figures_fault(
    figures: BoxFigures, *, handed: int, numbers: Sequence[int], most_choices: int
) -> str:
    """The code of what cannot be in a count; empty when it can."""
    valid = figures.ballots - figures.blank - figures.spoiled
    checks = (
        (min(figures.ballots, figures.blank, figures.spoiled) < 0, "negative"),
        (any(count < 0 for count in figures.votes.values()), "negative"),
        (set(figures.votes) != set(numbers), "other_candidates"),
        (valid < 0, "more_than_ballots"),
        (figures.ballots > handed, "more_than_handed"),
        (any(count > valid for count in figures.votes.values()), "more_than_valid"),
        (sum(figures.votes.values()) > valid * most_choices, "too_many_votes"),
        (sum(figures.votes.values()) < valid, "too_few_votes"),
    )
    return next((code for wrong, code in checks if wrong), "")


_BETWEEN = re.compile(r"[、,，;；/\n]+|\s和\s|\s{2,}")
_SHORTEST_NAME = 2
WITNESSES = 2


def witnesses_in(typed: str) -> list[str]:
    """The different names in what was typed, each long enough to be one."""
    parts = (" ".join(part.split()) for part in _BETWEEN.split(typed))
    names = [part for part in parts if len(part) >= _SHORTEST_NAME]
    return list({same_name(name): name for name in names}.values())
