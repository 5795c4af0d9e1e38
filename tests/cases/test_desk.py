"""The desk: what lies in which queue, for whom, on how many pages, at what price."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from linli.cases import actions
from linli.cases.models import Case
from linli.cases.queries import desk
from linli.cases.rules import CaseType
from linli.cases.rules.desk import Filters, Queue, due_mark, filters_of, queues_of, read_due_mark
from linli.kernel.actor import Actor
from linli.places.rules import PlaceKind
from linli.records.models import AccessEntry, SavedFilter
from tests.cases import desk_builders as cases
from tests.cases.desk_builders import Ground, a_request, at_the_desk
from tests.people import builders as people
from tests.places import builders as places


@pytest.fixture
def ground(db: None) -> Ground:
    return cases.a_ground()


def titles(actor: Actor, **filters: str) -> list[str]:
    page = desk.desk_page(actor, Filters(**filters), at=timezone.now())
    return [row.title for row in page.rows]


def body_of(client: Client, **query: str) -> str:
    answer = client.get(reverse("cases:desk"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_new_request_waits_to_be_sorted_by_the_community_s_officer(ground: Ground) -> None:
    a_request(ground)
    assert titles(ground.officer, queue="unsorted") == ["电梯停运"]
    assert titles(ground.officer, queue="mine") == ["电梯停运"]
    assert titles(ground.office, queue="unsorted") == ["电梯停运"]


def test_the_officer_of_another_community_sees_nothing_of_it(ground: Ground) -> None:
    a_request(ground)
    other = places.a_place(PlaceKind.COMMUNITY, places.root_of(ground.place))
    stranger = people.an_actor("information_officer", other)
    for queue in queues_of(stranger.kind):
        assert titles(stranger, queue=queue.value) == []
    assert titles(stranger, queue="all", q="电梯") == []


def test_a_dispatched_request_lies_with_the_post_and_its_unit(ground: Ground) -> None:
    cases.dispatched(ground, ground.property_manager)
    assert titles(ground.property_manager, queue="mine") == ["电梯停运"]
    assert titles(ground.property_manager, queue="unit") == ["电梯停运"]
    assert titles(ground.officer, queue="mine") == []
    assert titles(ground.officer, queue="all") == ["电梯停运"]


def test_a_paused_request_waits_and_a_late_one_is_late(ground: Ground) -> None:
    waiting, late = a_request(ground, title="等人"), a_request(ground, title="过期")
    actions.ask_sender(
        actor=ground.officer, case_id=waiting.id, version=1, text="几号楼？", at=timezone.now()
    )
    Case.objects.filter(id=late.id).update(due_at=timezone.now() - timedelta(hours=3))
    assert titles(ground.officer, queue="waiting") == ["等人"]
    assert titles(ground.officer, queue="late") == ["过期"]


def test_a_helping_unit_finds_it_under_i_help(ground: Ground) -> None:
    case = a_request(ground)
    other = cases.a_property_manager(ground.compound)
    assert other.post is not None
    now = timezone.now()
    actions.assist(actor=ground.officer, case_id=case.id, post_id=other.post.post_id, at=now)
    assert titles(other, queue="helping") == ["电梯停运"]
    assert titles(other, queue="all", q="电梯") == ["电梯停运"]


def test_a_patch_lead_sees_the_patch_alone(ground: Ground) -> None:
    patch = places.a_patch(ground.community)
    compound = places.a_compound(ground.community)
    lead = people.an_actor("patch_lead", patch)
    a_request(ground, title="外面", place_id=compound.id)
    inside = a_request(ground, title="里面")
    Case.objects.filter(id=inside.id).update(patch_id=patch.id)
    assert titles(lead, queue="all") == ["里面"]


def test_filters_narrow_what_is_shown(ground: Ground) -> None:
    a_request(ground, title="没分类")
    cases.sorted_request(ground, a_request(ground, title="分了类"))
    top = str(ground.categories["公共设施"]) if "公共设施" in ground.categories else ""
    shown = {
        "type": CaseType.REPAIR.value,
        "category": top or str(ground.categories[cases.LIFTS]),
        "state": "sorted",
    }
    for name, value in shown.items():
        assert titles(ground.officer, queue="all", **{name: value}) == ["分了类"]
    assert titles(ground.officer, queue="all", place=str(ground.community.id)) == []
    assert len(titles(ground.officer, queue="all", place=str(ground.compound.id))) == 2


def test_what_makes_no_sense_in_the_address_is_left_out() -> None:
    typed = {"queue": "x", "state": "gone", "category": "no-uuid", "q": " 电梯  停 "}
    filters = filters_of(typed, post_kind="information_officer")
    assert filters == Filters(queue=Queue.MINE.value, q="电梯 停")
    assert filters.words() == {"queue": "mine", "q": "电梯 停"}


def test_a_post_has_only_the_queues_that_fit_it() -> None:
    assert Queue.UNSORTED not in queues_of("property_manager")
    assert Queue.UNIT not in queues_of("group_lead")
    assert Queue.APPROVE in queues_of("secretary")


def test_pages_are_walked_by_key_and_back(ground: Ground) -> None:
    made = [a_request(ground, title=f"第{number}件") for number in range(5)]
    for number, case in enumerate(made):
        soon = timezone.now() + timedelta(hours=number // 2)
        Case.objects.filter(id=case.id).update(due_at=soon.replace(microsecond=0))
    for queue in ("mine", "all"):
        filters, seen = Filters(queue=queue), []
        pages = []
        for _page in range(5):
            page = desk.desk_page(ground.officer, filters, at=timezone.now(), limit=2)
            pages.append([row.id for row in page.rows])
            seen += pages[-1]
            if page.older is None:
                break
            filters = page.older
        assert len(seen) == len(set(seen)) == 5
        assert page.newer is not None
        back = desk.desk_page(ground.officer, page.newer, at=timezone.now(), limit=2)
        assert [row.id for row in back.rows] == pages[1]


def test_a_mark_names_a_time_to_the_microsecond() -> None:
    now = timezone.now()
    key = people.UUID(int=7)
    assert read_due_mark(due_mark(now, key)) == (now, key)
    assert read_due_mark("nonsense") is None


def test_counts_stop_at_a_hundred_and_cost_one_query(
    ground: Ground, django_assert_num_queries: object
) -> None:
    a_request(ground)
    with django_assert_num_queries(1):  # type: ignore[operator]
        counts = desk.queue_counts(ground.officer, list(Queue), at=timezone.now())
    assert counts["mine"] == counts["unsorted"] == counts["all"] == 1
    assert counts["late"] == 0


def test_the_list_costs_the_same_queries_for_one_row_and_for_three(ground: Ground) -> None:
    client = at_the_desk(ground.officer)
    found = []
    for _more in range(2):
        a_request(ground)
        a_request(ground)
        body_of(client, queue="all")
        asked: list[str] = []

        def count(execute: object, sql: str, *rest: object) -> object:
            asked.append(sql)  # noqa: B023 - read before it is bound anew
            return execute(sql, *rest)  # type: ignore[operator]

        with connection.execute_wrapper(count):
            body_of(client, queue="all")
        found.append(len(asked))
    assert found[0] == found[1] <= 10


def test_the_page_shows_rows_queues_and_keys_but_no_sender(ground: Ground) -> None:
    a_request(ground)
    page = body_of(at_the_desk(ground.officer))
    assert "电梯停运" in page
    assert "示例小区" in page
    assert "待分类" in page
    assert "示例张三" not in page
    assert "zhangsan" not in page
    assert not AccessEntry.objects.exists()


def test_an_empty_queue_says_so(ground: Ground) -> None:
    assert "这里没有待办" in body_of(at_the_desk(ground.officer))


def test_a_filter_is_kept_under_a_name_for_the_post_and_forgotten(ground: Ground) -> None:
    client = at_the_desk(ground.officer)
    page = f"{reverse('cases:save_filter')}?queue=late&type=repair"
    assert client.post(page, {"name": "报修超时"}).status_code == 303
    kept = SavedFilter.objects.get()
    assert kept.query == "queue=late&type=repair"
    assert "报修超时" in body_of(client)
    assert "报修超时" not in body_of(at_the_desk(ground.office))
    client.post(reverse("cases:drop_filter", args=[kept.id]))
    assert not SavedFilter.objects.exists()


def test_the_export_holds_what_the_filter_shows_and_no_sender(ground: Ground) -> None:
    a_request(ground, title="=cmd|' /C calc'!A0")
    a_request(ground, title="普通")
    client = at_the_desk(ground.officer)
    answer = client.get(reverse("cases:desk_export"), {"queue": "all", "as": "csv"})
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["标题"] for row in rows] == ["普通", "'=cmd|' /C calc'!A0"]
    assert "示例张三" not in text
    assert "zhangsan" not in text
    taken = AccessEntry.objects.filter(exported=True)
    assert set(taken.values_list("subject_id", flat=True)) == set(
        Case.objects.values_list("id", flat=True)
    )


def test_the_workbook_holds_texts_and_no_formulas(ground: Ground) -> None:
    a_request(ground, title="=1+1")
    client = at_the_desk(ground.officer)
    answer = client.get(reverse("cases:desk_export"), {"queue": "unsorted", "as": "xlsx"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]
    assert sheet.max_row == 2


def test_the_desk_is_for_posts_only(ground: Ground) -> None:
    resident = people.a_signed_in_client("resident", places.root_of(ground.place))
    administrator = people.a_signed_in_client("administrator", places.root_of(ground.place))
    for client in (resident, administrator):
        assert client.get(reverse("cases:desk")).status_code == 403
    assert Client().get(reverse("cases:desk")).status_code == 302


def test_a_request_opens_beside_its_queue_and_alone_for_htmx(ground: Ground) -> None:
    case = a_request(ground)
    client = at_the_desk(ground.officer)
    page = reverse("cases:case_detail", args=[case.id])
    whole = client.get(page).content.decode()
    assert "l-queue-row" in whole
    assert "老人下不了楼" in whole
    alone = client.get(page, headers={"HX-Request": "true"}).content.decode()
    assert "l-queue-row" not in alone
    assert "老人下不了楼" in alone
    assert AccessEntry.objects.filter(subject_id=case.id, what="cases.read_case").count() == 2


def test_a_stranger_s_request_is_not_there(ground: Ground) -> None:
    case = a_request(ground)
    other = places.a_place(PlaceKind.COMMUNITY, places.root_of(ground.place))
    client = at_the_desk(people.an_actor("information_officer", other))
    assert client.get(reverse("cases:case_detail", args=[case.id])).status_code == 404
    assert not re.search("电梯", body_of(client, queue="all", q=case.number))
