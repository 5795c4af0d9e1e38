"""A meeting is called, its agenda made, people bidden; all of it before the notice is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.actions.meeting_work import MeetingWork, no_meeting
from linli.decisions.actions.proposing import short_number
from linli.decisions.models import AgendaItem, Attendee, Decision, FollowUp, Meeting
from linli.decisions.queries.decisions import may_do_at
from linli.decisions.rules import DecisionState, Verb
from linli.decisions.rules.meetings import (
    BODY_OF,
    VOTING,
    AttendeePart,
    FollowUpState,
    MeetingKind,
    MeetingState,
)
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.people import queries as people
from linli.people.rules import SeatOffice
from linli.places import queries as places
from linli.records import actions as records
from linli.tenancy.models import new_id

NUMBER = "HY"
MOST_ITEMS = 30
MOST_BIDDEN = 300


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """What meets, where and when; `body_id` is the body of `people`, where one meets."""

    kind: MeetingKind
    title: str
    place_id: UUID
    starts_at: datetime
    where: str
    body_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A point of the agenda."""

    title: str
    about: str = ""
    decision_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is bidden; an observer is never required."""

    name: str
    title: str = ""
    part: AttendeePart = AttendeePart.MEMBER
    account_id: UUID | None = None
    required: bool = True


@transaction.atomic
def call_meeting(
    *,
    actor: Actor,
    draft: MeetingDraft,
    decision_id: UUID | None = None,
    key: str,
    at: datetime,
) -> Meeting:
    """Begin a meeting; a body's members are bidden, open points of police rooms carried over."""
    on = timezone.localdate(at)
    if not may_do_at(actor, Verb.RUN, draft.place_id, on=on):
        raise NotAllowed("not_runner", _("Your post does not call meetings at this place."))
    meeting_id = new_id()
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act="decisions.call_meeting",
        key=key,
        body={"kind": draft.kind.value, "place": str(draft.place_id), "title": draft.title},
        answer={"meeting": str(meeting_id)},
        at=at,
    )
    if before is not None:
        return _called_before(actor, UUID(before["meeting"]))
    _require_sound(draft, at)
    body_id = draft.body_id or _body_at(actor, draft, at)
    meeting = Meeting.objects.create(
        id=meeting_id,
        sub_district_id=actor.sub_district_id,
        number=short_number(actor.sub_district_id, draft.place_id, NUMBER, at),
        kind=draft.kind.value,
        state=MeetingState.DRAFT.value,
        title=draft.title.strip(),
        place_id=draft.place_id,
        body_id=body_id,
        where=draft.where.strip(),
        starts_at=draft.starts_at,
        made_at=at,
    )
    work = MeetingWork(actor=actor, meeting=meeting, at=at, new=True)
    if body_id is not None:
        _bid_body(work, draft.kind, body_id)
    if draft.kind is MeetingKind.POLICE_ROOM:
        _carry_over(work)
    if decision_id is not None:
        _add_item(work, _item_of(work, decision_id))
    work.record("decisions.call_meeting", {"kind": draft.kind.value})
    work.batch.write()
    return meeting


@transaction.atomic
def set_meeting(
    *,
    actor: Actor,
    meeting_id: UUID,
    title: str,
    where: str,
    starts_at: datetime,
    version: int,
    at: datetime,
) -> Meeting:
    """Set time, place and title, as long as no notice of them is in force."""
    work = _drafted(actor, meeting_id, version, at)
    draft = MeetingDraft(
        MeetingKind(work.meeting.kind), title, work.meeting.place_id, starts_at, where
    )
    _require_sound(draft, at)
    work.change(title=title.strip(), where=where.strip(), starts_at=starts_at)
    work.record("decisions.set_meeting")
    return work.write()


@transaction.atomic
def cancel_meeting(
    *, actor: Actor, meeting_id: UUID, reason: str, version: int, at: datetime
) -> Meeting:
    """Call a meeting off before it begins; whoever had the notice is told."""
    work = MeetingWork.on(actor=actor, meeting_id=meeting_id, version=version, at=at)
    work.require()
    if not reason.strip():
        raise Refused("no_reason", _("Say why the meeting is called off."))
    noticed = work.state is MeetingState.NOTICED
    work.move(MeetingState.CANCELLED)
    work.change(cancel_reason=reason.strip())
    if noticed:
        for one in work.attendees():
            work.tell(one.account_id, "decisions/meeting_cancelled", work.meeting.notice_number)
    work.record("decisions.cancel_meeting")
    return work.write()


