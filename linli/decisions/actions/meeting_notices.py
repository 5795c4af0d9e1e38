"""Notice of a meeting is given in time, with proof that it reached each; a change needs another."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.actions.meeting_work import MeetingWork
from linli.decisions.models import Attendee, MeetingNotice, NoticeProof
from linli.decisions.queries.meetings import items_of, notice_words, rules_for
from linli.decisions.rules.meetings import AttendeePart, MeetingState, ProofWay, notice_in_time
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.kernel.rulebook import InForce
from linli.records.queries import in_words, journal_head
from linli.records.rules import Prepared

LETTER = "decisions/meeting_notice"


@transaction.atomic
def give_notice(*, actor: Actor, meeting_id: UUID, version: int, at: datetime) -> MeetingNotice:
    """Give notice: time, place and agenda stand from now on; whoever has an account is written to.

    It is given so many days before as the rule of the place asks.
    """
    work = MeetingWork.on(actor=actor, meeting_id=meeting_id, version=version, at=at)
    work.require()
    work.require_state(MeetingState.DRAFT)
    meeting = work.meeting
    items, people = items_of(meeting), list(work.attendees())
    _require_ready(len(items), people)
    rules = rules_for(meeting, on=work.today)
    _require_in_time(work, rules.days, rules.notice)
    words = notice_words(meeting, items)
    notice = MeetingNotice.objects.create(
        sub_district_id=work.tenant,
        meeting_id=meeting.id,
        number=meeting.notice_number + 1,
        text=words.plain,
        digest=words.digest,
        starts_at=meeting.starts_at,
        days=rules.days,
        journal_head=journal_head(work.tenant),
        made_by=actor.label,
        made_at=at,
    )
    work.move(MeetingState.NOTICED)
    work.change(notice_number=notice.number)
    for one in people:
        work.tell(one.account_id, LETTER, notice.number)
    work.record(
        "decisions.give_notice",
        {"number": notice.number, "items": len(items), "digest": words.digest},
    )
    work.write()
    return notice


@transaction.atomic
def take_notice_back(
    *, actor: Actor, meeting_id: UUID, reason: str, version: int, at: datetime
) -> None:
    """Take the notice back to change time, place or agenda; days run anew with the next one."""
    work = MeetingWork.on(actor=actor, meeting_id=meeting_id, version=version, at=at)
    work.require()
    if not reason.strip():
        raise Refused("no_reason", _("Say why the notice is taken back."))
    work.require_state(MeetingState.NOTICED)
    work.move(MeetingState.DRAFT)
    for one in work.attendees():
        work.tell(one.account_id, "decisions/meeting_notice_back", work.meeting.notice_number)
    work.record(
        "decisions.take_notice_back", {"number": work.meeting.notice_number}, text=reason.strip()
    )
    work.write()


@transaction.atomic
def prove_notice(
    *,
    actor: Actor,
    meeting_id: UUID,
    attendee_id: UUID,
    way: ProofWay,
    note: str = "",
    photo: Prepared | None = None,
    at: datetime,
) -> None:
    """Note how the notice reached somebody; noted again, the first proof stands."""
    work = MeetingWork.on(actor=actor, meeting_id=meeting_id, at=at)
    work.require()
    work.require_state(MeetingState.NOTICED)
    if way is ProofWay.APP:
        raise Refused("own_alone", _("Only they themselves confirm a notice in their account."))
    one = work.attendee(attendee_id)
    if way is ProofWay.LEFT and photo is None:
        raise Refused("no_photo", _("A notice left at the door is proven by a photo of it."))
    _prove(work, one, way, note=note, photo_id=work.keep(photo))


@transaction.atomic
def confirm_notice(*, actor: Actor, meeting_id: UUID, at: datetime) -> None:
    """Confirm in one's own account that one has the notice."""
    work = MeetingWork.on(actor=actor, meeting_id=meeting_id, at=at)
    mine = work.own_place()
    work.require_state(MeetingState.NOTICED, MeetingState.UNDER_WAY)
    _prove(work, mine, ProofWay.APP)


def _prove(
    work: MeetingWork,
    one: Attendee,
    way: ProofWay,
    *,
    note: str = "",
    photo_id: UUID | None = None,
) -> None:
    _row, new = NoticeProof.objects.get_or_create(
        sub_district_id=work.tenant,
        attendee_id=one.id,
        notice_number=work.meeting.notice_number,
        defaults={
            "meeting_id": work.meeting.id,
            "way": way.value,
            "note": note.strip(),
            "photo_id": photo_id,
            "by": work.actor.label,
            "at": work.at,
        },
    )
    if new:
        work.record("decisions.prove_notice", {"order": one.order, "way": way.value})
        work.batch.write()


def _require_ready(items: int, people: list[Attendee]) -> None:
    if not items:
        raise Refused("no_agenda", _("A notice has an agenda; put at least one point on it."))
    parts = [AttendeePart(one.part) for one in people]
    if parts.count(AttendeePart.CHAIR) != 1:
        raise Refused("no_chair", _("Name who leads the meeting."))
    if len(parts) < 2:  # noqa: PLR2004 - one alone is no meeting
        raise Refused("nobody_bidden", _("Bid those who are to come."))


def _require_in_time(work: MeetingWork, days: int, rule: InForce | None) -> None:
    held_on = timezone.localdate(work.meeting.starts_at)
    if work.meeting.starts_at > work.at and notice_in_time(work.today, held_on, days):
        return
    words = _("Notice is given at least %(days)s days before the meeting. Choose a later day.")
    source = in_words(rule.source) if rule else ""
    raise Refused("notice_late", words % {"days": days}, source=source)
