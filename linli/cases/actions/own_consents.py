"""Senders take back what they agreed to, and have their part in ended requests erased."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.cases.models import CaseSender
from linli.cases.queries.own_consents import CONTACT, SENDER, SHOWN, ended_of, shown_of
from linli.kernel.actor import Actor
from linli.people.actions import require_own_or_present
from linli.records import actions as records


@transaction.atomic
def withdraw_consent(
    *, actor: Actor, account_id: UUID, key: str, record_id: UUID, at: datetime
) -> int:
    """Take back one thing that a sender agreed to; answer how many it was."""
    require_own_or_present(actor, account_id, at=at)
    here, gone = actor.sub_district_id, 0
    if key == CONTACT:
        mine = CaseSender.objects.filter(sub_district_id=here, account_id=account_id)
        gone = mine.filter(id=record_id).update(name="", contact="")
    elif key == SHOWN:
        gone = (
            shown_of(here, account_id)
            .filter(id=record_id)
            .update(may_publish=False, published_at=None, published_title="", published_body="")
        )
    if gone:
        _record(actor, "cases.withdraw_consent", account_id, {"key": key}, at)
    return gone


@transaction.atomic
def erase_own(*, actor: Actor, account_id: UUID, keys: Collection[str], at: datetime) -> int:
    """Erase who sent the requests of an account that ended; the requests and counts stay."""
    require_own_or_present(actor, account_id, at=at)
    if SENDER not in keys:
        return 0
    some = list(ended_of(actor.sub_district_id, account_id).values_list("id", flat=True))
    rows = CaseSender.objects.filter(sub_district_id=actor.sub_district_id, id__in=some)
    gone = rows.update(name="", contact="", account_id=None) if some else 0
    if gone:
        _record(actor, "cases.erase_own", account_id, {"count": gone}, at)
    return gone


def _record(
    actor: Actor, did: str, account_id: UUID, facts: dict[str, str | int], at: datetime
) -> None:
    records.record(
        actor=actor, did=did, on_kind="people.account", on_id=account_id, facts=facts, at=at
    )
