"""The demo's elections, played through the actions that people use, on days counted back.

A congress election is open today, with slips that a visitor may use; the owners' committee of
颐和庄园 was elected on paper and online after its company withdrew (E2); an owners' vote
failed by one head. All are held by the rules of today and say so.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypedDict
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from linli.ballots.credentials import slip_text
from linli.config.demo.bodies import ENDING
from linli.config.demo.homes import HOME, HOME_DOOR
from linli.config.demo.people import RESIDENTS, SPELLINGS
from linli.config.demo.places import BUILDINGS_A_COMPOUND, key
from linli.config.rehearsal.calendar import Calendar, Script
from linli.config.rehearsal.ground import DOORS_IN_HOUSE, Ground, actor_of, adopt_rules
from linli.config.rehearsal.paper import PaperChannel
from linli.config.rehearsal.voting import Slips, vote_online
from linli.elections import actions
from linli.elections import queries as elections
from linli.elections.rules import ElectionKind
from linli.kernel.actor import Actor
from linli.people import actions as people
from linli.people import queries
from linli.people.rules import FiledWith, OrganisationKind
from linli.records import actions as records


class Size(TypedDict):
    """How large a played election is."""

    voters: int
    seats: int
    candidates: int


SOURCE = "示例街道选举办法（示例数据）"
BY_RULES_OF_TODAY = "（按现行规则演示）"
OPEN_FOR = timedelta(days=90)
SLIPS_TO_TRY = 12
SLIPS_FILE = "demo-slips.json"
_NOTICE = """{place}全体居民：

根据《示例街道选举办法（示例数据）》，现就“{step}”公告如下。

一、本次选举（表决）：{title}。
二、投票时间：{opens} 至 {closes}。
三、投票地点：{where}；也可凭投票条在网上投票，两种方式只能用一种，网上可在截止前重投。
四、对本公告内容有异议的，可在公告期内向社区便民服务站提出，也可在本站该公告页面提出，逾期不再受理。

示例选举工作组
{day}
（本公告为演示数据）"""
"""What hangs on the boards of the demo, as a place would write it."""
_ARTICLE = "示例办法第八条"
_OPEN = Size(voters=96, seats=7, candidates=9)
_COMMITTEE = Size(voters=90, seats=7, candidates=9)
_VOTE = Size(voters=320, seats=1, candidates=3)
_PAPER = 12


def play_elections(at: datetime) -> dict[str, list[str]]:
    """Play all three; answer the slips that visitors may try, by the election's public name."""
    records.seal_journal(sub_district_id=key("sub-district"), at=at)
    adopt_rules(_office(at), source=SOURCE, at=at - timedelta(days=310))
    _elect_committee(at)
    _lose_by_one_head(at)
    return _open_congress(at)


def keep_slips(slips: dict[str, list[str]]) -> None:
    """Lay the demo's own secret slips beside the data: no real election ever does this."""
    path = Path(settings.LINLI_DATA) / SLIPS_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(slips), encoding="utf-8")


