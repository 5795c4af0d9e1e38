"""What the desk says: one clock, plain words, whole texts folded, everybody by name."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.cases import actions
from linli.cases.models import Case
from linli.cases.queries.words import slip_of
from linli.cases.rules import CaseType, Outcome, Urgency
from linli.places.rules import PlaceKind
from linli.records import actions as records
from tests.cases import desk_builders as cases
from tests.cases.desk_builders import HEAT, Ground, a_request, at_the_desk, sorted_request
from tests.places import builders as places

WHY = "事项涉及三个部门，须逐一核实。"


@pytest.fixture
def ground(db: None) -> Ground:
    return cases.a_ground()


def opened(client: Client, case: Case, **query: str) -> str:
    answer = client.get(reverse("cases:case_detail", args=[case.id]), query)
    return answer.content.decode().replace("\u00a0", " ")


def key(actor: Any, case: Case) -> dict[str, Any]:
    version = Case.objects.get(id=case.id).version
    return {"actor": actor, "case_id": case.id, "version": version, "at": timezone.now()}


def a_referral(ground: Ground) -> Case:
    case = sorted_request(ground, type=CaseType.REFERRAL)
    return cases.dispatched(ground, ground.property_manager, case)


def answered(ground: Ground, case: Case, text: str = "已修好。") -> None:
    actions.answer_case(**key(ground.property_manager, case), text=text)


def said_no(ground: Ground, case: Case) -> None:
    actions.rate_case(
        actor=ground.visitor,
        case_id=case.id,
        outcome=Outcome.NOT_SOLVED,
        comment="还是不行。",
        slip=slip_of(case),
        at=timezone.now(),
    )


def test_a_long_text_is_folded_at_the_desk(ground: Ground) -> None:
    case = a_request(ground, body="暖气不热。\n" * 400)
    assert '<div class="l-fold">' in opened(at_the_desk(ground.officer), case)


def test_a_limit_in_days_is_said_in_days_in_the_row_and_in_the_request(ground: Ground) -> None:
    case = a_referral(ground)
    actions.accept_case(**key(ground.property_manager, case))
    body = opened(at_the_desk(ground.office), case, queue="all")
    shown = set(re.findall(r"还剩[^<]*", body))
    assert len(shown) == 1
    assert "工作日" not in shown.pop()


def test_an_objection_names_the_post_that_has_it_then(ground: Ground) -> None:
    case = a_referral(ground)
    actions.object_to_case(**key(ground.property_manager, case), reason=WHY)
    body = opened(at_the_desk(ground.office), case, queue="all")
    assert re.search("提出管辖异议 → [^<]*综治办专干", body)


def test_an_extension_names_its_days_and_the_new_day_and_is_not_offered_again(
    ground: Ground,
) -> None:
    case = a_referral(ground)
    actions.accept_case(**key(ground.property_manager, case))
    actions.extend_case(**key(ground.office, case), days=30, reason=WHY)
    body = opened(at_the_desk(ground.office), case, queue="all")
    due = timezone.localtime(Case.objects.get(id=case.id).due_at)
    assert f"期限延长 30 天，至 {due:%Y-%m-%d}" in body
    assert f"/desk/{case.id}/extend/" not in body


def test_the_link_of_a_clock_says_whose_value_it_is(ground: Ground) -> None:
    case = a_request(ground, urgency=Urgency.LIFE)
    body = opened(at_the_desk(ground.officer), case, queue="all")
    assert ">由本地设定</a>" not in body
    assert "本街道尚未另定" in body


def test_the_place_of_a_request_is_said_with_its_compound(ground: Ground) -> None:
    building = places.a_place(PlaceKind.BUILDING, ground.compound, name="10号楼")
    case = a_request(ground, place_id=building.id)
    answer = at_the_desk(ground.officer).get(reverse("cases:case_detail", args=[case.id]))
    [place] = [fact.value for fact in answer.context["facts"] if fact.label == "地点"]
    assert place == f"{ground.compound.name} 10号楼"


def test_an_answer_from_before_the_reopening_is_called_the_last_one(ground: Ground) -> None:
    case = cases.dispatched(ground, ground.property_manager)
    actions.accept_case(**key(ground.property_manager, case))
    answered(ground, case)
    said_no(ground, case)
    assert "重办前的上一次答复" in opened(at_the_desk(ground.office), case, queue="all")


@pytest.mark.parametrize("name", ["cases:desk_sort", "records:rules"])
def test_every_page_of_the_desk_has_the_search_on_top(ground: Ground, name: str) -> None:
    body = at_the_desk(ground.officer).get(reverse(name)).content.decode()
    assert 'action="/desk/"' in body


def test_who_may_not_open_a_page_stays_at_the_desk_and_reads_who_may(ground: Ground) -> None:
    answer = at_the_desk(ground.property_manager).get("/setup/accounts/")
    body = answer.content.decode()
    assert answer.status_code == 403
    assert "系统管理员" in body
    assert 'id="rail"' in body


def test_the_list_gives_only_the_ticked_requests_to_the_sorting_table(ground: Ground) -> None:
    a_request(ground)
    body = at_the_desk(ground.officer).get(reverse("cases:desk")).content.decode()
    form = body[body.index('id="queue"') :]
    form = form[: form.index("</form>")]
    assert set(re.findall(r'name="(\w+)"', form)) == {"case"}


def test_what_cannot_be_sorted_is_named_and_the_rest_is_sorted(ground: Ground) -> None:
    fresh, old = (
        a_request(ground, title="新来的"),
        cases.dispatched(ground, ground.property_manager),
    )
    actions.accept_case(**key(ground.property_manager, old))
    answered(ground, old)
    old = Case.objects.get(id=old.id)
    category = str(ground.categories[HEAT])
    typed: dict[str, Any] = {"case": [str(fresh.id), str(old.id)]}
    for case in (fresh, old):
        typed |= {f"version-{case.id}": case.version, f"category-{case.id}": category}
    answer = at_the_desk(ground.officer).post(reverse("cases:desk_sort"), typed, follow=True)
    body = answer.content.decode()
    assert f"{old.number} {old.title}" in body
    assert "已定类 1 件" in body.replace("\u00a0", " ")
    assert answer.redirect_chain[0][0].endswith(f"?case={old.id}")


def test_the_sorting_table_chooses_the_present_category_first(ground: Ground) -> None:
    case = sorted_request(ground)
    address = reverse("cases:desk_sort")
    body = at_the_desk(ground.officer).get(address, {"case": str(case.id)}).content.decode()
    [chosen] = re.findall(r'<option value="([^"]+)" selected', body)
    assert chosen == str(case.category_id)


def test_the_last_no_is_closed_by_the_system_and_told_in_the_sender_s_words(
    ground: Ground,
) -> None:
    records.adopt_rule(
        actor=ground.office,
        key="request.reopen.most",
        value=0,
        source="示例〔2026〕1号",
        adopted_by="示例街道办",
        adopted_on=timezone.localdate(),
        valid_from=timezone.localdate() - timedelta(days=1),
        at=timezone.now(),
    )
    case = cases.dispatched(ground, ground.property_manager)
    actions.accept_case(**key(ground.property_manager, case))
    answered(ground, case)
    said_no(ground, case)
    answer = at_the_desk(ground.office).get(
        reverse("cases:case_detail", args=[case.id]), {"queue": "all"}
    )
    told = [(event.what, event.who[0]) for event in answer.context["events"]][:3]
    assert told == [
        ("维持办结：重办次数已用完", "系统"),
        ("办结", "系统"),
        ("评价", "反映人"),
    ]
    assert "没解决" in answer.content.decode()
    assert "not_solved" not in answer.content.decode()
