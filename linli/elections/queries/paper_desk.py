"""What the desk sees of the paper channel: sums of the poll book, boxes, calls, lines at a door."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from linli.elections.models import (
    BoxCall,
    Election,
    PaperBox,
    PollBookEntry,
    RollLine,
    SpoiledBallot,
)
from linli.elections.queries.candidates import ballot_candidates
from linli.elections.queries.paper_words import box_kind_name
from linli.elections.queries.poll_book import (
    ballots_elsewhere,
    ballots_together,
    paper_boxes_of,
    spoiled_at_hand,
)
from linli.elections.rules.paper import FEWEST_ALONE
from linli.elections.rules.rolls import door_parts, masked_name
from linli.places import queries as places


@dataclass(frozen=True, slots=True)
class BoxRow:
    """A box and how many ballots the poll book knows of in it."""

    box: PaperBox
    inside: int

    @property
    def kind_name(self) -> str:
        """Where it stands, in words."""
        return box_kind_name(self.box.kind)

    @property
    def must_pour(self) -> bool:
        """Whether it holds too few ballots to be counted alone."""
        if self.box.counted_with_id is not None:
            return False
        return ballots_together(self.box) < FEWEST_ALONE and ballots_elsewhere(self.box) > 0


@dataclass(frozen=True, slots=True)
class PollBookSums:
    """How many ballots went out and came in; nobody's name."""

    handed: int
    inside: int
    by_proxy: int
    helped: int
    replaced: int

    @property
    def out(self) -> int:
        """Ballots that are out and not in a box."""
        return self.handed - self.inside


@dataclass(frozen=True, slots=True)
class LineAtDoor:
    """A line as it is shown before somebody opens it: number and masked name."""

    line_id: UUID
    number: int
    name: str


def ballot_names(election: Election) -> dict[int, str]:
    """Who, or which answer, stands on the paper, by number."""
    return {one.number: one.name for one in ballot_candidates(election)}


def poll_book_sums(election: Election) -> PollBookSums:
    """The sums of an election's poll book."""
    entries = PollBookEntry.objects.filter(**_here(election))
    return PollBookSums(
        handed=entries.count(),
        inside=entries.exclude(cast_at=None).count(),
        by_proxy=entries.exclude(proxy=None).count(),
        helped=entries.exclude(assisted_by="").count(),
        replaced=spoiled_at_hand(election),
    )


def box_rows(election: Election) -> list[BoxRow]:
    """The boxes in the order in which they were set up, each with what went in."""
    entries = PollBookEntry.objects.filter(**_here(election)).exclude(cast_at=None)
    inside = Counter(entries.values_list("box_id", flat=True))
    return [BoxRow(box, inside[box.id]) for box in paper_boxes_of(election)]


def paper_box(sub_district_id: UUID, box_id: UUID) -> PaperBox | None:
    """One box with its election."""
    found = PaperBox.objects.filter(sub_district_id=sub_district_id, id=box_id)
    return found.select_related("election", "counted_with").first()


def poll_book_entry(sub_district_id: UUID, entry_id: UUID) -> PollBookEntry | None:
    """One line of the poll book."""
    return PollBookEntry.objects.filter(sub_district_id=sub_district_id, id=entry_id).first()


def entry_of_line(election: Election, line_id: UUID) -> PollBookEntry | None:
    """What the poll book knows of a line."""
    found = PollBookEntry.objects.filter(**_here(election), line_id=line_id)
    return found.select_related("box", "proxy").first()


def lines_at_door(
    sub_district_id: UUID, roll_id: UUID, building_id: UUID, door: str
) -> list[LineAtDoor]:
    """The lines at one door, however the door is written; names are masked."""
    names = places.place_names(sub_district_id, [building_id])
    wanted = door_parts(door, building=names.get(building_id, ""))
    rows = RollLine.objects.filter(
        sub_district_id=sub_district_id, roll_id=roll_id, building_id=building_id, stands=True
    ).order_by("number")
    return [
        LineAtDoor(row.id, row.number, masked_name(row.name))
        for row in rows.only("id", "number", "name", "door", "sub_district_id")
        if wanted and door_parts(row.door, building=names.get(building_id, "")) == wanted
    ]


def calls_of(election: Election) -> list[BoxCall]:
    """Who asked for the mobile box: those still to be gone to first, by building and door."""
    found = BoxCall.objects.filter(**_here(election)).select_related("line", "line__building")
    rows = list(found)
    rows.sort(key=lambda one: (one.came_at is not None, str(one.line.building), one.line.door))
    return rows


def call(sub_district_id: UUID, call_id: UUID) -> BoxCall | None:
    """One call of the mobile box."""
    found = BoxCall.objects.filter(sub_district_id=sub_district_id, id=call_id)
    return found.select_related("line", "line__building", "election").first()


def call_of_line(election: Election, line_id: UUID) -> BoxCall | None:
    """Whether a line asked for the box."""
    return BoxCall.objects.filter(**_here(election), line_id=line_id).first()


def spoiled_in(box: PaperBox) -> list[SpoiledBallot]:
    """Ballots of a box that do not count, by serial."""
    found = SpoiledBallot.objects.filter(sub_district_id=box.sub_district_id, box=box)
    return list(found.order_by("serial"))


def _here(election: Election) -> dict[str, UUID]:
    return {"sub_district_id": election.sub_district_id, "election_id": election.id}
