"""Who objected to a roll takes the contact back, and is forgotten once it is answered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.elections.models import RollObjection
from linli.elections.queries.own_consents import OBJECTED, OBJECTION_CONTACT
from linli.kernel.actor import Actor
from linli.people.actions import require_own_or_present
from linli.records import actions as records


@transaction.atomic
def withdraw_consent(
    *, actor: Actor, account_id: UUID, key: str, record_id: UUID, at: datetime
) -> int:
    """Take back the contact given with an objection; answer how many it was."""
    require_own_or_present(actor, account_id, at=at)
    if key != OBJECTION_CONTACT:
        return 0
    mine = RollObjection.objects.filter(
        sub_district_id=actor.sub_district_id, account_id=account_id
    )
    gone = mine.filter(id=record_id).update(contact="")
    if gone:
        _record(actor, "elections.withdraw_consent", account_id, {"key": key}, at)
    return gone


@transaction.atomic
def erase_own(*, actor: Actor, account_id: UUID, keys: Collection[str], at: datetime) -> int:
    """Erase who made objections that were answered; the objections and counts stay."""
    require_own_or_present(actor, account_id, at=at)
    if OBJECTED not in keys:
        return 0
    mine = RollObjection.objects.filter(
        sub_district_id=actor.sub_district_id, account_id=account_id, answered_at__isnull=False
    )
    gone = mine.update(account=None, contact="", forgotten_at=at)
    if gone:
        _record(actor, "elections.erase_own", account_id, {"count": gone}, at)
    return gone


def _record(
    actor: Actor, did: str, account_id: UUID, facts: dict[str, str | int], at: datetime
) -> None:
    records.record(
        actor=actor, did=did, on_kind="people.account", on_id=account_id, facts=facts, at=at
    )
