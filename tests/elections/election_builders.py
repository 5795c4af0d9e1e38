"""Elections for tests, led through their calendar by the actions that people use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from linli.ballots.credentials import new_credential, public_of
from linli.elections import actions, queries
from linli.elections.actions.calling import Terms
from linli.elections.actions.candidates import Nomination
from linli.elections.actions.notices import NoticeDraft
from linli.elections.models import (
    Candidate,
    Election,
    Notice,
    PaperBox,
    Roll,
    RollLine,
    RollUnit,
)
from linli.elections.queries.calendar import steps_of, turn_of
from linli.elections.rules import BoxKind, ElectionKind, Mode, OfficialRole, TieRule
from linli.elections.rules.calendar import step_of
from linli.elections.rules.candidates import PERSONS
from linli.kernel.actor import Actor
from linli.records import actions as records
from linli.records.rules import Prepared
from tests.elections.box_builders import RANDOM, Trusted
from tests.elections.builders import AT, Ground
from tests.records.builders import a_picture

CALLED = AT
OPENS = AT + timedelta(days=50)
CLOSES = OPENS + timedelta(days=7)
LATE = OPENS - timedelta(days=6)
"""When candidates, officials and notices of the last days before the vote are due."""
SEALING = OPENS - timedelta(hours=2)
VALUES: dict[str, Any] = {
    "self_government.proxy.most": 2,
    "self_government.mobile_box.allowed": True,
    "self_government.mobile_box.reasons": ["残疾", "行动不便", "住院"],
    "self_government.mobile_box.witnesses": 2,
    "self_government.candidates.notice": 5,
    "self_government.observers.least": 3,
    "self_government.register.objection": 5,
    "self_government.register.ruling": 3,
    "self_government.congress.odd": False,
    "self_government.election.turnout": {"share": "1/2", "inclusive": False},
    "self_government.election.elected": {"share": "1/2", "inclusive": False},
    "self_government.election.rerun": {"share": "1/3", "inclusive": True},
    "owners.proxy.most": 2,
    "owners.register.ruling": 3,
    "personal.retention.election_lists": 12,
}
_serial = count(1)


def adopt_rules(ground: Ground, **values: Any) -> None:
    """Set what the place must set; keys are written with `__` for a dot."""
    own = {key.replace("__", "."): value for key, value in values.items()}
    known = {key: value for key, value in {**VALUES, **own}.items() if _is_known(key)}
    for key, value in known.items():
        if value is None:
            continue
        records.adopt_rule(
            actor=ground.office,
            key=key,
            value=value,
            source="示例街道选举办法第一条",
            adopted_by="示例街道",
            adopted_on=date(2026, 1, 1),
            valid_from=date(2026, 1, 1),
            at=CALLED,
        )


def _is_known(key: str) -> bool:
    return queries.rule_is_known(key, on=CALLED.date())


def a_photo(name: str = "照片.jpg") -> Prepared:
    """A photo that was sent."""
    return records.prepare_upload(name=name, content=a_picture())


def a_frozen_roll(ground: Ground, kind: str = "voters", *, lines: int = 4) -> Roll:
    """A roll as it stands when it is frozen; how it comes so far is tested with the rolls."""
    number = next(_serial)
    roll = Roll.objects.create(
        sub_district=ground.place,
        kind=kind,
        place=ground.compound,
        name=f"示例名册{number}",
        state="frozen",
        as_of=CALLED.date(),
        made_at=CALLED,
        frozen_at=CALLED,
        voting_from=CALLED.date(),
        digest="0" * 64,
        heads=lines,
        area_cm2=0 if kind == "voters" else lines * 1_000_000,
    )
    for place in range(1, lines + 1):
        line = RollLine.objects.create(
            sub_district=ground.place,
            roll=roll,
            number=place,
            name=f"示例选民{place}",
            building=ground.building,
            door=f"3号楼1单元{place}01",
            area_cm2=0 if kind == "voters" else 1_000_000,
            salt="s" * 32,
        )
        if kind == "owners":
            RollUnit.objects.create(
                sub_district=ground.place,
                roll=roll,
                line=line,
                door=line.door,
                area_cm2=1_000_000,
                area_source="land_register",
            )
    return roll


def called(
    ground: Ground, kind: ElectionKind = ElectionKind.CONGRESS, *, title: str = ""
) -> Election:
    """An election as it was called, with nothing set."""
    place = ground.compound
    if kind is ElectionKind.RESIDENTS_COMMITTEE:
        place = ground.community
    return actions.call_election(
        actor=ground.runner,
        key=str(uuid4()),
        kind=kind,
        place_id=place.id,
        title=title or "示例小区选举",
        at=CALLED,
    )


def fresh(election: Election) -> Election:
    """The election as it stands now."""
    return Election.objects.select_related("roll", "place").get(id=election.id)


def set_terms(ground: Ground, election: Election, *, seats: int, at: datetime = CALLED) -> Election:
    """Seats, choices and the tie rule, or matter and question."""
    if ElectionKind(election.kind) in PERSONS:
        terms = Terms(seats=seats, least_choices=1, most_choices=seats, tie_rule=TieRule.RUN_OFF)
    else:
        terms = Terms(matter="use_maintenance_fund", question="用维修资金整修排水管网，是否同意？")
    return actions.set_terms(
        actor=ground.runner,
        election_id=election.id,
        terms=terms,
        version=fresh(election).version,
        at=at,
    )


def set_times(
    ground: Ground,
    election: Election,
    *,
    opens_at: datetime = OPENS,
    closes_at: datetime = CLOSES,
    at: datetime = CALLED,
) -> Election:
    """When and where one votes."""
    return actions.set_times(
        actor=ground.runner,
        election_id=election.id,
        opens_at=opens_at,
        closes_at=closes_at,
        where="小区活动室，每天 9:00 至 17:00",
        version=fresh(election).version,
        at=at,
    )


def nominated(
    ground: Ground, election: Election, name: str = "", *, at: datetime = CALLED, **facts: Any
) -> Candidate:
    """Somebody who was put forward."""
    given = Nomination(
        name=name or f"示例候选人{next(_serial)}", nominated_by="示例居民十人", **facts
    )
    return actions.nominate(
        actor=ground.runner, election_id=election.id, nomination=given, key=str(uuid4()), at=at
    )


def standing(
    ground: Ground, election: Election, name: str = "", *, at: datetime = CALLED, **facts: Any
) -> Candidate:
    """Somebody who stands: nominated, consenting on paper, found eligible."""
    candidate = nominated(ground, election, name, at=at, **facts)
    actions.consent_on_paper(
        actor=ground.runner, candidate_id=candidate.id, paper=a_photo("同意书.jpg"), at=at
    )
    return actions.decide_eligibility(
        actor=ground.runner,
        candidate_id=candidate.id,
        eligible=True,
        article="选举办法第八条",
        at=at,
    )


def officials(ground: Ground, election: Election, *, at: datetime = CALLED) -> None:
    """A committee of three, three tellers, two witnesses, an observer."""
    many = {
        OfficialRole.COMMITTEE: 3,
        OfficialRole.TELLER: 3,
        OfficialRole.WITNESS: 2,
        OfficialRole.OBSERVER: 1,
    }
    for role, how_many in many.items():
        for place in range(1, how_many + 1):
            actions.name_official(
                actor=ground.runner,
                election_id=election.id,
                role=role,
                name=f"示例{role.value}{place}",
                at=at,
            )


def a_notice(
    ground: Ground, election: Election, step_key: str, *, at: datetime, days: int = 30, **facts: Any
) -> Notice:
    """A notice of a step, on the wall with its photo."""
    on = timezone.localdate(at)
    given = {
        "title": f"公告（{step_key}）",
        "text": "示例正文。",
        "where": "小区公示栏",
        "posted_on": on,
        "until": on + timedelta(days=days),
    }
    return actions.post_notice(
        actor=ground.runner,
        election_id=election.id,
        step_key=step_key,
        draft=NoticeDraft(**{**given, **facts}),
        photo=a_photo("公告上墙.jpg"),
        key=str(uuid4()),
        at=at,
    )


def holder_of(ground: Ground, holders: Sequence[str]) -> Actor:
    """Who does a step: the community's secretary where it may, else the office."""
    return ground.runner if "secretary" in holders else ground.office


