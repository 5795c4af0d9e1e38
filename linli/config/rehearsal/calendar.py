"""An election led through its calendar by those whose steps they are, on invented days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from linli.config.rehearsal.ground import DOORS_IN_HOUSE, Ground, a_photo
from linli.config.rehearsal.paper import station_box
from linli.config.rehearsal.voting import Slips
from linli.elections import actions, queries, rules
from linli.elections.rules import ElectionKind, OfficialRole, RollKind, TieRule
from linli.kernel.actor import Actor
from linli.kernel.posts import PostKind

UNTIL_VOTING = timedelta(days=60)
AREAS_CM2 = (545_000, 672_500, 893_000, 1_201_000)
_OWNERS = (ElectionKind.OWNERS_COMMITTEE, ElectionKind.OWNERS_DECISION)
_OFFICIALS = {
    OfficialRole.WITNESS: ("示例监票人甲", "示例监票人乙"),
    OfficialRole.OBSERVER: ("示例观察员",),
}


@dataclass(frozen=True, slots=True)
class Script:
    """The words of a play, and how long one votes in it."""

    title: str = ""
    question: str = "用维修资金整修排水管网，是否同意？"
    notice: str = "演练公告：{step}。"
    article: str = "演练办法第八条"
    voting: timedelta = timedelta(days=3)
    area_cm2: Callable[[int], int] = lambda number: AREAS_CM2[number % len(AREAS_CM2)]
    known: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    """Name and door of the voters, by number, that have an account in the demo."""


PLAIN = Script()


class Calendar:
    """One election from its call to the day of the vote; `now` is the play's own clock."""

    def __init__(
        self,
        ground: Ground,
        kind: ElectionKind,
        *,
        voters: int,
        seats: int,
        candidates: int,
        script: Script = PLAIN,
        body_id: UUID | None = None,
        at: datetime,
    ) -> None:
        self.ground = ground
        self.kind = kind
        self.voters, self.seats, self.candidates = voters, seats, candidates
        self.script = script
        self.now = at
        self.opens_at = _morning(at + UNTIL_VOTING)
        self.closes_at = self.opens_at + script.voting
        self.slips: Slips | None = None
        place = ground.community if kind is ElectionKind.RESIDENTS_COMMITTEE else ground.compound
        self.place_id = place
        self.id: UUID = actions.call_election(
            actor=ground.runner,
            key=str(uuid4()),
            kind=kind,
            place_id=place,
            title=script.title or f"{ground.name}{_TITLES[kind]}",
            body_id=body_id,
            at=at,
        ).id
        self._roll_id: UUID | None = None
        self._set_terms()
        self._set_times()

    @property
    def election(self) -> Any:
        """The election as it stands."""
        found = queries.election(self.ground.tenant, self.id)
        if found is None:
            raise LookupError(self.id)
        return found

    def lead_to_voting(self) -> None:
        """Do every step before the vote in its turn and its time, then open the vote."""
        self._do_steps_before("voting")
        self.now = max(self.now, self.opens_at)
        actions.open_voting(
            actor=self.ground.runner,
            election_id=self.id,
            version=self.election.version,
            at=self.now,
        )

    def follow_up(self, at: datetime) -> None:
        """Do what follows the announcement, up to the day when the lists are destroyed."""
        self.now = max(self.now, at)
        self._do_steps_before("destruction")

    def _do_steps_before(self, last: str) -> None:
        for step in self._steps_before(last):
            plan = rules.step_of(step.plan)
            if step.not_before is not None:
                self.now = max(self.now, _morning_of(step.not_before))
            for need in plan.needs:
                _MEET.get(need, _nothing)(self)
            if plan.notice:
                self._post_notice(step.key, plan.title.zh)
            actions.do_step(
                actor=self._holder(plan.holders),
                election_id=self.id,
                key=step.key,
                version=self.election.version,
                at=self.now,
            )

    def _steps_before(self, key: str) -> Iterator[Any]:
        while True:
            steps = {step.key: step for step in queries.steps_of(self.election)}
            turn = [one for one in queries.turn_of(steps.values()) if one != key]
            if not turn or steps[turn[0]].order > steps[key].order:
                return
            yield steps[turn[0]]

    def _holder(self, holders: tuple[str, ...]) -> Actor:
        return self.ground.runner if PostKind.SECRETARY in holders else self.ground.office

    def _set_terms(self) -> None:
        if self.kind is ElectionKind.OWNERS_DECISION:
            terms = actions.Terms(matter="use_maintenance_fund", question=self.script.question)
        else:
            terms = actions.Terms(
                seats=self.seats,
                least_choices=1,
                most_choices=self.seats,
                tie_rule=TieRule.RUN_OFF,
            )
        actions.set_terms(
            actor=self.ground.runner,
            election_id=self.id,
            terms=terms,
            version=self.election.version,
            at=self.now,
        )

    def _set_times(self) -> None:
        actions.set_times(
            actor=self.ground.runner,
            election_id=self.id,
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            where=f"{self.ground.name}活动室，每天 9:00 至 17:00",
            version=self.election.version,
            at=self.now,
        )

    def _post_notice(self, key: str, title: str) -> None:
        on = timezone.localdate(self.now)
        actions.post_notice(
            actor=self.ground.runner,
            election_id=self.id,
            step_key=key,
            draft=actions.NoticeDraft(
                title=title,
                text=self._words(title),
                where=f"{self.ground.name}公示栏",
                posted_on=on,
                until=on + timedelta(days=60),
            ),
            photo=a_photo(),
            key=str(uuid4()),
            at=self.now,
        )

    def _words(self, step: str) -> str:
        """The notice of a step as the script writes it."""
        election = self.election
        return self.script.notice.format(
            step=step,
            place=self.ground.name,
            title=election.title,
            opens=_written(self.opens_at),
            closes=_written(self.closes_at),
            where=election.where,
            day=timezone.localdate(self.now).isoformat(),
        )

    def name_committee(self) -> None:
        """Three who lead the election."""
        for name in ("示例选委甲", "示例选委乙", "示例选委丙"):
            self._name(OfficialRole.COMMITTEE, name)

    def name_officials(self) -> None:
        """Who counts, witnesses and watches."""
        self._name(OfficialRole.TELLER, "示例计票人甲", self.ground.clerk)
        self._name(OfficialRole.TELLER, "示例计票人乙", self.ground.second)
        for role, names in _OFFICIALS.items():
            for name in names:
                self._name(role, name)

    def _name(self, role: OfficialRole, name: str, who: Actor | None = None) -> None:
        actions.name_official(
            actor=self.ground.runner,
            election_id=self.id,
            role=role,
            name=name,
            account_id=who.account_id if who else None,
            at=self.now,
        )

    def make_roll(self) -> None:
        """Draft the roll and bring its lines in."""
        owners = self.kind in _OWNERS
        roll = actions.draft_roll(
            actor=self.ground.runner,
            kind=RollKind.OWNERS if owners else RollKind.VOTERS,
            place_id=self.place_id,
            name=f"{self.ground.name}名册",
            as_of=timezone.localdate(self.now),
            key=str(uuid4()),
            at=self.now,
        )
        said = actions.import_roll(
            actor=self.ground.runner,
            roll_id=roll.id,
            rows=[self._row(number, owners=owners) for number in range(1, self.voters + 1)],
            at=self.now,
        )
        if said.faults:
            raise LookupError(said.faults[0])
        self._roll_id = roll.id
        actions.choose_roll(
            actor=self.ground.runner,
            election_id=self.id,
            roll_id=roll.id,
            version=self.election.version,
            at=self.now,
        )

    def _row(self, number: int, *, owners: bool) -> rules.RollRow:
        building = self.ground.buildings[(number - 1) // DOORS_IN_HOUSE]
        plain = (f"示例选民{number}", f"{(number - 1) % DOORS_IN_HOUSE + 101}")
        name, door = self.script.known.get(number, plain)
        return rules.RollRow(
            number=number + 1,
            name=name,
            building=building,
            door=door,
            compound=self.ground.name,
            owner_number=str(number) if owners else "",
            area_cm2=self.script.area_cm2(number) if owners else 0,
        )

    def publish_roll(self) -> None:
        """Make the roll public, masked."""
        actions.publish_roll(actor=self.ground.runner, roll_id=self._known_roll(), at=self.now)

    def freeze_roll(self) -> None:
        """Fix the roll the day after objections end."""
        roll = queries.roll(self.ground.tenant, self._known_roll())
        if roll is not None and roll.objections_until is not None:
            after = _morning_of(roll.objections_until + timedelta(days=1))
            self.now = max(self.now, after)
        actions.freeze_roll(actor=self.ground.runner, roll_id=self._known_roll(), at=self.now)

    def _known_roll(self) -> UUID:
        if self._roll_id is None:
            raise LookupError("there is no roll yet")
        return self._roll_id

    def nominate(self) -> None:
        """Put candidates forward, with their consent on paper."""
        for number in range(1, self.candidates + 1):
            nomination = actions.Nomination(name=f"示例候选人{number}", nominated_by="居民十人联名")
            candidate = actions.nominate(
                actor=self.ground.runner,
                election_id=self.id,
                nomination=nomination,
                key=str(uuid4()),
                at=self.now,
            )
            actions.consent_on_paper(
                actor=self.ground.runner, candidate_id=candidate.id, paper=a_photo(), at=self.now
            )

    def decide_candidates(self) -> None:
        """Answer eligibility with yes and the article."""
        for candidate in queries.candidates_of(self.election):
            actions.decide_eligibility(
                actor=self.ground.runner,
                candidate_id=candidate.id,
                eligible=True,
                article=self.script.article,
                at=self.now,
            )

    def fix_candidates(self) -> None:
        """Give the candidates their numbers."""
        if self.election.candidates_fixed_at is None:
            actions.fix_candidates(
                actor=self.ground.runner,
                election_id=self.id,
                version=self.election.version,
                at=self.now,
            )

    def make_slips(self) -> None:
        """Trustees make their keys and the office prints the slips."""
        if self.slips is None:
            self.slips = Slips(self.ground, self.election, self._known_roll(), at=self.now)

    def set_up_paper(self) -> None:
        """Set up the box for those who do not vote online."""
        station_box(self.ground, self.id, self.now)


def _nothing(_calendar: Calendar) -> None:
    """Need nothing done for what the count brings."""


_TITLES = {
    ElectionKind.CONGRESS: "居民代表大会选举",
    ElectionKind.RESIDENTS_COMMITTEE: "所在社区居民委员会选举",
    ElectionKind.OWNERS_COMMITTEE: "业主委员会选举",
    ElectionKind.OWNERS_DECISION: "业主表决",
}
_MEET: dict[str, Callable[[Calendar], None]] = {
    "committee_named": Calendar.name_committee,
    "officials_named": Calendar.name_officials,
    "roll_chosen": Calendar.make_roll,
    "roll_published": Calendar.publish_roll,
    "roll_frozen": Calendar.freeze_roll,
    "candidates_named": Calendar.nominate,
    "candidates_decided": Calendar.decide_candidates,
    "candidates_fixed": Calendar.fix_candidates,
    "box_ready": Calendar.make_slips,
    "paper_ready": Calendar.set_up_paper,
}
"""What makes each need of a step so; terms and times are set at the call."""


def _written(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def _morning(at: datetime) -> datetime:
    return _morning_of(timezone.localdate(at))


def _morning_of(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 0)))
