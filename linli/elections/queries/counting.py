"""What a teller may see while paper is counted: never the other's entry before both are in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from linli.elections.models import (
    Election,
    Official,
    PaperBox,
    PaperCount,
    PaperVote,
    PollBookEntry,
    RollLine,
)
from linli.elections.queries.poll_book import ballots_elsewhere, ballots_together, paper_boxes_of
from linli.elections.rules import ElectionState, OfficialRole
from linli.elections.rules.paper import COUNTERS, FEWEST_ALONE


class Counting(StrEnum):
    """How far the count of a box or a signed ballot is, for one teller."""

    SEALED = "sealed"
    POURED = "poured"
    TOO_FEW = "too_few"
    EMPTY = "empty"
    TO_ENTER = "to_enter"
    WAITS = "waits"
    DIFFERS = "differs"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two entries of the same round differ: the candidate's number or a word, and both."""

    what: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class BoxCount:
    """A box as a teller finds it."""

    box: PaperBox
    counting: Counting
    inside: int
    differences: Sequence[Difference] = field(default_factory=tuple)

    @property
    def open_to_enter(self) -> bool:
        """Whether this teller may enter a count now."""
        return self.counting in {Counting.TO_ENTER, Counting.DIFFERS, Counting.EMPTY}


@dataclass(frozen=True, slots=True)
class LineCount:
    """A signed paper ballot as a teller finds it, by the number of its line."""

    line_id: UUID
    number: int
    counting: Counting
    differences: Sequence[Difference] = field(default_factory=tuple)


def counted_by(sub_district_id: UUID, account_id: UUID) -> list[Election]:
    """The elections whose paper an account counts now."""
    parts = Official.objects.filter(
        sub_district_id=sub_district_id,
        account_id=account_id,
        role=OfficialRole.TELLER,
        left_at=None,
        election__state=ElectionState.CLOSED,
    )
    return [one.election for one in parts.select_related("election").order_by("-id")]


def box_counts(election: Election, account_id: UUID) -> list[BoxCount]:
    """Every box of a secret vote as a teller finds it."""
    return [box_count(box, account_id) for box in paper_boxes_of(election)]


def box_count(box: PaperBox, account_id: UUID) -> BoxCount:
    """One box as a teller finds it."""
    inside = ballots_together(box)
    if box.counted_with_id is not None:
        return BoxCount(box, Counting.POURED, inside)
    if box.opened_at is None:
        return BoxCount(box, Counting.SEALED, inside)
    if inside < FEWEST_ALONE and ballots_elsewhere(box):
        return BoxCount(box, Counting.TOO_FEW, inside)
    rows = PaperCount.objects.filter(sub_district_id=box.sub_district_id, box=box)
    last = _latest([(row.round, row.account_id, row.figures) for row in rows])
    counting = _counting(last, account_id)
    if counting is Counting.TO_ENTER and not inside:
        counting = Counting.EMPTY
    differences = _figures_apart(last[0][1], last[1][1]) if counting is Counting.DIFFERS else ()
    return BoxCount(box, counting, inside, differences)


def line_counts(election: Election, account_id: UUID) -> list[LineCount]:
    """Every signed paper ballot that went into a box, by number, as a teller finds it."""
    here = {"sub_district_id": election.sub_district_id, "election_id": election.id}
    entries = PollBookEntry.objects.filter(**here).exclude(cast_at=None)
    lines = entries.order_by("line__number").values_list("line_id", "line__number")
    entered: dict[UUID, list[tuple[int, UUID, Any]]] = defaultdict(list)
    for row in PaperVote.objects.filter(**here):
        entered[row.line_id].append((row.round, row.account_id, (row.serial, row.choices)))
    found = []
    for line_id, number in lines:
        last = _latest(entered[line_id])
        counting = _counting(last, account_id)
        apart = _ballots_apart(last) if counting is Counting.DIFFERS else ()
        found.append(LineCount(line_id, number, counting, apart))
    return found


def line_to_count(election: Election, number: int) -> RollLine | None:
    """The line of a signed paper ballot, by the number that stands on it."""
    here = {"sub_district_id": election.sub_district_id, "election_id": election.id}
    entries = PollBookEntry.objects.filter(**here, line__number=number).exclude(cast_at=None)
    entry = entries.select_related("line").first()
    return entry.line if entry else None


def _latest(entered: Sequence[tuple[int, UUID, Any]]) -> list[tuple[UUID, Any]]:
    newest = max((turn for turn, _account, _entry in entered), default=0)
    return [(account, entry) for turn, account, entry in entered if turn == newest]


def _counting(last: Sequence[tuple[UUID, Any]], account_id: UUID) -> Counting:
    if len(last) >= COUNTERS:
        return Counting.AGREED if last[0][1] == last[1][1] else Counting.DIFFERS
    if last and last[0][0] == account_id:
        return Counting.WAITS
    return Counting.TO_ENTER


def _figures_apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[Difference]:
    first = {**{key: one[key] for key in ("ballots", "blank", "spoiled")}, **one["votes"]}
    second = {**{key: other[key] for key in ("ballots", "blank", "spoiled")}, **other["votes"]}
    return [
        Difference(key, str(first[key]), str(second.get(key, 0)))
        for key in first
        if first[key] != second.get(key, 0)
    ]


def _ballots_apart(last: Sequence[tuple[UUID, Any]]) -> list[Difference]:
    (serial, choices), (other_serial, other_choices) = last[0][1], last[1][1]
    pairs = (("serial", serial, other_serial), ("choices", choices, other_choices))
    return [Difference(what, one, other) for what, one, other in pairs if one != other]
