"""Every post and every duty, every act on a decision: allowed or refused as the table says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from linli.decisions import actions, queries
from linli.decisions.actions import Proposal
from linli.decisions.models import Decision, Idea
from linli.decisions.rules import NEEDS, StepKind, hindered_by
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.kernel.posts import PostKind
from linli.money import actions as money
from linli.money.rules import Duty, FundKind
from tests.builders import holder_of
from tests.decisions.builders import AT, Ground, fresh
from tests.people import builders as people

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)

OFFICE = {PostKind.SUB_DISTRICT_LEADER, PostKind.GOVERNANCE_OFFICER}
ELECTED = {
    PostKind.CONGRESS_CHAIR,
    PostKind.OWNERS_COMMITTEE_CHAIR,
    PostKind.OWNERS_COMMITTEE_TREASURER,
    PostKind.SUPERVISION_CHAIR,
}
LEADERS = OFFICE | ELECTED | {PostKind.SECRETARY}
SHAPERS = LEADERS - {PostKind.OWNERS_COMMITTEE_TREASURER}
HOLDERS = {PostKind.SECRETARY, PostKind.CONGRESS_CHAIR, PostKind.OWNERS_COMMITTEE_CHAIR}
MAY: dict[str, set[PostKind]] = {
    "propose": {PostKind.SECRETARY, PostKind.CONGRESS_CHAIR},
    "rewrite_text": SHAPERS,
    "name_hand": SHAPERS,
    "do_propose": HOLDERS,
    "return_consult": HOLDERS,
    "fail_propose": HOLDERS,
    "call_vote": {PostKind.SECRETARY},
    "take_result": HOLDERS,
    "allow_money": {PostKind.SECRETARY, PostKind.OWNERS_COMMITTEE_CHAIR},
    "do_execute": {PostKind.SECRETARY, PostKind.OWNERS_COMMITTEE_CHAIR, PostKind.PROPERTY_MANAGER},
    "do_accept": {PostKind.SECRETARY, PostKind.OWNERS_COMMITTEE_CHAIR, PostKind.SUPERVISION_CHAIR},
    "answer_idea": LEADERS,
    "adopt_procedure": OFFICE,
}
"""Written by hand: which posts may do what; the vote is called by whoever runs elections too.