@transaction.atomic
def add_item(
    *, actor: Actor, meeting_id: UUID, item: Item, version: int | None = None, at: datetime
) -> AgendaItem:
    """Put a point on the agenda; after the notice none is added."""
    work = _drafted(actor, meeting_id, version, at)
    if item.decision_id is not None:
        _item_of(work, item.decision_id)
    made = _add_item(work, item)
    work.record("decisions.add_agenda_item", {"order": made.order})
    work.write()
    return made


@transaction.atomic
def drop_item(
    *, actor: Actor, meeting_id: UUID, item_id: UUID, version: int | None = None, at: datetime
) -> Meeting:
    """Take a point off the agenda; after the notice none is, and an open point stays for good."""
    work = _drafted(actor, meeting_id, version, at)
    item = AgendaItem.objects.filter(
        sub_district_id=work.tenant, meeting=work.meeting, id=item_id
    ).first()
    if item is None:
        raise Missing("no_item", _("There is no such point on the agenda."))
    if item.follow_up_id is not None:
        raise Refused(
            "carried_over", _("An open point of an earlier meeting stays until it is done.")
        )
    item.delete()
    work.record("decisions.drop_agenda_item", {"order": item.order})
    return work.write()


@transaction.atomic
def bid(
    *,
    actor: Actor,
    meeting_id: UUID,
    person: Person,
    version: int | None = None,
    at: datetime,
) -> Attendee:
    """Bid somebody to a meeting, as a member or as an observer who speaks and does not vote."""
    work = _drafted(actor, meeting_id, version, at)
    made = _bid(work, person)
    work.record("decisions.bid", {"part": person.part.value})
    work.write()
    return made


@transaction.atomic
def unbid(
    *, actor: Actor, meeting_id: UUID, attendee_id: UUID, version: int | None = None, at: datetime
) -> Meeting:
    """Take somebody off the list before the notice; who sits in the body is always bidden."""
    work = _drafted(actor, meeting_id, version, at)
    one = work.attendee(attendee_id)
    if one.seat_id is not None:
        raise Refused("sits", _("Whoever sits in the body is bidden to its meetings."))
    one.delete()
    work.record("decisions.unbid", {"part": one.part})
    return work.write()


@transaction.atomic
def give_part(
    *,
    actor: Actor,
    meeting_id: UUID,
    attendee_id: UUID,
    part: AttendeePart,
    version: int | None = None,
    at: datetime,
) -> Attendee:
    """Let one of those who are bidden lead the meeting, or be a member again, before the notice."""
    work = _drafted(actor, meeting_id, version, at)
    one = work.attendee(attendee_id)
    if part not in VOTING or AttendeePart(one.part) not in VOTING:
        raise Refused("part_stays", _("Only members lead; observers and the recorder stay so."))
    if part is AttendeePart.CHAIR:
        leading = work.attendees().filter(part=AttendeePart.CHAIR)
        leading.update(part=AttendeePart.MEMBER)
    one.part = part.value
    one.save(update_fields=["part"])
    work.record("decisions.give_part", {"order": one.order, "part": part.value})
    work.write()
    return one


def _called_before(actor: Actor, meeting_id: UUID) -> Meeting:
    found = Meeting.objects.filter(sub_district_id=actor.sub_district_id, id=meeting_id).first()
    if found is None:
        raise no_meeting()
    return found


def _drafted(actor: Actor, meeting_id: UUID, version: int | None, at: datetime) -> MeetingWork:
    work = MeetingWork.on(actor=actor, meeting_id=meeting_id, version=version, at=at)
    work.require()
    work.require_state(MeetingState.DRAFT)
    return work


def _require_sound(draft: MeetingDraft, at: datetime) -> None:
    if not (draft.title.strip() and draft.where.strip()):
        raise Refused("empty_meeting", _("A meeting has a title and a place where it is held."))
    if draft.starts_at <= at:
        raise Refused("in_past", _("A meeting begins in the future."))
    if draft.body_id is not None and draft.kind not in BODY_OF:
        raise Refused("no_body", _("In a meeting of this kind several bodies meet; bid them."))


def _body_at(actor: Actor, draft: MeetingDraft, at: datetime) -> UUID | None:
    """The body that meets, where one of its kind sits at the place."""
    kind = BODY_OF.get(draft.kind)
    if kind is None:
        return None
    on = timezone.localdate(at)
    found = people.bodies_at(actor.sub_district_id, [draft.place_id], on=on, kinds=[kind])
    sitting = (one.body_id for one in found if one.term and one.term.first <= on <= one.term.last)
    return next(sitting, None)


