"""Meetings found by id, place and decision; who is bidden, what was said, what rules bind."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from linli.decisions.models import (
    AgendaItem,
    Attendee,
    Decision,
    FollowUp,
    ItemVoice,
    Meeting,
    MeetingNotice,
    MinutesSignature,
    MinutesText,
    NoticeProof,
)
from linli.decisions.queries.decisions import may_do_at
from linli.decisions.rules import Verb
from linli.decisions.rules.meetings import (
    AGREEMENT_RULE,
    NOTICE_RULE,
    QUORUM_RULE,
    SIGNING,
    AttendeePart,
    Bidden,
    FollowUpState,
    MeetingKind,
    MeetingState,
    NoticeWords,
    Presence,
    Stance,
)
from linli.kernel.actor import Actor
from linli.kernel.rulebook import InForce, NoSuchRule, NotSetByPlace
from linli.kernel.shares import Threshold
from linli.records.queries import rule_in_force

PAGE = 30
PUBLIC = [MeetingState.NOTICED, MeetingState.UNDER_WAY, MeetingState.HELD, MeetingState.SIGNED]


def meeting(sub_district_id: UUID, meeting_id: UUID) -> Meeting | None:
    """One meeting."""
    return _meetings(sub_district_id).filter(id=meeting_id).first()


def meeting_seen_by(actor: Actor, meeting_id: UUID, *, on: date) -> Meeting | None:
    """A meeting as somebody at the desk finds it: none beyond the reach of the post."""
    found = meeting(actor.sub_district_id, meeting_id)
    if found is None or not may_do_at(actor, Verb.SEE, found.place_id, on=on):
        return None
    return found


def meeting_of_own(sub_district_id: UUID, meeting_id: UUID, account_id: UUID) -> Attendee | None:
    """One's own place at a meeting that was noticed."""
    rows = Attendee.objects.filter(
        sub_district_id=sub_district_id, meeting_id=meeting_id, account_id=account_id
    ).exclude(meeting__notice_number=0)
    return rows.select_related("meeting__place").first()


def own_meetings(sub_district_id: UUID, account_id: UUID) -> list[Attendee]:
    """One's own places at meetings, newest first; not those that no notice was given of."""
    rows = Attendee.objects.filter(sub_district_id=sub_district_id, account_id=account_id).exclude(
        meeting__notice_number=0
    )
    return list(rows.select_related("meeting__place").order_by("-meeting__starts_at")[:PAGE])


def public_meeting(sub_district_id: UUID, meeting_id: UUID) -> Meeting | None:
    """A meeting that everybody may know of: from its notice on."""
    return _meetings(sub_district_id).filter(id=meeting_id, state__in=PUBLIC).first()


def public_meetings(sub_district_id: UUID, place_ids: Collection[UUID]) -> list[Meeting]:
    """The meetings of these places that everybody may know of, newest first, one page of them."""
    rows = _meetings(sub_district_id).filter(state__in=PUBLIC)
    if place_ids:
        rows = rows.filter(place_id__in=list(place_ids))
    return list(rows.order_by("-starts_at")[:PAGE])


def meetings_at(
    sub_district_id: UUID, place_ids: Collection[UUID], *, over: bool, after: str = ""
) -> list[Meeting]:
    """The meetings of these places by time: those ahead soonest first, the others newest first.

    One more than a page is answered where more follow.
    """
    ended = [MeetingState.SIGNED, MeetingState.CANCELLED]
    rows = _meetings(sub_district_id).filter(place_id__in=list(place_ids))
    if not over:
        return list(rows.exclude(state__in=ended).order_by("starts_at", "id")[: PAGE * 4])
    rows = rows.filter(state__in=ended)
    if after:
        rows = rows.filter(id__lt=after)
    return list(rows.order_by("-id")[: PAGE + 1])


def meetings_of(found: Decision) -> list[Meeting]:
    """The meetings that have a decision on their agenda, newest first; cancelled ones left out."""
    rows = _meetings(found.sub_district_id).filter(
        items__sub_district_id=found.sub_district_id, items__decision_id=found.id
    )
    return list(rows.exclude(state=MeetingState.CANCELLED).order_by("-id"))


def items_of(found: Meeting) -> list[AgendaItem]:
    """The agenda in order; open points that are taken up again come with them."""
    rows = AgendaItem.objects.filter(sub_district_id=found.sub_district_id, meeting=found)
    return list(rows.select_related("follow_up__place").order_by("order"))


def attendees_of(found: Meeting) -> list[Attendee]:
    """Who is bidden, in order."""
    rows = Attendee.objects.filter(sub_district_id=found.sub_district_id, meeting=found)
    return list(rows.order_by("order"))


def notices_given(found: Meeting) -> list[MeetingNotice]:
    """The notices that were given, newest first."""
    return list(_of(MeetingNotice, found).order_by("-number"))


def notice_in_force(found: Meeting) -> MeetingNotice | None:
    """The notice that stands."""
    return next(iter(notices_given(found)[:1]), None) if found.notice_number else None


def proofs_of(found: Meeting) -> dict[UUID, NoticeProof]:
    """By attendee, what proves that the notice in force reached them."""
    rows = _of(NoticeProof, found).filter(notice_number=found.notice_number)
    return {row.attendee_id: row for row in rows}


