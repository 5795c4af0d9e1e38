"""The minutes: kept by version, signed by each who was there, with dissent, or scanned."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.decisions.actions.meeting_work import MeetingWork
from linli.decisions.models import Attendee, Meeting, MinutesSignature, MinutesText
from linli.decisions.queries.meetings import minutes_in_force, signatures_of, to_sign
from linli.decisions.rules.meetings import MeetingState, SignWay, text_digest
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Refused
from linli.records.rules import Prepared

LONGEST = 20_000


@transaction.atomic
def keep_minutes(
    *, actor: Actor, meeting_id: UUID, text: str, version: int, at: datetime
) -> MinutesText:
    """Keep a version of the minutes; whoever is to sign is told, and signatures begin anew."""
    work = MeetingWork.on(actor=actor, meeting_id=meeting_id, version=version, at=at)
    work.require()
    work.require_state(MeetingState.HELD)
    text = text.replace("\r\n", "\n").strip()
    if not 1 <= len(text) <= LONGEST:
        raise Refused("no_minutes", _("Minutes have a text of up to 20,000 characters."))
    kept = MinutesText.objects.create(
        sub_district_id=work.tenant,
        meeting_id=work.meeting.id,
        number=work.meeting.minutes_number + 1,
        text=text,
        digest=text_digest(text),
        made_by=actor.label,
        made_at=at,
    )
    work.change(minutes_number=kept.number)
    for one in to_sign(list(work.attendees())):
        work.tell(one.account_id, "decisions/minutes_to_sign", kept.number)
    work.record("decisions.keep_minutes", {"number": kept.number, "digest": kept.digest}, text=text)
    work.write()
    return kept


@transaction.atomic
def sign_minutes(
    *,
    actor: Actor,
    meeting_id: UUID,
    number: int,
    dissent: str = "",
    at: datetime,
) -> MinutesSignature:
    """Sign the minutes in one's own account, with one's dissent; signed again, it is the same."""
    work = MeetingWork.on(actor=actor, meeting_id=meeting_id, at=at)
    mine = work.own_place()
    before = signatures_of(work.meeting).get(mine.id)
    if before is not None and before.minutes_number == number:
        return before
    _require_version(work, number)
    if mine.id not in {one.id for one in to_sign(list(work.attendees()))}:
        raise Refused("signs_not", _("Those who were there sign the minutes; observers do not."))
    made = _signed(work, mine, SignWay.OWN, dissent)
    _end_when_all(work)
    return made


@transaction.atomic
def keep_scan(
    *,
    actor: Actor,
    meeting_id: UUID,
    number: int,
    scan: Prepared,
    signed_by: Collection[UUID],
    dissents: dict[UUID, str] | None = None,
    at: datetime,
) -> Meeting:
    """Keep the scan of the minutes as signed on paper, and who signed there."""
    work = MeetingWork.on(actor=actor, meeting_id=meeting_id, at=at)
    work.require()
    _require_version(work, number)
    before = signatures_of(work.meeting)
    wanted = set(signed_by)
    new = [
        one for one in to_sign(list(work.attendees())) if one.id in wanted and one.id not in before
    ]
    if not new:
        raise Refused("nobody_signed", _("Say who signed on this paper."))
    work.change(scan_id=work.keep(scan))
    for one in new:
        _signed(work, one, SignWay.PAPER, (dissents or {}).get(one.id, ""))
    return _end_when_all(work)


def _require_version(work: MeetingWork, number: int) -> None:
    work.require_state(MeetingState.HELD)
    if not work.meeting.minutes_number:
        raise Refused("no_minutes", _("There are no minutes to sign yet."))
    if number != work.meeting.minutes_number:
        raise Conflict(
            "minutes_changed", _("The minutes were changed meanwhile. Read them again, then sign.")
        )


def _signed(work: MeetingWork, one: Attendee, way: SignWay, dissent: str) -> MinutesSignature:
    text = minutes_in_force(work.meeting)
    made = MinutesSignature.objects.create(
        sub_district_id=work.tenant,
        meeting_id=work.meeting.id,
        minutes_number=work.meeting.minutes_number,
        attendee_id=one.id,
        way=way.value,
        dissent=dissent.strip(),
        digest=text.digest if text else "",
        by=work.actor.label,
        at=work.at,
    )
    work.record(
        "decisions.sign_minutes",
        {
            "number": made.minutes_number,
            "order": one.order,
            "way": way.value,
            "dissent": bool(made.dissent),
        },
    )
    return made


def _end_when_all(work: MeetingWork) -> Meeting:
    signed = signatures_of(work.meeting)
    if all(one.id in signed for one in to_sign(list(work.attendees()))):
        work.move(MeetingState.SIGNED)
        work.change(signed_at=work.at)
        work.record("decisions.minutes_signed", {"number": work.meeting.minutes_number})
    return work.write()
