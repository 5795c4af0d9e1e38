"""My data: who looked, what is held, what its owner does about it, at home and at the counter."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.cases.models import Case, CaseSender
from linli.people import actions, queries
from linli.people.models import Account, CounterLook, DataRequest, Profile
from linli.records.models import AccessEntry, Message, Tally
from tests.cases import desk_builders as cases
from tests.cases.desk_builders import Ground
from tests.cases.resident_builders import Wizard
from tests.people import builders as people


@pytest.fixture
def ground(db: None) -> Ground:
    return cases.a_ground()


@pytest.fixture
def me(ground: Ground) -> Account:
    return people.an_account(ground.place)


@pytest.fixture
def mine(me: Account) -> Client:
    return people.a_signed_in_client(me)


def page(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def a_request_that_was_opened(ground: Ground, mine: Client) -> Case:
    Wizard(mine).send(place=str(ground.compound.id), contact="lisi@example.org")
    case = Case.objects.get()
    cases.at_the_desk(ground.officer).get(reverse("cases:case_detail", args=[case.id]))
    return case


def test_the_page_says_who_looked_what_is_held_and_what_one_can_do(
    ground: Ground, mine: Client
) -> None:
    case = a_request_that_was_opened(ground, mine)
    shown = page(mine, "reports:my_data")
    assert ground.officer.label in shown
    assert "查看诉求" in shown
    assert case.number in shown
    assert "lisi@example.org" in shown
    for words in ("系统里没有", "下载我的全部信息", "撤回我同意过的事", "请求删除", "投诉"):
        assert words in shown
    assert "1\u00a0次" in shown


def test_looks_are_narrowed_by_what_was_looked_at(ground: Ground, mine: Client) -> None:
    a_request_that_was_opened(ground, mine)
    assert ground.officer.label in page(mine, "reports:my_data", what="查看诉求")
    assert ground.officer.label not in page(mine, "reports:my_data", what="别的")


def test_nobody_is_shown_what_another_account_sent(ground: Ground, mine: Client) -> None:
    case = a_request_that_was_opened(ground, mine)
    other = people.a_signed_in_client(people.an_account(ground.place))
    assert case.number not in page(other, "reports:my_data")


def test_a_visitor_is_sent_to_sign_in(ground: Ground) -> None:
    assert Client().get(reverse("reports:my_data")).status_code == 302


def test_reading_the_own_data_leaves_no_entry(mine: Client) -> None:
    page(mine, "reports:my_data")
    assert not AccessEntry.objects.exists()


def test_a_look_is_asked_about_and_the_answer_comes_within_fifteen_workdays(
    ground: Ground, me: Account, mine: Client
) -> None:
    a_request_that_was_opened(ground, mine)
    officer = people.an_actor("information_protection_officer", ground.root)
    entry = AccessEntry.objects.get()
    typed = {"right": "ask", "about": "查看诉求", "words": "为什么看？", "entry": str(entry.id)}
    assert mine.post(reverse("reports:my_ask"), typed).status_code == 303
    made = DataRequest.objects.get()
    assert made.access_id == entry.id
    desk = people.a_signed_in_client(officer)
    assert made.number in page(desk, "people:data_requests")
    assert "为什么看？" not in page(desk, "people:data_requests")
    assert "为什么看？" in page(desk, "people:data_request", made.id)
    answer = {"outcome": "explained", "answer": "为办理诉求", "version": "1"}
    sent = desk.post(reverse("people:data_request", args=[made.id]), answer)
    assert sent.status_code == 303
    assert "为办理诉求" in page(mine, "reports:my_requests")
    assert Message.objects.filter(account_id=me.pk, template="people/data_answered").exists()
    assert "您就个人信息提出的申请" in page(mine, "reports:my_data")


def test_a_look_at_somebody_else_cannot_be_asked_about(ground: Ground, mine: Client) -> None:
    a_request_that_was_opened(ground, mine)
    entry = AccessEntry.objects.get()
    other = people.a_signed_in_client(people.an_account(ground.place))
    typed = {"right": "ask", "about": "", "words": "？", "entry": str(entry.id)}
    assert other.post(reverse("reports:my_ask"), typed).status_code == 404
    assert not DataRequest.objects.exists()


def test_consent_is_taken_back_with_one_tap_and_only_by_its_owner(
    ground: Ground, me: Account, mine: Client
) -> None:
    a_request_that_was_opened(ground, mine)
    sender = CaseSender.objects.get()
    assert "撤回" in page(mine, "reports:my_consents")
    typed = {"key": "cases.contact", "record": str(sender.id)}
    other = people.a_signed_in_client(people.an_account(ground.place))
    other.post(reverse("reports:my_consents"), typed)
    sender.refresh_from_db()
    assert sender.contact
    assert mine.post(reverse("reports:my_consents"), typed).status_code == 303
    sender.refresh_from_db()
    assert (sender.name, sender.contact) == ("", "")
    assert sender.account_id == me.pk


def test_the_archive_holds_a_page_the_tables_and_the_files(
    ground: Ground, me: Account, mine: Client
) -> None:
    case = a_request_that_was_opened(ground, mine)
    answer = mine.post(reverse("reports:my_archive"))
    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "no-store"
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    whole = json.loads(packed.read("data.json"))
    assert whole["tables"]["cases.Case"][0]["number"] == case.number
    assert whole["tables"]["cases.CaseSender"][0]["contact"] == "lisi@example.org"
    assert whole["tables"]["people.Account"][0]["username"] == me.username
    assert whole["tables"]["records.AccessEntry"][0]["actor_label"] == ground.officer.label
    assert case.number in packed.read("我的信息.html").decode()


def test_erasure_lets_go_what_the_law_allows_and_leaves_counts_and_requests(
    ground: Ground, me: Account, mine: Client
) -> None:
    case = a_request_that_was_opened(ground, mine)
    Case.objects.filter(id=case.id).update(state="closed", closed_at=timezone.now())
    counts = list(Tally.objects.values_list("indicator", "delta"))
    assert "马上就删" in page(mine, "reports:my_erasure")
    assert mine.post(reverse("reports:my_erasure")).status_code == 422
    answer = mine.post(reverse("reports:my_erasure"), {"key": ["cases.sender", "people.nothing"]})
    assert answer.status_code == 303
    sender = CaseSender.objects.get()
    assert (sender.name, sender.contact, sender.account_id) == ("", "", None)
    assert Case.objects.get().title == case.title
    assert list(Tally.objects.values_list("indicator", "delta")) == counts
    assert case.number not in page(mine, "reports:my_data")


def test_what_is_still_open_is_not_erased(ground: Ground, mine: Client) -> None:
    a_request_that_was_opened(ground, mine)
    answer = mine.post(reverse("reports:my_erasure"), {"key": ["cases.sender"]})
    assert answer.status_code == 422
    assert CaseSender.objects.get().contact


def test_a_clerk_sees_the_data_only_by_the_code_of_who_is_present_and_only_while_it_lasts(
    ground: Ground, me: Account, mine: Client
) -> None:
    Profile.objects.filter(account=me).update(name="示例甲")
    clerk = cases.at_the_desk(ground.officer)
    assert clerk.get(reverse("reports:counter_data")).status_code == 303
    code = actions.allow_counter_look(actor=people.actor_of(me, ground.place.id), at=timezone.now())
    wrong = clerk.post(reverse("reports:counter"), {"code": "AAAA AAAA"})
    assert wrong.status_code == 422
    assert clerk.post(reverse("reports:counter"), {"code": code.lower()}).status_code == 303
    assert "示例甲" in page(clerk, "reports:counter_data")
    assert AccessEntry.objects.get().subject_id == me.pk
    again = clerk.post(reverse("reports:counter"), {"code": code})
    assert again.status_code == 422
    archive = clerk.post(reverse("reports:counter_archive"))
    assert archive.status_code == 200
    assert AccessEntry.objects.filter(exported=True).count() == 1
    asked = {"right": "correct", "about": "电话", "words": "号码错了"}
    assert clerk.post(reverse("reports:counter_ask"), asked).status_code == 303
    assert DataRequest.objects.get().made_with == ground.officer.label
    assert "窗口人员正在看" in page(mine, "reports:counter_code")
    assert mine.post(reverse("reports:end_counter_code")).status_code == 303
    assert clerk.get(reverse("reports:counter_data")).status_code == 303
    assert clerk.post(reverse("reports:counter_archive")).status_code == 303


def test_another_clerk_and_a_later_hour_find_nothing_open(
    ground: Ground, me: Account, mine: Client
) -> None:
    now = timezone.now()
    tenant = ground.place.id
    code = actions.allow_counter_look(actor=people.actor_of(me, tenant), at=now)
    clerk = cases.at_the_desk(ground.officer)
    clerk.post(reverse("reports:counter"), {"code": code})
    other = people.a_signed_in_client("service_clerk", ground.community)
    assert other.get(reverse("reports:counter_data")).status_code == 303
    CounterLook.objects.update(open_until=now)
    assert clerk.get(reverse("reports:counter_data")).status_code == 303
    assert queries.look_of_clerk(ground.officer, at=timezone.now()) is None


def test_a_code_is_sent_without_saying_whether_there_is_an_account(
    ground: Ground, me: Account, mine: Client
) -> None:
    Account.objects.filter(pk=me.pk).update(email="lisi@example.org")
    clerk = cases.at_the_desk(ground.officer)
    for name in (me.username, "nobody-here"):
        answer = clerk.post(reverse("reports:counter_send"), {"username": name}, follow=True)
        assert "码已发出" in answer.content.decode()
    (letter,) = Message.objects.filter(template="people/counter_code")
    assert letter.account_id == me.pk


def test_the_code_is_shown_once_on_the_own_phone(mine: Client) -> None:
    assert mine.post(reverse("reports:make_counter_code")).status_code == 303
    assert "15\u00a0分钟内有效" in page(mine, "reports:counter_code")
    assert "15\u00a0分钟内有效" not in page(mine, "reports:counter_code")
