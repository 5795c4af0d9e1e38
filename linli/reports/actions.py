"""What one person does with the own data in all rooms at once; each room does its own part."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from linli.kernel.actor import Actor
from linli.people import actions as people
from linli.records import actions as records


@transaction.atomic
def withdraw_consent(
    *, actor: Actor, account_id: UUID, key: str, record_id: UUID, at: datetime
) -> int:
    """Take back one thing that was agreed to, in whichever room; answer how many it was."""
    people.require_own_or_present(actor, account_id, at=at)
    gone = 0
    for path in settings.LINLI_MY_CONSENTS.values():
        gone += import_string(path)(
            actor=actor, account_id=account_id, key=key, record_id=record_id, at=at
        )
    return gone


@transaction.atomic
def erase_own(*, actor: Actor, account_id: UUID, keys: Collection[str], at: datetime) -> int:
    """Erase what of these kinds the rooms let go; answer how much."""
    people.require_own_or_present(actor, account_id, at=at)
    gone = 0
    for path in filter(None, settings.LINLI_MY_ERASURE.values()):
        gone += import_string(path)(actor=actor, account_id=account_id, keys=keys, at=at)
    return gone


@transaction.atomic
def take_archive(*, actor: Actor, account_id: UUID, at: datetime) -> None:
    """Record that an archive of own data was made; at the counter its owner sees who made it."""
    people.require_own_or_present(actor, account_id, at=at)
    records.record(
        actor=actor,
        did="reports.take_archive",
        on_kind="people.account",
        on_id=account_id,
        at=at,
    )
    if account_id != actor.account_id:
        people.log_counter_look(actor=actor, account_id=account_id, exported=True, at=at)
