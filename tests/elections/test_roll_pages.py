"""The pages of rolls, at the desk and for everybody."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from linli.elections import actions, queries
from linli.elections.documents.roll_sheet import write_roll_template
from linli.elections.models import Roll
from linli.elections.rules import RollKind, RollState
from linli.elections.rules.rolls import ObjectionKind
from linli.places.rules import PlaceKind
from linli.records.documents import write_sheet
from linli.records.models import AccessEntry
from tests.elections.builders import AT, Ground
from tests.elections.roll_builders import (
    a_file,
    a_frozen_roll,
    a_published_roll,
    a_roll,
    a_unit,
    a_voter,
    adopt_roll_rules,
    lines_in,
)
from tests.elections.test_proxies import ProxyGround
from tests.people.builders import a_signed_in_client, actor_of
from tests.places.builders import a_place
from tests.records.builders import a_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground() -> Ground:
    return Ground()


@pytest.fixture
def desk(ground: Ground) -> Client:
    return a_signed_in_client(ground.secretary)


def page(name: str, *args: Any) -> str:
    return reverse(f"elections:{name}", args=args)


def said(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def days_ago(days: int) -> Any:
    return timezone.now() - timedelta(days=days)


def test_a_roll_is_drafted_and_its_sheet_brought_in(ground: Ground, desk: Client) -> None:
    ground.building  # noqa: B018
    typed = {
        "kind": "voters",
        "place": str(ground.compound.id),
        "name": "2026年选民名单",
        "as_of": "2026-11-24",
        "key": "k1",
    }
    answer = desk.post(page("roll_new"), typed)
    assert answer.status_code == 303
    roll = Roll.objects.get()
    sheet = io.BytesIO()
    write_roll_template(sheet, RollKind.VOTERS)
    answer = desk.post(answer["Location"], {"sheet": a_file(sheet.getvalue())})
    assert answer.status_code == 303
    assert [line.name for line in lines_in(roll)] == ["示例甲", "示例乙"]
    assert "2026年选民名单" in said(desk.get(page("rolls")))


def test_each_faulty_row_is_told_by_its_number(ground: Ground, desk: Client) -> None:
    roll = a_roll(ground, kind=RollKind.OWNERS, lines=0)
    headings = ("业主编号", "业主姓名", "楼栋", "房号", "面积", "面积来源")
    rows = [
        ("1", "示例甲", "3号楼", "1-101", 98.5, "不动产登记簿"),
        ("2", "示例乙", "3号楼", "1单元101", 98.5, "不动产登记簿"),
        ("3", "示例丙", "8号楼", "1-102", 98.5, "不动产登记簿"),
        ("4", "示例丁", "3号楼", "1-103", 0, "不动产登记簿"),
        ("5", "", "3号楼", "1-104", 90, "不动产登记簿"),
    ]
    sheet = io.BytesIO()
    write_sheet(sheet, headings=headings, rows=rows)
    answer = desk.post(page("roll_import", roll.id), {"sheet": a_file(sheet.getvalue())})
    assert answer.status_code == 422
    text = said(answer)
    for words in ("第 2 行已有这个房号", "没有“8号楼”", "面积为零", "没有填", "没有写入"):
        assert words in text
    assert lines_in(roll) == []


def test_a_page_without_adopted_rules_says_what_to_set(ground: Ground, desk: Client) -> None:
    roll = a_roll(ground)
    assert "每人接受委托的上限" in said(desk.get(page("roll_record", roll.id)))
    answer = desk.post(page("roll_publish", roll.id), {"version": roll.version})
    assert answer.status_code == 422


def test_a_roll_is_published_and_frozen_at_the_desk(ground: Ground, desk: Client) -> None:
    adopt_roll_rules(ground)
    roll = a_roll(ground)
    roll.refresh_from_db()
    desk.post(page("roll_publish", roll.id), {"version": roll.version})
    roll.refresh_from_db()
    assert roll.state == RollState.PUBLISHED
    assert "异议截止" in said(desk.get(page("roll_record", roll.id)))
    assert desk.post(page("roll_freeze", roll.id)).status_code == 422
    Roll.objects.update(objections_until=timezone.localdate() - timedelta(days=1))
    assert desk.post(page("roll_freeze", roll.id)).status_code == 303
    assert "已定册" in said(desk.get(page("roll_record", roll.id)))


def test_a_stale_page_changes_nothing(ground: Ground, desk: Client) -> None:
    adopt_roll_rules(ground)
    roll = a_roll(ground)
    answer = desk.post(page("roll_publish", roll.id), {"version": roll.version + 7})
    assert answer.status_code == 409


def test_opening_a_building_or_a_line_is_written_down(ground: Ground, desk: Client) -> None:
    roll = a_published_roll(ground, lines=[a_voter(1, name="王示例")])
    there = f"{page('roll_lines', roll.id)}?building={ground.building.id}"
    assert "王示例" in said(desk.get(there))
    assert AccessEntry.objects.count() == 1
    desk.get(page("roll_line", lines_in(roll)[0].id))
    assert AccessEntry.objects.count() == 2
    assert "王示例" not in said(desk.get(page("roll_record", roll.id)))


def test_a_line_is_corrected_with_a_reason(ground: Ground, desk: Client) -> None:
    roll = a_published_roll(ground, lines=2)
    line = lines_in(roll)[0]
    typed = {"name": "示例改名", "building": str(ground.building.id), "door": "1单元101"}
    assert desk.post(page("roll_change", line.id), typed).status_code == 422
    answer = desk.post(page("roll_change", line.id), {**typed, "reason": "登记笔误"})
    assert answer.status_code == 303
    desk.post(page("roll_strike", lines_in(roll)[1].id), {"reason": "已迁出"})
    text = said(desk.get(page("roll_record", roll.id)))
    assert "登记笔误" in text
    assert "已迁出" in text
    assert "示例改名" not in text


def test_an_owner_is_entered_with_two_units(ground: Ground, desk: Client) -> None:
    roll = a_roll(ground, kind=RollKind.OWNERS, lines=0)
    building = str(ground.building.id)
    typed = {
        "name": "示例甲",
        "owner_number": "1",
        "units-TOTAL_FORMS": "2",
        "units-INITIAL_FORMS": "0",
        "units-0-building": building,
        "units-0-door": "1单元101",
        "units-0-area": "98.50",
        "units-0-area_source": "survey",
        "units-1-building": building,
        "units-1-door": "1单元102",
        "units-1-area": "一百",
        "units-1-area_source": "survey",
    }
    assert "89.56" in said(desk.post(page("roll_add", roll.id), typed))
    answer = desk.post(page("roll_add", roll.id), {**typed, "units-1-area": "100.05"})
    assert answer.status_code == 303
    (line,) = lines_in(roll)
    assert (line.area_cm2, line.door) == (1_985_500, "1单元101")
    assert "2 个单元，算一人" in said(desk.get(page("roll_line", line.id)))
    assert 'value="98.50"' in said(desk.get(page("roll_change", line.id)))


def test_strangers_see_masked_names_and_no_area(ground: Ground) -> None:
    rows = [
        a_unit(1, name="王示例", area_cm2=1_234_500),
        a_unit(2, name="示例公司", is_developer=True),
    ]
    roll = a_published_roll(ground, kind=RollKind.OWNERS, lines=rows)
    text = said(Client().get(f"{page('roll_public', roll.id)}?building={ground.building.id}"))
    assert "王*" in text
    assert "建设单位" in text
    for hidden in ("王示例", "123.45", "1单元101"):
        assert hidden not in text
    assert roll.name in said(Client().get(page("public_rolls")))


def test_a_draft_is_nobodys_business(ground: Ground) -> None:
    roll = a_roll(ground)
    for name in ("roll_public", "roll_digests", "roll_object"):
        assert Client().get(page(name, roll.id)).status_code == 404


def test_the_digests_of_the_lines_give_the_digest_of_the_roll(ground: Ground) -> None:
    roll = a_frozen_roll(ground)
    rows = said(Client().get(page("roll_digests", roll.id))).split()
    assert len(rows) == 4
    assert rows[0] == f"1,{lines_in(roll)[0].digest}"


def test_each_voter_sees_the_own_line_whole(ground: Ground) -> None:
    rows = [a_unit(1, name="王示例", area_cm2=1_234_500)]
    roll = a_published_roll(ground, kind=RollKind.OWNERS, lines=rows)
    code = actions.line_code(actor=ground.clerk, line_id=lines_in(roll)[0].id, at=timezone.now())
    mine = a_signed_in_client(ground.resident)
    there = page("roll_mine", roll.id)
    assert "王示例" not in said(mine.get(there))
    assert mine.post(there, {"number": "1", "code": "AAAAAAAA"}).status_code == 422
    assert mine.post(there, {"number": "1", "code": code}).status_code == 303
    text = said(mine.get(there))
    for shown in ("王示例", "123.45", "1单元101", lines_in(roll)[0].digest):
        assert shown in text
    assert mine.post(page("roll_unlink", roll.id)).status_code == 303
    assert "王示例" not in said(mine.get(there))


def test_the_counter_prints_a_code_once(ground: Ground) -> None:
    roll = a_published_roll(ground)
    line = lines_in(roll)[0]
    clerk = a_signed_in_client(ground.clerk)
    clerk.post(page("roll_code", line.id))
    assert "l-slip-number" in said(clerk.get(page("roll_line", line.id)))
    assert "l-slip-number" not in said(clerk.get(page("roll_line", line.id)))


def test_a_visitor_objects_and_the_office_answers(ground: Ground, desk: Client) -> None:
    roll = a_published_roll(ground, at=days_ago(1))
    there = page("roll_object", roll.id)
    typed = {"kind": "missing", "words": "示例丙漏登了", "key": "k"}
    assert Client().post(there, typed).status_code == 422
    assert Client().post(there, {**typed, "contact": "示例丙"}).status_code == 303
    (found,) = queries.objections_to(ground.place.id, roll.id)
    assert "漏登" in said(desk.get(page("roll_objections", roll.id)))
    assert "示例丙漏登了" in said(desk.get(page("objection_answer", found.id)))
    answer = desk.post(
        page("objection_answer", found.id), {"upheld": "yes", "answer": "已核实，补登。"}
    )
    assert answer["Location"] == page("roll_add", roll.id)


def test_who_has_not_signed_in_objects_five_times_an_hour(ground: Ground) -> None:
    cache.clear()
    there = page("roll_object", a_published_roll(ground, at=days_ago(1)).id)
    typed = {"kind": "missing", "words": "漏登", "contact": "示例甲 柜台自取"}
    answers = [Client().post(there, typed | {"key": f"k{n}"}) for n in range(6)]
    cache.clear()
    assert [one.status_code for one in answers] == [303] * 5 + [422]
    assert "一小时内" in answers[-1].content.decode()


def test_the_desk_answers_the_ticked_objections_alike(ground: Ground, desk: Client) -> None:
    roll = a_published_roll(ground, at=days_ago(1))
    for n in range(2):
        actions.object_to_roll(
            actor=ground.visitor, roll_id=roll.id, kind=ObjectionKind.MISSING, words=f"漏登{n}",
            contact="示例甲", at=days_ago(0),
        )  # fmt: skip
    ids = [str(one.id) for one in queries.objections_to(ground.place.id, roll.id)]
    assert ids[0] in desk.get(page("roll_objections", roll.id)).content.decode()
    typed = {"objection": ids, "answer": "重复提出，一并答复。"}
    assert desk.post(page("objections_alike", roll.id), typed).status_code == 303
    assert all(one.answered_at for one in queries.objections_to(ground.place.id, roll.id))


def test_a_telephone_number_in_an_objection_is_hidden(ground: Ground) -> None:
    roll = a_published_roll(ground, at=days_ago(1))
    typed = {"kind": "missing", "words": "请打 13812345678", "contact": "示例", "key": "k"}
    answer = Client().post(page("roll_object", roll.id), typed)
    assert answer.status_code == 422
    assert "agreed_hiding" in said(answer)


def test_a_visitor_is_asked_for_a_contact_and_a_resident_may_leave_it_out(ground: Ground) -> None:
    there = page("roll_object", a_published_roll(ground, at=days_ago(1)).id)
    typed = {"kind": "missing", "words": "没有我", "contact": "", "key": "k"}
    visitor, resident = Client(), a_signed_in_client(ground.resident)
    optional = [said(one.get(there)).count("可以不填") for one in (visitor, resident)]
    assert optional == [1, 2]
    assert [one.post(there, typed).status_code for one in (visitor, resident)] == [422, 303]


def test_an_objector_reads_the_answer_on_the_own_page(ground: Ground) -> None:
    roll = a_published_roll(ground, at=days_ago(1))
    made = actions.object_to_roll(
        actor=actor_of(ground.resident, ground.place),
        roll_id=roll.id,
        kind="wrong_entry",  # type: ignore[arg-type]
        number=1,
        words="门牌不对",
        at=timezone.now(),
    )
    actions.answer_objection(
        actor=ground.secretary,
        objection_id=made.id,
        upheld=False,
        answer="与登记一致。",
        at=timezone.now(),
    )
    mine = a_signed_in_client(ground.resident)
    assert "与登记一致" in said(mine.get(page("roll_mine", roll.id)))


def test_proxies_are_taken_at_the_counter() -> None:
    here = ProxyGround()
    clerk = a_signed_in_client(here.clerk)
    there = page("proxies", here.election.id)
    typed = {"giver": "1", "agent": "2", "valid_until": "2027-01-31", "key": "k"}
    assert clerk.post(there, typed).status_code == 422
    paper = a_file(a_picture(), "委托书.jpg")
    assert clerk.post(there, {**typed, "paper": paper}).status_code == 303
    text = said(clerk.get(there))
    assert "一人最多接受 3 份委托，不能转手" in text
    assert "示例选民" not in text
    (given,) = queries.proxies_of(here.place.id, here.election.id)
    assert clerk.post(page("proxy_revoke", given.id)).status_code == 303
    assert "已收回" in said(clerk.get(there))


def test_another_communitys_secretary_finds_nothing(ground: Ground) -> None:
    roll = a_published_roll(ground)
    elsewhere = a_place(PlaceKind.COMMUNITY, ground.root)
    other = a_signed_in_client("secretary", elsewhere)
    for name in ("roll_record", "roll_import", "roll_add", "roll_objections"):
        assert other.get(page(name, roll.id)).status_code == 404
    assert other.get(page("roll_line", lines_in(roll)[0].id)).status_code == 404


@pytest.mark.parametrize("lines", [5, 300])
def test_the_pages_of_a_roll_ask_as_much_for_many_lines_as_for_few(
    ground: Ground, django_assert_max_num_queries: DjangoAssertNumQueries, lines: int
) -> None:
    roll = a_published_roll(ground, lines=lines)
    desk = a_signed_in_client(ground.secretary)
    building = f"?building={ground.building.id}"
    with django_assert_max_num_queries(22):
        desk.get(page("roll_record", roll.id))
    with django_assert_max_num_queries(26):
        desk.get(page("roll_lines", roll.id) + building)
    with django_assert_max_num_queries(9):
        Client().get(page("roll_public", roll.id) + building)


def test_a_full_page_leads_to_the_next_lines(ground: Ground) -> None:
    roll = a_published_roll(ground, lines=130)
    there = f"{page('roll_public', roll.id)}?building={ground.building.id}"
    assert f"after={queries.LINES_A_PAGE}" in said(Client().get(there))
    text = said(Client().get(f"{there}&after=100"))
    assert ">130<" in text
    assert ">100<" not in text


def test_after_the_elections_no_line_is_shown_to_strangers() -> None:
    here = ProxyGround()
    there = f"{page('roll_public', here.roll.id)}?building={here.building.id}"
    assert "示*" in said(Client().get(there))
    type(here.election).objects.update(state="counted", counted_at=AT)
    assert "示*" not in said(Client().get(there))
