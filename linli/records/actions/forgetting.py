"""What the rooms no longer need goes: in batches, by the periods of the rulebook, counted.

Rows that must stay lose the columns that tell of a person; append-only tables are left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from linli.kernel.actor import system_actor
from linli.records.actions.journal import record
from linli.records.models import Attachment, IdempotencyKey, Message
from linli.records.queries.rulebook import kept_until

AT_ONCE = 500
KEYS_KEPT = timedelta(days=90)
"""A phone that was off for a season may still send its form again."""
SECRETS_KEPT = timedelta(days=7)
"""So long a form that is sent again is answered with its secret word too."""
MESSAGES = "personal.retention.messages"


def forget_due(*, sub_district_id: UUID, at: datetime) -> int:
    """Take away old letters, and the secrets of old answers before the answers themselves."""
    letters = kept_until(sub_district_id, MESSAGES, at=at)
    mine = IdempotencyKey.objects.filter(sub_district_id=sub_district_id)
    return sum(
        in_batches(step)
        for step in (
            partial(_forget_messages, sub_district_id, letters, at),
            partial(drop, mine.filter(at__lt=at - KEYS_KEPT)),
            partial(_forget_secrets, mine.filter(at__lt=at - SECRETS_KEPT)),
        )
    )


def forget_attachments(*, sub_district_id: UUID, kind: str, subjects: QuerySet[Any]) -> int:
    """Take a batch of the files of these records away; the sweep takes what lay on the disk."""
    return drop(
        Attachment.objects.filter(
            sub_district_id=sub_district_id, subject_kind=kind, subject_id__in=subjects
        )
    )


def record_forgotten(
    *, sub_district_id: UUID, did: str, counts: Mapping[str, int], at: datetime
) -> None:
    """Write into the journal how many went, never whose; nothing where none did."""
    gone = {name: count for name, count in counts.items() if count}
    if gone:
        record(
            actor=system_actor(sub_district_id),
            did=did,
            on_kind="places.sub_district",
            on_id=sub_district_id,
            facts=gone,
            at=at,
        )


def in_batches(step: Callable[[], int]) -> int:
    """Do a step, each time a transaction of its own, until it finds nothing; answer how many."""
    total = 0
    while True:
        with transaction.atomic():
            done = step()
        if not done:
            return total
        total += done


def drop(rows: QuerySet[Any]) -> int:
    """Delete a batch of rows."""
    keys = list(rows.order_by("id").values_list("id", flat=True)[:AT_ONCE])
    if keys:
        rows.model._default_manager.filter(id__in=keys).delete()
    return len(keys)


def _forget_messages(sub_district_id: UUID, before: datetime, at: datetime) -> int:
    old = Message.objects.filter(sub_district_id=sub_district_id, made_at__lt=before)
    gone = drop(old)
    record_forgotten(
        sub_district_id=sub_district_id, did="records.forget", counts={"messages": gone}, at=at
    )
    return gone


def _forget_secrets(old: QuerySet[IdempotencyKey]) -> int:
    keys = list(old.filter(secret__isnull=False).values_list("id", flat=True)[:AT_ONCE])
    return IdempotencyKey.objects.filter(id__in=keys).update(secret=None) if keys else 0
