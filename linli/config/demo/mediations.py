"""The demo's mediations: some played through the actions that people use, the others copies of them.

One stands open at each stage; of the closed ones each way to end is there. Two of the open ones are
of the resident who has a sign-in card, and in the hand of the mediator who has one.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from linli.config.demo.lives import SEED
from linli.config.demo.people import RESIDENTS, ROOMS
from linli.config.demo.places import COMMUNITIES, key
from linli.config.demo.quarrels import FIRST, QUARRELS
from linli.config.demo.trusted import TENANT, Team
from linli.config.rehearsal.ground import actor_of
from linli.counsel import actions
from linli.counsel.actions import FileCopy, Intake, Promise, Terms, Told
from linli.counsel.queries.mediation_shown import mediation_shown
from linli.counsel.rules import Side
from linli.counsel.rules.mediation import Confirmation, Result, Triage
from linli.diary import queries as diary
from linli.diary.actions import Wanted
from linli.diary.queries import Slot
from linli.diary.rules import instant
from linli.kernel.actor import Actor, system_actor

MEDIATIONS = 400
SITTING = 6
"""Quarters that a talk takes in the demo."""
APPLICANT, OTHER = "示例居民甲方", "示例居民乙方"
_KEPT = 30
"""Days after the agreement until the promise is due."""


@dataclass(frozen=True, slots=True)
class Course:
    """How far a mediation goes, how long ago it began, how many stand there, how far back."""

    until: str
    begun: int
    copies: int
    weeks: int


COURSES = (
    Course("received", 1, 11, 1),
    Course("waiting", 4, 17, 1),
    Course("choosing", 6, 13, 2),
    Course("mediating", 24, 19, 2),
    Course("signing", 26, 9, 2),
    Course("confirming", 20, 21, 2),
    Course("performing", 30, 27, 2),
    Course("kept", 80, 157, 46),
    Course("broken", 80, 11, 40),
    Course("refused", 20, 39, 50),
    Course("withdrawn", 40, 21, 46),
    Course("no_agreement", 40, 29, 46),
    Course("other_route", 15, 11, 50),
)
OF_THE_CARD = (("mediating", 24), ("waiting", 4))
"""The resident with a card applied for the first and is the other side of the second."""


class Play:
    """One mediation, led through its stages by those whom each needs."""

    def __init__(self, team: Team, sides: Sequence[Actor], *, begun: datetime, nick: str) -> None:
        self.team, self.nick = team, nick
        self.applicant, self.other = sides
        self.mediator = team.director if nick.startswith("card") else team.others[0]
        self.at = timezone.localtime(begun).replace(hour=9, minute=30, second=0, microsecond=0)
        told = Intake(
            topic=FIRST.topic,
            what=FIRST.what,
            wish=FIRST.wish,
            where="示例小区",
            applicant=Told(APPLICANT, "13800000001", "示例楼"),
            other=Told(OTHER, "13800000002", "示例楼"),
        )
        self.file_id = actions.apply_online(
            actor=self.applicant,
            team_id=team.id,
            place_id=team.place_id,
            told=told,
            key=f"demo-mediation-{nick}",
            at=self.at,
        ).id
        actions.assign_file(
            actor=team.director.actor,
            file_id=self.file_id,
            membership_id=self.mediator.part.id,
            at=self.at,
        )

    def lead_to(self, until: str, now: datetime) -> UUID:
        """Lead it to a stage or to an end."""
        for name in _ORDER[: _ORDER.index(_LAST.get(until, until))]:
            _STEPS[name](self)
        if until in _ENDS:
            _ENDS[until](self)
        elif until == "mediating":
            self._talk()
            self._book(now + timedelta(days=2), now)
        elif until == "signing":
            actions.sign_agreement(actor=self.applicant, file_id=self.file_id, at=self.at)
        return self.file_id

    def later(self, days: int = 1) -> datetime:
        """Some days on."""
        self.at += timedelta(days=days)
        return self.at

    def look(self, verdict: Triage = Triage.MEDIABLE) -> None:
        """The first look; then the other side gets its code and joins."""
        actions.triage(
            actor=self.mediator.actor,
            file_id=self.file_id,
            verdict=verdict,
            title=FIRST.title,
            at=self.later(),
        )
        if verdict is not Triage.MEDIABLE:
            return
        parties = actions.open_for_team(
            actor=self.mediator.actor, file_id=self.file_id, at=self.at
        ).parties
        other = next(one.id for one in parties if one.side == Side.OTHER)
        code = actions.invite_party(
            actor=self.mediator.actor, file_id=self.file_id, party_id=other, at=self.at
        )
        actions.join_file(actor=self.other, code=code, at=self.later())

    def agree(self, *, yes: bool = True) -> None:
        """The other side says yes or no."""
        actions.answer_consent(actor=self.other, file_id=self.file_id, yes=yes, at=self.later())

    def choose(self) -> None:
        """Both want the mediator, who is near to neither."""
        guest = actions.offer_mediator(
            actor=self.mediator.actor,
            file_id=self.file_id,
            membership_id=self.mediator.part.id,
            at=self.at,
        )
        for who in (self.applicant, self.other):
            actions.answer_guest(
                actor=who, file_id=self.file_id, guest_id=guest.id, yes=True, at=self.at
            )
        actions.declare_mediator(
            actor=self.mediator.actor, file_id=self.file_id, clear=True, at=self.later()
        )

    def _book(self, after: datetime, at: datetime) -> tuple[UUID, Slot]:
        first = timezone.localdate(after)
        free = diary.free_slots(
            TENANT,
            any_of=[self.team.venue_id] if self.team.venue_id else [],
            first=first,
            last=first + timedelta(days=20),
            quarters=SITTING,
            at=at,
        )
        made = actions.book_sitting(
            actor=self.mediator.actor,
            file_id=self.file_id,
            wanted=Wanted.of(free[0]),
            key=f"demo-sitting-{self.nick}-{first}",
            at=at,
        )
        return made.id, free[0]

    def _talk(self, result: Result = Result.AGREED) -> None:
        sitting_id, slot = self._book(self.later(), self.at)
        self.at = instant(slot.day, slot.end, timezone.get_current_timezone())
        entry = actions.write_record(
            actor=self.mediator.actor,
            file_id=self.file_id,
            sitting_id=sitting_id,
            text=FIRST.talk,
            result=result,
            present=["applicant", "other", "mediator"],
            at=self.at,
        )
        for who in (self.applicant, self.other):
            actions.check_record(
                actor=who, file_id=self.file_id, entry_id=entry.id, yes=True, at=self.at
            )

    def talk(self) -> None:
        """A talk is held, and its record found right."""
        self._talk()

    def write(self) -> None:
        """The agreement is written down."""
        due = timezone.localdate(self.at) + timedelta(days=_KEPT)
        promise = Promise("other", FIRST.promise, due, "示例：自行办理")
        actions.write_agreement(
            actor=self.mediator.actor,
            file_id=self.file_id,
            terms=Terms(FIRST.facts, FIRST.points, FIRST.content, [promise]),
            at=self.at,
        )

    def sign(self) -> None:
        """Both sign, the seal is put, each has a copy."""
        for who in (self.applicant, self.other):
            actions.sign_agreement(actor=who, file_id=self.file_id, at=self.at)
        actions.seal_agreement(actor=self.mediator.actor, file_id=self.file_id, at=self.at)
        for who in (self.applicant, self.other):
            actions.give_copy(actor=who, file_id=self.file_id, at=self.at)

    def settle(self) -> None:
        """Both apply to the court."""
        for who in (self.applicant, self.other):
            actions.want_confirmation(actor=who, file_id=self.file_id, yes=True, at=self.at)
        actions.settle_confirmation(
            actor=self.mediator.actor,
            file_id=self.file_id,
            became=Confirmation.APPLIED,
            at=self.later(3),
        )

    def finish(self, *, kept: bool = True) -> None:
        """What was promised is looked at, and the folder closed."""
        self.later(_KEPT)
        opened = actions.open_for_team(actor=self.mediator.actor, file_id=self.file_id, at=self.at)
        agreement = mediation_shown(opened).agreement
        for duty in agreement.duties if agreement else ():
            actions.check_duty(
                actor=self.mediator.actor,
                file_id=self.file_id,
                duty_id=duty.row.id,
                kept=kept,
                at=self.at,
            )
        actions.finish_mediation(actor=self.mediator.actor, file_id=self.file_id, at=self.at)

    def withdraw(self) -> None:
        """One side no longer wants it."""
        actions.withdraw_consent(actor=self.other, file_id=self.file_id, at=self.later())

    def part(self) -> None:
        """The talk comes to nothing."""
        self._talk(Result.APART)
        actions.end_without_agreement(actor=self.mediator.actor, file_id=self.file_id, at=self.at)


_STEPS: dict[str, Callable[[Play], None]] = {
    "received": Play.look,
    "waiting": Play.agree,
    "choosing": Play.choose,
    "mediating": Play.talk,
    "writing": Play.write,
    "signing": Play.sign,
    "confirming": Play.settle,
}
_ORDER = (*_STEPS, "performing")
_LAST = {
    "kept": "performing",
    "broken": "performing",
    "refused": "waiting",
    "withdrawn": "mediating",
    "no_agreement": "mediating",
    "other_route": "received",
}
_ENDS: dict[str, Callable[[Play], None]] = {
    "kept": Play.finish,
    "broken": lambda play: play.finish(kept=False),
    "refused": lambda play: play.agree(yes=False),
    "withdrawn": Play.withdraw,
    "no_agreement": Play.part,
    "other_route": lambda play: play.look(Triage.OTHER_ROUTE),
}


def play_mediations(teams: dict[str, Team], at: datetime) -> Iterator[int]:
    """Play one of each course and the card's own, copy the others; tell how many stand."""
    sides = [actor_of(TENANT, username, at) for username, _name in RESIDENTS]
    named = [teams[community] for community in ROOMS]
    copies: list[FileCopy] = []
    for number, course in enumerate(COURSES):
        two = [sides[2 + number * 2 % 10], sides[3 + number * 2 % 10]]
        begun = at - timedelta(days=course.begun)
        team = named[number % len(named)]
        played = Play(team, two, begun=begun, nick=course.until).lead_to(course.until, at)
        copies += _copies(teams, played, course)
        yield number + 1
    for number, (until, days) in enumerate(OF_THE_CARD):
        two = [sides[0], sides[1]] if number == 0 else [sides[1], sides[0]]
        begun = at - timedelta(days=days)
        Play(named[0], two, begun=begun, nick=f"card-{until}").lead_to(until, at)
    copies.sort(key=lambda one: one.back, reverse=True)
    actions.copy_mediations(actor=system_actor(TENANT), copies=copies, at=at)
    yield MEDIATIONS


def _copies(teams: dict[str, Team], played: UUID, course: Course) -> Iterator[FileCopy]:
    chance = random.Random(f"{SEED}/{course.until}")  # noqa: S311 - the same demo everywhere
    for number in range(course.copies):
        community = chance.choice((*COMMUNITIES, COMMUNITIES[7], COMMUNITIES[7], COMMUNITIES[2]))
        team, quarrel = teams[community.name], QUARRELS[(number + course.begun) % len(QUARRELS)]
        hand = chance.choice((team.director, *team.others))
        serial = f"{course.until[:2]}{number:03d}"
        yield FileCopy(
            file_id=played,
            team_id=team.id,
            place_id=key(community.name),
            hand=hand.part,
            label=hand.actor.label,
            topic=quarrel.topic.value,
            back=timedelta(weeks=chance.randint(0, course.weeks)),
            words={
                **quarrel.in_place_of(FIRST),
                APPLICANT: f"{APPLICANT}{serial}",
                OTHER: f"{OTHER}{serial}",
            },
        )
