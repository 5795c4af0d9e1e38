"""Steps in their turn: done with their evidence, returned with a reason, ended, never skipped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from linli.decisions import actions, queries
from linli.decisions.actions import Proposal
from linli.decisions.models import Idea, StepEvent
from linli.decisions.queries import needs
from linli.decisions.rules import NEEDS, Body, DecisionState, StepKind, StepState
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.money import actions as books
from linli.money import queries as money
from linli.money.rules import Duty, FundKind
from tests.decisions.builders import AT, Ground, fresh
from tests.people.body_builders import a_committee

pytestmark = pytest.mark.django_db


def refused(act: Callable[[], object], error: type[Refused] = Refused) -> str:
    """The code of a refusal."""
    with pytest.raises(error) as refusal:
        act()
    return refusal.value.code


def test_every_need_that_a_procedure_may_name_can_be_asked() -> None:
    assert set(needs.ALL) == set(NEEDS)


def test_a_congress_that_tries_common_space_is_told_by_whom_it_can_be_decided(
    ground: Ground,
) -> None:
    draft = Proposal(
        matter_type="common_space",
        place_id=ground.compound.id,
        title="建围栏、划车位",
        text="小区东侧建围栏，划车位 24 个。",
        body=Body.CONGRESS,
    )
    with pytest.raises(Refused) as refusal:
        actions.propose(actor=ground.congress_chair, draft=draft, key="k", at=AT)
    assert refusal.value.code == "wrong_body"
    assert "278" in refusal.value.source
    assert "全体业主" in refusal.value.message


def test_the_owners_path_of_common_space_asks_three_quarters(ground: Ground) -> None:
    decision = ground.proposed("common_space", by=ground.congress_chair)
    assert decision.body_kind == Body.OWNERS
    kind = queries.matter_types()["common_space"]
    path = queries.right_path(ground.place.id, kind, on=AT.date())
    assert {one.key for one in path.shares} == set(kind.rules)


def test_a_treasurer_proposes_nothing(ground: Ground) -> None:
    draft = Proposal("common_life", ground.compound.id, "示例", "示例")
    act = lambda: actions.propose(actor=ground.treasurer, draft=draft, key="k", at=AT)  # noqa: E731
    assert refused(act, NotAllowed) == "not_proposer"


def test_an_administrator_finds_no_decision(ground: Ground) -> None:
    decision = ground.proposed()
    nobody = Actor(ground.place.id, account_id=ground.resident.pk, administrator=True)
    act = lambda: actions.do_step(actor=nobody, decision_id=decision.id, key="propose", at=AT)  # noqa: E731
    assert refused(act, Missing) == "no_decision"


def test_the_same_key_makes_one_decision(ground: Ground) -> None:
    draft = Proposal("common_life", ground.compound.id, "示例", "示例")
    first, again = (
        actions.propose(actor=ground.secretary, draft=draft, key="k", at=AT) for _time in range(2)
    )
    assert first.id == again.id


def test_a_step_without_its_evidence_is_not_done(ground: Ground) -> None:
    decision = ground.do(ground.proposed())
    assert refused(lambda: ground.do(decision)) == "needs"
    assert ground.step(decision).kind == StepKind.CONSULT


def test_no_step_is_skipped(ground: Ground) -> None:
    decision = ground.proposed()
    for key in ("consult", "resolve", "close"):
        act = lambda key=key: actions.do_step(  # noqa: E731
            actor=ground.secretary, decision_id=decision.id, key=key, at=AT
        )
        assert refused(act) == "not_its_turn"


def test_a_return_opens_what_comes_after_anew(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.EXECUTE)
    assert queries.resolution_in_force(fresh(decision)) is not None
    actions.return_step(
        actor=ground.secretary,
        decision_id=decision.id,
        key="execute",
        back_to="consult",
        reason="造价变了",
        version=fresh(decision).version,
        at=AT + timedelta(hours=1),
    )
    found = fresh(decision)
    states = {step.key: step.state for step in queries.steps_of(found)}
    assert states["consult"] == StepState.NOW
    assert {states[key] for key in ("deliberate", "resolve", "execute")} == {StepState.WAITING}
    assert queries.resolution_in_force(found) is None
    assert queries.began_at(found, StepKind.RESOLVE) is None


def test_a_return_without_a_reason_or_forward_is_refused(ground: Ground) -> None:
    decision = ground.do(ground.proposed())
    returned = {"actor": ground.secretary, "decision_id": decision.id, "key": "consult", "at": AT}
    assert (
        refused(lambda: actions.return_step(**returned, back_to="propose", reason=" "))
        == "no_reason"
    )
    act = lambda: actions.return_step(**returned, back_to="resolve", reason="示例")  # noqa: E731
    assert refused(act) == "not_earlier"


def test_a_failed_decision_takes_nothing_more(ground: Ground) -> None:
    decision = ground.proposed()
    actions.fail_step(
        actor=ground.secretary, decision_id=decision.id, key="propose", reason="没人同意", at=AT
    )
    assert fresh(decision).state == DecisionState.FAILED
    assert refused(lambda: ground.do_as_first(decision)) == "decision_ended"


def test_a_stale_version_is_a_conflict(ground: Ground) -> None:
    decision = ground.proposed()
    ground.do(decision)
    act = lambda: actions.return_step(  # noqa: E731
        actor=ground.secretary,
        decision_id=decision.id,
        key="consult",
        back_to="propose",
        reason="示例",
        version=decision.version,
        at=AT,
    )
    assert refused(act, Conflict) == "decision_changed"


def test_the_text_stands_while_people_are_consulted_or_vote(ground: Ground) -> None:
    decision = ground.do(ground.proposed())
    act = lambda: actions.rewrite_text(  # noqa: E731
        actor=ground.secretary,
        decision_id=decision.id,
        text="另一个方案",
        why="示例",
        version=fresh(decision).version,
        at=AT,
    )
    assert refused(act) == "text_stands"


def test_a_decision_under_way_keeps_the_procedure_it_began_with(ground: Ground) -> None:
    decision = ground.proposed()
    template = queries.template_in_force(ground.place.id)
    actions.adopt_procedure(
        actor=ground.office,
        key=template.key,
        seen=0,
        name="示例街道办法",
        steps=template.steps,
        source="示例文件",
        adopted_by="示例街道",
        adopted_on=AT.date(),
        at=AT,
    )
    assert fresh(decision).template_number == 0
    assert ground.proposed().template_number == 1


def test_a_procedure_that_leaves_out_a_step_or_its_evidence_is_refused(ground: Ground) -> None:
    template = queries.template_in_force(ground.place.id)
    act = lambda: actions.adopt_procedure(  # noqa: E731
        actor=ground.office,
        key=template.key,
        seen=0,
        name="示例",
        steps=[step for step in template.steps if step.kind is not StepKind.CONSULT],
        source="示例",
        adopted_by="示例",
        adopted_on=AT.date(),
        at=AT,
    )
    assert refused(act) == "bad_procedure"


def test_without_a_quorum_nothing_is_decided(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.RESOLVE)
    made = ground.resolved(decision, yes=4)
    assert not made.carried
    assert refused(lambda: ground.do(decision)) == "needs"


def test_exactly_half_of_those_present_does_not_carry(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.RESOLVE)
    assert not ground.resolved(decision, yes=3, no=3).carried


def test_a_body_whose_term_is_over_is_not_asked(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.RESOLVE)
    late = AT + timedelta(days=365 * 6)
    act = lambda: actions.call_vote(actor=ground.secretary, decision_id=decision.id, at=late)  # noqa: E731
    assert refused(act) == "term_over"


def test_who_answered_decided_and_who_is_recused_did_not(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.RESOLVE)
    ground.voted(decision, recused=(1,), yes=6)
    actions.take_result(actor=ground.secretary, decision_id=decision.id, at=AT)
    hands = money.hands_of(ground.place.id, decision.id)
    assert sum(one.duty is Duty.DECIDES for one in hands) == 2


def test_not_a_fen_more_is_allowed_than_was_resolved(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.EXECUTE, limit_fen=100_000)
    fund = books.open_fund(
        actor=ground.secretary,
        place_id=ground.compound.id,
        kind=FundKind.SELF_RAISED,
        name="示例自筹",
        on=AT.date(),
        key="f",
        at=AT,
    )

    def allowed(fen: int | None) -> object:
        return actions.allow_money(
            actor=ground.secretary,
            decision_id=decision.id,
            fund_id=fund.id,
            fen=fen,
            version=fresh(decision).version,
            at=AT,
        )

    assert refused(lambda: allowed(100_001)) == "above_limit"
    allowed(60_000)
    assert refused(lambda: allowed(40_001)) == "above_limit"
    allowed(None)
    assert actions.money_left(fresh(decision)) == 0
    assert refused(lambda: allowed(None)) == "above_limit"


def test_a_return_before_the_vote_takes_the_money_back(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.EXECUTE, limit_fen=100_000)
    fund = books.open_fund(
        actor=ground.secretary,
        place_id=ground.compound.id,
        kind=FundKind.SELF_RAISED,
        name="示例自筹",
        on=AT.date(),
        key="f",
        at=AT,
    )
    actions.allow_money(actor=ground.secretary, decision_id=decision.id, fund_id=fund.id, at=AT)
    actions.return_step(
        actor=ground.secretary,
        decision_id=decision.id,
        key="execute",
        back_to="resolve",
        reason="造价变了",
        at=AT,
    )
    assert not money.money_allowed(ground.place.id, decision.id)


def test_who_decided_holds_no_money_of_it(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.EXECUTE)
    decider = next(
        one for one in money.hands_of(ground.place.id, decision.id) if one.duty is Duty.DECIDES
    )
    act = lambda: actions.name_hand(  # noqa: E731
        actor=ground.secretary,
        decision_id=decision.id,
        account_id=decider.account_id,
        duty=Duty.HOLDS_MONEY,
        at=AT,
    )
    assert refused(act) == "barred_pair"


def test_the_proposer_is_not_the_checker(ground: Ground) -> None:
    decision = ground.proposed()
    assert ground.secretary.account_id is not None
    act = lambda: actions.name_hand(  # noqa: E731
        actor=ground.congress_chair,
        decision_id=decision.id,
        account_id=ground.secretary.account_id,
        duty=Duty.CHECKS,
        at=AT,
    )
    assert refused(act) == "barred_pair"


def test_nobody_is_named_as_the_one_who_decides(ground: Ground) -> None:
    decision = ground.proposed()
    act = lambda: actions.name_hand(  # noqa: E731
        actor=ground.secretary,
        decision_id=decision.id,
        account_id=ground.resident.pk,
        duty=Duty.DECIDES,
        at=AT,
    )
    assert refused(act) == "vote_decides"


def test_an_unanswered_idea_makes_no_proposal_and_an_idea_makes_one(ground: Ground) -> None:
    idea = an_idea(ground)
    act = lambda: ground.proposed("common_life", idea_id=idea.id)  # noqa: E731
    assert refused(act) == "idea_not_free"
    actions.answer_idea(
        actor=ground.congress_chair, idea_id=idea.id, taken_up=True, answer="可以。", at=AT
    )
    act()
    assert refused(act) == "idea_not_free"


def test_a_visitor_gives_no_idea_and_an_answer_stands(ground: Ground) -> None:
    act = lambda: actions.give_idea(  # noqa: E731
        actor=ground.visitor,
        place_id=ground.compound.id,
        title="示例",
        text="示例",
        key="k",
        at=AT,
    )
    assert refused(act, NotAllowed) == "sign_in"
    idea = an_idea(ground)
    again = lambda: actions.answer_idea(  # noqa: E731
        actor=ground.congress_chair, idea_id=idea.id, taken_up=False, answer="不行。", at=AT
    )
    again()
    assert refused(again, Conflict) == "idea_changed"


def test_a_late_step_and_a_late_answer_are_told_once(ground: Ground) -> None:
    ground.proposed()
    an_idea(ground)
    late = AT + timedelta(days=60)
    assert actions.remind_due(sub_district_id=ground.place.id, at=late) == 2
    assert actions.remind_due(sub_district_id=ground.place.id, at=late) == 0


def test_whose_an_idea_was_is_forgotten_and_the_idea_stays(ground: Ground) -> None:
    idea = an_idea(ground)
    actions.answer_idea(
        actor=ground.congress_chair, idea_id=idea.id, taken_up=False, answer="不行。", at=AT
    )
    later = AT + timedelta(days=5 * 365)
    assert actions.forget_ideas(sub_district_id=ground.place.id, at=later) == 1
    kept = Idea.objects.get(id=idea.id)
    assert kept.account_id is None
    assert kept.title == idea.title


def test_what_happened_is_kept_in_order(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.DELIBERATE)
    rows = StepEvent.objects.filter(decision_id=decision.id).order_by("id")
    assert [row.key for row in rows] == ["propose", "consult"]


def test_a_committee_that_is_not_there_is_not_asked(ground: Ground) -> None:
    a_committee(ground.compound)
    decision = ground.proposed("committee_affairs", by=ground.chair)
    assert decision.body_id is not None


def an_idea(ground: Ground) -> Idea:
    """An idea of a resident of the compound."""
    return actions.give_idea(
        actor=Actor(ground.place.id, account_id=ground.resident.pk),
        place_id=ground.compound.id,
        title="门口修坡道",
        text="轮椅进出方便。",
        key="idea",
        at=AT,
    )
