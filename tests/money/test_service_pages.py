"""Pages of who serves a compound: for everybody, at the desk, for the company that leaves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from linli.kernel.actor import Actor
from linli.kernel.posts import PostKind
from linli.money import actions, queries
from linli.money.models import CommunityService, PropertyContract, SurveyCount
from linli.money.rules import ContractState, ServiceKind, Side, TakeoverSide
from tests.money.service_builders import CARRIED, VOTES, ServiceGround, fresh
from tests.people.builders import a_post, a_signed_in_client, an_organisation

PAGE_QUERIES = 30


@pytest.fixture
def ground(db: None) -> ServiceGround:
    """A compound that a company serves."""
    return ServiceGround()


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def send(client: Client, path: str, **typed: Any) -> str:
    answer = client.post(path, typed)
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


def as_(actor: Actor) -> Client:
    return a_signed_in_client(actor)


def serving(ground: ServiceGround) -> str:
    return f"/serving/{ground.compound.id}/"


def test_anybody_sees_who_serves_until_when_and_what_is_owed(
    ground: ServiceGround, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ground.receive(12_000)
    ground.facility("车棚", earns=True)
    contract = ground.signed()
    with django_assert_max_num_queries(PAGE_QUERIES):
        shown = page(Client(), serving(ground))
    for words in (
        contract.organisation.name, "履行中", "合同到", "公司应做什么", "楼道每周清扫两次", "90%",
        "公共收益", "¥120.00", "车棚", "民法典第944条", "不得用停水",
    ):  # fmt: skip
        assert words in shown, words


def test_a_company_that_leaves_must_serve_and_the_page_says_so_with_the_article(
    ground: ServiceGround,
) -> None:
    contract = ground.leaving()
    ground.look(timezone.now() + timedelta(days=400))
    assert fresh(contract).state == ContractState.ENDED_SERVING
    shown = page(Client(), serving(ground))
    for words in (
        "已结束，继续服务",
        "有人接管之前必须继续服务",
        "民法典第949条、第950条",
        "比法定期限短",
    ):
        assert words in shown, words


def test_an_empty_place_says_that_nobody_serves_it(ground: ServiceGround) -> None:
    assert "没有登记物业合同" in page(Client(), serving(ground))
    assert Client().get(f"/serving/{ground.place.id}/").status_code in {200, 404}


def test_both_pages_name_the_same_company_with_and_without_a_contract(
    ground: ServiceGround,
) -> None:
    pages = (serving(ground), f"/governance/{ground.compound.id}/")
    follower = an_organisation(ground.compound, name="示例后来物业")
    a_post(PostKind.PROPERTY_MANAGER, ground.compound, organisation_id=follower.id)
    for path in pages:
        assert "示例后来物业" in page(Client(), path), path
        assert "它的合同没有登记" in page(Client(), path), path
    contract = ground.signed()
    for path in pages:
        assert contract.organisation.name in page(Client(), path).replace("\xa0", ""), path
        assert "示例后来物业" not in page(Client(), path), path


def test_the_desk_enters_a_contract_and_its_notice(ground: ServiceGround, settings: Any) -> None:
    settings.LINLI_OWNERS_VOTES = VOTES
    desk = as_(ground.secretary)
    where = send(
        desk, "/desk/contracts/new/", place=str(ground.compound.id),
        organisation=str(ground.property_company.id), basis="vote",
        vote=CARRIED, words="保洁、秩序、维修", fees="1.2 元",
        starts_on="2026-01-01", ends_on="", owed_cleaning="楼道每天清扫", in_time="90", key="k",
    )  # fmt: skip
    (contract,) = PropertyContract.objects.all()
    assert [one.kind for one in queries.items_of(contract)] == ["cleaning", "whole"]
    assert "没有定期限" in page(desk, where)
    today = timezone.localdate()
    refused = desk.post(
        f"{where}notice/",
        {"side": "owners", "on": today, "leaves_on": today, "words": "表决", "version": 1},
    )
    assert refused.status_code == 422
    assert "要提前 60 天书面通知" in refused.content.decode()
    send(
        desk, f"{where}notice/", side="company", on=today, leaves_on=today, words="来函",
        version=contract.version,
    )  # fmt: skip
    assert fresh(contract).notice_short == 60
    assert ground.property_company.name in page(desk, "/desk/contracts/")


def test_a_takeover_is_listed_handed_over_and_signed_on_pages(ground: ServiceGround) -> None:
    contract = ground.notice(ground.signed(), Side.COMPANY, leaves_on=timezone.localdate())
    at = f"/desk/contracts/{contract.id}/"
    desk = as_(ground.secretary)
    send(desk, f"{at}list/", kind="data", lines="业主名册\n竣工图", version=contract.version)
    names, plans = queries.takeover_items(contract)
    send(desk, f"{at}handed/", item=str(names.id), version=fresh(contract).version)
    send(
        desk, f"{at}dispute/", item=str(plans.id), words="缺三张图",
        version=fresh(contract).version,
    )  # fmt: skip
    for side, actor in (
        (TakeoverSide.COMPANY, ground.property_manager),
        (TakeoverSide.COMMITTEE, ground.chair),
        (TakeoverSide.OFFICE, ground.office),
    ):
        client = as_(actor)
        assert "在交接清单上签字" in page(client, at)
        send(
            client, f"{at}sign/", side=side.value, by_whom="自管服务队", agreed="on",
            version=fresh(contract).version,
        )  # fmt: skip
    assert fresh(contract).state == ContractState.TAKEN_OVER
    shown = page(Client(), serving(ground))
    assert "没有登记物业合同" in shown, "who has handed over serves no more, whatever posts stand"
    assert "以前的合同" in shown
    assert "已由自管服务队接管" in shown
    assert "缺三张图" in shown
    assert ground.chair.name not in shown


def test_the_company_enters_nothing_but_its_signature(ground: ServiceGround) -> None:
    contract = ground.leaving()
    company = as_(ground.property_manager)
    assert "登记终止通知" not in page(company, f"/desk/contracts/{contract.id}/")
    assert company.get("/desk/contracts/new/").status_code == 403
    shown = page(company, f"/desk/contracts/{contract.id}/list/")
    assert "<textarea" not in shown


def test_a_resident_answers_a_survey_once(ground: ServiceGround) -> None:
    contract = ground.signed()
    survey = actions.open_survey(
        actor=ground.secretary, contract_id=contract.id,
        closes_on=timezone.localdate() + timedelta(days=9), at=timezone.now(),
    )  # fmt: skip
    assert "您满意吗" in page(Client(), serving(ground))
    resident = a_signed_in_client(ground.resident)
    path = f"/serving/survey/{survey.id}/"
    assert resident.post(path, {"cleaning": "yes"}).status_code == 422
    assert send(resident, path, whole="no") == serving(ground)
    counts = SurveyCount.objects.get(survey=survey, kind=ServiceKind.WHOLE.value)
    assert (counts.good, counts.total) == (0, 1)
    assert "您已经回答" in page(resident, path)


def test_a_service_of_neighbours_is_kept_at_the_desk_and_open_to_everybody(
    ground: ServiceGround,
) -> None:
    service = ground.own_service
    desk, at = as_(ground.secretary), f"/desk/services/{service.id}/"
    assert "清扫楼道" in page(desk, at)
    send(
        desk, f"{at}task/", kind="repair", title="修路灯", rhythm="when_needed", role="热心居民",
        version=service.version,
    )  # fmt: skip
    (one,) = [one for one in queries.tasks_of(service, on=timezone.localdate())
              if one.task.title == "看大门"]  # fmt: skip
    send(
        desk, f"{at}done/", task=str(one.task.id), on=timezone.localdate(), words="值班正常",
        version=2,
    )  # fmt: skip
    shown = page(Client(), serving(ground))
    for words in ("没有物业公司，由居民自己管", "修路灯", "每天", "现金账余额", "居代会决议"):
        assert words in shown, words
    send(desk, f"{at}end/", on=timezone.localdate(), words="新公司接管", version=3)
    assert CommunityService.objects.get(id=service.id).ended_on
    assert "示例小区自管服务" in page(desk, "/desk/services/")


def test_facilities_are_entered_and_listed(ground: ServiceGround) -> None:
    desk = as_(ground.secretary)
    where = send(
        desk, "/desk/facilities/new/", place=str(ground.compound.id), kind="facilities",
        title="水泵", where="地下室", quantity=2, hours="", key="k",
    )  # fmt: skip
    assert "水泵" in page(desk, where)


def test_pages_of_a_compound_lead_to_who_serves_it(ground: ServiceGround) -> None:
    for path in (f"/books/?place={ground.compound.id}", f"/works/?place={ground.compound.id}"):
        assert serving(ground) in page(Client(), path), path
