"""Sending what waits in the outbox.

A message is claimed before it is sent and marked after: two senders never take the same
one. When a sender is killed between the two, nobody knows whether the message left. By a
channel whose receiver knows repetitions by their id it is sent again; by the others it is
lost, and a person decides on the page of the outbox. So nothing is told twice.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.template import TemplateDoesNotExist
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed
from linli.records import rules
from linli.records.actions.channels import Channel, NotSent, Parcel, ready_channels
from linli.records.actions.journal import record
from linli.records.models import Message, MessageState
from linli.records.queries.outbox import MAY_SEE_OUTBOX
from linli.records.queries.wording import full_link, worded

log = logging.getLogger(__name__)

_AT_ONCE = 100
_INTERRUPTED = "a sender was stopped; it may or may not have left"
_TOO_OLD = "it could not leave in time"
_WAITING, _SENDING = MessageState.WAITING.value, MessageState.SENDING.value
_SENT, _LOST = MessageState.SENT.value, MessageState.LOST.value


def send_messages(*, at: datetime, channels: Mapping[str, Channel] | None = None) -> Counter[str]:
    """Send what is due, at most a hundred; answer how many were sent, put off and lost.

    Call it outside any transaction: nothing is locked while a gateway is waited for.
    """
    ready = ready_channels() if channels is None else channels
    done: Counter[str] = Counter()
    for message in _due(at, list(ready)):
        outcome = _sent(message, ready[message.channel], at)
        if outcome:
            done[outcome] += 1
    return done


def give_up_old(*, at: datetime) -> int:
    """Call messages lost that waited too long, such as for a channel never set up."""
    old = Message.objects.filter(
        state__in=[_WAITING, _SENDING], next_at__lte=at, made_at__lt=at - rules.TOO_OLD
    )
    return old.update(state=_LOST, last_error=_TOO_OLD)


@transaction.atomic
def send_again(*, actor: Actor, message_id: UUID, at: datetime) -> None:
    """Let a lost message be tried once more from the beginning."""
    message = _lost(actor, message_id)
    message.state, message.attempts, message.next_at, message.made_at = _WAITING, 0, at, at
    message.save(update_fields=["state", "attempts", "next_at", "made_at"])
    _write_down(actor, "records.send_again", message, at)


@transaction.atomic
def drop_message(*, actor: Actor, message_id: UUID, at: datetime) -> None:
    """Let a lost message go; its address and words go with it."""
    message = _lost(actor, message_id)
    _write_down(actor, "records.drop_message", message, at)
    message.delete()


def _due(at: datetime, channels: list[str]) -> list[Message]:
    found = Message.objects.filter(
        state__in=[_WAITING, _SENDING], next_at__lte=at, channel__in=channels
    )
    return list(found.order_by("next_at", "id")[:_AT_ONCE])


def _sent(message: Message, channel: Channel, at: datetime) -> str:
    if message.state == _SENDING and message.channel not in rules.REPEATABLE:
        lost = _move(message, message.attempts, state=_LOST, last_error=_INTERRUPTED)
        return "lost" if lost else ""
    if not _claim(message, at):
        return ""
    try:
        channel(_parcel(message))
    except NotSent as error:
        return _failed(message, error, at)
    except Exception as error:  # noqa: BLE001 - a fault in one message must not stop the others
        log.warning("message %s: %s", message.id, type(error).__name__)
        return _failed(message, NotSent(type(error).__name__), at)
    _move(message, message.attempts, state=_SENT, sent_at=at, address="", params={}, last_error="")
    return "sent"


def _claim(message: Message, at: datetime) -> bool:
    """Take a message for this sender alone, unless another one was faster."""
    before = message.attempts
    message.attempts += 1
    return _move(
        message, before, state=_SENDING, attempts=message.attempts, next_at=at + rules.LEASE
    )


def _move(message: Message, tried: int, **changes: Any) -> bool:
    """Change a message that nobody else has taken since it was tried so many times."""
    mine = Message.objects.filter(
        id=message.id,
        sub_district_id=message.sub_district_id,
        attempts=tried,
        state__in=[_WAITING, _SENDING],
    )
    return mine.update(**changes) == 1


def _parcel(message: Message) -> Parcel:
    try:
        words = worded(message)
    except TemplateDoesNotExist:
        raise NotSent("there are no words for it", for_good=True) from None
    link = full_link(message)
    return Parcel(
        id=str(message.id),
        address=message.address,
        title=words.title,
        body=words.body,
        link="" if link in words.body else link,
    )


def _failed(message: Message, error: NotSent, at: datetime) -> str:
    wait = None if error.for_good else rules.next_try_after(message.attempts)
    if wait is None:
        _move(message, message.attempts, state=_LOST, last_error=error.reason[:200])
        return "lost"
    again = {"state": _WAITING, "next_at": at + wait, "last_error": error.reason[:200]}
    _move(message, message.attempts, **again)
    return "put off"


def _lost(actor: Actor, message_id: UUID) -> Message:
    if not (actor.holds(*MAY_SEE_OUTBOX) or actor.administrator):
        raise NotAllowed("not_outbox", _("Only an administrator may send messages again."))
    found = Message.objects.select_for_update().filter(
        id=message_id, sub_district_id=actor.sub_district_id, state=_LOST
    )
    message = found.first()
    if message is None:
        raise Missing("no_message", _("There is no such message, or it has left."))
    return message


def _write_down(actor: Actor, did: str, message: Message, at: datetime) -> None:
    facts = {"channel": message.channel, "template": message.template}
    record(actor=actor, did=did, on_kind="records.message", on_id=message.id, facts=facts, at=at)
