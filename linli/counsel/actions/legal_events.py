"""Events about the law are announced, called off, and counted by heads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.counsel.actions.legal import visit_gone
from linli.counsel.models import LegalEvent
from linli.counsel.queries import legal as queries
from linli.counsel.rules.legal import LegalTopic, whole_headcount
from linli.diary.rules import DAY
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, NotAllowed, Refused
from linli.records import actions as records
from linli.records.actions import Batch
from linli.tenancy.models import new_id

_SUBJECT = "counsel.legal_event"


@dataclass(frozen=True, slots=True)
class EventDraft:
    """What is announced of an event: a thing and a time, no person."""

    title: str
    topic: LegalTopic
    where: str
    day: date
    first: int
    end: int


@transaction.atomic
def announce_event(
    *, actor: Actor, place_id: UUID, draft: EventDraft, key: str, at: datetime
) -> LegalEvent:
    """Announce an event at a place."""
    if not queries.may_keep_events(actor, place_id, on=timezone.localdate(at)):
        raise NotAllowed("not_here", _("The community's counter and its lawyer enter events here."))
    if not 0 <= draft.first < draft.end <= DAY:
        raise Refused("times", _("An event ends after it begins, on the same day."))
    event_id = new_id()
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act="counsel.announce_event",
        key=key,
        body={"place": str(place_id), "title": draft.title, "day": draft.day.isoformat()},
        answer={"event": str(event_id)},
        at=at,
    )
    if before is not None:
        return LegalEvent.objects.get(
            sub_district_id=actor.sub_district_id, id=UUID(before["event"])
        )
    event = LegalEvent.objects.create(
        id=event_id,
        sub_district_id=actor.sub_district_id,
        place_id=place_id,
        topic=draft.topic.value,
        title=draft.title.strip(),
        where=draft.where.strip(),
        day=draft.day,
        first=draft.first,
        end=draft.end,
        entered_by=actor.label,
    )
    _batch(event, actor, "counsel.announce_event", at).write()
    return event


@transaction.atomic
def count_heads(
    *, actor: Actor, event_id: UUID, heads: int, version: int, at: datetime
) -> LegalEvent:
    """Say how many came to an event that is over; said again, the later number holds."""
    event = _kept(actor, event_id, version, at)
    if event.day > timezone.localdate(at) or event.cancelled_at is not None:
        raise Refused("not_over", _("Heads are counted once an event has been held."))
    if not whole_headcount(heads):
        raise Refused("heads", _("Look at the number again."))
    batch = _batch(event, actor, "counsel.count_heads", at)
    batch.count(queries.HEADS, heads - (event.heads or 0), place_id=event.place_id, on=event.day)
    if event.heads is None:
        batch.count(queries.EVENTS, place_id=event.place_id, on=event.day)
    event.heads = heads
    return _saved(event, batch)


@transaction.atomic
def call_off_event(*, actor: Actor, event_id: UUID, version: int, at: datetime) -> LegalEvent:
    """Call an event off; it stays in the list as such."""
    event = _kept(actor, event_id, version, at)
    if event.heads is not None or event.cancelled_at is not None:
        raise Refused("over", _("This event is over or called off already."))
    event.cancelled_at = at
    return _saved(event, _batch(event, actor, "counsel.call_off_event", at))


def _saved(event: LegalEvent, batch: Batch) -> LegalEvent:
    event.version += 1
    event.save(update_fields=["heads", "cancelled_at", "version"])
    batch.write()
    return event


def _kept(actor: Actor, event_id: UUID, version: int, at: datetime) -> LegalEvent:
    if queries.event_kept(actor, event_id, on=timezone.localdate(at)) is None:
        raise visit_gone()
    rows = LegalEvent.objects.select_for_update()
    event = rows.get(sub_district_id=actor.sub_district_id, id=event_id)
    if event.version != version:
        raise Conflict("changed", _("Somebody else changed this first. Look at it again."))
    return event


def _batch(event: LegalEvent, actor: Actor, did: str, at: datetime) -> Batch:
    batch = Batch(sub_district_id=event.sub_district_id, subject_kind=_SUBJECT, subject_id=event.id)
    batch.record(actor=actor, did=did, facts={"topic": event.topic}, at=at)
    return batch
