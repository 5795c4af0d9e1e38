"""Lawyers with hours, visits, applications for aid and files of help, made by the actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from linli.counsel import actions
from linli.counsel.actions.legal import VisitBooked
from linli.counsel.models import LegalVisit, Membership, SealedFile
from linli.counsel.queries import legal as queries
from linli.counsel.rules import TeamKind
from linli.counsel.rules.helping import HelpKind
from linli.counsel.rules.legal import LegalTopic
from linli.diary.models import Bookable
from linli.diary.rules import Purpose
from linli.kernel.actor import Actor, nobody
from linli.kernel.posts import PostKind
from tests.counsel.builders import AT, Room, a_room
from tests.counsel.talk_builders import Post
from tests.diary import builders as diary
from tests.people import builders as people

BEFORE = diary.AT
"""The Monday on which times are booked; the lawyer is there on Tuesday from nine to eleven."""
BEGUN = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
DAYS_AFTER = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)


@dataclass
class LegalGround:
    """A community with a lawyer on Tuesdays."""

    ground: diary.Ground = field(default_factory=diary.a_ground)
    at: datetime = BEFORE

    def __post_init__(self) -> None:
        self.visitor = nobody(self.ground.community.sub_district_id)
        self.clerk = self.ground.clerk
        self.lawyer = people.an_actor(PostKind.LEGAL_LIAISON, self.ground.community)
        self.room = diary.a_room(self.ground, name="示例法律咨询室", purpose=Purpose.LEGAL)
        self.hours = self.hours_of(self.lawyer)

    def hours_of(self, lawyer: Actor, **facts: Any) -> Bookable:
        """Tuesdays from nine to eleven, half an hour each."""
        assert lawyer.post is not None
        given = {"post": Post(lawyer.post.post_id), "name": "示例律师值班", **facts}
        return diary.a_person(self.ground, self.room, **given)

    def slots(self) -> list[str]:
        """The codes of all that is free."""
        found = queries.legal_hours(self.visitor.sub_district_id, at=self.at)
        return [slot.code for one in found for slot in one.slots]

    def booked(self, *, by: Actor | None = None, **facts: Any) -> VisitBooked:
        """A time on the Tuesday."""
        given = {
            "slot": self.slots()[0],
            "topic": LegalTopic.DEBT,
            "called": "示例化名阿杏",
            "contact": "13800002222",
            "key": str(uuid4()),
            **facts,
        }
        return actions.book_visit(actor=by or self.visitor, at=self.at, **given)

    def visit(self, **facts: Any) -> LegalVisit:
        """The row of a time that was booked."""
        return LegalVisit.objects.get(id=self.booked(**facts).visit_id)

    def number(self, *, by: Actor | None = None, topic: LegalTopic = LegalTopic.WORK) -> LegalVisit:
        """The next number of the Tuesday's queue."""
        return actions.hand_out_number(
            actor=by or self.clerk, keeper_id=self.hours.id, topic=topic, key=str(uuid4()), at=BEGUN
        )


def a_legal_room() -> Room:
    """A legal station with its director and a member."""
    return a_room(TeamKind.LEGAL)


def aid_told(**facts: Any) -> actions.AidTold:
    """What an applicant tells."""
    return actions.AidTold(
        **{
            "name": "示例居民巳",
            "phone": "13800003333",
            "what": "示例：工资拖欠三个月",
            "topic": LegalTopic.WORK,
            **facts,
        }
    )


def an_aid_file(room: Room, at: datetime = AT, **facts: Any) -> SealedFile:
    """An application at the counter of a legal station."""
    return actions.open_aid(
        actor=room.member,
        team_id=room.team.id,
        place_id=room.community.id,
        told=aid_told(**facts),
        key=str(uuid4()),
        at=at,
    )


def a_help_room() -> Room:
    """Help workers with a director and a member."""
    return a_room(TeamKind.HELP)


def membership_id(room: Room, who: Actor) -> UUID:
    """The membership of somebody in the room's team."""
    return Membership.objects.get(team=room.team, account_id=who.account_id).id


def help_told(**facts: Any) -> actions.HelpTold:
    """What somebody asks for."""
    return actions.HelpTold(
        **{
            "name": "示例居民午",
            "phone": "13800004444",
            "goal": "示例：年前找到一份白班的工作",
            "kinds": (HelpKind.JOB, HelpKind.PAPERS),
            **facts,
        }
    )


def a_help_file(room: Room, at: datetime = AT, **facts: Any) -> SealedFile:
    """A file opened by the member as helper, with the director as supervisor."""
    return actions.open_help(
        actor=room.member,
        team_id=room.team.id,
        told=help_told(**facts),
        supervisor_id=membership_id(room, room.director),
        key=str(uuid4()),
        at=at,
    )
