"""Counsellors with hours, and talks booked with them, made by the actions that people use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from linli.counsel import actions
from linli.counsel.actions.talks import TalkBooked
from linli.counsel.models import Talk
from linli.counsel.queries import talks as queries
from linli.diary.models import Bookable
from linli.diary.rules import Purpose
from linli.kernel.actor import Actor, nobody
from linli.kernel.posts import PostKind
from tests.diary import builders as diary
from tests.people import builders as people

BEFORE = diary.AT
"""The Monday on which hours are booked; the first hour is on Tuesday at nine."""
BEGUN = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
DAYS_AFTER = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)


@dataclass
class Post:
    """A post that is there already, as builders of calendars ask for it."""

    id: Any


@dataclass
class TalkGround:
    """A community with a counsellor, a talk room and a counsellor of the pool."""

    ground: diary.Ground = field(default_factory=diary.a_ground)
    at: datetime = BEFORE

    def __post_init__(self) -> None:
        self.visitor = nobody(self.ground.community.sub_district_id)
        self.counsellor = people.an_actor(PostKind.COUNSELLOR, self.ground.community)
        self.room = diary.a_room(self.ground, name="示例谈心室", purpose=Purpose.COUNSELLING)
        self.hours = self.hours_of(self.counsellor)
        self.officer = people.an_actor(PostKind.CIVIL_AFFAIRS_OFFICER, self.ground.root)

    def hours_of(self, counsellor: Actor, **facts: Any) -> Bookable:
        """Tuesdays from nine to eleven, an hour each."""
        assert counsellor.post is not None
        return diary.a_person(
            self.ground,
            self.room,
            **{
                "post": Post(counsellor.post.post_id),
                "purpose": Purpose.COUNSELLING,
                "slot_quarters": 4,
                **facts,
            },
        )

    def slots(self) -> list[str]:
        """The codes of all that is free."""
        found = queries.free_hours(self.visitor.sub_district_id, at=self.at)
        return [slot.code for one in found for slot in one.slots]

    def booked(self, *, by: Actor | None = None, **facts: Any) -> TalkBooked:
        """An hour of the Tuesday."""
        given = {
            "slot": self.slots()[0],
            "called": "示例化名小雨",
            "contact": "13800001111",
            "key": str(uuid4()),
            **facts,
        }
        return actions.book_talk(actor=by or self.visitor, at=self.at, **given)

    def talk(self, **facts: Any) -> Talk:
        """The row of an hour that was booked."""
        return Talk.objects.get(id=self.booked(**facts).talk_id)
