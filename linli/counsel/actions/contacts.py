"""What people left to be reached is emptied once its day is over, whatever it was left for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.counsel.models import LegalVisit, Talk
from linli.records.actions import AT_ONCE, in_batches, record_forgotten
from linli.records.queries import kept_until
from linli.tenancy.overwriting import overwritten


def forget_contacts(
    rows: type[Talk] | type[LegalVisit], *, rule: str, did: str, sub_district_id: UUID, at: datetime
) -> int:
    """Forget names, contacts and code words of what is over by a rule; answer how many."""
    before = timezone.localdate(kept_until(sub_district_id, rule, at=at))
    mine = rows._default_manager.filter(sub_district_id=sub_district_id)
    old = mine.filter(day__lt=before).exclude(word_hash="")

    def forget_some() -> int:
        ids = list(old.values_list("id", flat=True)[:AT_ONCE])
        if not ids:
            return 0
        with transaction.atomic(), overwritten():
            return mine.filter(id__in=ids).update(called="", contact="", word_hash="")

    gone = in_batches(forget_some)
    record_forgotten(sub_district_id=sub_district_id, did=did, counts={"rows": gone}, at=at)
    return gone
