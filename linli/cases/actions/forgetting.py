"""What a request that ended no longer needs: who sent it, how they were reached, its photos.

What was wrong and what was done stays, as the office's own record. A request on which anything
is still owed is never touched.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.cases.actions.following import forget_wrong_words
from linli.cases.actions.search_index import settle
from linli.cases.actions.work import SUBJECT
from linli.cases.models import Case, CaseSender, FollowUp, HandOver
from linli.cases.queries.sealing import was_sealed
from linli.cases.rules import OPEN_STATES
from linli.records.actions import (
    AT_ONCE,
    forget_attachments,
    in_batches,
    record_forgotten,
)
from linli.records.queries import kept_until

CONTACT = "personal.retention.request_contact"
PHOTOS = "personal.retention.attachments"
_A_DAY = timedelta(days=1)
REOPENING = "request.reopen.window"


def forget_due(*, sub_district_id: UUID, at: datetime) -> int:
    """Take away senders and photos of requests that ended long enough ago; answer how many."""
    contact = kept_until(sub_district_id, CONTACT, at=at)
    # Whoever may still reopen it must still be reached, however soon the place forgets.
    reopening = kept_until(sub_district_id, REOPENING, at=at)
    if was_sealed(sub_district_id, since=at - _A_DAY):
        settle()
    photos = min(kept_until(sub_district_id, PHOTOS, at=at), reopening)
    return sum(
        in_batches(step)
        for step in (
            partial(_forget_senders, sub_district_id, min(contact, reopening), at),
            partial(_forget_photos, sub_district_id, photos, at),
            partial(forget_wrong_words, sub_district_id=sub_district_id, at=at),
        )
    )


def _ended(sub_district_id: UUID, before: datetime) -> QuerySet[Case]:
    """Requests that ended before an instant, with whatever they were merged into."""
    mine = Case.objects.filter(sub_district_id=sub_district_id)
    over = mine.filter(closed_at__lt=before).exclude(state__in=[one.value for one in OPEN_STATES])
    of_this = {"sub_district_id": OuterRef("sub_district_id")}
    leading = over.filter(id=OuterRef("merged_into_id"), **of_this)
    to_call = FollowUp.objects.filter(case_id=OuterRef("id"), done_at=None, **of_this)
    return over.filter(Q(merged_into=None) | Exists(leading)).exclude(Exists(to_call))


def _forget_senders(sub_district_id: UUID, before: datetime, at: datetime) -> int:
    found = _ended(sub_district_id, before).filter(forgotten_at=None).order_by("closed_at", "id")
    keys = list(found.select_for_update(of=("self",)).values_list("id", flat=True)[:AT_ONCE])
    if not keys:
        return 0
    cases = Case.objects.filter(sub_district_id=sub_district_id, id__in=keys)
    cases.update(forgotten_at=at, draft="", proposed_by=None, proposed_at=None)
    of_them = {"sub_district_id": sub_district_id, "case_id__in": keys}
    CaseSender.objects.filter(**of_them).update(name="", contact="", account_id=None)
    HandOver.objects.filter(**of_them).update(contact="")
    record_forgotten(
        sub_district_id=sub_district_id, did="cases.forget", counts={"senders": len(keys)}, at=at
    )
    return len(keys)


def _forget_photos(sub_district_id: UUID, before: datetime, at: datetime) -> int:
    ended = _ended(sub_district_id, before).values("id")
    gone = forget_attachments(sub_district_id=sub_district_id, kind=SUBJECT, subjects=ended)
    record_forgotten(
        sub_district_id=sub_district_id, did="cases.forget", counts={"photos": gone}, at=at
    )
    return gone
