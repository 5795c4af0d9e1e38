"""Works: quotations as the place asks, a contract in stages, changes, acceptance by those named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from linli.kernel.errors import Conflict, NotAllowed, Refused
from linli.money import actions, queries
from linli.money.actions import ChangeDraft, QuotationDraft, StageDraft
from linli.money.models import Acceptance, Works, WorksContract
from linli.money.rules import Alarm, Outcome, StageState, WorksKind, WorksState
from linli.records.models import Message
from tests.money.builders import AT, ON
from tests.money.works_builders import YUAN, WorksGround, a_photo


@pytest.fixture
def ground(db: None) -> WorksGround:
    """A compound with a matter that was decided."""
    return WorksGround()


def choose(ground: WorksGround, works: Works, at: int, why: str = "") -> Works:
    offers = sorted(works.quotations.all(), key=lambda one: one.fen)
    return actions.choose_quotation(
        actor=ground.secretary,
        works_id=works.id,
        quotation_id=offers[at].id,
        why=why,
        version=works.version,
        at=AT,
    )


def change(ground: WorksGround, works: Works, fen: int, order: int = 1) -> Works:
    made = actions.propose_change(
        actor=ground.executor,
        works_id=works.id,
        draft=ChangeDraft(ground.stages(works)[order - 1].id, "管段比图纸长", fen, days=5),
        version=works.version,
        at=AT,
    )
    works.refresh_from_db()
    actions.answer_change(
        actor=ground.acceptor,
        works_id=works.id,
        change_id=made.id,
        agreed=True,
        answer="",
        version=works.version,
        at=AT,
    )
    works.refresh_from_db()
    return works


def test_no_quotation_is_chosen_before_the_place_has_set_how_many_it_asks(
    ground: WorksGround,
) -> None:
    works = ground.works()
    ground.quote(works, 24_000, 26_000, 28_000)
    with pytest.raises(Refused) as refused:
        choose(ground, works, 0)
    assert refused.value.code == "rule_not_set"


def test_fewer_quotations_than_the_place_asks_are_not_enough(ground: WorksGround) -> None:
    ground.adopt()
    works = ground.works()
    ground.quote(works, 24_000, 26_000)
    with pytest.raises(Refused) as refused:
        choose(ground, works, 0)
    assert refused.value.code == "too_few_quotations"


def test_one_firm_counts_once_however_often_it_quotes(ground: WorksGround) -> None:
    works = ground.works()
    first = ground.quote(works, 24_000)[0]
    with pytest.raises(Refused) as refused:
        actions.add_quotation(
            actor=ground.secretary,
            works_id=works.id,
            draft=QuotationDraft(first.bidder, 25_000 * YUAN, 30, ON),
            at=AT,
        )
    assert refused.value.code == "quoted_before"


def test_a_dearer_quotation_is_chosen_with_a_reason_only(ground: WorksGround) -> None:
    ground.adopt()
    works = ground.works()
    ground.quote(works, 24_000, 26_000, 28_000)
    with pytest.raises(Refused) as refused:
        choose(ground, works, 1)
    assert refused.value.code == "dearer_without_reason"
    assert choose(ground, works, 1, why="质保长一年").choice_why == "质保长一年"


def test_a_quotation_one_fen_above_the_decision_is_not_chosen(ground: WorksGround) -> None:
    ground.adopt()
    works = ground.works(ground.decided(24_000 * YUAN - 1))
    ground.quote(works, 24_000, 26_000, 28_000)
    with pytest.raises(Refused) as refused:
        choose(ground, works, 0)
    assert refused.value.code == "above_decision"


def test_two_works_of_one_decision_stay_within_it_together(ground: WorksGround) -> None:
    authority = ground.decided(47_999 * YUAN)
    ground.signed(authority)
    works = ground.works(authority)
    ground.quote(works, 24_000, 26_000, 28_000)
    with pytest.raises(Refused) as refused:
        choose(ground, works, 0)
    assert refused.value.code == "above_decision"


def test_a_contract_costs_what_was_quoted_at_most(ground: WorksGround) -> None:
    works = ground.chosen()
    dear = ground.contract(StageDraft("全部", 24_000 * YUAN + 1, ON + timedelta(days=30)))
    with pytest.raises(Refused) as refused:
        actions.sign_contract(
            actor=ground.executor, works_id=works.id, draft=dear, version=works.version, at=AT
        )
    assert refused.value.code == "above_quotation"


def test_only_who_carries_it_out_signs(ground: WorksGround) -> None:
    works = ground.chosen()
    with pytest.raises(NotAllowed) as refused:
        actions.sign_contract(
            actor=ground.treasurer,
            works_id=works.id,
            draft=ground.contract(),
            version=works.version,
            at=AT,
        )
    assert refused.value.code == "no_hand"


def test_two_who_choose_at_once_meet_a_conflict(ground: WorksGround) -> None:
    works = ground.chosen()
    with pytest.raises(Conflict):
        actions.stop_works(actor=ground.secretary, works_id=works.id, reason="停", version=1, at=AT)


def test_who_carries_it_out_does_not_accept_it(ground: WorksGround) -> None:
    works = ground.signed()
    stage = ground.stages(works)[0]
    works = actions.report_stage(
        actor=ground.executor,
        works_id=works.id,
        stage_id=stage.id,
        words="做完了",
        version=works.version,
        at=AT,
    )
    with pytest.raises(NotAllowed):
        actions.accept_stage(
            actor=ground.executor,
            works_id=works.id,
            stage_id=stage.id,
            outcome=Outcome.ACCEPTED,
            words="好",
            photos=[a_photo()],
            version=works.version,
            at=AT,
        )


def test_nothing_is_accepted_without_a_photo(ground: WorksGround) -> None:
    works = ground.finished()
    with pytest.raises(Refused) as refused:
        ground.accept(works, ground.acceptor, photos=[])
    assert refused.value.code == "no_photo"


def test_the_database_refuses_an_acceptance_without_a_photo(ground: WorksGround) -> None:
    works = ground.finished()
    row = Acceptance(
        sub_district_id=ground.place.id,
        works_id=works.id,
        round=1,
        account_id=works.id,
        name="示例人",
        outcome="accepted",
        words="好",
        photos=[],
        at=AT,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_whole_work_is_accepted_by_two_people_not_by_one_twice(ground: WorksGround) -> None:
    works = ground.accept(ground.finished(), ground.acceptor)
    assert works.state == WorksState.FINISHED
    with pytest.raises(Refused) as refused:
        ground.accept(works, ground.acceptor)
    assert refused.value.code == "said_before"
    works = ground.accept(works, ground.second_acceptor)
    assert works.state == WorksState.ACCEPTED
    assert works.warranty_until == ON.replace(year=2028)


def test_one_who_says_no_sends_it_back_and_what_was_said_before_counts_no_more(
    ground: WorksGround,
) -> None:
    works = ground.accept(ground.finished(), ground.acceptor)
    works = ground.accept(works, ground.second_acceptor, outcome=Outcome.RETURNED, photos=[])
    assert (works.state, works.round, works.finished_at) == (WorksState.UNDER_WAY, 2, None)
    works = actions.finish_works(
        actor=ground.executor, works_id=works.id, result="返工完成", version=works.version, at=AT
    )
    works = ground.accept(works, ground.second_acceptor)
    assert works.state == WorksState.FINISHED


def test_a_matter_is_finished_and_accepted_when_all_its_works_are(ground: WorksGround) -> None:
    authority = ground.decided()
    tenant, matter = ground.place.id, authority.matter_id
    assert not queries.work_finished(tenant, matter)
    works = ground.works(authority, kind=WorksKind.OWN)
    works = actions.begin_own_works(
        actor=ground.executor,
        works_id=works.id,
        starts_on=ON,
        due_on=ON,
        version=works.version,
        at=AT,
    )
    assert [one.id for one in queries.open_works_of(tenant, matter)] == [works.id]
    works = actions.finish_works(
        actor=ground.executor, works_id=works.id, result="已缴清", version=works.version, at=AT
    )
    assert queries.work_finished(tenant, matter)
    assert not queries.work_accepted(tenant, matter)
    ground.accept(works)
    assert queries.work_accepted(tenant, matter)
    assert not queries.work_accepted(tenant, matter, since=AT + timedelta(seconds=1))


def test_a_stage_is_paid_once_accepted_by_two_hands_and_once(ground: WorksGround) -> None:
    works = ground.signed()
    ground.receive(30_000 * YUAN)
    stage = ground.stages(works)[0]

    def pay(key: str) -> None:
        voucher = actions.pay_stage(
            actor=ground.treasurer, works_id=works.id, stage_id=stage.id, on=ON, key=key, at=AT
        )
        ground.checked(voucher)

    with pytest.raises(Refused) as refused:
        pay("pay-1")
    assert refused.value.code == "not_accepted"
    ground.stage_accepted(works, 1)
    pay("pay-2")
    shown = queries.works_shown(queries.works_one(ground.place.id, works.id), on=ON)
    assert (shown.paid_fen, shown.cost_fen) == (14_000 * YUAN, 24_000 * YUAN)
    with pytest.raises(Refused) as refused:
        pay("pay-3")
    assert refused.value.code == "paid_before"


def test_a_payment_that_was_returned_can_be_made_anew(ground: WorksGround) -> None:
    works = ground.stage_accepted(ground.signed(), 1)
    ground.receive(30_000 * YUAN)
    stage = ground.stages(works)[0]
    first = actions.pay_stage(
        actor=ground.treasurer, works_id=works.id, stage_id=stage.id, on=ON, key="one", at=AT
    )
    actions.return_voucher(
        actor=ground.supervisor, voucher_id=first.id, version=first.version, reason="缺发票", at=AT
    )
    second = actions.pay_stage(
        actor=ground.treasurer, works_id=works.id, stage_id=stage.id, on=ON, key="two", at=AT
    )
    assert ground.checked(second).fen == 14_000 * YUAN


def test_the_part_held_back_is_paid_after_the_warranty_only(ground: WorksGround) -> None:
    works = ground.accept(ground.finished())
    works = ground.stage_accepted(works, 3)
    stage = ground.stages(works)[2]
    with pytest.raises(Refused) as refused:
        actions.pay_stage(
            actor=ground.treasurer, works_id=works.id, stage_id=stage.id, on=ON, key="p", at=AT
        )
    assert refused.value.code == "held_back"


def test_changes_fit_up_to_a_tenth_exactly_and_not_a_fen_more(ground: WorksGround) -> None:
    works = change(ground, ground.signed(), 2_400 * YUAN)
    contract = WorksContract.objects.get(works=works)
    assert contract.changes_fen == contract.changes_limit_fen == 2_400 * YUAN
    assert works.due_on == ON + timedelta(days=35)
    with pytest.raises(Refused) as refused:
        change(ground, works, 1)
    assert refused.value.code == "above_changes"


def test_the_database_refuses_changes_above_their_limit(ground: WorksGround) -> None:
    contract = WorksContract.objects.get(works=ground.signed())
    contract.changes_fen = contract.changes_limit_fen + 1
    with pytest.raises(IntegrityError), transaction.atomic():
        contract.save()


def test_a_change_within_its_limit_does_not_lead_above_the_decision(ground: WorksGround) -> None:
    works = ground.signed(ground.decided(24_000 * YUAN))
    with pytest.raises(Refused) as refused:
        change(ground, works, 1)
    assert refused.value.code == "above_decision"


def test_who_proposed_a_change_does_not_answer_it(ground: WorksGround) -> None:
    works = ground.signed()
    made = actions.propose_change(
        actor=ground.executor,
        works_id=works.id,
        draft=ChangeDraft(ground.stages(works)[0].id, "加长", 100),
        version=works.version,
        at=AT,
    )
    with pytest.raises(NotAllowed):
        actions.answer_change(
            actor=ground.executor,
            works_id=works.id,
            change_id=made.id,
            agreed=True,
            answer="",
            version=works.version + 1,
            at=AT,
        )


def test_a_stage_that_is_late_is_told_once(ground: WorksGround) -> None:
    works = ground.signed()
    late = AT + timedelta(days=16)
    actions.remind_works(sub_district_id=ground.place.id, at=late)
    actions.remind_works(sub_district_id=ground.place.id, at=late + timedelta(days=1))
    told = Message.objects.filter(template="money/works_alarm")
    assert [one.link for one in told] == [f"/desk/works/{works.id}/"]
    found = queries.alarms_of([queries.works_one(ground.place.id, works.id)], on=late.date())
    assert found[works.id] == [Alarm.STAGE_LATE]


def test_a_warranty_is_told_of_a_month_before_its_end(ground: WorksGround) -> None:
    works = ground.accept(ground.finished())
    assert works.warranty_until is not None
    before = AT.replace(year=2028) - timedelta(days=31)
    assert queries.alarms_of([works], on=before.date()) == {works.id: []}
    soon = queries.alarms_of([works], on=(before + timedelta(days=1)).date())
    assert soon == {works.id: [Alarm.WARRANTY_ENDS]}


def test_works_are_not_finished_while_a_stage_is_open(ground: WorksGround) -> None:
    works = ground.stage_accepted(ground.signed(), 1)
    assert ground.stages(works)[1].state == StageState.AHEAD
    with pytest.raises(Refused) as refused:
        actions.finish_works(
            actor=ground.executor, works_id=works.id, result="好", version=works.version, at=AT
        )
    assert refused.value.code == "stages_open"


def test_no_work_begins_before_its_matter_is_decided(ground: WorksGround) -> None:
    matter = ground.a_matter()
    actions.set_decided(actor=ground.secretary, matter_id=matter.id, decided=False, at=AT)
    with pytest.raises(Refused) as refused:
        actions.open_works(
            actor=ground.secretary,
            matter_id=matter.id,
            draft=actions.WorksDraft(WorksKind.OWN, "粉刷", "粉刷", "业委会", own_why="自己做"),
            key="early",
            at=AT,
        )
    assert refused.value.code == "not_decided"


def test_works_stand_still_while_their_decision_went_back(ground: WorksGround) -> None:
    works = ground.signed()
    actions.set_decided(actor=ground.secretary, matter_id=works.matter_id, decided=False, at=AT)
    with pytest.raises(Refused) as refused:
        ground.stage_accepted(works, 1)
    assert refused.value.code == "not_decided"
    works.refresh_from_db()
    stopped = actions.stop_works(
        actor=ground.secretary, works_id=works.id, reason="退回重议", version=works.version, at=AT
    )
    assert stopped.state == WorksState.STOPPED
