"""What the bank says of persons goes when it is answered for, or when its time is over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from linli.money.models import BankLine
from linli.records.actions import AT_ONCE, in_batches, record_forgotten
from linli.records.queries import kept_until

PAYERS = "personal.retention.bank_payers"


def forget_due(*, sub_district_id: UUID, at: datetime) -> int:
    """Take payers' names off statements that nobody settled in time; answer how many."""
    before = kept_until(sub_district_id, PAYERS, at=at)

    def unname() -> int:
        old = BankLine.objects.filter(
            sub_district_id=sub_district_id, payer__isnull=False, statement__taken_at__lt=before
        )
        some = list(old.values_list("id", flat=True)[:AT_ONCE])
        return BankLine.objects.filter(id__in=some).update(payer=None) if some else 0

    gone = {"payers": in_batches(unname)}
    record_forgotten(sub_district_id=sub_district_id, did="money.forget", counts=gone, at=at)
    return sum(gone.values())
