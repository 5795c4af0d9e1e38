"""What the public figures and the home page read; this room owns no table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from linli.cases.queries import type_name
from linli.cases.rules import CaseType, Count, type_count
from linli.kernel.tally import FLOOR, publishable, share_publishable
from linli.places import queries as places
from linli.records import queries as records

MONTHS = 12
_COUNTS = (Count.RECEIVED.value, Count.CLOSED.value, Count.CLOSED_IN_TIME.value)


@dataclass(frozen=True, slots=True)
class Month:
    """A whole month: figures of one that still runs would give single requests away."""

    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        return (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    @property
    def code(self) -> str:
        """How addresses name it."""
        return f"{self.first:%Y-%m}"


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One line of the board; what may not be published is None."""

    label: str
    received: int | None
    in_time: int | None = None
    closed: int | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """The figures of one month: whole, by type, by community."""

    month: Month
    received: int | None
    closed: int | None
    in_time: int | None
    by_type: Sequence[BoardRow]
    by_place: Sequence[BoardRow]

    @property
    def is_empty(self) -> bool:
        """Whether nothing came in."""
        return self.received == 0 and self.closed == 0


def whole_months(today: date) -> list[Month]:
    """The twelve months that are over, newest first."""
    months = []
    first = today.replace(day=1)
    for _number in range(MONTHS):
        first = (first - timedelta(days=1)).replace(day=1)
        months.append(Month(first))
    return months


def board(sub_district_id: UUID, month: Month) -> Board:
    """What came in and was settled in a month, as far as it may be published."""
    kinds = [kind.value for kind in CaseType]
    sums = records.tally_between(
        sub_district_id,
        [*_COUNTS, *(type_count(kind) for kind in [*kinds, ""])],
        first=month.first,
        last=month.last,
    )
    floor = _floor(sub_district_id)
    received = sums.get(Count.RECEIVED.value, 0)
    typed = [max(sums.get(type_count(kind), 0), 0) for kind in kinds]
    # What nobody has sorted yet has no count of its own in every way in: it is the rest.
    shown = publishable([*typed, max(received - sum(typed), 0)], floor=floor)
    closed, in_time = _closing(
        sums.get(Count.CLOSED.value, 0), sums.get(Count.CLOSED_IN_TIME.value, 0), floor
    )
    return Board(
        month=month,
        received=shown.total,
        closed=closed,
        in_time=in_time,
        by_type=[
            BoardRow(type_name(kind), count)
            for kind, count in zip([*kinds, ""], shown.parts, strict=True)
            if count != 0
        ],
        by_place=_by_place(sub_district_id, month, floor),
    )


def _by_place(sub_district_id: UUID, month: Month, floor: int) -> list[BoardRow]:
    """The communities as they lay at the month's end, in their own order: nobody is ranked."""
    sums = records.tally_by_place(sub_district_id, _COUNTS, first=month.first, last=month.last)
    communities = list(places.communities(sub_district_id, on=month.last))
    counts = [sums.get((Count.RECEIVED.value, one.id), 0) for one in communities]
    elsewhere = sum(count for (name, _), count in sums.items() if name == Count.RECEIVED.value)
    shown = publishable([*counts, max(elsewhere - sum(counts), 0)], floor=floor)
    rows = []
    for one, received in zip(communities, shown.parts[:-1], strict=True):
        closed, in_time = _closing(
            sums.get((Count.CLOSED.value, one.id), 0),
            sums.get((Count.CLOSED_IN_TIME.value, one.id), 0),
            floor,
        )
        rows.append(BoardRow(one.name, received, in_time, closed))
    return rows


def _floor(sub_district_id: UUID) -> int:
    """The smallest count that the place tells today; no place goes below the product's own."""
    adopted = records.rule_in_force(
        sub_district_id, "statistics.floor", on=timezone.localdate()
    ).count
    return max(adopted, FLOOR)


def _closing(closed: int, in_time: int, floor: int) -> tuple[int | None, int | None]:
    """Closed and closed in time, each only as far as neither side of the share is small."""
    if closed == 0:
        return 0, 0
    parts = publishable([in_time, max(closed - in_time, 0)], floor=floor)
    share = share_publishable(in_time, closed, floor=floor)
    return parts.total, in_time if share else None
