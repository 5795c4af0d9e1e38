"""An account has the letters that it read taken out of its inbox."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.kernel.actor import Actor
from linli.records.actions.journal import record
from linli.records.models import Channel, Message
from linli.records.queries.own_consents import LETTERS


@transaction.atomic
def erase_letters(*, actor: Actor, account_id: UUID, keys: Collection[str], at: datetime) -> int:
    """Delete the letters of an inbox that were read; answer how many.

    Who may ask for it is the caller's to check: this room knows no accounts.
    """
    if LETTERS not in keys:
        return 0
    gone, _by_table = Message.objects.filter(
        sub_district_id=actor.sub_district_id,
        account_id=account_id,
        channel=Channel.INBOX.value,
        read_at__isnull=False,
    ).delete()
    if gone:
        record(
            actor=actor,
            did="records.erase_letters",
            on_kind="people.account",
            on_id=account_id,
            facts={"count": gone},
            at=at,
        )
    return gone
