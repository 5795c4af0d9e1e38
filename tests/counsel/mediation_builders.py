"""Mediations for tests, played by the actions that people use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from uuid import UUID, uuid4

from linli.counsel import actions
from linli.counsel.actions import Intake, Told
from linli.counsel.actions.mediation.agreement import Promise, Terms
from linli.counsel.models import Mediation, MediationGuest, Membership, Party, SealedFile
from linli.counsel.rules import Side
from linli.counsel.rules.mediation import Result, Topic, Triage
from linli.diary.actions import Wanted
from linli.diary.rules import Purpose
from linli.kernel.actor import Actor
from tests.counsel.builders import AT, Room, a_neighbour, a_room
from tests.diary import builders as diary

_serial = count(1)
TODAY = date(2026, 11, 24)


@dataclass
class Quarrel:
    """Two neighbours, a mediation room with a venue, a file between them."""

    room: Room
    venue_id: UUID
    applicant: Actor
    other: Actor
    file_id: UUID

    @property
    def file(self) -> SealedFile:
        """The file as it stands."""
        return SealedFile.objects.get(id=self.file_id)

    @property
    def row(self) -> Mediation:
        """Its plain row."""
        return Mediation.objects.get(file_id=self.file_id)

    def party(self, side: Side) -> Party:
        """One side."""
        return Party.objects.get(file_id=self.file_id, side=side.value)

    @property
    def mediator(self) -> Actor:
        """Who mediates."""
        return self.room.member


def told(topic: Topic = Topic.NOISE, *, other: str = "示例居民辰", what: str = "") -> Intake:
    """A dispute in words."""
    return Intake(
        topic=topic,
        what=what or "示例楼上每晚十一点拖椅子",
        wish="示例希望夜里安静",
        where="示例小区 3 号楼",
        applicant=Told("示例居民卯", "13800000001", "示例楼 301"),
        other=Told(other, "13800000002", "示例楼 401"),
    )


def a_quarrel(room: Room | None = None, topic: Topic = Topic.NOISE) -> Quarrel:
    """An application of one neighbour, in the mediator's hand."""
    held = room or a_room()
    ground = diary.a_ground(held.community)
    venue = diary.a_room(ground, purpose=Purpose.MEDIATION)
    one, two = a_neighbour(held), a_neighbour(held)
    file = actions.apply_online(
        actor=one,
        team_id=held.team.id,
        place_id=held.community.id,
        told=told(topic),
        key=str(uuid4()),
        at=AT,
    )
    member = Membership.objects.get(team=held.team, account_id=held.member.account_id)
    actions.assign_file(actor=held.director, file_id=file.id, membership_id=member.id, at=AT)
    return Quarrel(held, venue.id, one, two, file.id)


def taken_up(topic: Topic = Topic.NOISE) -> Quarrel:
    """Looked at, found fit, the other neighbour joined with the code on paper."""
    q = a_quarrel(topic=topic)
    actions.triage(
        actor=q.mediator,
        file_id=q.file_id,
        verdict=Triage.MEDIABLE,
        title="示例夜间噪声",
        at=AT,
    )
    code = actions.invite_party(
        actor=q.mediator, file_id=q.file_id, party_id=q.party(Side.OTHER).id, at=AT
    )
    actions.join_file(actor=q.other, code=code, at=AT)
    return q


def agreed_to_talk(topic: Topic = Topic.NOISE) -> Quarrel:
    """Both said yes."""
    q = taken_up(topic)
    actions.answer_consent(actor=q.other, file_id=q.file_id, yes=True, at=AT)
    return q


def at_the_table(topic: Topic = Topic.NOISE) -> Quarrel:
    """A mediator chosen by both, who is near to neither."""
    q = agreed_to_talk(topic)
    member = Membership.objects.get(team=q.room.team, account_id=q.mediator.account_id)
    guest = actions.offer_mediator(
        actor=q.mediator, file_id=q.file_id, membership_id=member.id, at=AT
    )
    for who in (q.applicant, q.other):
        actions.answer_guest(actor=who, file_id=q.file_id, guest_id=guest.id, yes=True, at=AT)
    actions.declare_mediator(actor=q.mediator, file_id=q.file_id, clear=True, at=AT)
    return q


def talked(topic: Topic = Topic.NOISE, result: Result = Result.AGREED) -> Quarrel:
    """A talk was held, its record found right by both."""
    q = at_the_table(topic)
    day = TODAY + timedelta(days=1)
    sitting = actions.book_sitting(
        actor=q.mediator,
        file_id=q.file_id,
        wanted=Wanted((q.venue_id,), day, 40, 44),
        key=str(uuid4()),
        at=AT,
    )
    entry = actions.write_record(
        actor=q.mediator,
        file_id=q.file_id,
        sitting_id=sitting.id,
        text="示例双方说明情况，商定夜里十点后不拖椅子",
        result=result,
        present=["applicant", "other", "mediator"],
        at=AT,
    )
    for who in (q.applicant, q.other):
        actions.check_record(actor=who, file_id=q.file_id, entry_id=entry.id, yes=True, at=AT)
    return q


def terms(due: date = TODAY + timedelta(days=10)) -> Terms:
    """What both agree on."""
    return Terms(
        facts="示例楼上夜里拖椅子，楼下睡不好",
        points="示例几点以后算夜里",
        content="示例十点以后不拖椅子，椅脚装软垫",
        promises=[Promise("other", "示例给椅脚装软垫", due, "示例自行购买")],
    )


def written(topic: Topic = Topic.NOISE) -> Quarrel:
    """The agreement lies on the table."""
    q = talked(topic)
    actions.write_agreement(actor=q.mediator, file_id=q.file_id, terms=terms(), at=AT)
    return q


def bound(topic: Topic = Topic.NOISE) -> Quarrel:
    """Signed by both and sealed."""
    q = written(topic)
    for who in (q.applicant, q.other):
        actions.sign_agreement(actor=who, file_id=q.file_id, at=AT)
    actions.seal_agreement(actor=q.mediator, file_id=q.file_id, at=AT)
    return q


def guests_of(q: Quarrel) -> list[MediationGuest]:
    """Who was brought in."""
    return list(MediationGuest.objects.filter(file_id=q.file_id).order_by("id"))
