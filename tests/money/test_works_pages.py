"""Pages of works, collections and owed premises: for everybody, at the desk, by duty."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from linli.kernel.actor import Actor
from linli.money import actions, queries
from linli.money.models import Campaign, Contribution, PremisesDuty, Works
from linli.money.rules import CampaignState, WorksState
from tests.money.builders import AT
from tests.money.works_builders import YUAN, WorksGround
from tests.people.builders import a_signed_in_client
from tests.records.builders import a_picture

PAGE_QUERIES = 34


@pytest.fixture
def ground(db: None) -> WorksGround:
    """A compound with a matter that was decided."""
    return WorksGround()


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def send(client: Client, path: str, **typed: Any) -> str:
    """Send a form; answer where it leads."""
    answer = client.post(path, typed)
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("现场.jpg", a_picture(), content_type="image/jpeg")


def as_(actor: Actor) -> Client:
    return a_signed_in_client(actor)


def test_anybody_sees_what_works_cost_who_does_what_and_what_comes_next(
    ground: WorksGround,
) -> None:
    works = ground.stage_accepted(ground.signed(), 1)
    shown = page(Client(), f"/works/{works.number}/")
    for words in (
        "疏通下水道", "施工中", "¥24,000.00", "谁报了多少", "谁做什么", "阶段和付款",
        "下一步：完工后由点名的人到现场查看", "通水正常", "示例小区业委会",
    ):  # fmt: skip
        assert words in shown
    assert "疏通下水道" in page(Client(), "/works/")
    assert "疏通下水道" in page(Client(), f"/works/?place={ground.community.id}")


def test_the_page_of_works_asks_no_more_the_more_there_is_on_it(
    ground: WorksGround, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    works = ground.accept(ground.finished())
    with django_assert_max_num_queries(PAGE_QUERIES):
        page(Client(), f"/works/{works.number}/")


def test_papers_of_quotation_and_contract_are_for_the_desk_and_photos_for_all(
    ground: WorksGround,
) -> None:
    works = ground.works()
    send(
        as_(ground.secretary),
        f"/desk/works/{works.id}/quote/",
        bidder="示例管道公司甲",
        fen="24000",
        days=30,
        warranty_months=24,
        received_on=timezone.localdate().isoformat(),
        paper=photo(),
    )
    paper = works.quotations.get().paper_id
    assert Client().get(f"/files/{paper}").status_code == 404
    assert as_(ground.secretary).get(f"/files/{paper}").status_code == 200


def test_the_desk_leads_works_from_the_decision_to_the_acceptance(ground: WorksGround) -> None:
    authority = ground.decided()
    ground.adopt(works__quotations__least=2)
    secretary, executor = as_(ground.secretary), as_(ground.executor)
    acceptor, second = as_(ground.acceptor), as_(ground.second_acceptor)
    today = timezone.localdate()
    at = send(
        secretary,
        "/desk/works/new/",
        matter=f"{authority.matter_id}:{authority.id}",
        title="疏通下水道",
        words="疏通主管",
        executor="示例小区业委会",
        kind="contract",
    )
    for firm, price in (("示例甲公司", "25000"), ("示例乙公司", "24000")):
        send(
            secretary, f"{at}quote/", bidder=firm, fen=price, days=30, warranty_months=12,
            received_on=today.isoformat(),
        )  # fmt: skip
    works = Works.objects.get()
    cheapest = works.quotations.order_by("fen").first()
    assert cheapest is not None
    send(secretary, f"{at}choose/", quotation=str(cheapest.id), version=works.version)
    works.refresh_from_db()
    due = (today + timedelta(days=20)).isoformat()
    send(
        executor, f"{at}sign/", number="HT-01", signed_on=today.isoformat(),
        starts_on=today.isoformat(), due_on=due, warranty_months=12,
        stages=f"疏通主管，23000，{due}", held_back="1000", version=works.version,
    )  # fmt: skip
    stage = ground.stages(works)[0]
    works.refresh_from_db()
    send(executor, f"{at}report/", stage=str(stage.id), words="做完了", version=works.version)
    works.refresh_from_db()
    send(
        acceptor, f"{at}look/", stage=str(stage.id), outcome="accepted", words="通水",
        photo=photo(), version=works.version,
    )  # fmt: skip
    works.refresh_from_db()
    send(executor, f"{at}finish/", words="全部完成", version=works.version)
    for client in (acceptor, second):
        works.refresh_from_db()
        send(
            client, f"{at}accept/", outcome="accepted", words="合格", photo=photo(),
            version=works.version,
        )  # fmt: skip
    works.refresh_from_db()
    assert works.state == WorksState.ACCEPTED


def test_a_form_of_an_old_page_meets_both_versions(ground: WorksGround) -> None:
    works = ground.chosen()
    answer = as_(ground.secretary).post(
        f"/desk/works/{works.id}/stop/", {"words": "停", "version": works.version - 1}
    )
    assert answer.status_code == 409


def test_acceptance_without_a_photo_is_refused_on_the_page(ground: WorksGround) -> None:
    works = ground.finished()
    answer = as_(ground.acceptor).post(
        f"/desk/works/{works.id}/accept/",
        {"outcome": "accepted", "words": "好", "version": works.version},
    )
    assert answer.status_code == 422
    assert "没有照片不能验收" in answer.content.decode()


def test_works_at_the_desk_open_to_posts_in_reach_and_to_duties_alone(
    ground: WorksGround,
) -> None:
    works = ground.signed()
    assert as_(ground.second_acceptor).get(f"/desk/works/{works.id}/").status_code == 200
    assert as_(ground.giver()).get(f"/desk/works/{works.id}/").status_code == 404
    assert "这里没有" not in page(as_(ground.property_manager), "/desk/works/")


def test_a_resident_pledges_gets_a_slip_and_takes_it_back(ground: WorksGround) -> None:
    campaign = ground.campaign()
    path = f"/contributions/{campaign.number}/"
    resident = as_(ground.giver())
    assert "认捐" in page(resident, path)
    send(resident, f"{path}pledge/", fen="88.80", building="")
    gift = Contribution.objects.get()
    word = f"{gift.code[:4]}-{gift.code[4:]}"
    assert word in page(resident, path)
    assert word not in page(Client(), path)
    looked = Client().post(path, {"code": word.lower()})
    assert "¥88.80" in looked.content.decode()
    assert Client().post(path, {"code": "1111-1111"}).status_code == 422
    send(resident, f"{path}take-back/")
    assert Contribution.objects.get().state == "withdrawn"


def test_the_page_of_a_collection_names_nobody_and_no_small_number(ground: WorksGround) -> None:
    houses = ground.buildings(40, 40, 12)
    campaign = ground.campaign(houses=houses)
    ground.gave(campaign, building=next(iter(houses)), times=3)
    shown = page(Client(), f"/contributions/{campaign.number}/")
    assert "不足 5" in shown.replace("\u00a0", " ")
    assert "3 / 40" not in shown
    assert "没有未出资名单" in shown


def test_who_is_named_to_accept_finds_finished_works_on_the_first_page(ground: WorksGround) -> None:
    works = ground.finished()
    first = as_(ground.acceptor)
    link = f"/desk/works/{works.id}/accept/"
    assert link in page(first, "/")
    assert link not in page(as_(ground.giver()), "/")
    ground.accept(works, ground.acceptor)
    assert link not in page(first, "/")


def test_a_collection_whose_works_are_accepted_says_what_is_left(ground: WorksGround) -> None:
    works, campaign = ground.accept(ground.finished()), ground.campaign(target_yuan=100)
    Works.objects.filter(id=works.id).update(matter_id=campaign.matter_id)
    ground.gave(campaign, times=3)
    actions.end_campaign(actor=ground.secretary, campaign_id=campaign.id, at=AT)
    shown = page(Client(), f"/contributions/{campaign.number}/")
    assert "工程验收合格" in shown
    assert "结余 ¥300.00 待退" in shown.replace("\u00a0", " ")


def test_the_counter_takes_money_in_prints_a_slip_and_enters_the_books(
    ground: WorksGround,
) -> None:
    campaign = ground.campaign(closes_on=timezone.localdate() + timedelta(days=9))
    treasurer = as_(ground.treasurer)
    at = f"/desk/works/contributions/{campaign.id}/"
    for _each in range(5):
        slip = send(treasurer, f"{at}counter/", fen="100", building="", paid_by="cash")
        assert "凭条口令" in page(treasurer, slip)
    send(treasurer, f"{at}enter/", on=timezone.localdate().isoformat())
    gift = Contribution.objects.first()
    assert gift is not None
    assert gift.receipt_voucher is not None
    assert gift.receipt_voucher.fen == 500 * YUAN


def test_a_collection_is_begun_and_ended_at_the_desk(ground: WorksGround) -> None:
    authority = ground.decided(fund=ground.given)
    ground.buildings(10)
    secretary = as_(ground.secretary)
    today = timezone.localdate()
    at = send(
        secretary, "/desk/works/contributions/new/",
        matter=f"{authority.matter_id}:{authority.fund_id}", title="自愿出资", words="自愿",
        target_fen="1", target_percent=0, asked_fen="", opens_on="2026-11-24",
        closes_on=today.isoformat(), if_missed="refund", if_left="stays",
    )  # fmt: skip
    campaign = Campaign.objects.get()
    answer = secretary.post(f"{at}end/", {})
    assert answer.status_code == 422
    ground.gave(campaign, days=1)
    send(secretary, f"{at}end/")
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.REACHED


def test_owed_premises_are_noted_inspected_and_shown_to_everybody(ground: WorksGround) -> None:
    secretary = as_(ground.secretary)
    at = send(
        secretary, "/desk/works/premises/new/", place=str(ground.compound.id),
        developer="示例公司", use="property", where="3 号楼一层", area="120.5",
        basis="规划条件 01 号", due_on="2026-01-01",
    )  # fmt: skip
    duty = PremisesDuty.objects.get()
    assert duty.area_cm2 == 1_205_000
    send(
        secretary, f"{at}enter/", act="inspected", on=timezone.localdate().isoformat(),
        found="smaller", area="90", words="只有一间", photo=photo(), version=duty.version,
    )  # fmt: skip
    shown = page(Client(), f"/premises/{duty.number}/")
    for words in ("面积不足", "只有一间", "逾期没有移交", "物业管理条例"):
        assert words in shown
    assert "3 号楼一层" in page(secretary, "/desk/works/premises/").replace("\u00a0", " ")


def test_long_lists_go_on_by_page(ground: WorksGround) -> None:
    authority = ground.decided()
    for _each in range(21):
        ground.works(authority)
    first = page(Client(), "/works/")
    assert "before=" in first
    ids = queries.all_places(ground.place.id, on=timezone.localdate())
    newest = queries.works_at(ground.place.id, ids, over=False, most=21)
    older = page(Client(), f"/works/?before={newest[19].id}")
    assert newest[20].number in older


def test_works_of_a_reader_with_no_post_begin_nowhere(ground: WorksGround) -> None:
    actions.remind_works(sub_district_id=ground.place.id, at=timezone.now())
    answer = as_(ground.secretary).get("/desk/works/new/")
    assert "请先走决定程序" in answer.content.decode()