def voices_of(found: Meeting) -> list[ItemVoice]:
    """What was said, item by item."""
    rows = ItemVoice.objects.filter(
        sub_district_id=found.sub_district_id, item__meeting_id=found.id
    )
    return list(rows.select_related("attendee").order_by("item_id", "attendee__order"))


def minutes_in_force(found: Meeting) -> MinutesText | None:
    """The minutes in the version that is to be signed, or is."""
    return _of(MinutesText, found).filter(number=found.minutes_number).first()


def signatures_of(found: Meeting) -> dict[UUID, MinutesSignature]:
    """By attendee, who signed the minutes in force."""
    rows = _of(MinutesSignature, found).filter(minutes_number=found.minutes_number)
    return {row.attendee_id: row for row in rows}


def to_sign(attendees: Sequence[Attendee]) -> list[Attendee]:
    """Who signs the minutes: whoever was there and is no observer."""
    return [
        one
        for one in attendees
        if one.presence == Presence.HERE and AttendeePart(one.part) in SIGNING
    ]


def follow_ups_of(found: Meeting) -> list[FollowUp]:
    """What a meeting asked for."""
    rows = FollowUp.objects.filter(sub_district_id=found.sub_district_id, meeting=found)
    return list(rows.select_related("place").order_by("due_on", "id"))


def open_follow_ups(sub_district_id: UUID, place_ids: Collection[UUID]) -> list[FollowUp]:
    """What meetings of these places asked for and is not done, soonest first."""
    rows = FollowUp.objects.filter(
        sub_district_id=sub_district_id,
        meeting__place_id__in=list(place_ids),
        state=FollowUpState.OPEN,
    )
    return list(rows.select_related("place", "meeting").order_by("due_on", "id")[:200])


def bidden(attendees: Sequence[Attendee], proven: Collection[UUID] = ()) -> list[Bidden]:
    """Those who are bidden as the rules see them."""
    return [
        Bidden(AttendeePart(one.part), one.required, Presence(one.presence), one.id in proven)
        for one in attendees
    ]


def notice_words(found: Meeting, items: Sequence[AgendaItem]) -> NoticeWords:
    """What a notice of the meeting says as it stands now."""
    return NoticeWords(
        number=found.number,
        title=found.title,
        where=found.where,
        starts_at=found.starts_at,
        agenda=[one.title for one in items],
    )


@dataclass(frozen=True, slots=True)
class MeetingRules:
    """What binds a meeting at its place on a day; none where no rule is known."""

    notice: InForce | None
    quorum: InForce | None
    agreement: InForce | None

    @property
    def days(self) -> int:
        """How many days before the meeting its notice is given, at the least."""
        return self.notice.duration.count if self.notice else 1

    @property
    def asked(self) -> Threshold | None:
        """The share of members who must be there."""
        return self.quorum.threshold if self.quorum else None


def rules_for(found: Meeting, *, on: date) -> MeetingRules:
    """The rules that bind a meeting."""
    kind = MeetingKind(found.kind)
    here = found.sub_district_id
    return MeetingRules(
        notice=_rule(here, NOTICE_RULE[kind], on),
        quorum=_rule(here, QUORUM_RULE[kind], on) if kind in QUORUM_RULE else None,
        agreement=_rule(here, AGREEMENT_RULE, on),
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """What was said on an item, in figures."""

    item_id: UUID
    votes_for: int = 0
    against: int = 0
    abstained: int = 0
    recused: int = 0
    spoke: int = 0


def counted(item_id: UUID, voices: Sequence[ItemVoice]) -> Counted:
    """The figures of one item."""
    mine = [one.stance for one in voices if one.item_id == item_id]
    return Counted(
        item_id,
        votes_for=mine.count(Stance.FOR),
        against=mine.count(Stance.AGAINST),
        abstained=mine.count(Stance.ABSTAIN),
        recused=mine.count(Stance.RECUSED),
        spoke=mine.count(Stance.SPOKE),
    )


def _rule(sub_district_id: UUID, key: str, on: date) -> InForce | None:
    try:
        return rule_in_force(sub_district_id, key, on=on)
    except (NoSuchRule, NotSetByPlace):
        return None


def _of(model: Any, found: Meeting) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(
        sub_district_id=found.sub_district_id, meeting_id=found.id
    )
    return rows


def _meetings(sub_district_id: UUID) -> QuerySet[Meeting]:
    return Meeting.objects.filter(sub_district_id=sub_district_id).select_related("place")


def may_read_meeting_paper(
    *,
    actor: Actor,
    subject_id: UUID,
    for_staff_only: bool,
    session: Mapping[str, Any],
    key: str,
) -> bool:
    """Scans and proofs are for who sees the meeting at the desk, and for those bidden to it."""
    found = meeting(actor.sub_district_id, subject_id)
    if found is None:
        return False
    if may_do_at(actor, Verb.SEE, found.place_id, on=timezone.localdate()):
        return True
    return actor.account_id is not None and (
        meeting_of_own(actor.sub_district_id, found.id, actor.account_id) is not None
    )
