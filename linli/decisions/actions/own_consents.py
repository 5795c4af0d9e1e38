"""What somebody agreed to in decisions is taken back; who said what was answered is erased."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from linli.decisions.models import BoardFollower, PublicationObjection, Voice
from linli.decisions.queries.own_consents import (
    BOARD,
    OBJECTION_CONTACT,
    SAID,
    SPOKEN,
    VOICE_CONTACT,
)
from linli.kernel.actor import Actor
from linli.people.actions import require_own_or_present
from linli.records import actions as records


@transaction.atomic
def withdraw_consent(
    *, actor: Actor, account_id: UUID, key: str, record_id: UUID, at: datetime
) -> int:
    """Take back one thing that an account agreed to here; answer how many it was."""
    require_own_or_present(actor, account_id, at=at)
    one = {
        "sub_district_id": actor.sub_district_id,
        "account_id": account_id,
        "id": record_id,
    }
    gone = 0
    if key == BOARD:
        gone, _by_table = BoardFollower.objects.filter(**one).delete()
    elif key == VOICE_CONTACT:
        gone = Voice.objects.filter(**one).update(contact="")
    elif key == OBJECTION_CONTACT:
        gone = PublicationObjection.objects.filter(**one).update(contact="")
    if gone:
        _record(actor, "decisions.withdraw_consent", account_id, {"key": key}, at)
    return gone


@transaction.atomic
def erase_own(*, actor: Actor, account_id: UUID, keys: Collection[str], at: datetime) -> int:
    """Erase who gave ideas, objections and words that were answered; these and counts stay."""
    require_own_or_present(actor, account_id, at=at)
    if SPOKEN not in keys:
        return 0
    gone = 0
    for model in SAID:
        rows = model._default_manager.filter(
            sub_district_id=actor.sub_district_id,
            account_id=account_id,
            answered_at__isnull=False,
        )
        emptied: dict[str, Any] = {"account": None, "forgotten_at": at}
        if any(field.name == "contact" for field in model._meta.get_fields()):
            emptied["contact"] = ""
        gone += rows.update(**emptied)
    if gone:
        _record(actor, "decisions.erase_own", account_id, {"count": gone}, at)
    return gone


def _record(
    actor: Actor, did: str, account_id: UUID, facts: dict[str, str | int], at: datetime
) -> None:
    records.record(
        actor=actor, did=did, on_kind="people.account", on_id=account_id, facts=facts, at=at
    )
