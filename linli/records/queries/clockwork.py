"""Reads of what the clocks fail at."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from linli.records.models import ClockFault


def clock_faults(sub_district_id: UUID, *, since: datetime) -> list[ClockFault]:
    """What a job of the clock failed at since an instant and has not got past, longest first."""
    found = ClockFault.objects.filter(sub_district_id=sub_district_id, last_at__gte=since)
    return list(found.order_by("first_at", "id"))
