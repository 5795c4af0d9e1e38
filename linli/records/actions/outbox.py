"""The outbox: a message is a row of the caller's transaction; nothing else ever leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing
from linli.records import rules
from linli.records.actions.channels import webhook_marks
from linli.records.models import Channel, Message, MessageState
from linli.records.queries.outbox import inbox


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one receiver by one channel.

    `key` is what makes it unique in its sub-district; `rules.letter_key` makes one, such as
    `cases:<id>:answered:1:inbox`. `template` is `room/name`, a file of that room under
    templates/messages/.
    """

    key: str
    channel: Channel
    template: str
    params: Mapping[str, Any] = field(default_factory=dict)
    account_id: UUID | None = None
    post_id: UUID | None = None
    address: str = ""
    link: str = ""

    def __post_init__(self) -> None:
        rules.require_letter(self.template, self.key)


def notify(*, sub_district_id: UUID, letters: Iterable[Letter], at: datetime) -> None:
    """Put letters into the outbox; one whose key was used before is not sent again.

    A letter to the in-app inbox has arrived as soon as the transaction commits. What a post
    finds there is told to the group chats that are set up, too.
    """
    notify_all((sub_district_id, letter, at) for letter in letters)


def notify_all(rows: Iterable[tuple[UUID, Letter, datetime]]) -> None:
    """Put letters of several sub-districts and times into the outbox, in one statement."""
    Message.objects.bulk_create(
        [
            _message(sub_district_id, copy, at)
            for sub_district_id, letter, at in rows
            for copy in (letter, *_for_group_chats(letter))
        ],
        ignore_conflicts=True,
    )


def drop_letters_about(*, sub_district_id: UUID, number: str) -> int:
    """Take away all letters that name a record by its number; answer how many."""
    mine = Message.objects.filter(sub_district_id=sub_district_id, params__number=number)
    return mine.delete()[0]


def _for_group_chats(letter: Letter) -> Iterator[Letter]:
    """One copy for each webhook, so that one that fails is tried again alone."""
    if letter.channel is not Channel.INBOX or letter.post_id is None:
        return
    for mark in webhook_marks():
        yield replace(letter, key=f"{letter.key}:{mark}", channel=Channel.WEBHOOK, address=mark)


def _message(sub_district_id: UUID, letter: Letter, at: datetime) -> Message:
    arrived = letter.channel is Channel.INBOX
    return Message(
        sub_district_id=sub_district_id,
        key=letter.key,
        channel=letter.channel.value,
        account_id=letter.account_id,
        post_id=letter.post_id,
        address=letter.address,
        template=letter.template,
        params=dict(letter.params),
        link=letter.link,
        made_at=at,
        state=(MessageState.SENT if arrived else MessageState.WAITING).value,
        next_at=at,
        sent_at=at if arrived else None,
    )


def read_message(*, actor: Actor, message_id: UUID, at: datetime) -> Message:
    """Mark an inbox message as read by its receiver, and answer it; others have none."""
    mine = inbox(actor).filter(id=message_id)
    mine.filter(read_at=None).update(read_at=at)
    message = mine.first()
    if message is None:
        raise Missing("no_message", _("There is no such message."))
    return message


def read_all_messages(*, actor: Actor, at: datetime) -> int:
    """Mark all the actor's inbox messages as read; answer how many were not."""
    return inbox(actor).filter(read_at=None).update(read_at=at)
