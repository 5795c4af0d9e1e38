"""Counts as sums of small changes, written in the transaction that causes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from linli.records.models import Tally


class Counted(NamedTuple):
    """A change of one count at one place on one day."""

    sub_district_id: UUID
    indicator: str
    place_id: UUID
    on: date
    delta: int


def count_all(counted: Iterable[Counted]) -> None:
    """Add to counts in one statement.

    Changes of one count at one place on one day become one row; those that cancel out none.
    """
    sums: dict[Counted, int] = {}
    for one in counted:
        key = one._replace(delta=0)
        sums[key] = sums.get(key, 0) + one.delta
    Tally.objects.bulk_create(
        [Tally(**key._replace(delta=delta)._asdict()) for key, delta in sums.items() if delta]
    )