def do(ground: Ground, election: Election, key: str, *, at: datetime) -> None:
    """Do one step, with its notice where it has one."""
    step = next(one for one in steps_of(election) if one.key == key)
    plan = step_of(step.plan)
    if plan.notice:
        a_notice(ground, election, key, at=at)
    actions.do_step(
        actor=holder_of(ground, plan.holders),
        election_id=election.id,
        key=key,
        version=fresh(election).version,
        at=at,
    )


def do_steps(ground: Ground, election: Election, *, before: str, at: datetime = CALLED) -> None:
    """Do the steps in their order up to one; those of the last days before the vote then."""
    for key in _turns(election, before):
        step = next(one for one in steps_of(election) if one.key == key)
        first = step.not_before
        when = at if first is None or first <= timezone.localdate(at) else max(at, LATE)
        do(ground, election, key, at=max(when, fresh(election).latest_at or when))


def _turns(election: Election, before: str) -> Iterator[str]:
    while True:
        turn = [key for key in turn_of(steps_of(election)) if key != before]
        here = next((one for one in steps_of(election) if one.key == before), None)
        if not turn or here is None:
            return
        steps = {one.key: one for one in steps_of(election)}
        if steps[turn[0]].order > here.order:
            return
        yield turn[0]


def an_election(
    ground: Ground,
    kind: ElectionKind = ElectionKind.CONGRESS,
    *,
    roll: Roll | None = None,
    candidates: int | Sequence[str] = 3,
    seats: int = 0,
    up_to: str = "credentials",
    title: str = "",
) -> Election:
    """An election led through its calendar up to a step, which is the next to do."""
    adopt_rules(ground)
    election = called(ground, kind, title=title)
    persons = kind in PERSONS
    asked = seats or (
        5 if kind in {ElectionKind.OWNERS_COMMITTEE, ElectionKind.RESIDENTS_COMMITTEE} else 2
    )
    names = candidates if not isinstance(candidates, int) else [""] * max(candidates, asked + 1)
    set_terms(ground, election, seats=asked)
    set_times(ground, election)
    if kind is ElectionKind.ROLL_CALL:
        actions.name_members(
            actor=ground.runner,
            election_id=election.id,
            names=[f"示例委员{number}" for number in range(1, 8)],
            at=CALLED,
        )
    if kind is not ElectionKind.ROLL_CALL:
        chosen = roll or _roll_for(ground, kind)
        actions.choose_roll(
            actor=ground.runner,
            election_id=election.id,
            roll_id=chosen.id,
            version=fresh(election).version,
            at=CALLED,
        )
    if persons:
        for name in names:
            standing(ground, election, name)
        actions.fix_candidates(
            actor=ground.runner,
            election_id=election.id,
            version=fresh(election).version,
            at=CALLED,
        )
    officials(ground, election)
    if kind is not ElectionKind.ROLL_CALL:
        a_paper_box(ground, election)
    do_steps(ground, election, before=up_to if kind is not ElectionKind.ROLL_CALL else "voting")
    return fresh(election)


