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
    Tally.objects.bulk_create(
        [
            Tally(
                sub_district_id=sub_district_id,
                indicator=indicator,
                place_id=place_id,
                on=on,
                delta=delta,
            )
            for indicator, delta in deltas
            if delta
        ]
    )
