"""The demo's decisions, played through the actions that people use, on days counted back.

The sewer of 朝阳小区 (E3) and the heating fee of 南新村 (E4) from idea to closing; three sitings of
premises (E1); fence and parking bays of 西环小区 (E5), which belong to its owners; and one decision
open at each step, at the compound whose posts have sign-in cards. All by the rules of today.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from linli.config.demo.elections import demo_ground
from linli.config.demo.people import RESIDENTS, SPELLINGS, nick_of
from linli.config.demo.places import BUILDINGS_A_COMPOUND, key
from linli.config.rehearsal.cast import RULES, Cast, adopt
from linli.config.rehearsal.decision import DecisionPlay, Story
from linli.config.rehearsal.fees import ByFee
from linli.config.rehearsal.ground import actor_of
from linli.config.rehearsal.stories import (
    FENCE,
    OPEN_STORIES,
    SEWER,
    SEWER_WORKS,
    heating,
    siting,
)
from linli.config.rehearsal.works import ByHand, Spending
from linli.decisions.rules import StepKind
from linli.people import actions as people
from linli.people.actions import MemberFacts
from linli.people.rules import OrganisationKind, SeatOffice
from linli.records import actions as records

TENANT = key("sub-district")
SOURCE = "示例街道居代会章程（示例数据）"
SINCE = timedelta(days=320)
"""How long ago the place set its shares and its number of offers."""
SEWER_AT, HEATING_AT, SITING_AT, FENCE_AT, OPEN_AT = (
    timedelta(days=days) for days in (250, 240, 200, 60, 150)
)
REPRESENTATIVES = 9
TERM = (date(2025, 1, 1), date(2029, 12, 31))
OPEN_AT_COMPOUND = ("朝阳小区", "朝阳小区东院")
SITINGS = ("朝阳小区", "南新村", "署西")
DECISIONS = 3 + len(SITINGS) + len(OPEN_STORIES)
MORNING = 1
"""In UTC: nine in the morning at the place."""
HOUSEHOLDS = 12
"""In each building that takes part in the heating, in the demo."""


def play_decisions(at: datetime) -> Iterator[str]:
    """Play all of them; tell each when it stands where it is to stand."""
    adopt(actor_of(TENANT, "governance", at), RULES, source=SOURCE, at=at - SINCE)
    records.seal_journal(sub_district_id=TENANT, at=at)
    _play(_cast(*OPEN_AT_COMPOUND, at), SEWER, SEWER_WORKS, at - SEWER_AT)
    yield SEWER.title
    fee = ByFee(
        title="集中供热开口费",
        words="一个月不到，全院八成住户缴了开口费，已统一交给供热单位。",
        fee_fen=200_000,
        households=HOUSEHOLDS,
        fund="集中供热开口费代收",
        to_whom="示例供热公司",
    )
    cast = _cast("南新村", "南新村北区", at)
    total = fee.total_fen(len(cast.houses))
    _play(cast, heating(total), fee, at - HEATING_AT)
    yield "集中供热开口费"
    for community in SITINGS:
        story = siting(community)
        own = ByHand(story.title, "选定地点，居委会已迁入，门口设有坡道和值班电话。", "居委会")
        _play(_committee_cast(community, at), story, own, at - SITING_AT)
        yield story.title
    fence = ByHand(FENCE.title, "尚未动工。")
    _play(_cast("署西", "西环小区南区", at), FENCE, fence, at - FENCE_AT, until=StepKind.RESOLVE)
    yield FENCE.title
    yield from _open_ones(at)


def _open_ones(at: datetime) -> Iterator[str]:
    """One decision whose turn is at each kind of step, so that a visitor can act on it."""
    cast = _cast(*OPEN_AT_COMPOUND, at)
    for story, spending, kind, begun in OPEN_STORIES:
        _play(cast, story, spending, at - begun, until=kind)
        yield story.title


def _play(
    cast: Cast,
    story: Story,
    spending: Spending,
    at: datetime,
    *,
    until: StepKind | None = None,
) -> None:
    begins = at.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    for _step in DecisionPlay(cast, story, at=begins, spending=spending).lead_to(until):
        pass


def _cast(community: str, compound: str, at: datetime) -> Cast:
    """The people of a compound of the demo, each in the post that the demo gave them."""
    ground, spelling = demo_ground(community, compound, at), SPELLINGS[community]
    nick = nick_of(compound)
    residents = tuple(actor_of(TENANT, username, at) for username, _name in RESIDENTS)
    return Cast(
        ground=ground,
        houses=tuple(key(compound, number) for number in range(1, BUILDINGS_A_COMPOUND + 1)),
        congress_chair=actor_of(TENANT, f"chair-{nick}", at),
        committee_chair=actor_of(TENANT, f"committee-{nick}", at),
        treasurer=actor_of(TENANT, f"treasurer-{nick}", at),
        supervisor=actor_of(TENANT, f"supervision-{spelling}", at),
        members=residents[:3],
        residents=residents,
        place_id=ground.compound,
    )


def _committee_cast(community: str, at: datetime) -> Cast:
    """The people of a community, with a representatives' meeting of nine."""
    closed = {"朝阳小区": "朝阳小区东院", "南新村": "南新村北区", "署西": "西环小区南区"}[community]
    cast = _cast(community, closed, at)
    place: UUID = key(community)
    body = people.found_organisation(
        actor=cast.ground.system,
        kind=OrganisationKind.RESIDENTS_REPRESENTATIVE_MEETING,
        name=f"{community}居民代表会议",
        place_id=place,
        duty_phone="",
        valid_from=TERM[0],
        at=at - SINCE,
    )
    people.seat_elected(
        actor=cast.ground.system,
        body_id=body.id,
        members=[
            MemberFacts(
                name=f"示例居民代表{community}{number}",
                office=SeatOffice.CHAIR if number == 1 else SeatOffice.MEMBER,
                article="示例",
            )
            for number in range(1, REPRESENTATIVES + 1)
        ],
        term_from=TERM[0],
        term_to=TERM[1],
        basis="示例：按现行规则演示",
        at=at - SINCE,
    )
    return replace(cast, place_id=place)
