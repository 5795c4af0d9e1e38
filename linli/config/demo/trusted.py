"""The demo's rooms that people trust: teams with members, rooms, and hours in the diary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from linli.config.demo.people import (
    POOL,
    SPELLINGS,
    WITHOUT_COUNSELLOR,
    room_of,
)
from linli.config.demo.places import COMMUNITIES, key
from linli.config.rehearsal.ground import actor_of
from linli.counsel import actions as counsel
from linli.counsel.rules import Role, TeamKind
from linli.diary import actions as diary
from linli.diary.actions import BookableDraft
from linli.diary.rules import BookableKind, Purpose, Span
from linli.kernel.actor import Actor

if TYPE_CHECKING:
    from linli.counsel.models import Membership

TENANT = key("sub-district")
SINCE = timedelta(days=420)
"""How long ago the rooms began; everything that is told of them lies after."""
HELP_TEAM = "示例帮扶组"
_TUESDAY = 1
_OPEN = Span(36, 70)
_LAWYER = Span(36, 46)
_TALKS = Span(56, 68)
_TALK_DAYS = (2, 3, 4)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a team: who acts, and by which membership."""

    actor: Actor
    part: Membership


@dataclass(frozen=True, slots=True)
class Team:
    """A team with its director and its other members."""

    id: UUID
    place_id: UUID
    venue_id: UUID | None
    director: Member
    others: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class Rooms:
    """All teams, by community where they have one."""

    mediation: dict[str, Team]
    legal: dict[str, Team]
    help: Team


def open_rooms(at: datetime) -> Rooms:
    """Open rooms, hours and teams, each through the action that the office uses."""
    opening = _Opening(at - SINCE)
    return Rooms(
        mediation=dict(opening.mediation()),
        legal=dict(opening.legal()),
        help=opening.help(opening.talks()),
    )


@dataclass(frozen=True, slots=True)
class _Keeper:
    """Whose hours are kept: called what, for what, on which weekday, when."""

    actor: Actor
    name: str
    purpose: Purpose
    weekday: int
    span: Span
    slot_quarters: int


class _Opening:
    """The office at work, on the day on which everything began."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.office = self._actor("governance")

    def mediation(self) -> Iterator[tuple[str, Team]]:
        """A mediation room a community, with two mediators."""
        for community in COMMUNITIES:
            name, spelling = room_of(community.name), SPELLINGS[community.name]
            venue = self._room(key(community.name), name, Purpose.MEDIATION)
            people = [self._actor(f"{nick}-{spelling}") for nick in ("mediator", "mediator2")]
            place = key(community.name)
            yield community.name, self._team(TeamKind.MEDIATION, name, place, people, venue)

    def legal(self) -> Iterator[tuple[str, Team]]:
        """A legal station a community, with a lawyer on Tuesdays."""
        for community in COMMUNITIES:
            place = key(community.name)
            venue = self._room(place, "法律咨询室", Purpose.LEGAL, weekdays=(_TUESDAY,))
            actor = self._actor(f"legal-{SPELLINGS[community.name]}")
            hours = _Keeper(actor, "周二律师值班", Purpose.LEGAL, _TUESDAY, _LAWYER, 2)
            self._hours(hours, place, venue)
            name = f"{community.name}法律服务站"
            yield community.name, self._team(TeamKind.LEGAL, name, place, [actor], venue)

    def talks(self) -> UUID:
        """The talk rooms of the communities and the pool's; answer the sub-district's place."""
        for number, community in enumerate(COMMUNITIES):
            place = key(community.name)
            venue = self._room(place, "谈心室", Purpose.COUNSELLING)
            if community.name == WITHOUT_COUNSELLOR:
                continue
            actor = self._actor(f"counsellor-{SPELLINGS[community.name]}")
            weekday = _TALK_DAYS[number % len(_TALK_DAYS)]
            hours = _Keeper(actor, "心理咨询时间", Purpose.COUNSELLING, weekday, _TALKS, 4)
            self._hours(hours, place, venue)
        pool, root = self._actor("counsellor-pool"), place_of(self.office)
        venue = self._room(root, "街道谈心室", Purpose.COUNSELLING)
        self._hours(_Keeper(pool, POOL, Purpose.COUNSELLING, 0, _TALKS, 4), root, venue)
        return root

    def help(self, root: UUID) -> Team:
        """The help workers of the sub-district; the supervisor directs them."""
        people = [self._actor(name) for name in ("help-supervisor", "help-1", "help-2")]
        return self._team(TeamKind.HELP, HELP_TEAM, root, people, None)

    def _actor(self, username: str) -> Actor:
        return actor_of(TENANT, username, self.at)

    def _room(
        self,
        place_id: UUID,
        name: str,
        purpose: Purpose,
        *,
        weekdays: Sequence[int] = range(5),
    ) -> UUID:
        where = "示例：服务大厅一层"
        room = BookableKind.ROOM
        draft = BookableDraft(room, name, purpose, where=where, seats=8, step_free=True)
        made = self._added(place_id, draft)
        for weekday in weekdays:
            self._open(made, weekday, _OPEN, None)
        return made

    def _hours(self, keeper: _Keeper, place_id: UUID, venue_id: UUID) -> None:
        draft = BookableDraft(
            BookableKind.PERSON,
            keeper.name,
            keeper.purpose,
            post_id=keeper.actor.post.post_id if keeper.actor.post else None,
            slot_quarters=keeper.slot_quarters,
        )
        self._open(self._added(place_id, draft), keeper.weekday, keeper.span, venue_id)

    def _added(self, place_id: UUID, draft: BookableDraft) -> UUID:
        return diary.add_bookable(
            actor=self.office,
            place_id=place_id,
            draft=draft,
            key=f"demo-{place_id}-{draft.name}",
            at=self.at,
        ).id

    def _open(self, bookable_id: UUID, weekday: int, span: Span, room_id: UUID | None) -> None:
        diary.open_weekly(
            actor=self.office,
            bookable_id=bookable_id,
            weekday=weekday,
            span=span,
            room_id=room_id,
            first=timezone.localdate(self.at),
            at=self.at,
        )

    def _team(
        self,
        kind: TeamKind,
        name: str,
        place_id: UUID,
        people: Sequence[Actor],
        venue_id: UUID | None,
    ) -> Team:
        made = counsel.open_team(
            actor=self.office,
            kind=kind,
            name=name,
            place_id=place_id,
            venue_id=venue_id,
            key=f"demo-{kind}-{place_id}",
            at=self.at,
        )
        director, *others = people
        first = self._member(self.office, made.id, director, Role.DIRECTOR)
        rest = tuple(self._member(director, made.id, one, Role.MEMBER) for one in others)
        return Team(made.id, place_id, venue_id, first, rest)

    def _member(self, by: Actor, team_id: UUID, who: Actor, role: Role) -> Member:
        if who.account_id is None or who.post is None:
            raise LookupError(who.name)
        made = counsel.add_member(
            actor=by,
            team_id=team_id,
            account_id=who.account_id,
            post_id=who.post.post_id,
            role=role,
            at=self.at,
        )
        return Member(who, made)


def place_of(actor: Actor) -> UUID:
    """Where the post acted in stands."""
    if actor.post is None:
        raise LookupError(actor.name)
    return actor.post.place_id