def a_paper_box(
    ground: Ground, election: Election, name: str = "活动室票箱", *, at: datetime = CALLED
) -> PaperBox:
    """A box for those who vote on paper; nobody has sealed it yet."""
    return actions.set_up_paper_box(
        actor=ground.runner,
        election_id=election.id,
        name=name,
        kind=BoxKind.STATION,
        key=str(uuid4()),
        at=at,
    )


def _roll_for(ground: Ground, kind: ElectionKind) -> Roll:
    owners = kind in {ElectionKind.OWNERS_COMMITTEE, ElectionKind.OWNERS_DECISION}
    roll = a_frozen_roll(ground, "owners" if owners else "voters")
    if kind is ElectionKind.RESIDENTS_COMMITTEE:
        Roll.objects.filter(id=roll.id).update(place=ground.community)
    return roll


@dataclass
class Box:
    """What trustees and voters hold of an election that is ready to open."""

    trusted: Trusted
    slips: dict[UUID, str]


@dataclass
class _Of:
    """The ground of one election, as trustees see it."""

    runner: Actor
    visitor: Actor
    election: Election


def with_box(ground: Ground, election: Election) -> Box:
    """Keys of three trustees and slips for all lines of the roll."""
    at = fresh(election).latest_at or CALLED
    of = _Of(ground.runner, ground.visitor, election)
    trusted = Trusted(of, ["示例甲", "示例乙", "示例丙"], at)  # type: ignore[arg-type]
    trusted.make_keys()
    lines = RollLine.objects.filter(roll=election.roll, stands=True).order_by("number")
    slips = {line.id: new_credential(RANDOM(32)) for line in lines}
    actions.take_credentials(
        actor=ground.office,
        election_id=election.id,
        credentials=[(line, public_of(election.uuid, slip)) for line, slip in slips.items()],
        key=str(uuid4()),
        at=at,
    )
    return Box(trusted, slips)


def open_for_voting(
    ground: Ground, election: Election, *, at: datetime = OPENS, box: Box | None = None
) -> Election:
    """Make the box where there is none, do the last steps, and open the vote."""
    if election.mode != Mode.OPEN and box is None:
        with_box(ground, election)
    do_steps(ground, election, before="voting", at=SEALING)
    return actions.open_voting(
        actor=ground.runner, election_id=election.id, version=fresh(election).version, at=at
    )
