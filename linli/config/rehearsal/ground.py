"""The place of a rehearsal: an invented compound with those who run its elections."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from PIL import Image, ImageDraw

from linli.kernel.actor import Actor, nobody, system_actor
from linli.kernel.posts import PostKind
from linli.people import actions as people
from linli.people import queries as people_queries
from linli.places import actions as places
from linli.places import queries as place_queries
from linli.places.rules import NewPlace, PlaceKind
from linli.records import actions as records
from linli.records.rules import Prepared
from linli.tenancy.models import new_id

SINCE = date(2020, 1, 1)
DOORS_IN_HOUSE = 60
FIRST_HOUR, LAST_HOUR = 9, 16
"""Between these hours things begin; none lasts longer than three hours."""
_SOURCE = "演练"
_POSTS = {
    "office": PostKind.GOVERNANCE_OFFICER,
    "runner": PostKind.SECRETARY,
    "clerk": PostKind.SERVICE_CLERK,
    "second": PostKind.INFORMATION_OFFICER,
}
RULES: dict[str, Any] = {
    "self_government.proxy.most": 2,
    "self_government.mobile_box.allowed": True,
    "self_government.mobile_box.reasons": ["行动不便"],
    "self_government.mobile_box.witnesses": 2,
    "self_government.candidates.notice": 5,
    "self_government.observers.least": 3,
    "self_government.register.objection": 5,
    "self_government.register.ruling": 3,
    "self_government.election.turnout": {"share": "1/2", "inclusive": False},
    "self_government.election.elected": {"share": "1/2", "inclusive": False},
    "self_government.election.rerun": {"share": "1/3", "inclusive": True},
    "owners.proxy.most": 2,
    "owners.register.ruling": 3,
    "personal.retention.election_lists": 12,
}
"""What a place must set before it can hold an election; a rehearsal invents it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Who acts where."""

    tenant: UUID
    name: str
    """What the compound is called; titles, notices and boxes are named after it."""
    community: UUID
    compound: UUID
    buildings: tuple[str, ...]
    office: Actor
    runner: Actor
    clerk: Actor
    second: Actor

    @property
    def anybody(self) -> Actor:
        """Somebody who is not signed in."""
        return nobody(self.tenant)

    @property
    def system(self) -> Actor:
        """The clock."""
        return system_actor(self.tenant)


def a_ground(doors: int, at: datetime) -> Ground:
    """Found a sub-district with one compound of so many doors, and fill its posts."""
    tenant = new_id()
    system = system_actor(tenant)
    places.found_sub_district(
        actor=system,
        code="130900998",
        name="演练街道",
        short="YL",
        is_demo=True,
        sub_district_id=tenant,
        on=SINCE,
        at=at,
    )
    root = place_queries.root(tenant)
    if root is None:
        raise LookupError("the rehearsal's sub-district has no place")
    community, compound = new_id(), new_id()
    houses = [f"{number}号楼" for number in range(1, -(-doors // DOORS_IN_HOUSE) + 1)]
    rows = [
        _place(community, PlaceKind.COMMUNITY, "演练社区", root.id),
        _place(compound, PlaceKind.COMPOUND, "演练小区", community),
        *(_place(new_id(), PlaceKind.BUILDING, name, compound) for name in houses),
    ]
    places.register_places(actor=system, rows=rows, at=at)
    actors = _staffed(system, {"office": root.id}, community, at)
    adopt_rules(actors["office"], source=_SOURCE, at=at)
    return Ground(tenant, "演练小区", community, compound, tuple(houses), **actors)


def by_day(at: datetime) -> datetime:
    """The same moment if people are at work then, else nine on the next working morning."""
    here = timezone.localtime(at)
    if FIRST_HOUR <= here.hour < LAST_HOUR:
        return at
    on = here.date() + timedelta(days=1 if here.hour >= LAST_HOUR else 0)
    return timezone.make_aware(datetime.combine(on, time(FIRST_HOUR)))


def a_photo() -> Prepared:
    """A picture of a sheet on a notice board, drawn, so that nobody takes it for a real one."""
    memory = io.BytesIO()
    wall = Image.new("RGB", (640, 480), "#cfd6d2")
    draw = ImageDraw.Draw(wall)
    draw.rectangle((60, 50, 580, 430), fill="#7a5c43")
    draw.rectangle((80, 70, 560, 410), fill="#e9e2d0")
    for left in (110, 340):
        draw.rectangle((left, 95, left + 190, 385), fill="white", outline="#9aa39f")
        draw.rectangle((left + 45, 115, left + 145, 131), fill="#a6342c")
        for line in range(9):
            draw.rectangle(
                (left + 20, 155 + 24 * line, left + 170, 163 + 24 * line), fill="#b9c0bd"
            )
    wall.save(memory, "JPEG")
    return records.prepare_upload(name="演练照片.jpg", content=memory.getvalue())


def _place(key: UUID, kind: PlaceKind, name: str, parent: UUID) -> NewPlace:
    return NewPlace(id=key, kind=kind, name=name, parent_id=parent, valid_from=SINCE)


def _staffed(
    system: Actor, elsewhere: dict[str, UUID], community: UUID, at: datetime
) -> dict[str, Actor]:
    seatings = [
        people.Seating(
            kind=kind,
            place_id=elsewhere.get(name, community),
            username=f"rehearsal-{name}",
            name=f"示例{name}",
        )
        for name, kind in _POSTS.items()
    ]
    people.staff_places(actor=system, seatings=seatings, valid_from=SINCE, at=at)
    return {name: actor_of(system.sub_district_id, f"rehearsal-{name}", at) for name in _POSTS}


def actor_of(tenant: UUID, username: str, at: datetime) -> Actor:
    """Somebody in a post, as on that day."""
    account = people_queries.account_by_username(username)
    if account is None:
        raise LookupError(username)
    on = timezone.localdate(at)
    return people_queries.actor_for(account, sub_district_id=tenant, chosen_post=None, on=on)


def adopt_rules(office: Actor, *, source: str, at: datetime) -> None:
    """Set what a place must set before it can hold an election."""
    on = timezone.localdate(at)
    for key, value in RULES.items():
        records.adopt_rule(
            actor=office,
            key=key,
            value=value,
            source=source,
            adopted_by=source,
            adopted_on=on,
            valid_from=on,
            at=at,
        )
