"""What tells of single voters goes when nobody can challenge the election any more."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.elections.models import (
    BoxCall,
    Credential,
    Delivery,
    PollBookEntry,
    Proxy,
    RollObjection,
)
from linli.elections.queries.proxies import PAPERS
from linli.records.actions import (
    AT_ONCE,
    drop,
    forget_attachments,
    in_batches,
    record_forgotten,
)
from linli.records.queries import kept_until

LISTS = "personal.retention.election_lists"


def forget_due(*, sub_district_id: UUID, at: datetime) -> int:
    """Destroy the lists of elections announced or cancelled long enough ago; answer how many.

    Gone are deliveries, calls of the mobile box, the poll book, proxies, and whose slip was
    whose. Rolls, boxes and results stay.
    """
    before = kept_until(sub_district_id, LISTS, at=at)
    over = Q(election__counted_at__lt=before) | Q(election__cancelled_at__lt=before)
    here = Q(sub_district_id=sub_district_id)
    steps = {
        "deliveries": partial(drop, Delivery.objects.filter(here, over)),
        "calls": partial(drop, BoxCall.objects.filter(here, over)),
        "poll_book": partial(drop, PollBookEntry.objects.filter(here, over)),
        "proxy_papers": partial(
            forget_attachments,
            sub_district_id=sub_district_id,
            kind=PAPERS,
            subjects=Proxy.objects.filter(here, over).values("id"),
        ),
        "proxies": partial(drop, Proxy.objects.filter(here, over)),
        "slips": partial(_unname, Credential.objects.filter(here, over)),
        "contacts": partial(_forget_contacts, RollObjection.objects.filter(here), before, at),
    }
    gone = {name: in_batches(step) for name, step in steps.items()}
    record_forgotten(sub_district_id=sub_district_id, did="elections.forget", counts=gone, at=at)
    return sum(gone.values())


def _unname(rows: QuerySet[Credential]) -> int:
    some = list(rows.exclude(line=None).values_list("id", flat=True)[:AT_ONCE])
    return Credential.objects.filter(id__in=some).update(line=None) if some else 0


def _forget_contacts(rows: QuerySet[RollObjection], before: datetime, at: datetime) -> int:
    old = rows.filter(answered_at__lt=before, forgotten_at=None)
    some = RollObjection.objects.filter(id__in=list(old.values_list("id", flat=True)[:AT_ONCE]))
    return some.update(account=None, contact="", forgotten_at=at)
