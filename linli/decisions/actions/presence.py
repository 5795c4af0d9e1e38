"""Who came: signed in on their own or on the sheet; a meeting begins with those it needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.actions.meeting_work import MeetingWork
from linli.decisions.models import AgendaItem, Attendee, Meeting
from linli.decisions.queries.meetings import (
    bidden,
    items_of,
    notice_in_force,
    notice_words,
    proofs_of,
    rules_for,
)
from linli.decisions.rules.meetings import (
    MeetingState,
    Presence,
    SignWay,
    quorum_met,
    without_proof,
)
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.records.queries import in_words

OPEN = (MeetingState.NOTICED, MeetingState.UNDER_WAY)


@transaction.atomic
def sign_in(*, actor: Actor, meeting_id: UUID, at: datetime) -> Attendee:
    """Sign oneself in, on the day of the meeting."""
    work = MeetingWork.on(actor=actor, meeting_id=meeting_id, at=at)
    mine = work.own_place()
    work.require_state(*OPEN)
    _require_day(work)
    if mine.presence != Presence.HERE:
        _came(work, mine, Presence.HERE, SignWay.OWN)
        work.batch.write()
    return mine


@transaction.atomic
def ask_leave(*, actor: Actor, meeting_id: UUID, reason: str, at: datetime) -> Attendee:
    """Say beforehand that one cannot come, and why."""
    work = MeetingWork.on(actor=actor, meeting_id=meeting_id, at=at)
    mine = work.own_place()
    work.require_state(MeetingState.NOTICED)
    _came(work, mine, Presence.EXCUSED, SignWay.OWN, reason=reason)
    work.batch.write()
    return mine


@transaction.atomic
def keep_presence(
    *,
    actor: Actor,
    meeting_id: UUID,
    came: Mapping[UUID, tuple[Presence, str]],
    at: datetime,
) -> int:
    """Write down from the sheet who came, who is excused and why; answer how many came."""
    work = MeetingWork.on(actor=actor, meeting_id=meeting_id, at=at)
    work.require()
    work.require_state(*OPEN)
    _require_day(work)
    for one in work.attendees():
        presence, reason = came.get(one.id, (Presence(one.presence), one.reason))
        if presence != one.presence or reason != one.reason:
            _came(work, one, presence, SignWay.PAPER, reason=reason)
    work.batch.write()
    here = work.attendees().filter(presence=Presence.HERE)
    return int(here.count())


@transaction.atomic
def start_meeting(*, actor: Actor, meeting_id: UUID, version: int, at: datetime) -> Meeting:
    """Begin: the notice stands as it was given and reached all who must be there; enough came."""
    work = MeetingWork.on(actor=actor, meeting_id=meeting_id, version=version, at=at)
    work.require()
    work.require_state(MeetingState.NOTICED)
    _require_day(work)
    _require_same_agenda(work)
    people = bidden(list(work.attendees()), proofs_of(work.meeting))
    lacking = without_proof(people)
    if lacking:
        words = _("For %(many)s who must attend nothing proves that the notice reached them.")
        raise Refused("no_proof", words % {"many": lacking})
    rules = rules_for(work.meeting, on=work.today)
    if not quorum_met(people, rules.asked):
        source = in_words(rules.quorum.source) if rules.quorum else ""
        raise Refused(
            "no_quorum", _("Too few members are here; nothing is decided."), source=source
        )
    work.move(MeetingState.UNDER_WAY)
    work.change(started_at=at)
    here = sum(one.here and one.counts for one in people)
    work.record("decisions.start_meeting", {"here": here, "members": _members(work)})
    return work.write()


@transaction.atomic
def end_meeting(*, actor: Actor, meeting_id: UUID, version: int, at: datetime) -> Meeting:
    """End a meeting in which every point of the agenda has its outcome."""
    work = MeetingWork.on(actor=actor, meeting_id=meeting_id, version=version, at=at)
    work.require()
    work.require_state(MeetingState.UNDER_WAY)
    open_items = AgendaItem.objects.filter(
        sub_district_id=work.tenant, meeting=work.meeting, outcome=""
    ).count()
    if open_items:
        words = _("%(many)s points of the agenda have no outcome yet. Put them off if need be.")
        raise Refused("items_open", words % {"many": open_items})
    work.attendees().filter(presence=Presence.EXPECTED).update(presence=Presence.ABSENT)
    work.move(MeetingState.HELD)
    work.change(ended_at=at)
    work.record("decisions.end_meeting")
    return work.write()


def _came(
    work: MeetingWork, one: Attendee, presence: Presence, way: SignWay, *, reason: str = ""
) -> None:
    reason = reason.strip()
    if presence is Presence.EXCUSED and not reason:
        raise Refused("no_reason", _("Say why, in a few words."))
    one.presence, one.reason = presence.value, reason
    one.came_at = work.at if presence is Presence.HERE else None
    one.came_way = way.value if presence is Presence.HERE else ""
    one.save(update_fields=["presence", "reason", "came_at", "came_way"])
    work.record(
        "decisions.keep_presence",
        {"order": one.order, "presence": presence.value, "way": way.value},
    )


def _members(work: MeetingWork) -> int:
    return sum(one.counts for one in bidden(list(work.attendees())))


def _require_day(work: MeetingWork) -> None:
    """One signs in on the day of the meeting, not before it."""
    if work.today < timezone.localdate(work.meeting.starts_at):
        raise Refused("too_early", _("One signs in on the day of the meeting, not before."))


def _require_same_agenda(work: MeetingWork) -> None:
    notice = notice_in_force(work.meeting)
    now = notice_words(work.meeting, items_of(work.meeting))
    if notice is None or notice.digest != now.digest:
        raise Refused(
            "agenda_changed",
            _("Time, place or agenda is not what the notice said. Give a new notice."),
        )
