"""Keys for other systems; the administrator gives and takes them."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.cases.models import ApiKey
from linli.cases.queries.open311 import api_key_hash
from linli.cases.rules import tidy_line
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.records import actions as records
from linli.tenancy.rows import locked

KEY_BYTES = 24
NAME_LENGTH = 60


@transaction.atomic
def give_api_key(*, actor: Actor, name: str, at: datetime) -> str:
    """Give another system a key; it is shown this once and never again."""
    _require_administrator(actor)
    called = tidy_line(name)
    if not called or len(called) > NAME_LENGTH:
        raise Refused("api_key_name", _("Name the system in 1 to 60 characters."))
    key = secrets.token_urlsafe(KEY_BYTES)
    row = ApiKey.objects.create(
        sub_district_id=actor.sub_district_id,
        name=called,
        key_hash=api_key_hash(key),
        opened_at=at,
    )
    records.record(
        actor=actor, did="cases.give_api_key", on_kind="cases.api_key", on_id=row.id, at=at
    )
    return key


@transaction.atomic
def take_api_key(*, actor: Actor, api_key_id: UUID, at: datetime) -> None:
    """Take a key back: what is sent with it from now on is refused."""
    _require_administrator(actor)
    row = locked(
        ApiKey,
        actor.sub_district_id,
        api_key_id,
        missing=Missing("no_api_key", _("There is no such key.")),
    )
    if row.closed_at is None:
        row.closed_at = at
        row.save(update_fields=["closed_at"])
        records.record(
            actor=actor, did="cases.take_api_key", on_kind="cases.api_key", on_id=row.id, at=at
        )


def _require_administrator(actor: Actor) -> None:
    if not (actor.administrator or actor.system):
        raise NotAllowed("may_not_give_keys", _("Only the administrator gives keys to systems."))
