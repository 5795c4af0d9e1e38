"""Whose an idea was goes when its answer is old enough; idea and answer stay."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from linli.decisions.models import Idea
from linli.records.actions import AT_ONCE, in_batches, record_forgotten
from linli.records.queries import kept_until

CONTACTS = "personal.retention.request_contact"


def forget_ideas(*, sub_district_id: UUID, at: datetime) -> int:
    """Forget who gave ideas that were answered long enough ago; answer how many."""
    before = kept_until(sub_district_id, CONTACTS, at=at)
    gone = {"senders": in_batches(partial(_unname, sub_district_id, before, at))}
    record_forgotten(
        sub_district_id=sub_district_id, did="decisions.forget_ideas", counts=gone, at=at
    )
    return sum(gone.values())


def _unname(sub_district_id: UUID, before: datetime, at: datetime) -> int:
    old = Idea.objects.filter(
        sub_district_id=sub_district_id, answered_at__lt=before, forgotten_at=None
    ).exclude(account=None)
    some = list(old.values_list("id", flat=True)[:AT_ONCE])
    rows = Idea.objects.filter(sub_district_id=sub_district_id, id__in=some)
    return rows.update(account=None, forgotten_at=at) if some else 0