def _item_of(work: MeetingWork, decision_id: UUID) -> Item:
    found = Decision.objects.filter(sub_district_id=work.tenant, id=decision_id).first()
    if found is None:
        raise Missing("no_decision", _("There is no such decision."))
    if found.state != DecisionState.OPEN:
        raise Refused("decision_ended", _("This decision has ended; nothing more is done to it."))
    if not _same_line(work, found.place_id):
        raise Refused("other_place", _("This decision is of another place than the meeting."))
    return Item(found.title, found.number, found.id)


def _same_line(work: MeetingWork, place_id: UUID) -> bool:
    here = places.ancestors(work.tenant, work.meeting.place_id, on=work.today)
    there = places.ancestors(work.tenant, place_id, on=work.today)
    lines = {one.ids for one in (here, there) if one is not None}
    return any(place_id in ids or work.meeting.place_id in ids for ids in lines)


def _add_item(work: MeetingWork, item: Item, *, follow_up: FollowUp | None = None) -> AgendaItem:
    if not item.title.strip():
        raise Refused("empty_item", _("A point of the agenda has a title."))
    items = AgendaItem.objects.filter(sub_district_id=work.tenant, meeting=work.meeting)
    if item.decision_id is not None and items.filter(decision_id=item.decision_id).exists():
        raise Refused("item_twice", _("This decision stands on the agenda already."))
    last = items.aggregate(last=Max("order"))["last"] or 0
    if last >= MOST_ITEMS:
        raise Refused("too_many", _("This is more than one meeting can hold."))
    return AgendaItem.objects.create(
        sub_district_id=work.tenant,
        meeting=work.meeting,
        order=last + 1,
        title=item.title.strip()[:120],
        about=item.about.strip(),
        decision_id=item.decision_id,
        follow_up=follow_up,
    )


def _bid(work: MeetingWork, person: Person, *, seat_id: UUID | None = None) -> Attendee:
    name = person.name.strip()
    if not name:
        raise Refused("no_name", _("Name who is bidden."))
    if person.part is AttendeePart.OBSERVER and person.required:
        raise Refused("observer_required", _("An observer may come and need not."))
    rows = work.attendees()
    if person.account_id is not None and rows.filter(account_id=person.account_id).exists():
        raise Refused("bidden", _("They are bidden already."))
    _require_new(rows, name, person.title.strip(), seat_id)
    if person.part is AttendeePart.CHAIR and rows.filter(part=AttendeePart.CHAIR).exists():
        raise Refused("two_chairs", _("One person leads the meeting."))
    last = rows.aggregate(last=Max("order"))["last"] or 0
    if last >= MOST_BIDDEN:
        raise Refused("too_many", _("This is more than one meeting can hold."))
    return Attendee.objects.create(
        sub_district_id=work.tenant,
        meeting=work.meeting,
        order=last + 1,
        name=name,
        title=person.title.strip(),
        part=person.part.value,
        required=person.required,
        account_id=person.account_id,
        seat_id=seat_id,
    )


def _require_new(rows: QuerySet[Attendee], name: str, title: str, seat_id: UUID | None) -> None:
    """Nobody is bidden twice; two who sit in a body may bear one name."""
    if seat_id is None and rows.filter(name=name, title=title).exists():
        words = _(
            "%(name)s is bidden already. For another person of that name write another title."
        )
        raise Refused("bidden_twice", words % {"name": name})


def _bid_body(work: MeetingWork, kind: MeetingKind, body_id: UUID) -> None:
    card = people.body(work.tenant, body_id, on=work.today)
    if card is None or card.kind != BODY_OF.get(kind):
        raise Refused("other_body", _("This is not a body that meets in such a meeting."))
    if card.term is None or not card.term.members or work.today > card.term.last:
        raise Refused("no_term", _("Nobody sits in this body today; its term is over or empty."))
    for member in card.term.members:
        seat = people.seat(work.tenant, member.seat_id)
        leads = member.office == SeatOffice.CHAIR
        person = Person(
            name=member.name,
            title=f"{card.name} · {member.title}",
            part=AttendeePart.CHAIR if leads else AttendeePart.MEMBER,
            account_id=seat.account_id if seat else None,
        )
        _bid(work, person, seat_id=member.seat_id)


def _carry_over(work: MeetingWork) -> None:
    """Open points of earlier meetings at the place stand first on the agenda (S35)."""
    still_open = FollowUp.objects.filter(
        sub_district_id=work.tenant,
        meeting__place_id=work.meeting.place_id,
        meeting__kind=MeetingKind.POLICE_ROOM,
        state=FollowUpState.OPEN,
    )
    for one in still_open.order_by("due_on", "id")[:MOST_ITEMS]:
        _add_item(work, Item(one.what, one.owner), follow_up=one)