def _open_congress(at: datetime) -> dict[str, list[str]]:
    script = Script(
        title=f"{ENDING}居民代表大会换届选举（本届任期将满）",
        notice=_NOTICE,
        article=_ARTICLE,
        voting=OPEN_FOR,
        known={(HOME.building - 1) * DOORS_IN_HOUSE + 1: (RESIDENTS[0][1], HOME_DOOR)},
    )
    begins = at - timedelta(days=61)
    calendar = Calendar(
        demo_ground("金鼎", ENDING, at), ElectionKind.CONGRESS, **_OPEN, script=script, at=begins
    )
    calendar.lead_to_voting()
    slips = _slips(calendar)
    lines = list(slips.slips)
    voted = lines[: len(lines) // 3]
    _cast(calendar, slips, voted)
    free = lines[-SLIPS_TO_TRY:]
    return {slips.uuid: [slip_text(slips.slips[line]) for line in free]}


def _elect_committee(at: datetime) -> None:
    script = Script(
        title=f"颐和庄园业主委员会选举{BY_RULES_OF_TODAY}",
        notice=_NOTICE.replace(
            "四、",
            "四、原物业公司已撤出，小区由筹备组筹备，由业主选举产生业主委员会。\n五、",
        ),
        article=_ARTICLE,
    )
    begins = at - timedelta(days=300)
    ground = demo_ground("一方", "颐和庄园", at)
    body = people.found_organisation(
        actor=ground.system,
        kind=OrganisationKind.OWNERS_COMMITTEE,
        name="颐和庄园业主委员会",
        place_id=ground.compound,
        duty_phone="",
        valid_from=date(2011, 9, 1),
        at=begins,
    )
    calendar = Calendar(
        ground,
        ElectionKind.OWNERS_COMMITTEE,
        **_COMMITTEE,
        script=script,
        body_id=body.id,
        at=begins,
    )
    box = PaperChannel(ground, calendar.election, begins)
    calendar.lead_to_voting()
    slips = _slips(calendar)
    box.seal(calendar.now)
    lines = list(slips.slips)
    choices = {"candidates": calendar.candidates, "seats": calendar.seats}
    for _chosen in box.vote(lines[:_PAPER], at=calendar.opens_at, **choices):
        pass
    _cast(calendar, slips, lines[_PAPER : len(lines) * 9 // 10])
    _count(calendar, slips, box)
    steps = {step.key: step for step in elections.steps_of(calendar.election)}
    _file(ground, body.id, timezone.localdate(steps["filing"].done_at), at)


def _file(ground: Ground, body_id: UUID, day: date, at: datetime) -> None:
    """Enter at the body what the calendar's step of filing says was done."""
    card = queries.body(ground.tenant, body_id, on=timezone.localdate(at))
    if card is None or card.term is None:
        raise LookupError("the elected committee has no term")
    for number, authority in enumerate((FiledWith.HOUSING_AUTHORITY, FiledWith.SUB_DISTRICT), 1):
        people.file_term(
            actor=ground.system,
            term_id=card.term.term_id,
            filed_with=authority,
            filed_on=day,
            reference=f"示例备字〔{day.year}〕{number}号",
            at=at,
        )


def _lose_by_one_head(at: datetime) -> None:
    """Those who vote own the larger flats: the area suffices, one head is missing."""
    script = Script(
        title="阿尔卡迪亚使用维修资金整修排水管网表决",
        notice=_NOTICE,
        article=_ARTICLE,
        area_cm2=lambda number: 1_105_000 if _takes_part(number) else 612_000,
    )
    begins = at - timedelta(days=120)
    ground = demo_ground("一方", "阿尔卡迪亚", at)
    calendar = Calendar(ground, ElectionKind.OWNERS_DECISION, **_VOTE, script=script, at=begins)
    calendar.lead_to_voting()
    slips = _slips(calendar)
    lines = enumerate(slips.slips, start=1)
    _cast(calendar, slips, [line for number, line in lines if _takes_part(number)])
    _count(calendar, slips, None)


def _takes_part(number: int) -> bool:
    """213 of 320 do, in every building; two thirds are 214."""
    return number % 3 != 0 and number != _VOTE["voters"]


def _cast(calendar: Calendar, slips: Slips, lines: list[UUID]) -> None:
    for _chosen in vote_online(
        slips,
        calendar.election,
        lines,
        candidates=calendar.candidates,
        seats=calendar.seats,
        opens_at=calendar.opens_at,
    ):
        pass


def _count(calendar: Calendar, slips: Slips, box: PaperChannel | None) -> None:
    runner, at = calendar.ground.runner, calendar.closes_at
    actions.close_voting(actor=runner, election_id=calendar.id, at=at)
    if box:
        box.count(calendar.candidates, at)
    slips.trustees.open(at)
    actions.announce_result(actor=runner, election_id=calendar.id, at=at)
    calendar.follow_up(at)


def _slips(calendar: Calendar) -> Slips:
    if calendar.slips is None:
        raise LookupError("no slips were made")
    return calendar.slips


def demo_ground(community: str, compound: str, at: datetime) -> Ground:
    """A compound of the demo with the people who hold its posts."""
    spelling = SPELLINGS[community]
    here = {name: _holder(f"{name}-{spelling}", at) for name in ("secretary", "clerk", "officer")}
    return Ground(
        tenant=key("sub-district"),
        name=compound,
        community=key(community),
        compound=key(compound),
        buildings=tuple(f"{number}号楼" for number in range(1, BUILDINGS_A_COMPOUND + 1)),
        office=_office(at),
        runner=here["secretary"],
        clerk=here["clerk"],
        second=here["officer"],
    )


def _office(at: datetime) -> Actor:
    return _holder("governance", at)


def _holder(username: str, at: datetime) -> Actor:
    return actor_of(key("sub-district"), username, at)
