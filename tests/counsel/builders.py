"""Teams and sealed files for tests, made by the actions that people use."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from uuid import uuid4

from linli.counsel import actions
from linli.counsel.actions.work import begin_file
from linli.counsel.models import SealedFile, Team
from linli.counsel.rules import FILES_OF, POSTS_OF_KIND, Role, Side, TeamKind
from linli.kernel.actor import Actor
from linli.kernel.posts import PostKind
from linli.places.models import Place
from linli.places.rules import PlaceKind
from tests.people import builders as people
from tests.places import builders as places

AT = people.AT
_serial = count(1)


@dataclass
class Room:
    """A team with its director and a member, and the office that opened it."""

    team: Team
    community: Place
    office: Actor
    director: Actor
    member: Actor


def a_room(kind: TeamKind = TeamKind.MEDIATION, community: Place | None = None) -> Room:
    """A team of a kind at a community, with a director and one member."""
    where = community or places.a_place(
        PlaceKind.COMMUNITY, places.root_of(places.a_sub_district())
    )
    root = places.root_of(where.sub_district)
    office = people.an_actor(PostKind.GOVERNANCE_OFFICER, root)
    team = actions.open_team(
        actor=office,
        kind=kind,
        name=f"示例调解室{next(_serial)}",
        place_id=where.id,
        key=str(uuid4()),
        at=AT,
    )
    wanted = next(iter(POSTS_OF_KIND[FILES_OF[kind]]))
    director = taken_in(team, office, Role.DIRECTOR, wanted, where)
    member = taken_in(team, director, Role.MEMBER, wanted, where)
    return Room(team, where, office, director, member)


def taken_in(team: Team, by: Actor, role: Role, kind: PostKind, where: Place) -> Actor:
    """A new holder of a post, taken into a team."""
    who = people.an_actor(kind, where)
    assert who.account_id is not None
    assert who.post is not None
    actions.add_member(
        actor=by,
        team_id=team.id,
        account_id=who.account_id,
        post_id=who.post.post_id,
        role=role,
        at=AT,
    )
    return who


def a_neighbour(room: Room) -> Actor:
    """A resident of the community with an account and no post."""
    return people.actor_of(
        people.an_account(room.community.sub_district_id), room.community.sub_district_id
    )


def a_file(
    room: Room,
    *,
    applicant: Actor | None = None,
    other: Actor | None = None,
    words: str = "示例：楼上漏水",
    by: Actor | None = None,
) -> SealedFile:
    """A file of the room's member with two parties and one entry that is for the team alone."""
    work = begin_file(
        actor=by or room.member,
        team_id=room.team.id,
        place_id=room.community.id,
        topic="leak",
        state="received",
        at=AT,
    )
    for side, who, name in (
        (Side.APPLICANT, applicant, "示例居民卯"),
        (Side.OTHER, other, "示例居民辰"),
    ):
        account = who.account_id if who else None
        work.add_party(side, {"name": name, "phone": "13800000000"}, account_id=account)
    work.enter("intake", {"words": words})
    work.record("counsel.open_file", {"kind": work.file.kind})
    return work.write()
