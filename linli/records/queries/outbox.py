"""Reads of the in-app inbox, and of what has not left."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from linli.kernel.actor import Actor
from linli.kernel.posts import PostKind
from linli.records.models import Channel, Message, MessageState

MAY_SEE_OUTBOX = frozenset({PostKind.GOVERNANCE_OFFICER})
"""Posts that look after messages that did not leave, beside the administrator."""


def inbox(actor: Actor) -> QuerySet[Message]:
    """The messages of the account, and of the post acted in."""
    mine = Q(account_id=actor.account_id) if actor.account_id else Q(pk=None)
    if actor.post:
        mine |= Q(post_id=actor.post.post_id)
    return Message.objects.filter(
        mine, sub_district_id=actor.sub_district_id, channel=Channel.INBOX.value
    )


def inbox_of(actor: Actor, *, before: UUID | None = None, limit: int = 30) -> list[Message]:
    """What the actor was told, newest first; `before` pages on."""
    found = inbox(actor)
    if before:
        found = found.filter(id__lt=before)
    return list(found.order_by("-id")[:limit])


def unread_count(actor: Actor, *, cap: int = 99) -> int:
    """How many of them are unread, counted up to a cap."""
    return len(inbox(actor).filter(read_at=None).values_list("id")[:cap])


def lost_messages(sub_district_id: UUID, *, limit: int = 100) -> list[Message]:
    """Messages that could not be sent and wait for a person, oldest first."""
    lost = Message.objects.filter(sub_district_id=sub_district_id, state=MessageState.LOST.value)
    return list(lost.order_by("id")[:limit])


def waiting_counts(sub_district_id: UUID) -> dict[str, int]:
    """How many messages wait to leave, by channel."""
    waiting = Message.objects.filter(
        sub_district_id=sub_district_id,
        state__in=[MessageState.WAITING.value, MessageState.SENDING.value],
    )
    rows = waiting.order_by().values("channel").annotate(count=Count("id"))
    return {row["channel"]: row["count"] for row in rows}
