"""Letters about sign-in: they leave through the outbox like every other."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.kernel.actor import Actor
from linli.records import actions as records
from linli.records.actions import Channel
from linli.records.rules import letter_key
from linli.tenancy.models import new_id


@transaction.atomic
def send_letter(
    *, actor: Actor, channel: str, address: str, subject: str, body: str, at: datetime
) -> None:
    """Send a text that is already written, such as a link to a forgotten password."""
    letter = records.Letter(
        key=letter_key("people/letter", new_id()),
        channel=Channel(channel),
        template="people/letter",
        params={"subject": subject, "body": body},
        address=address,
    )
    records.notify(sub_district_id=actor.sub_district_id, letters=[letter], at=at)


@transaction.atomic
def send_code(*, actor: Actor, account_id: UUID, phone: str, code: str, at: datetime) -> None:
    """Send a one-time code to a telephone."""
    letter = records.Letter(
        key=letter_key("people/code", new_id()),
        channel=Channel.SMS,
        template="people/code",
        params={"code": code},
        account_id=account_id,
        address=phone,
    )
    records.notify(sub_district_id=actor.sub_district_id, letters=[letter], at=at)
