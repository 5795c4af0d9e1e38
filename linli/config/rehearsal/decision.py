"""A decision led from an idea to its closing by those whose steps they are, on invented days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.utils import timezone

from linli.config.rehearsal.cast import Cast
from linli.config.rehearsal.council import hold_roll_call
from linli.config.rehearsal.ground import a_photo, by_day
from linli.config.rehearsal.works import Spending, carry_out
from linli.decisions import actions, queries
from linli.decisions.actions import MeetingDraft, Person, Proposal, PublicationDraft, Way
from linli.decisions.rules import (
    AttendeePart,
    Body,
    ItemOutcome,
    MeetingKind,
    Presence,
    ProofWay,
    PublicationKind,
    Spot,
    SpotKind,
    Stance,
    StepKind,
    Theme,
    VoiceKind,
    VoiceOutcome,
)
from linli.kernel.actor import Actor
from linli.money.rules import Duty
from linli.records.queries import rule_in_force

if TYPE_CHECKING:
    from linli.decisions.models import Decision, Meeting

DAY = timedelta(days=1)
CONSULTATION = "participation.consultation"


@dataclass(frozen=True, slots=True)
class Story:
    """The words and sums of a played decision."""

    matter_type: str
    title: str
    text: str
    idea: str
    question: str
    ways: tuple[Way, ...]
    objection: str
    answer: str
    minutes: str
    advice: str = "建议早些告诉大家。"
    limit_fen: int = 0
    old_rules: bool = False


class DecisionPlay:
    """One decision; `now` is the play's own clock, and each step moves it on."""

    def __init__(self, cast: Cast, story: Story, *, at: datetime, spending: Spending) -> None:
        self.cast, self.story, self.spending = cast, story, spending
        self.now = at
        self.id: UUID = self._proposed().id

    @property
    def decision(self) -> Decision:
        """The decision as it stands."""
        found = queries.decision(self.cast.tenant, self.id)
        if found is None:
            raise LookupError("the played decision is not there")
        return found

    def lead_to(self, kind: StepKind | None) -> Iterator[str]:
        """Play on until the step of a kind has its turn, or to the end; tell each step done."""
        acts = {
            StepKind.PROPOSE: self._propose,
            StepKind.CONSULT: self._consult,
            StepKind.DELIBERATE: self._deliberate,
            StepKind.RESOLVE: self._resolve,
            StepKind.DECISION_DISCLOSURE: self._disclose_decision,
            StepKind.EXECUTE: self._execute,
            StepKind.ACCEPT: self._accept,
            StepKind.RESULT_DISCLOSURE: self._disclose_result,
            StepKind.CLOSE: self._close,
        }
        while (step := queries.step_now(queries.steps_of(self.decision))) is not None:
            current = StepKind(step.kind)
            if current is kind:
                return
            acts[current]()
            self._done(step.key)
            yield current.value

    def _proposed(self) -> Decision:
        cast, story = self.cast, self.story
        idea = actions.give_idea(
            actor=cast.residents[0],
            place_id=cast.place_id,
            title=story.title,
            text=story.idea,
            key=str(uuid4()),
            at=self.now,
        )
        actions.answer_idea(
            actor=cast.answerer,
            idea_id=idea.id,
            taken_up=True,
            answer="已经转给党组织研究，提交居代会。",
            at=self._later(DAY),
        )
        return actions.propose(
            actor=cast.secretary,
            draft=Proposal(
                matter_type=story.matter_type,
                place_id=cast.place_id,
                title=story.title,
                text=story.text,
                limit_fen=story.limit_fen,
                idea_id=idea.id,
                old_rules=story.old_rules,
            ),
            key=str(uuid4()),
            at=self._later(DAY),
        )

    def _propose(self) -> None:
        """The text and the proposer are there from the start."""

    def _consult(self) -> None:
        story, cast, on = self.story, self.cast, timezone.localdate(self.now)
        open_days = rule_in_force(cast.tenant, CONSULTATION, on=on).duration.count
        asked = actions.open_consultation(
            actor=cast.secretary,
            decision_id=self.id,
            question=story.question,
            options=list(story.ways),
            opens_on=on,
            closes_on=on + timedelta(days=open_days),
            key=str(uuid4()),
            at=self.now,
        )
        said = actions.raise_voice(
            actor=cast.residents[1],
            kind=VoiceKind.OBJECTION,
            theme=Theme.COST,
            words=story.objection,
            decision_id=self.id,
            about_kind="decisions.consultation",
            about_id=asked.id,
            key=str(uuid4()),
            at=self._later(DAY),
        )
        actions.answer_voice(
            actor=cast.answerer,
            voice_id=said.id,
            outcome=VoiceOutcome.TAKEN,
            gist="担心费用和自愿",
            answer=story.answer,
            at=self._later(DAY),
        )
        self._later(timedelta(days=open_days + 1))
        fresh = queries.consultation_now(self.decision)
        actions.close_consultation(
            actor=cast.secretary,
            consultation_id=asked.id,
            version=fresh.version if fresh else asked.version,
            outcome="多数人赞成，按第一个办法做。",
            option=1 if story.ways else None,
            at=self.now,
        )

    def _deliberate(self) -> None:
        cast, key = self.cast, str(uuid4())
        meeting = actions.call_meeting(
            actor=cast.secretary,
            draft=MeetingDraft(
                kind=MeetingKind.JOINT,
                title=f"联会商议：{self.story.title}",
                place_id=cast.place_id,
                starts_at=self.now + 8 * DAY,
                where="社区会议室",
            ),
            decision_id=self.id,
            key=key,
            at=self.now,
        )
        for person in self._bidden():
            actions.bid(actor=cast.secretary, meeting_id=meeting.id, person=person, at=self.now)
        self._hold(meeting.id)

    def _bidden(self) -> Iterator[Person]:
        cast = self.cast
        acting = (
            (cast.secretary, AttendeePart.CHAIR),
            (cast.congress_chair, AttendeePart.MEMBER),
            (cast.committee_chair, AttendeePart.MEMBER),
            (cast.supervisor, AttendeePart.MEMBER),
        )
        for actor, part in acting:
            yield Person(
                name=actor.name[:40],
                title=actor.post.title if actor.post else "",
                part=part,
                account_id=actor.account_id,
            )
        yield Person("示例老干部代表", "列席", AttendeePart.OBSERVER, required=False)

    def _hold(self, meeting_id: UUID) -> None:
        secretary = self.cast.secretary
        actions.give_notice(
            actor=secretary,
            meeting_id=meeting_id,
            version=self._meeting_version(meeting_id),
            at=self.now,
        )
        people = queries.attendees_of(self._meeting(meeting_id))
        for one in people:
            actions.prove_notice(
                actor=secretary,
                meeting_id=meeting_id,
                attendee_id=one.id,
                way=ProofWay.HANDED,
                note="当面送达",
                at=self._later(timedelta(minutes=5)),
            )
        self.now = self._meeting(meeting_id).starts_at
        actions.keep_presence(
            actor=secretary,
            meeting_id=meeting_id,
            came={one.id: (Presence.HERE, "") for one in people},
            at=self.now,
        )
        actions.start_meeting(
            actor=secretary,
            meeting_id=meeting_id,
            version=self._meeting_version(meeting_id),
            at=self.now,
        )
        self._talk(meeting_id)

    def _talk(self, meeting_id: UUID) -> None:
        secretary, meeting = self.cast.secretary, self._meeting(meeting_id)
        item = queries.items_of(meeting)[0]
        for one in queries.attendees_of(meeting):
            votes = one.part in {AttendeePart.CHAIR, AttendeePart.MEMBER}
            actions.speak(
                actor=secretary,
                meeting_id=meeting_id,
                item_id=item.id,
                attendee_id=one.id,
                stance=Stance.FOR if votes else Stance.SPOKE,
                words="" if votes else self.story.advice,
                at=self._later(timedelta(minutes=3)),
            )
        actions.close_item(
            actor=secretary,
            meeting_id=meeting_id,
            item_id=item.id,
            outcome=ItemOutcome.AGREED,
            said="同意提交表决。",
            at=self.now,
        )
        actions.end_meeting(
            actor=secretary,
            meeting_id=meeting_id,
            version=self._meeting_version(meeting_id),
            at=self._later(timedelta(minutes=30)),
        )
        kept = actions.keep_minutes(
            actor=secretary,
            meeting_id=meeting_id,
            text=self.story.minutes,
            version=self._meeting_version(meeting_id),
            at=self._later(timedelta(hours=2)),
        )
        for actor in (
            secretary,
            self.cast.congress_chair,
            self.cast.committee_chair,
            self.cast.supervisor,
        ):
            actions.sign_minutes(
                actor=actor, meeting_id=meeting_id, number=kept.number, at=self._later(DAY / 24)
            )

    def _resolve(self) -> None:
        decision = actions.call_vote(
            actor=self.cast.secretary,
            decision_id=self.id,
            version=self.decision.version,
            at=self.now,
        )
        if decision.body_kind == Body.OWNERS or decision.vote_id is None:
            raise LookupError("a play holds a council's roll call, not an owners' vote")
        self.now = hold_roll_call(self.cast, decision.vote_id, at=by_day(self.now))
        actions.take_result(
            actor=self.cast.secretary,
            decision_id=self.id,
            version=self.decision.version,
            at=self._later(DAY / 24),
        )

    def _disclose_decision(self) -> None:
        words = f"{self.story.title}已由居代会表决通过。{self.story.text}"
        self._hang(PublicationKind.DECISION, f"决定公开：{self.story.title}", words)

    def _disclose_result(self) -> None:
        lines = self.spending.told(self.cast.tenant, self.id)
        self._hang(PublicationKind.RESULT, f"结果公开：{self.story.title}", lines)

    def _hang(self, kind: PublicationKind, title: str, text: str) -> None:
        on = timezone.localdate(self.now)
        days = queries.least_days(self.cast.tenant, kind, on=on)
        asked = queries.places_asked(self.cast.tenant, kind, on=on)
        where = tuple(Spot(one, "小区南门公告栏") for one in asked or (SpotKind.BOARD,))
        made = actions.publish(
            actor=self.cast.secretary,
            draft=PublicationDraft(
                kind=kind, title=title, text=text, where=where, until=on + timedelta(days=days)
            ),
            place_id=self.cast.place_id,
            decision_id=self.id,
            key=str(uuid4()),
            at=self.now,
        )
        for spot in range(1, len(where) + 1):
            actions.show_spot(
                actor=self.cast.secretary,
                publication_id=made.id,
                spot=spot,
                photo=a_photo(),
                at=self.now,
            )
        self._later(timedelta(days=days + 1))
        for spot in range(1, len(where) + 1):
            actions.take_down(
                actor=self.cast.secretary,
                publication_id=made.id,
                spot=spot,
                photo=a_photo(),
                on=timezone.localdate(self.now),
                at=self.now,
            )

    def _execute(self) -> None:
        cast = self.cast
        hands: list[tuple[Actor, Duty]] = [(cast.executor, Duty.EXECUTES)]
        hands += [(member, Duty.ACCEPTS) for member in cast.members[:2]]
        if self.story.limit_fen:
            hands += [
                (cast.treasurer, Duty.HOLDS_MONEY),
                (cast.treasurer, Duty.MAKES),
                (cast.supervisor, Duty.CHECKS),
            ]
        for actor, duty in hands:
            if actor.account_id is None:
                continue
            actions.name_hand(
                actor=cast.secretary,
                decision_id=self.id,
                account_id=actor.account_id,
                duty=duty,
                title=actor.label if actor.post else "居民代表",
                at=self.now,
            )
        self.now = carry_out(self.cast, self.id, self.spending, at=self.now)

    def _accept(self) -> None:
        self.now = self.spending.accept(self.cast, self.id, at=self.now)

    def _close(self) -> None:
        """Nothing is left but to say so."""

    def _done(self, key: str) -> None:
        cast = self.cast
        holder = {"execute": cast.executor, "accept": cast.supervisor}.get(key, cast.secretary)
        actions.do_step(
            actor=holder,
            decision_id=self.id,
            key=key,
            version=self.decision.version,
            at=self._later(timedelta(hours=1)),
        )

    def _meeting(self, meeting_id: UUID) -> Meeting:
        found = queries.meeting(self.cast.tenant, meeting_id)
        if found is None:
            raise LookupError("the meeting is not there")
        return found

    def _meeting_version(self, meeting_id: UUID) -> int:
        return self._meeting(meeting_id).version

    def _later(self, span: timedelta) -> datetime:
        self.now = by_day(self.now + span)
        return self.now