A treasurer, who keeps the money, shapes no decision on it; a property company carries out what is
decided and says so, and never allows money (S56).
"""
AT_STEP = {
    "rewrite_text": StepKind.PROPOSE,
    "name_hand": StepKind.PROPOSE,
    "do_propose": StepKind.PROPOSE,
    "fail_propose": StepKind.PROPOSE,
    "return_consult": StepKind.CONSULT,
    "call_vote": StepKind.RESOLVE,
    "take_result": StepKind.RESOLVE,
    "allow_money": StepKind.EXECUTE,
    "do_execute": StepKind.EXECUTE,
    "do_accept": StepKind.ACCEPT,
}


class Scene:
    """A decision at the step where an act belongs, and the act for whoever wants to do it."""

    def __init__(self, act: str) -> None:
        self.ground = Ground()
        self.ground.compound  # noqa: B018 - made before anything is taken back
        self.ground.resident  # noqa: B018
        self.act = act
        step = AT_STEP.get(act)
        self.decision: Decision | None = self.ground.decision_at(step) if step else None
        if act == "take_result":
            assert self.decision is not None
            self.ground.voted(self.decision)
        self.fund_id = self._fund() if act == "allow_money" else None
        self.idea = self._idea() if act == "answer_idea" else None

    def _fund(self) -> UUID:
        made = money.open_fund(
            actor=self.ground.secretary,
            place_id=self.ground.compound.id,
            kind=FundKind.SELF_RAISED,
            name="示例自筹",
            on=AT.date(),
            key=str(uuid4()),
            at=AT,
        )
        return made.id

    def _idea(self) -> Idea:
        return actions.give_idea(
            actor=Actor(self.ground.place.id, account_id=self.ground.resident.pk),
            place_id=self.ground.compound.id,
            title="示例",
            text="示例",
            key=str(uuid4()),
            at=AT,
        )

    def tried_by(self, actor: Actor) -> str:
        """The code of the refusal, or an empty word; nothing stays of what was done."""
        try:
            with transaction.atomic(), self.ground.given(*NEEDS):
                DO[self.act](self, actor)
                transaction.set_rollback(True)
        except (NotAllowed, Missing) as refusal:
            return refusal.code
        except Refused as refusal:
            return f"unlawful {refusal.code}"
        return ""

    @property
    def on(self) -> dict[str, object]:
        """The decision that an act names."""
        assert self.decision is not None
        return {"decision_id": self.decision.id, "version": fresh(self.decision).version}


def _step(scene: Scene, actor: Actor, key: str) -> object:
    return actions.do_step(actor=actor, key=key, at=LATER, **scene.on)  # type: ignore[arg-type]


def _propose(scene: Scene, actor: Actor) -> object:
    draft = Proposal("common_life", scene.ground.compound.id, "示例", "示例")
    return actions.propose(actor=actor, draft=draft, key=str(uuid4()), at=LATER)


def _adopt(scene: Scene, actor: Actor) -> object:
    template = queries.template_in_force(scene.ground.place.id)
    return actions.adopt_procedure(
        actor=actor,
        key=template.key,
        seen=template.number,
        name="示例",
        steps=template.steps,
        source="示例",
        adopted_by="示例",
        adopted_on=AT.date(),
        at=LATER,
    )


DO: dict[str, Callable[[Scene, Actor], object]] = {
    "propose": _propose,
    "rewrite_text": lambda scene, actor: actions.rewrite_text(
        actor=actor,
        text="另一稿",
        why="示例",
        at=LATER,
        **scene.on,  # type: ignore[arg-type]
    ),
    "name_hand": lambda scene, actor: actions.name_hand(
        actor=actor,
        decision_id=scene.on["decision_id"],  # type: ignore[arg-type]
        account_id=scene.ground.resident.pk,
        duty=Duty.EXECUTES,
        at=LATER,
    ),
    "do_propose": lambda scene, actor: _step(scene, actor, "propose"),
    "do_execute": lambda scene, actor: _step(scene, actor, "execute"),
    "do_accept": lambda scene, actor: _step(scene, actor, "accept"),
    "return_consult": lambda scene, actor: actions.return_step(
        actor=actor,
        key="consult",
        back_to="propose",
        reason="示例",
        at=LATER,
        **scene.on,  # type: ignore[arg-type]
    ),
    "fail_propose": lambda scene, actor: actions.fail_step(
        actor=actor,
        key="propose",
        reason="示例",
        at=LATER,
        **scene.on,  # type: ignore[arg-type]
    ),
    "call_vote": lambda scene, actor: actions.call_vote(actor=actor, at=LATER, **scene.on),  # type: ignore[arg-type]
    "take_result": lambda scene, actor: actions.take_result(actor=actor, at=LATER, **scene.on),  # type: ignore[arg-type]
    "allow_money": lambda scene, actor: actions.allow_money(
        actor=actor,
        fund_id=scene.fund_id,  # type: ignore[arg-type]
        at=LATER,
        **scene.on,  # type: ignore[arg-type]
    ),
    "answer_idea": lambda scene, actor: actions.answer_idea(
        actor=actor,
        idea_id=scene.idea.id,  # type: ignore[union-attr]
        taken_up=True,
        answer="示例",
        at=LATER,
    ),
    "adopt_procedure": _adopt,
}


def test_the_table_names_every_act() -> None:
    assert set(MAY) == set(DO)


@pytest.mark.parametrize("act", sorted(DO))
def test_each_post_may_do_what_the_table_says_and_nothing_else(act: str) -> None:
    scene = Scene(act)
    for kind in PostKind:
        code = scene.tried_by(holder_of(scene.ground, kind))
        assert (code == "") is (kind in MAY[act]), f"{kind}: {code}"


@pytest.mark.parametrize("act", sorted(set(DO) - {"answer_idea", "adopt_procedure", "propose"}))
def test_no_act_is_open_to_an_administrator_a_resident_or_another_place(act: str) -> None:
    scene = Scene(act)
    tenant = scene.ground.place.id
    elsewhere = Ground().secretary
    strangers = [
        Actor(tenant, account_id=uuid4(), administrator=True),
        Actor(tenant, account_id=scene.ground.resident.pk),
        scene.ground.visitor,
        replace(elsewhere, sub_district_id=tenant),
    ]
    assert all(scene.tried_by(one) for one in strangers)


@pytest.mark.parametrize("duty", Duty)
@pytest.mark.parametrize(
    ("act", "kind"),
    [
        ("do_propose", StepKind.PROPOSE),
        ("do_execute", StepKind.EXECUTE),
        ("do_accept", StepKind.ACCEPT),
        ("take_result", StepKind.RESOLVE),
    ],
)
def test_each_duty_lets_its_holder_do_the_steps_that_the_table_of_pairs_allows(
    act: str, kind: StepKind, duty: Duty
) -> None:
    scene = Scene(act)
    assert scene.decision is not None
    post = people.a_post(PostKind.SECRETARY.value, scene.ground.community)
    one = people.actor_of(people.appointed(post), scene.ground.place)
    assert one.account_id is not None
    scene.ground.hand(scene.decision.id, one.account_id, duty)
    expected = "barred_hand" if hindered_by([duty], kind) else ""
    assert scene.tried_by(one) == expected


@pytest.mark.parametrize("duty", Duty)
def test_no_duty_over_the_money_allows_it_or_names_hands(duty: Duty) -> None:
    keeps = {Duty.HOLDS_MONEY, Duty.MAKES, Duty.CHECKS}
    for act, barred in (
        ("allow_money", keeps | {Duty.ACCEPTS, Duty.AUDITS}),
        ("name_hand", keeps),
    ):
        scene = Scene(act)
        assert scene.decision is not None
        post = people.a_post(PostKind.SECRETARY.value, scene.ground.community)
        one = people.actor_of(people.appointed(post), scene.ground.place)
        assert one.account_id is not None
        scene.ground.hand(scene.decision.id, one.account_id, duty)
        assert (scene.tried_by(one) == "") is (duty not in barred), f"{act} {duty}"


def test_nobody_puts_the_money_of_a_decision_into_their_own_hands() -> None:
    ground = Ground()
    decision = ground.proposed(by=ground.secretary)
    chair = ground.chair
    assert chair.account_id is not None
    for duty in (Duty.HOLDS_MONEY, Duty.MAKES, Duty.CHECKS):
        with pytest.raises(Refused, match="不能指定自己"):
            actions.name_hand(
                actor=chair,
                decision_id=decision.id,
                account_id=chair.account_id,
                duty=duty,
                at=AT,
            )


BARRED_AT = {
    StepKind.EXECUTE: {Duty.HOLDS_MONEY, Duty.CHECKS, Duty.ACCEPTS, Duty.AUDITS},
    StepKind.ACCEPT: {Duty.HOLDS_MONEY, Duty.EXECUTES, Duty.AUDITS},
}
"""Written by hand: whose word does not count for a step; of other steps only who audits."""


@pytest.mark.parametrize("kind", StepKind)
def test_whose_word_does_not_count_for_a_step(kind: StepKind) -> None:
    expected = BARRED_AT.get(kind, {Duty.AUDITS})
    assert {duty for duty in Duty if hindered_by([duty], kind)} == expected
