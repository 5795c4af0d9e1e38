"""The public list: everybody finds the own tracker, and nobody finds whose another one is.

It is ordered by the trackers themselves and tells the day, not the minute, so that it says
nothing of who came when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils import timezone

from linli.elections.models import BoxEvent, Election, SignedBallot
from linli.elections.queries.elections import election_by_uuid
from linli.elections.queries.tally import ballots_in
from linli.elections.rules import Mode

PAGE = 100
_GROUP = 4


@dataclass(frozen=True, slots=True)
class ListedBallot:
    """A ballot on the public list: `counts` unless its voter voted again."""

    tracker: str
    on: date
    counts: bool

    @property
    def fours(self) -> list[str]:
        """Give the tracker in groups of four, as the booth shows it."""
        return [self.tracker[at : at + _GROUP] for at in range(0, len(self.tracker), _GROUP)]


@dataclass(frozen=True, slots=True)
class BallotsListed:
    """A page of the public list; `next` begins the following page, if there is one."""

    rows: tuple[ListedBallot, ...]
    total: int
    next: str


def ballots_listed(
    sub_district_id: UUID, uuid: str, *, starting: str = "", after: str = "", limit: int = PAGE
) -> BallotsListed | None:
    """The ballots of an election by tracker: all, or those whose tracker begins so."""
    found = election_by_uuid(sub_district_id, uuid)
    if found is None or found.mode == Mode.OPEN:
        return None
    if found.mode == Mode.SIGNED:
        return _signed(found, starting, after, limit)
    mine = ballots_in(found)
    rows = mine.filter(tracker__startswith=starting) if starting else mine
    page = list(rows.filter(tracker__gt=after).order_by("tracker")[: limit + 1])
    last = dict(
        mine.filter(mark__in={row.mark for row in page})
        .values_list("mark")
        .annotate(last=Max("height"))
    )
    listed = [ListedBallot(row.tracker, _day(row.at), last[row.mark] == row.height) for row in page]
    return _paged(listed, mine, starting=starting, limit=limit)


def _signed(election: Election, starting: str, after: str, limit: int) -> BallotsListed:
    mine = SignedBallot.objects.filter(
        sub_district_id=election.sub_district_id, election_id=election.id
    )
    rows = mine.filter(commitment__startswith=starting) if starting else mine
    page = list(rows.filter(commitment__gt=after).order_by("commitment")[: limit + 1])
    last = dict(
        mine.filter(line_id__in={row.line_id for row in page})
        .values_list("line_id")
        .annotate(last=Max("turn"))
    )
    listed = [
        ListedBallot(row.commitment, _day(row.at), last[row.line_id] == row.turn) for row in page
    ]
    return _paged(listed, mine, starting=starting, limit=limit)


def _paged(
    rows: Sequence[ListedBallot],
    mine: QuerySet[BoxEvent] | QuerySet[SignedBallot],
    *,
    starting: str,
    limit: int,
) -> BallotsListed:
    more = rows[limit - 1].tracker if len(rows) > limit else ""
    # SQLite finds a beginning in either case; trackers tell the two apart.
    shown = tuple(row for row in rows[:limit] if row.tracker.startswith(starting))
    return BallotsListed(shown, mine.count(), more)


def _day(at: datetime) -> date:
    return timezone.localdate(at)
