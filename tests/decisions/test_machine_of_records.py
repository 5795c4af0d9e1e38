"""No step is done without its real records, given or withheld in any order, and closing asks all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from linli.decisions import actions, queries
from linli.decisions.models import Consultation, Decision
from linli.decisions.rules import (
    DecisionState,
    PublicationKind,
    StepKind,
    StepState,
    VoiceKind,
    VoiceOutcome,
)
from linli.decisions.rules.voices import ConsultationState
from linli.kernel.errors import Refused
from linli.money import actions as money
from linli.money.actions import WorksDraft
from linli.money.models import Works
from linli.money.rules import Duty, Outcome, WorksKind
from tests.decisions.builders import AT, fresh
from tests.decisions.meeting_builders import Meetings
from tests.decisions.notice_builders import put_up
from tests.decisions.participation_builders import Ground
from tests.elections.election_builders import a_photo
from tests.money.builders import account_of
from tests.people import builders as people

BEFORE_WORKS = (StepKind.CONSULT, StepKind.DELIBERATE, StepKind.RESOLVE)
ASKS_ANSWERS = (StepKind.CONSULT, StepKind.DECISION_DISCLOSURE, StepKind.CLOSE)


class Records(RuleBasedStateMachine):
    """One decision of common life: each step's records are made one by one, or not yet."""

    def __init__(self) -> None:
        super().__init__()
        self.ground = Ground()
        self.meetings = Meetings(self.ground)
        self.at: datetime = AT
        self.decision: Decision = self.ground.proposed("common_life")
        self.acceptors = [
            self.ground.congress_chair,
            people.actor_of(self.ground.somebody(), self.ground.place.id),
        ]
        self.parts: dict[StepKind, list[Callable[[], None]]] = {
            StepKind.CONSULT: [self._ask, self._close_asking],
            StepKind.DELIBERATE: [self._meet],
            StepKind.RESOLVE: [self._vote],
            StepKind.DECISION_DISCLOSURE: [self._hang, self._take_down],
            StepKind.EXECUTE: [self._name, self._begin, self._finish],
            StepKind.ACCEPT: [lambda: self._accept(0), lambda: self._accept(1)],
            StepKind.RESULT_DISCLOSURE: [self._hang, self._take_down],
        }
        self.given = 0
        self.waiting: object = None
        self.asked: Consultation | None = None

    @property
    def kind(self) -> StepKind:
        """The kind of the step whose turn it is."""
        step = queries.step_now(queries.steps_of(fresh(self.decision)))
        return StepKind(step.kind) if step else StepKind.CLOSE

    @property
    def open(self) -> bool:
        """Whether it is under way."""
        return fresh(self.decision).state == DecisionState.OPEN

    def _later(self, days: int = 0) -> datetime:
        self.at += timedelta(days=days, minutes=20)
        return self.at

    def _ask(self) -> None:
        if self._is_asking():
            self._close_asking()
        on = timezone.localdate(self._later())
        self.asked = self.ground.a_consultation(
            self.decision, opens_on=on, closes_on=on + timedelta(days=10), at=self.at
        )

    def _is_asking(self) -> bool:
        """Whether what was asked before a return is still open."""
        rows = queries.consultations_of(self.decision)
        return any(one.state == ConsultationState.OPEN for one in rows)

    def _close_asking(self) -> None:
        assert self.asked is not None
        actions.close_consultation(
            actor=self.ground.secretary, consultation_id=self.asked.id, outcome="按原方案办。",
            version=self.asked.version, at=self._later(12),
        )  # fmt: skip

    def _meet(self) -> None:
        self.meetings.deliberated(self.decision, at=self._later())
        self._later(8)

    def _vote(self) -> None:
        self.ground.resolved(self.decision, at=self._later())

    def _hang(self) -> None:
        first = self.kind is StepKind.DECISION_DISCLOSURE
        kind = PublicationKind.DECISION if first else PublicationKind.RESULT
        self.notice = put_up(
            self.ground, decision=fresh(self.decision), kind=kind, at=self._later(), days=20
        )
        for spot in range(2, 4):
            try:
                actions.show_spot(
                    actor=self.ground.secretary, publication_id=self.notice.id, spot=spot,
                    photo=a_photo(), at=self.at,
                )  # fmt: skip
            except Refused:
                break

    def _take_down(self) -> None:
        self._later(21)
        for spot in range(1, 4):
            try:
                actions.take_down(
                    actor=self.ground.secretary, publication_id=self.notice.id, spot=spot,
                    photo=a_photo(), on=timezone.localdate(self.at), at=self.at,
                )  # fmt: skip
            except Refused:
                break

    def _name(self) -> None:
        hands = [(self.ground.chair, Duty.EXECUTES)]
        hands += [(one, Duty.ACCEPTS) for one in self.acceptors]
        for actor, duty in hands:
            actions.name_hand(
                actor=self.ground.secretary, decision_id=self.decision.id,
                account_id=account_of(actor), duty=duty, at=self._later(),
            )  # fmt: skip

    def _begin(self) -> None:
        made = money.open_works(
            actor=self.ground.secretary, matter_id=self.decision.id,
            draft=WorksDraft(WorksKind.OWN, "清扫", "清扫楼道。", "业委会", own_why="自己动手"),
            key=f"works-{self.decision.id}", at=self._later(),
        )  # fmt: skip
        on = timezone.localdate(self.at)
        money.begin_own_works(
            actor=self.ground.chair, works_id=made.id, starts_on=on, due_on=on,
            version=made.version, at=self.at,
        )  # fmt: skip

    def _works(self) -> Works:
        return Works.objects.get(matter_id=self.decision.id)

    def _finish(self) -> None:
        works = self._works()
        money.finish_works(
            actor=self.ground.chair, works_id=works.id, result="扫完了", version=works.version,
            at=self._later(),
        )  # fmt: skip

    def _accept(self, number: int) -> None:
        works = self._works()
        if works.accepted_at is not None:
            return
        money.accept_works(
            actor=self.acceptors[number], works_id=works.id, outcome=Outcome.ACCEPTED,
            words="看过", photos=[a_photo()], version=works.version, at=self._later(),
        )  # fmt: skip

    def _lacks(self) -> bool:
        return self.given < len(self.parts.get(self.kind, ()))

    def _there(self, kind: StepKind) -> bool:
        answered = self.waiting is None or kind not in ASKS_ANSWERS
        asked = self.parts.get(kind, [])
        accepted = kind is StepKind.ACCEPT and self._works().accepted_at is not None
        return answered and (self.given == len(asked) or accepted)

    @precondition(lambda self: self.waiting is None and self._lacks())
    @rule()
    def the_next_record_is_made(self) -> None:
        """What the step asks for comes, one record after the other."""
        self.parts[self.kind][self.given]()
        self.given += 1

    @precondition(lambda self: self.waiting is None and self.open)
    @rule(raised=st.sampled_from([False, False, False, True]))
    def somebody_objects(self, raised: bool) -> None:
        """An objection waits for its answer."""
        if raised and self.kind in (StepKind.CONSULT, StepKind.DECISION_DISCLOSURE):
            self.waiting = self.ground.a_voice(
                decision_id=self.decision.id, kind=VoiceKind.OBJECTION, at=self._later()
            )

    @precondition(lambda self: self.waiting is not None)
    @rule()
    def it_is_answered(self) -> None:
        """The objection has its answer."""
        actions.answer_voice(
            actor=self.ground.secretary, voice_id=self.waiting.id,  # type: ignore[attr-defined]
            outcome=VoiceOutcome.NOT_TAKEN, gist="比价", answer="已比价。", at=self._later(),
        )  # fmt: skip
        self.waiting = None

    @precondition(lambda self: not self.open)
    @rule()
    def a_closed_one_stays_closed(self) -> None:
        """Nothing more is done to it."""
        try:
            self.ground.do_as_first(self.decision, at=self._later())
        except Refused:
            return
        raise AssertionError("a closed decision was changed")

    @precondition(lambda self: self.open)
    @rule()
    def the_step_is_said_to_be_done(self) -> None:
        """It is done exactly when all its records are there."""
        kind, wanted = self.kind, self._there(self.kind)
        try:
            self.ground.do(self.decision, at=self._later())
        except Refused:
            assert not wanted, f"{kind}: all was there"
            return
        assert wanted, f"{kind}: done without its records"
        self.given = 0

    @precondition(lambda self: self.kind in BEFORE_WORKS)
    @rule(back=st.sampled_from([False, False, False, True]))
    def it_goes_back_to_the_start(self, back: bool) -> None:
        """A return: what was made before counts no more."""
        if not back:
            return
        found = fresh(self.decision)
        actions.return_step(
            actor=self.ground.secretary, decision_id=found.id, key=self.kind.value,
            back_to="propose", reason="方案有改动", version=found.version, at=self._later(),
        )  # fmt: skip
        self.given = 0

    @invariant()
    def closed_means_that_every_record_is_there(self) -> None:
        """Steps are done in order; a closed decision has a vote, both notices, accepted works."""
        steps = queries.steps_of(fresh(self.decision))
        done = [step for step in steps if step.state == StepState.DONE]
        assert done == steps[: len(done)]
        if not self.open:
            resolved = queries.resolution_in_force(fresh(self.decision))
            assert resolved is not None
            assert resolved.carried
            assert self._works().accepted_at is not None
            assert self.waiting is None
            for kind in (PublicationKind.DECISION, PublicationKind.RESULT):
                notice = queries.disclosure_of(fresh(self.decision), kind)
                assert notice is not None
                assert notice.down_on is not None


class TestRecords(Records.TestCase, TestCase):  # type: ignore[misc, valid-type]
    """Each run in a transaction of its own."""

    settings = settings(
        deadline=None,
        max_examples=6,
        stateful_step_count=45,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
