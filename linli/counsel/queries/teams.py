"""Teams as those who keep them see them: names and parts, never a word of a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.counsel.models import Membership, Team
from linli.counsel.queries.opening import membership_of, memberships
from linli.counsel.rules import FILES_OF, POSTS_OF_KIND, POWERS, Role, TeamKind, Verb
from linli.kernel.actor import Actor
from linli.kernel.posts import OFFICE, OVERSEERS
from linli.people import queries as people
from linli.places import queries as places
from linli.tenancy.dated import in_force


@dataclass(frozen=True, slots=True)
class TeamShown:
    """A team with its members of today."""

    team: Team
    members: Sequence[Membership]

    @property
    def directed(self) -> bool:
        """Whether somebody directs it today."""
        return any(one.role == Role.DIRECTOR for one in self.members)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who holds the post that a team asks for."""

    account_id: UUID
    post_id: UUID
    name: str
    title: str
    where: str


def teams_seen(actor: Actor, *, on: date) -> list[TeamShown]:
    """The teams whose names an actor sees: all for the office, those at the own place, the own."""
    rows = Team.objects.filter(in_force(on), sub_district_id=actor.sub_district_id)
    if actor.post is None or actor.kind not in POWERS[Verb.SEE_TEAMS]:
        return []
    if actor.kind not in OFFICE | OVERSEERS:
        mine = memberships(actor, on=on).values_list("team_id", flat=True)
        here = rows.filter(place_id=actor.post.place_id)
        rows = here | rows.filter(id__in=list(mine))
    teams = list(rows.select_related("place").order_by("kind", "name"))
    members = _members(actor.sub_district_id, [team.id for team in teams], on)
    return [TeamShown(team, members.get(team.id, [])) for team in teams]


def team_seen(actor: Actor, team_id: UUID, *, on: date) -> TeamShown | None:
    """One of these teams."""
    found = teams_seen(actor, on=on)
    return next((one for one in found if one.team.id == team_id), None)


def may_keep(actor: Actor, team: Team, *, on: date) -> bool:
    """Whether the actor keeps teams at this team's place."""
    return people.acts_at(actor, POWERS[Verb.KEEP_TEAMS], team.place_id, on=on)


def may_take_in(actor: Actor, shown: TeamShown, *, on: date) -> bool:
    """Whether the actor may take somebody in: a director, or the keeper before the first one."""
    mine = membership_of(actor, shown.team.id, on=on)
    if mine is not None:
        return mine.role == Role.DIRECTOR
    began = Membership.objects.filter(
        sub_district_id=shown.team.sub_district_id, team=shown.team
    ).exists()
    return not began and may_keep(actor, shown.team, on=on)


def candidates(team: Team, *, on: date) -> list[Candidate]:
    """Who could be taken in: holders of the wanted post in the sub-district, without members."""
    kinds = POSTS_OF_KIND[FILES_OF[TeamKind(team.kind)]]
    inside = set(_accounts_of(team, on))
    root = places.root(team.sub_district_id)
    nearby = places.communities(team.sub_district_id, on=on)
    where = [place.id for place in nearby] + ([root.id] if root else [])
    return [
        Candidate(one.account_id, card.post_id, one.name, card.title, card.place_name)
        for card in people.posts_at(team.sub_district_id, where, on=on, kinds=kinds)
        for one in card.holders
        if one.account_id not in inside
    ]


def _accounts_of(team: Team, on: date) -> list[UUID]:
    rows = Membership.objects.filter(in_force(on), sub_district_id=team.sub_district_id, team=team)
    return list(rows.values_list("account_id", flat=True))


def _members(sub_district_id: UUID, team_ids: list[UUID], on: date) -> dict[UUID, list[Membership]]:
    rows = Membership.objects.filter(
        in_force(on), sub_district_id=sub_district_id, team_id__in=team_ids
    )
    found: dict[UUID, list[Membership]] = {}
    for row in rows.select_related("post", "post__place").order_by("role", "valid_from", "id"):
        found.setdefault(row.team_id, []).append(row)
    return found
