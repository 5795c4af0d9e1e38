"""Counts as sums of small changes, written in the transaction that causes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from linli.records.models import Tally


def count(
    *, sub_district_id: UUID, indicator: str, place_id: UUID, on: date, delta: int = 1
) -> None:
    """Add to one count at one place on one day."""
    count_many(
        sub_district_id=sub_district_id, place_id=place_id, on=on, deltas=[(indicator, delta)]
    )


def count_many(
    *, sub_district_id: UUID, place_id: UUID, on: date, deltas: Iterable[tuple[str, int]]
) -> None:
    """Add to several counts of one place and day in one statement."""
    count_all(
        sub_district_id=sub_district_id,
        rows=((indicator, place_id, on, delta) for indicator, delta in deltas),
    )


def count_all(*, sub_district_id: UUID, rows: Iterable[tuple[str, UUID, date, int]]) -> None:
    """Add to counts of several places and days (indicator, place, day, change) in one statement.

    Changes of one count at one place on one day become one row; those that cancel out none.
    """
    sums: dict[tuple[str, UUID, date], int] = {}
    for indicator, place_id, on, delta in rows:
        key = (indicator, place_id, on)
        sums[key] = sums.get(key, 0) + delta
    Tally.objects.bulk_create(
        [
            Tally(
                sub_district_id=sub_district_id,
                indicator=indicator,
                place_id=place_id,
                on=on,
                delta=delta,
            )
            for (indicator, place_id, on), delta in sums.items()
            if delta
        ]
    )
