"""Takeovers signed by three sides, scores that know nobody, services that neighbours run."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.kernel.posts import PostKind
from linli.money import actions, queries
from linli.money.actions import TaskDraft
from linli.money.models import (
    Matter,
    PropertyContract,
    ServiceMonth,
    ServiceSurvey,
    SurveyMark,
    TakeoverSignature,
)
from linli.money.rules import (
    ContractState,
    HandoverState,
    Indicator,
    MatterKind,
    Rhythm,
    ServiceKind,
    TakeoverSide,
)
from tests.builders import a_property_manager
from tests.money.builders import AT, ON, account_of
from tests.money.service_builders import ServiceGround, fresh
from tests.people import builders as people
from tests.places import builders as places

HERE = ZoneInfo("Asia/Shanghai")
NEXT_MONTH = date(2026, 12, 2)


@pytest.fixture
def ground(db: None) -> ServiceGround:
    """A compound that a company serves."""
    return ServiceGround()


def ready(ground: ServiceGround) -> PropertyContract:
    contract = ground.leaving()
    for item in ground.listed(contract, "业主名册", "竣工图"):
        ground.handed(contract, item)
    return contract


def a_neighbour(ground: ServiceGround) -> Actor:
    return people.actor_of(ground.somebody(), ground.place.id)


def answer(ground: ServiceGround, survey: ServiceSurvey, *, content: bool) -> None:
    actions.answer_survey(
        actor=a_neighbour(ground),
        survey_id=survey.id,
        answers={ServiceKind.WHOLE: content, ServiceKind.CLEANING: content},
        at=AT,
    )


def a_survey(ground: ServiceGround) -> ServiceSurvey:
    return actions.open_survey(
        actor=ground.secretary, contract_id=ground.signed().id,
        closes_on=ON + timedelta(days=5), at=AT,
    )  # fmt: skip


def test_three_sides_sign_and_the_third_takes_over(ground: ServiceGround) -> None:
    contract = ready(ground)
    for side, actor in (
        (TakeoverSide.COMPANY, ground.property_manager),
        (TakeoverSide.COMMITTEE, ground.chair),
        (TakeoverSide.OFFICE, ground.office),
    ):
        assert fresh(contract).state != ContractState.TAKEN_OVER
        ground.sign(contract, side, actor)
    left = fresh(contract)
    assert (left.state, left.taken_over_by) == (ContractState.TAKEN_OVER, "示例社区服务队")
    digests = {one.digest for one in queries.signatures_of(left)}
    assert digests == {queries.takeover_digest(queries.takeover_items(left))}
    assert queries.contract_of_place(ground.place.id, ground.compound.id, on=ON) is None


def test_nobody_signs_for_a_side_that_is_not_theirs(ground: ServiceGround) -> None:
    contract = ready(ground)
    other = a_property_manager(ground.compound)
    for side, actor in (
        (TakeoverSide.COMMITTEE, ground.secretary),
        (TakeoverSide.OFFICE, ground.chair),
        (TakeoverSide.COMPANY, other),
    ):
        with pytest.raises(NotAllowed):
            ground.sign(contract, side, actor)
    with pytest.raises(Missing):
        ground.sign(contract, TakeoverSide.OFFICE, ground.visitor)


def test_one_person_signs_for_one_side_and_the_database_holds_it(ground: ServiceGround) -> None:
    contract = ready(ground)
    ground.sign(contract, TakeoverSide.COMMITTEE, ground.chair)
    with pytest.raises(Refused) as refused:
        ground.sign(contract, TakeoverSide.COMMITTEE, ground.treasurer)
    assert refused.value.code == "signed_already"
    with pytest.raises(IntegrityError), transaction.atomic():
        TakeoverSignature.objects.create(
            sub_district_id=ground.place.id, contract_id=contract.id, round=1, side="office",
            account_id=account_of(ground.chair), name="x", title="x", digest="x", at=AT,
        )  # fmt: skip


def test_nothing_is_signed_before_each_thing_was_looked_at(ground: ServiceGround) -> None:
    contract = ground.leaving()
    with pytest.raises(Refused) as refused:
        ground.sign(contract, TakeoverSide.OFFICE, ground.office)
    assert refused.value.code == "no_list"
    ground.listed(contract, "业主名册")
    with pytest.raises(Refused) as refused:
        ground.sign(contract, TakeoverSide.OFFICE, ground.office)
    assert refused.value.code == "not_looked_at"


def test_a_list_that_changes_is_signed_anew(ground: ServiceGround) -> None:
    contract = ready(ground)
    ground.sign(contract, TakeoverSide.OFFICE, ground.office)
    assert queries.signed_sides(fresh(contract)) == [TakeoverSide.OFFICE]
    ground.listed(contract, "监控录像")
    assert queries.signed_sides(fresh(contract)) == []


def test_a_dispute_does_not_stop_the_takeover_and_is_settled_after_it(
    ground: ServiceGround,
) -> None:
    contract = ground.leaving()
    (item,) = ground.listed(contract, "车位押金")
    actions.dispute_item(
        actor=ground.secretary, contract_id=contract.id, item_id=item.id,
        words="少 3000 元", version=fresh(contract).version, at=AT,
    )  # fmt: skip
    ground.sign(contract, TakeoverSide.COMPANY, ground.property_manager)
    ground.sign(contract, TakeoverSide.COMMITTEE, ground.chair)
    ground.sign(contract, TakeoverSide.OFFICE, ground.office)
    assert fresh(contract).state == ContractState.TAKEN_OVER
    actions.settle_item(
        actor=ground.secretary, contract_id=contract.id, item_id=item.id,
        words="调解书 0003，已退", version=fresh(contract).version, at=AT,
    )  # fmt: skip
    assert [one.state for one in queries.disputes_of(contract)] == [HandoverState.SETTLED]
    with pytest.raises(Refused):
        ground.handed(contract, item)


def test_a_takeover_begins_with_the_compounds_facilities(ground: ServiceGround) -> None:
    ground.facility("电梯")
    ground.facility("车棚", earns=True)
    with pytest.raises(Refused):
        ground.facility("电梯")
    contract = ground.leaving()
    actions.list_takeover(
        actor=ground.secretary, contract_id=contract.id, items=[], with_facilities=True,
        version=fresh(contract).version, at=AT,
    )  # fmt: skip
    assert [one.title for one in queries.takeover_items(contract)] == [
        "电梯 3号楼 ×2",
        "车棚 3号楼 ×2",
    ]


def test_scores_are_two_counts_a_month_and_shown_once_it_is_over(ground: ServiceGround) -> None:
    contract = ground.signed()
    for good in (True, True, True, True, False):
        assert actions.post_service_score(
            sub_district_id=ground.place.id, organisation_id=contract.organisation_id,
            place_id=contract.place_id, indicator=Indicator.IN_TIME, good=good, at=AT,
        )  # fmt: skip
    assert queries.scores_of(contract, on=ON) == []
    (shown,) = queries.scores_of(contract, on=NEXT_MONTH)
    assert (shown.month, shown.percent) == (date(2026, 11, 1), 80)


def test_a_request_at_another_company_or_place_counts_nowhere(ground: ServiceGround) -> None:
    contract = ground.signed()
    assert not actions.post_service_score(
        sub_district_id=ground.place.id, organisation_id=contract.organisation_id,
        place_id=ground.community.id, indicator=Indicator.SOLVED, good=True, at=AT,
    )  # fmt: skip
    assert not ServiceMonth.objects.exists()


def test_a_survey_counts_each_account_once_and_forgets_who_answered(
    ground: ServiceGround,
) -> None:
    survey = a_survey(ground)
    neighbour = a_neighbour(ground)
    said = {ServiceKind.WHOLE: True}
    actions.answer_survey(actor=neighbour, survey_id=survey.id, answers=said, at=AT)
    with pytest.raises(Refused) as refused:
        actions.answer_survey(actor=neighbour, survey_id=survey.id, answers=said, at=AT)
    assert refused.value.code == "answered_already"
    for content in (True, True, True, True, False, False, False, False, False):
        answer(ground, survey, content=content)
    assert SurveyMark.objects.count() == 10
    assert queries.last_survey(survey.contract) == []
    over = datetime(2026, 11, 30, 3, tzinfo=HERE)
    actions.remind_contracts(sub_district_id=ground.place.id, at=over)
    assert SurveyMark.objects.count() == 0
    found = dict(queries.last_survey(survey.contract))
    assert found[ServiceKind.WHOLE] == 50
    assert found[ServiceKind.CLEANING] is None
    content = queries.scores_of(survey.contract, on=NEXT_MONTH)
    assert [(one.indicator, one.percent) for one in content] == [(Indicator.CONTENT, 50)]


def test_a_survey_with_few_answers_shows_nothing(ground: ServiceGround) -> None:
    survey = a_survey(ground)
    for content in (True, True, True, True, True, False):
        answer(ground, survey, content=content)
    actions.remind_contracts(
        sub_district_id=ground.place.id, at=datetime(2026, 11, 30, 3, tzinfo=HERE)
    )
    assert {percent for _kind, percent in queries.last_survey(survey.contract)} == {None}
    assert not ServiceMonth.objects.filter(indicator=Indicator.CONTENT.value).exists()


def test_the_company_and_strangers_do_not_answer(ground: ServiceGround) -> None:
    survey = a_survey(ground)
    for actor in (ground.property_manager, ground.visitor):
        with pytest.raises(NotAllowed):
            actions.answer_survey(
                actor=actor, survey_id=survey.id, answers={ServiceKind.WHOLE: True}, at=AT
            )


def test_a_service_of_neighbours_has_tasks_and_a_cash_book(ground: ServiceGround) -> None:
    service = ground.own_service
    assert Matter.objects.get(id=service.id).kind == MatterKind.SERVICE
    tasks = queries.tasks_of(service, on=ON)
    assert [one.due for one in tasks] == [True, True]
    actions.do_task(
        actor=ground.secretary, service_id=service.id, task_id=tasks[0].task.id, on=ON,
        words="扫完", version=service.version, at=AT,
    )  # fmt: skip
    assert [one.due for one in queries.tasks_of(service, on=ON)] == [True, False]
    assert [title for _one, title in queries.done_lately(service)] == [tasks[0].task.title]
    service.refresh_from_db()
    with pytest.raises(Refused) as refused:
        actions.do_task(
            actor=ground.secretary, service_id=service.id, task_id=tasks[0].task.id, on=ON,
            version=service.version, at=AT,
        )  # fmt: skip
    assert refused.value.code == "done_already"


def test_a_service_that_ended_takes_no_more_tasks(ground: ServiceGround) -> None:
    service = ground.own_service
    actions.end_community_service(
        actor=ground.secretary, service_id=service.id, on=ON, words="新公司接管，余款转公共收益",
        version=service.version, at=AT,
    )  # fmt: skip
    service.refresh_from_db()
    assert queries.service_of_place(ground.place.id, ground.compound.id) is None
    with pytest.raises(Refused):
        actions.add_service_task(
            actor=ground.secretary,
            service_id=service.id,
            draft=TaskDraft(ServiceKind.OTHER, "收费", Rhythm.MONTHLY, "出纳"),
            version=service.version,
            at=AT,
        )


def test_a_post_elsewhere_keeps_no_service(ground: ServiceGround) -> None:
    service = ground.own_service
    stranger = people.an_actor(PostKind.CONGRESS_CHAIR.value, places.a_compound(ground.community))
    with pytest.raises(Missing):
        actions.end_community_service(
            actor=stranger, service_id=service.id, on=ON, words="x",
            version=service.version, at=AT,
        )  # fmt: skip
