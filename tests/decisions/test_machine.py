"""No sequence of acts reaches "closed" without the evidence of each step."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from linli.decisions import actions, queries
from linli.decisions.models import Decision, DecisionStep, StepEvent
from linli.decisions.queries import needs
from linli.decisions.rules import (
    NEEDED_OF,
    NEEDS,
    DecisionState,
    StepKind,
    StepOutcome,
    StepState,
    step_of,
)
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.kernel.posts import PostKind
from tests.decisions.builders import AT, Ground, fresh

KEYS = [kind.value for kind in StepKind]
POSTS = (
    PostKind.SECRETARY,
    PostKind.CONGRESS_CHAIR,
    PostKind.OWNERS_COMMITTEE_CHAIR,
    PostKind.AUDITOR,
)


class Decisions(RuleBasedStateMachine):
    """One decision, any acts in any order by any post; what each step asks is there or is not."""

    def __init__(self) -> None:
        super().__init__()
        self.ground = Ground()
        self.decision: Decision = self.ground.proposed()
        self.there: set[str] = set()
        self.at: datetime = AT
        self.done_with: dict[str, set[str]] = {}
        self.before = dict(needs.ALL)
        needs.ALL.update({code: self._need(code) for code in NEEDS})

    def teardown(self) -> None:
        needs.ALL.clear()
        needs.ALL.update(self.before)

    def _need(self, code: str) -> Any:
        return lambda _found, _on: "" if code in self.there else code

    def _actor(self, kind: PostKind) -> Actor:
        if kind is PostKind.SECRETARY:
            return self.ground.secretary
        where = self.ground.root if kind is PostKind.AUDITOR else self.ground.compound
        return self.ground.holder(kind, where)

    def _tried(self, act: Any, **facts: Any) -> bool:
        self.at += timedelta(minutes=1)
        try:
            act(decision_id=self.decision.id, at=self.at, **facts)
        except Refused:
            return False
        return True

    @rule(code=st.sampled_from(NEEDS))
    def evidence_comes(self, code: str) -> None:
        """Something that steps ask for is there."""
        self.there.add(code)

    @rule(kind=st.sampled_from(StepKind))
    def all_evidence_of_a_step_comes(self, kind: StepKind) -> None:
        """All that a step asks for is there."""
        row = DecisionStep.objects.get(decision=self.decision, kind=kind)
        self.there |= set(step_of(row.plan).needs)

    @rule(code=st.sampled_from(NEEDS))
    def evidence_goes(self, code: str) -> None:
        """It is not there any more: an objection came, a notice was taken down."""
        self.there.discard(code)

    @rule(post=st.sampled_from(POSTS))
    def the_step_now_is_done(self, post: PostKind) -> None:
        """Somebody says that the step whose turn it is is done."""
        step = queries.step_now(queries.steps_of(fresh(self.decision)))
        if step is not None:
            self._do(step.key, post)

    @rule(key=st.sampled_from(KEYS), post=st.sampled_from(POSTS))
    def any_step_is_done(self, key: str, post: PostKind) -> None:
        """Somebody says that some step is done."""
        self._do(key, post)

    def _do(self, key: str, post: PostKind) -> None:
        if self._tried(actions.do_step, actor=self._actor(post), key=key):
            self.done_with[key] = set(self.there)

    @rule(
        key=st.sampled_from(KEYS),
        back_to=st.sampled_from(KEYS),
        reason=st.sampled_from(["", "方案有改动"]),
        post=st.sampled_from(POSTS),
    )
    def a_step_is_returned(self, key: str, back_to: str, reason: str, post: PostKind) -> None:
        """Somebody returns a step."""
        facts = {"actor": self._actor(post), "key": key, "back_to": back_to, "reason": reason}
        if self._tried(actions.return_step, **facts):
            for late in KEYS[KEYS.index(back_to) :]:
                self.done_with.pop(late, None)

    @precondition(lambda self: len(self.done_with) > 7)
    @rule(key=st.sampled_from(KEYS), post=st.sampled_from(POSTS))
    def it_is_ended(self, key: str, post: PostKind) -> None:
        """Somebody ends it, late and seldom, so that the other acts have their turn."""
        self._tried(actions.fail_step, actor=self._actor(post), key=key, reason="做不成")

    @invariant()
    def done_means_that_its_evidence_was_there(self) -> None:
        """Every step that stands as done had all that it asks, and all before it are done."""
        found = fresh(self.decision)
        steps = queries.steps_of(found)
        states = [StepState(step.state) for step in steps]
        done = [step for step in steps if step.state == StepState.DONE]
        assert done == steps[: len(done)]
        assert states.count(StepState.NOW) <= 1
        for step in done:
            asked = set(step_of(step.plan).needs)
            assert NEEDED_OF[StepKind(step.kind)] <= asked
            assert asked <= self.done_with[step.key]
        if found.state == DecisionState.CLOSED:
            assert set(states) == {StepState.DONE}

    @invariant()
    def what_ended_is_kept_with_its_reason(self) -> None:
        """Each return and failure has its reason."""
        events = StepEvent.objects.filter(decision_id=self.decision.id)
        for event in events.exclude(outcome=StepOutcome.DONE):
            assert event.reason


class TestDecisions(Decisions.TestCase, TestCase):  # type: ignore[misc, valid-type]
    """Each run in a transaction of its own."""

    settings = settings(
        deadline=None,
        max_examples=15,
        stateful_step_count=40,
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.django_db
def test_with_all_evidence_it_closes_and_without_one_it_does_not() -> None:
    """Take each piece of evidence away once: it stops at the step that asks for it."""
    for gone in NEEDS:
        machine = Decisions()
        try:
            machine.there = set(NEEDS) - {gone}
            for _step in KEYS:
                machine.the_step_now_is_done(PostKind.SECRETARY)
            assert fresh(machine.decision).state == DecisionState.OPEN
            machine.there = set(NEEDS)
            for _step in KEYS:
                machine.the_step_now_is_done(PostKind.SECRETARY)
            assert fresh(machine.decision).state == DecisionState.CLOSED
        finally:
            machine.teardown()
