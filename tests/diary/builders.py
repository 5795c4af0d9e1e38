"""Rooms and hours for tests, made by the actions that people use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any
from uuid import uuid4

from linli.diary import actions, queries
from linli.diary.actions import BookableDraft, Wanted
from linli.diary.models import Bookable, Booking
from linli.diary.rules import DAY, BookableKind, BookingKind, Purpose, Span, quarter_of
from linli.kernel.actor import Actor
from linli.kernel.posts import PostKind
from linli.people.models import Post
from linli.places.models import Place
from tests.people import builders as people
from tests.places import builders as places

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""A Monday, ten in the morning at the place."""
MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
_serial = count(1)


@dataclass
class Ground:
    """A community with its clerk, who keeps the rooms."""

    community: Place
    root: Place
    clerk: Actor
    secretary: Actor


def a_ground(community: Place | None = None) -> Ground:
    """A community of a sub-district of its own."""
    where = community or places.a_community()
    return Ground(
        where,
        places.root_of(where.sub_district),
        people.an_actor(PostKind.SERVICE_CLERK, where),
        people.an_actor(PostKind.SECRETARY, where),
    )


def a_room(ground: Ground, **facts: Any) -> Bookable:
    """A room that is open from nine to half past five, Monday to Friday."""
    given: dict[str, Any] = {
        "kind": BookableKind.ROOM,
        "name": f"示例室{next(_serial)}",
        "purpose": Purpose.MEETING,
        "where": "示例楼一层",
        **facts,
    }
    room = _entered(ground, BookableDraft(**given))
    for weekday in range(5):
        opened(ground, room, weekday, "09:00", "17:30")
    return room


def a_person(ground: Ground, room: Bookable | None = None, **facts: Any) -> Bookable:
    """The hours of a post: Tuesdays from nine to eleven, in a room if one is given."""
    post = facts.pop("post", None) or people.a_post(PostKind.LEGAL_LIAISON, ground.community)
    given: dict[str, Any] = {
        "kind": BookableKind.PERSON,
        "name": f"示例值守{next(_serial)}",
        "purpose": Purpose.LEGAL,
        "post_id": post.id,
        "slot_quarters": 2,
        **facts,
    }
    person = _entered(ground, BookableDraft(**given))
    opened(ground, person, 1, "09:00", "11:00", room=room)
    return person


def a_post_of(ground: Ground, kind: PostKind) -> Post:
    """A post at the community."""
    return people.a_post(kind, ground.community)


def opened(
    ground: Ground, one: Bookable, weekday: int, first: str, end: str,
    *, room: Bookable | None = None, since: date = MONDAY, last: date | None = None,
) -> None:  # fmt: skip
    """Weekly hours."""
    actions.open_weekly(
        actor=ground.clerk,
        bookable_id=one.id,
        weekday=weekday,
        span=span(first, end),
        room_id=room.id if room else None,
        first=since,
        last=last,
        at=AT,
    )


def span(first: str, end: str) -> Span:
    """A span between two times of the clock."""
    return Span(_quarter(first), _quarter(end))


def wanted(*things: Bookable, day: date = TUESDAY, first: str = "09:00", end: str = "10:00") -> Wanted:  # fmt: skip
    """Things and a time."""
    asked = span(first, end)
    return Wanted(tuple(one.id for one in things), day, asked.first, asked.end)


def held(actor: Actor, asked: Wanted, **facts: Any) -> Booking:
    """A time that is taken."""
    given = {"purpose": Purpose.MEETING, "kind": BookingKind.NORMAL, "at": AT, **facts}
    return actions.hold(actor=actor, wanted=asked, **given)


def free(ground: Ground, *any_of: Bookable, **facts: Any) -> list[queries.Slot]:
    """What is free on the Tuesday."""
    given = {"first": TUESDAY, "last": TUESDAY, "at": AT, **facts}
    return queries.free_slots(
        ground.community.sub_district_id, any_of=[one.id for one in any_of], **given
    )


def _entered(ground: Ground, draft: BookableDraft) -> Bookable:
    return actions.add_bookable(
        actor=ground.clerk, place_id=ground.community.id, draft=draft, key=str(uuid4()), at=AT
    )


def _quarter(clock: str) -> int:
    return DAY if clock == "24:00" else quarter_of(time.fromisoformat(clock))
