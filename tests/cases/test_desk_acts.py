"""Acts at the desk: forms, refusals, both versions, contact on purpose, intake, calls."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.cases import actions
from linli.cases.models import Case, CaseSender, CaseStep, HandOver
from linli.cases.rules import CaseType, Source
from linli.records.models import AccessEntry
from tests.cases import desk_builders as cases
from tests.cases.desk_builders import Ground, a_request, at_the_desk


@pytest.fixture
def ground(db: None) -> Ground:
    return cases.a_ground()


@pytest.fixture
def officer(ground: Ground) -> Client:
    return at_the_desk(ground.officer)


def act(client: Client, case: Case, verb: str, **typed: Any) -> Any:
    case.refresh_from_db()
    page = reverse("cases:case_act", args=[case.id, verb])
    return client.post(page, {"version": case.version, **typed})


def page_of(client: Client, case: Case, verb: str = "") -> str:
    name, args = ("cases:case_act", [case.id, verb]) if verb else ("cases:case_detail", [case.id])
    return str(client.get(reverse(name, args=args)).content.decode())


def test_sorting_dispatching_accepting_answering_and_closing(
    ground: Ground, officer: Client
) -> None:
    case = a_request(ground)
    category = str(ground.categories[cases.LIFTS])
    typed = {"category": category, "type": "repair", "urgency": "ordinary", "place": case.place_id}
    assert act(officer, case, "sort", **typed).status_code == 303
    post = ground.property_manager.post
    assert post is not None
    assert "示例物业公司" in page_of(officer, case, "dispatch")
    assert act(officer, case, "dispatch", post=post.post_id).status_code == 303
    unit = at_the_desk(ground.property_manager)
    assert act(unit, case, "accept").status_code == 303
    assert act(unit, case, "start").status_code == 303
    assert act(unit, case, "draft", text="正在修。").status_code == 303
    assert act(unit, case, "answer", text="已修好。").status_code == 303
    assert act(unit, case, "close").status_code == 303
    case.refresh_from_db()
    assert (case.state, case.answer) == ("closed", "已修好。")


def test_an_act_that_is_not_lawful_says_why(ground: Ground, officer: Client) -> None:
    case = a_request(ground)
    page = officer.get(reverse("cases:case_act", args=[case.id, "return"]))
    assert page.status_code == 422
    assert "派单以后、答复以前可以退回" in page.content.decode()
    assert act(officer, case, "close").status_code == 422


def test_what_the_post_may_not_do_is_refused(ground: Ground) -> None:
    case = cases.dispatched(ground, ground.property_manager)
    unit = at_the_desk(ground.property_manager)
    assert unit.get(reverse("cases:case_act", args=[case.id, "press"])).status_code == 403
    assert act(unit, case, "press", note="快").status_code == 403
    assert unit.get(reverse("cases:case_act", args=[case.id, "no-act"])).status_code == 404


def test_a_stale_form_shows_both_versions_and_keeps_what_was_typed(
    ground: Ground, officer: Client
) -> None:
    case = a_request(ground)
    cases.sorted_request(ground, case)
    page = reverse("cases:case_act", args=[case.id, "ask"])
    answer = officer.post(page, {"version": 1, "text": "是哪一部电梯？", "stops_clock": "on"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "是哪一部电梯？" in shown
    assert "已分类" in shown
    assert f'name="version" value="{Case.objects.get(id=case.id).version}"' in shown
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', shown))
    assert officer.post(page, kept).status_code == 303


def test_numbers_of_persons_are_shown_before_they_are_hidden(
    ground: Ground, officer: Client
) -> None:
    case = a_request(ground)
    first = act(officer, case, "note", text="请打 13800138000", audience="staff")
    assert first.status_code == 422
    assert "13800138000" in first.content.decode()
    assert not CaseStep.objects.filter(verb="note").exists()


def test_undoing_within_ten_seconds(ground: Ground, officer: Client) -> None:
    case = cases.sorted_request(ground)
    assert "data-toast" in page_of(officer, case)
    assert act(officer, case, "undo").status_code == 303
    case.refresh_from_db()
    assert case.state == "received"


def test_a_forgotten_sender_is_said_to_be_gone(ground: Ground, officer: Client) -> None:
    case = a_request(ground)
    Case.objects.filter(id=case.id).update(forgotten_at=datetime(2026, 11, 24, 2, tzinfo=UTC))
    page = page_of(officer, case)
    assert "已过保存期限，于 2026-11-24 清除" in page
    assert reverse("cases:case_contact", args=[case.id]) not in page


def test_the_contact_is_opened_on_purpose_and_written_down(ground: Ground, officer: Client) -> None:
    case = a_request(ground)
    assert "zhangsan" not in page_of(officer, case)
    page = reverse("cases:case_contact", args=[case.id])
    assert "zhangsan@example.org" in officer.post(page, {"purpose": "call"}).content.decode()
    entry = AccessEntry.objects.get(subject_id=case.id, what="cases.open_contact")
    assert entry.why == "回电话"


@pytest.mark.parametrize("given", [{}, {"purpose": "other"}, {"purpose": "because"}])
def test_without_a_reason_the_contact_stays_closed(
    ground: Ground, officer: Client, given: dict[str, str]
) -> None:
    case = a_request(ground)
    answer = officer.post(reverse("cases:case_contact", args=[case.id]), given)
    assert answer.status_code == 422
    assert "zhangsan" not in answer.content.decode()
    assert not AccessEntry.objects.filter(what="cases.open_contact").exists()


def test_another_reason_is_given_in_words(ground: Ground, officer: Client) -> None:
    case = a_request(ground)
    page = reverse("cases:case_contact", args=[case.id])
    officer.post(page, {"purpose": "other", "words": "约定看现场的时间"})
    entry = AccessEntry.objects.get(subject_id=case.id, what="cases.open_contact")
    assert entry.why == "约定看现场的时间"


def test_who_is_complained_of_never_sees_the_sender(ground: Ground) -> None:
    case = a_request(ground)
    unit = ground.property_manager.post
    assert unit is not None
    facts = {"type": CaseType.COMPLAINT, "complained_of_id": unit.organisation_id}
    case = cases.dispatched(
        ground, ground.property_manager, cases.sorted_request(ground, case, **facts)
    )
    client = at_the_desk(ground.property_manager)
    assert "密封" in page_of(client, case)
    page = reverse("cases:case_contact", args=[case.id])
    answer = client.post(page, {"purpose": "call"})
    assert answer.status_code == 422
    assert "zhangsan" not in answer.content.decode()


def test_the_link_for_an_outside_body_is_shown_once(ground: Ground, officer: Client) -> None:
    case = cases.sorted_request(ground)
    typed = {"body_name": "12345", "what": "查欠薪", "days": 7}
    assert act(officer, case, "hand-over", **typed).status_code == 303
    shown = page_of(officer, case)
    assert "/outside/" in shown
    assert "/outside/" not in page_of(officer, case)
    row = HandOver.objects.get()
    assert officer.post(reverse("cases:revoke_link", args=[case.id, row.id])).status_code == 303
    row.refresh_from_db()
    assert row.revoked_at is not None


def test_likely_twins_are_shown_and_merged(ground: Ground, officer: Client) -> None:
    first, second = a_request(ground), a_request(ground)
    assert first.number in page_of(officer, second, "merge")
    assert act(officer, second, "merge", likely=str(first.id)).status_code == 303
    second.refresh_from_db()
    assert second.merged_into_id == first.id


def test_withdrawing_for_a_sender_needs_a_reason(ground: Ground, officer: Client) -> None:
    case = a_request(ground)
    assert act(officer, case, "withdraw", reason="").status_code == 422
    assert act(officer, case, "withdraw", reason="来电说已修好").status_code == 303
    case.refresh_from_db()
    assert case.state == "withdrawn"


@pytest.mark.parametrize(
    ("verb", "typed"),
    [
        ("note", {"text": "已联系", "audience": "staff"}),
        ("add-words", {"text": "还漏水"}),
        ("pause", {"reason": "weather_or_safety", "note": ""}),
        ("add-task", {"what": "贴通知"}),
        ("assist", {}),
    ],
)
def test_the_other_forms_of_a_case_in_hand(
    ground: Ground, officer: Client, verb: str, typed: dict[str, str]
) -> None:
    case = cases.sorted_request(ground)
    assert act(officer, case, "accept").status_code == 303
    other = ground.property_manager.post
    assert other is not None
    if verb in {"add-task", "assist"}:
        typed = {**typed, "post": str(other.post_id)}
    assert act(officer, case, verb, **typed).status_code == 303


def test_many_are_sorted_with_one_submit_and_stale_ones_left(
    ground: Ground, officer: Client
) -> None:
    made = [a_request(ground, title=f"第{number}件") for number in range(3)]
    category = str(ground.categories[cases.HEAT])
    typed: dict[str, Any] = {"case": [str(case.id) for case in made]}
    for case in made:
        typed |= {f"version-{case.id}": case.version, f"category-{case.id}": category}
    typed[f"version-{made[2].id}"] = 7
    assert "第0件" in officer.get(reverse("cases:desk_sort")).content.decode()
    answer = officer.post(reverse("cases:desk_sort"), typed, follow=True).content.decode()
    assert "已定类 2 件" in answer
    assert "有 1 件别人先改了" in answer
    states = Case.objects.order_by("order_no").values_list("state", flat=True)
    assert sorted(states) == ["received", "sorted", "sorted"]


def test_a_forwarded_message_is_taken_down_once_and_prints_a_slip(
    ground: Ground, officer: Client
) -> None:
    typed = {
        "key": str(uuid4()),
        "source": "forwarded",
        "what": "群里转来：北门路灯不亮。",
        "urgency": "ordinary",
        "place": str(ground.compound.id),
        "name": "示例李四",
        "contact": "lisi@example.org",
    }
    page = reverse("cases:desk_report")
    first = officer.post(page, typed)
    again = officer.post(page, typed)
    case = Case.objects.get(source=Source.FORWARDED.value)
    assert first.status_code == again.status_code == 303
    slip = officer.get(first["Location"]).content.decode()
    assert case.number in slip
    assert "打印回执" in slip
    assert CaseSender.objects.get(case=case).contact == "lisi@example.org"
    wrong = officer.post(page, {**typed, "key": str(uuid4()), "what": ""})
    assert wrong.status_code == 422


def test_a_follow_up_call_is_made_and_noted(ground: Ground, officer: Client) -> None:
    case = a_request(ground, source=Source.TELEPHONE)
    now = timezone.now()
    case = cases.sorted_request(ground, case)
    key = {"actor": ground.officer, "case_id": case.id, "at": now}
    case = actions.accept_case(**key, version=case.version)
    case = actions.answer_case(**key, version=case.version, text="已修好。")
    case = actions.close_case(**key, version=case.version)
    call = case.follow_ups.get()
    case.follow_ups.update(due_on=timezone.localdate())
    assert "电梯停运" in officer.get(reverse("cases:follow_ups")).content.decode()
    page = reverse("cases:follow_up", args=[call.id])
    assert "zhangsan" not in officer.get(page).content.decode()
    assert "zhangsan" in officer.post(page, {"open": "1"}).content.decode()
    assert officer.post(page, {"outcome": "not_solved"}).status_code == 422
    assert officer.post(page, {"outcome": "solved"}).status_code == 303
    call.refresh_from_db()
    assert call.reached


@pytest.mark.django_db(transaction=True)
def test_of_many_changes_at_once_each_is_done_or_a_conflict() -> None:
    ground = cases.a_ground()
    case = cases.sorted_request(ground)
    clients = [at_the_desk(ground.officer) for _number in range(8)]
    page = reverse("cases:case_act", args=[case.id, "accept"])

    def press(client: Client) -> int:
        try:
            return client.post(page, {"version": case.version}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        codes = sorted(pool.map(press, clients))
    assert codes == [303, *[409] * 7]
    assert CaseStep.objects.filter(case=case, verb="accept").count() == 1


def test_the_page_after_an_own_act_is_no_second_reading(ground: Ground, officer: Client) -> None:
    case = cases.sorted_request(ground)
    answer = act(officer, case, "accept")
    officer.get(answer["Location"])
    assert not AccessEntry.objects.filter(subject_id=case.id).exists()
    page_of(officer, case)
    assert AccessEntry.objects.filter(subject_id=case.id).count() == 1
