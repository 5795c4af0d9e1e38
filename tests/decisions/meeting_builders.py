"""Meetings for tests: called, noticed, held and signed by the actions that people use."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from linli.decisions import actions
from linli.decisions.actions import Item, MeetingDraft, Person
from linli.decisions.models import AgendaItem, Attendee, Decision, Meeting
from linli.decisions.queries.meetings import attendees_of, items_of, to_sign
from linli.decisions.rules.meetings import (
    AttendeePart,
    ItemOutcome,
    MeetingKind,
    Presence,
    ProofWay,
    Stance,
)
from linli.people.models import Account
from tests.decisions.builders import AT, Ground
from tests.elections.election_builders import a_photo
from tests.people import builders as people

HELD = AT + timedelta(days=7, hours=1)
"""When meetings of these tests are held: a week and an hour after they were called."""


def again(meeting: Meeting) -> Meeting:
    """The meeting as it stands now."""
    return Meeting.objects.get(id=meeting.id)


class Meetings:
    """Meetings at a ground's compound, with members, observers and accounts of their own."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.member: Account = ground.somebody()
        self.observer: Account = ground.somebody()

    def called(
        self,
        *,
        kind: MeetingKind = MeetingKind.JOINT,
        decision: Decision | None = None,
        starts_at: datetime = HELD,
        at: datetime = AT,
    ) -> Meeting:
        """A meeting that is being prepared; nobody is bidden but a body's members."""
        return actions.call_meeting(
            actor=self.ground.secretary,
            draft=MeetingDraft(
                kind=kind,
                title="商议疏通小区下水道",
                place_id=self.ground.compound.id,
                starts_at=starts_at,
                where="小区活动室",
            ),
            decision_id=decision.id if decision else None,
            key=str(uuid4()),
            at=at,
        )

    def joint(self, decision: Decision | None = None, *, at: datetime = AT) -> Meeting:
        """A joint meeting with a chair, two members, a recorder and an observer."""
        made = self.called(decision=decision, at=at, starts_at=at + (HELD - AT))
        if decision is None:
            self.item(made, "商议围墙怎么修", at=at)
        for person in (
            Person("示例主持人", "社区党支部", AttendeePart.CHAIR),
            Person("示例成员甲", "居委会", AttendeePart.MEMBER, self.member.pk),
            Person("示例成员乙", "业委会", AttendeePart.MEMBER),
            Person("示例记录人", "居委会", AttendeePart.RECORDER, required=False),
            Person(
                "示例列席人", "物业公司", AttendeePart.OBSERVER, self.observer.pk, required=False
            ),
        ):
            actions.bid(actor=self.ground.secretary, meeting_id=made.id, person=person, at=at)
        return again(made)

    def item(self, meeting: Meeting, title: str, *, at: datetime = AT) -> AgendaItem:
        """Another point of the agenda."""
        return actions.add_item(
            actor=self.ground.secretary, meeting_id=meeting.id, item=Item(title), at=at
        )

    def led(self, meeting: Meeting, *, at: datetime = AT) -> Attendee:
        """Let the first of those who are bidden lead the meeting."""
        return actions.give_part(
            actor=self.ground.secretary,
            meeting_id=meeting.id,
            attendee_id=attendees_of(meeting)[0].id,
            part=AttendeePart.CHAIR,
            at=at,
        )

    def noticed(self, meeting: Meeting, *, at: datetime = AT) -> Meeting:
        """Give notice of a meeting and prove it to all."""
        actions.give_notice(
            actor=self.ground.secretary,
            meeting_id=meeting.id,
            version=again(meeting).version,
            at=at,
        )
        for one in attendees_of(meeting):
            actions.prove_notice(
                actor=self.ground.secretary,
                meeting_id=meeting.id,
                attendee_id=one.id,
                way=ProofWay.HANDED,
                at=at,
            )
        return again(meeting)

    def come(self, meeting: Meeting, *, away: tuple[int, ...] = (), at: datetime = HELD) -> Meeting:
        """All sign in on the sheet; those whose order is in `away` are excused."""
        came = {
            one.id: (Presence.EXCUSED, "出差") if one.order in away else (Presence.HERE, "")
            for one in attendees_of(meeting)
        }
        actions.keep_presence(actor=self.ground.secretary, meeting_id=meeting.id, came=came, at=at)
        return again(meeting)

    def begun(
        self, meeting: Meeting, *, away: tuple[int, ...] = (), at: datetime = HELD
    ) -> Meeting:
        """A meeting that has begun."""
        self.come(meeting, away=away, at=at)
        return actions.start_meeting(
            actor=self.ground.secretary,
            meeting_id=meeting.id,
            version=again(meeting).version,
            at=at,
        )

    def under_way(self, decision: Decision | None = None, *, at: datetime = AT) -> Meeting:
        """A joint meeting under way."""
        return self.begun(self.noticed(self.joint(decision, at=at), at=at), at=at + (HELD - AT))

    def held(
        self,
        meeting: Meeting,
        outcome: ItemOutcome = ItemOutcome.AGREED,
        *,
        at: datetime = HELD,
    ) -> Meeting:
        """A meeting that is over: the members were for every point, or so."""
        for item in items_of(meeting):
            for one in to_sign(attendees_of(meeting)):
                if one.part != AttendeePart.RECORDER:
                    self.say(meeting, item, one, Stance.FOR, at=at)
            actions.close_item(
                actor=self.ground.secretary,
                meeting_id=meeting.id,
                item_id=item.id,
                outcome=outcome,
                said="大家认为应当尽快修，费用公开。",
                at=at,
            )
        return actions.end_meeting(
            actor=self.ground.secretary,
            meeting_id=meeting.id,
            version=again(meeting).version,
            at=at,
        )

    def say(
        self,
        meeting: Meeting,
        item: AgendaItem,
        who: Attendee,
        stance: Stance,
        words: str = "",
        *,
        at: datetime = HELD,
    ) -> None:
        """Somebody says something on a point."""
        actions.speak(
            actor=self.ground.secretary,
            meeting_id=meeting.id,
            item_id=item.id,
            attendee_id=who.id,
            stance=stance,
            words=words,
            at=at,
        )

    def minuted(self, meeting: Meeting, *, at: datetime = HELD) -> Meeting:
        """A meeting whose minutes wait for signatures."""
        actions.keep_minutes(
            actor=self.ground.secretary,
            meeting_id=meeting.id,
            text="会议记录正文。",
            version=again(meeting).version,
            at=at,
        )
        return again(meeting)

    def signed(self, meeting: Meeting, *, at: datetime = HELD) -> Meeting:
        """The minutes signed: by the member in the account, by the others on paper."""
        actions.sign_minutes(
            actor=people.actor_of(self.member, self.ground.place.id),
            meeting_id=meeting.id,
            number=again(meeting).minutes_number,
            at=at,
        )
        actions.keep_scan(
            actor=self.ground.secretary,
            meeting_id=meeting.id,
            number=again(meeting).minutes_number,
            scan=a_photo("会议记录.jpg"),
            signed_by=[one.id for one in attendees_of(meeting)],
            at=at,
        )
        return again(meeting)

    def deliberated(self, decision: Decision, *, at: datetime = AT) -> Meeting:
        """A joint meeting on a decision, a week later, agreed and signed."""
        held_at = at + (HELD - AT)
        meeting = self.held(self.under_way(decision, at=at), at=held_at)
        return self.signed(self.minuted(meeting, at=held_at), at=held_at)
