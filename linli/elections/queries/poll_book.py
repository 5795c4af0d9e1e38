"""The poll book: where a line stands between slip and paper, and what the boxes should hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Sum

from linli.elections.models import (
    Credential,
    Election,
    Official,
    PaperBox,
    PollBookEntry,
    RollLine,
)
from linli.elections.rules import OfficialRole


class Stand(StrEnum):
    """Where a line stands."""

    FREE = "free"
    ONLINE = "online"
    PAPER_OUT = "paper_out"
    PAPER_IN = "paper_in"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class LineStand:
    """A line at the counter: never which ballot, never what is on it."""

    line_id: UUID
    stand: Stand
    handed_at: datetime | None = None
    box_name: str = ""


def line_stand(election: Election, line: RollLine) -> LineStand:
    """Whether a line may still get a paper ballot."""
    here = {"sub_district_id": election.sub_district_id, "election_id": election.id}
    entry = PollBookEntry.objects.filter(**here, line_id=line.id).select_related("box").first()
    if entry is not None:
        stand = Stand.PAPER_IN if entry.cast_at else Stand.PAPER_OUT
        return LineStand(line.id, stand, entry.handed_at, entry.box.name)
    if not line.stands:
        return LineStand(line.id, Stand.STRUCK)
    if Credential.objects.filter(**here, line_id=line.id, votes__gt=0).exists():
        return LineStand(line.id, Stand.ONLINE)
    return LineStand(line.id, Stand.FREE)


def paper_boxes_of(election: Election) -> list[PaperBox]:
    """The boxes of an election in the order in which they were set up."""
    rows = PaperBox.objects.filter(sub_district_id=election.sub_district_id, election=election)
    return list(rows.select_related("counted_with").order_by("id"))


def ballots_in(box: PaperBox) -> int:
    """How many ballots were put into a box, by the poll book."""
    rows = PollBookEntry.objects.filter(sub_district_id=box.sub_district_id, box_id=box.id)
    return rows.exclude(cast_at=None).count()


def ballots_together(box: PaperBox) -> int:
    """How many ballots are counted as one with a box: its own and those poured in."""
    poured = PaperBox.objects.filter(sub_district_id=box.sub_district_id, counted_with=box)
    return ballots_in(box) + sum(ballots_in(one) for one in poured)


def ballots_elsewhere(box: PaperBox) -> int:
    """How many ballots lie in the other boxes: where there are none, even few are counted."""
    everywhere = PollBookEntry.objects.filter(
        sub_district_id=box.sub_district_id, election_id=box.election_id
    ).exclude(cast_at=None)
    return everywhere.count() - ballots_together(box)


def spoiled_at_hand(election: Election) -> int:
    """How many ballots were given back spoiled and replaced before they were cast."""
    rows = PollBookEntry.objects.filter(
        sub_district_id=election.sub_district_id, election_id=election.id
    )
    return rows.aggregate(all=Sum("spoiled"))["all"] or 0


def is_teller(election: Election, account_id: UUID | None) -> bool:
    """Whether an account is one of those who count."""
    if account_id is None:
        return False
    return Official.objects.filter(
        sub_district_id=election.sub_district_id,
        election_id=election.id,
        role=OfficialRole.TELLER,
        account_id=account_id,
        left_at=None,
    ).exists()
