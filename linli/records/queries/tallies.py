"""Sums of the tally."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Sum

from linli.records.models import Tally


def tally_between(
    sub_district_id: UUID, indicators: Iterable[str], *, first: date, last: date
) -> dict[str, int]:
    """Each indicator's sum over the whole sub-district, both days included."""
    found = Tally.objects.filter(
        sub_district_id=sub_district_id, indicator__in=list(indicators), on__range=(first, last)
    )
    rows = found.values("indicator").annotate(total=Sum("delta"))
    return {row["indicator"]: row["total"] for row in rows}


def tally_by_place(
    sub_district_id: UUID, indicators: Iterable[str], *, first: date, last: date
) -> dict[tuple[str, UUID], int]:
    """Each indicator's sum per place, both days included."""
    found = Tally.objects.filter(
        sub_district_id=sub_district_id, indicator__in=list(indicators), on__range=(first, last)
    )
    rows = found.values("indicator", "place_id").annotate(total=Sum("delta"))
    return {(row["indicator"], row["place_id"]): row["total"] for row in rows}
