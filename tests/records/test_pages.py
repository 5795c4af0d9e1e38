"""Pages of this room: who may open them, what they show, what they leave out."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone, translation

from linli.kernel.actor import system_actor
from linli.people.models import Account
from linli.people.queries import actor_for
from linli.records import actions, queries
from linli.records.actions.outbox import Letter
from linli.records.models import CalendarDay, Channel, LocalRule, Message
from linli.tenancy.models import new_id
from tests.people.builders import a_place_for, a_post, a_signed_in_client, an_account, appointed
from tests.places.builders import a_sub_district
from tests.records.builders import AT, some_acts

pytestmark = pytest.mark.django_db

RULE = "request.answer.ordinary"
OFFICE = "governance_officer"


@pytest.fixture
def here():
    return a_sub_district()


def as_post(kind: str, here) -> Client:
    return a_signed_in_client(kind, a_place_for(kind, here))


def shown(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def adopted(here, **facts) -> LocalRule:
    given = {
        "key": RULE,
        "value": {"workdays": 3},
        "source": "示例街道〔2026〕1号",
        "adopted_by": "示例街道办事处",
        "adopted_on": date(2026, 1, 5),
        "valid_from": date(2026, 1, 6),
    }
    return actions.adopt_rule(actor=system_actor(here.id), at=AT, **{**given, **facts})


def test_everybody_reads_the_rules_and_only_the_office_may_change_them(here):
    assert "办结" in shown(Client(), "/records/rules/")
    assert "采用本地数值" not in shown(Client(), f"/records/rules/{RULE}/")
    assert "采用本地数值" in shown(as_post(OFFICE, here), f"/records/rules/{RULE}/")
    assert Client().get(f"/records/rules/{RULE}/adopt/").status_code == 302
    assert as_post("grid_worker", here).get(f"/records/rules/{RULE}/adopt/").status_code == 403


def test_every_rule_of_the_rulebook_has_a_page_in_both_languages(here):
    client = Client()
    for group in queries.groups():
        shown(client, f"/records/rules/?part={group.name}")
    for rule in queries.shipped().all_rules():
        if rule.in_force_on(date(2026, 11, 24)):
            page = shown(client, f"/records/rules/{rule.key}/")
            assert rule.name.zh.replace("\u00a0", "") in page.replace("\u00a0", "")
    english = client.get(f"/records/rules/{RULE}/", headers={"accept-language": "en"})
    assert "Legal source" in english.content.decode()


def test_a_rule_that_is_not_there_is_not_found(here):
    shown(Client(), "/records/rules/no.such.rule/", 404)


def test_what_the_place_adopted_is_shown_with_who_and_when(here):
    adopted(here)
    page = shown(Client(), f"/records/rules/{RULE}/").replace("\u00a0", "")
    for words in ("3个工作日", "示例街道办事处", "2026-01-05", "示例街道〔2026〕1号"):
        assert words in page


def test_the_office_adopts_a_value_and_lets_it_end(here):
    client = as_post(OFFICE, here)
    typed = {
        "number": "2",
        "unit": "workdays",
        "source": "示例〔2026〕2号",
        "adopted_by": "示例街道办事处",
        "adopted_on": "2026-11-20",
        "valid_from": "2026-11-21",
    }
    answer = client.post(f"/records/rules/{RULE}/adopt/", typed)
    assert (answer.status_code, answer["Location"]) == (303, f"/records/rules/{RULE}/")
    rule = LocalRule.objects.get()
    assert (rule.value, rule.source) == ({"workdays": 2}, "示例〔2026〕2号")
    answer = client.post(f"/records/rules/{RULE}/{rule.id}/end/", {"on": "2026-12-31"})
    assert answer.status_code == 303
    rule.refresh_from_db()
    assert rule.valid_to == date(2026, 12, 31)
    acts = [entry.did for entry in queries.entries_on(here.id, rule.id)]
    assert acts == ["records.adopt_rule", "records.end_rule"]


def test_a_value_without_a_source_or_of_another_kind_is_refused(here):
    client = as_post(OFFICE, here)
    typed = {"number": "x", "unit": "workdays", "adopted_by": "示例", "valid_from": "2026-11-21"}
    answer = client.post(f"/records/rules/{RULE}/adopt/", typed)
    assert answer.status_code == 422
    assert "请填写" in answer.content.decode()
    assert not LocalRule.objects.exists()


def a_value(**typed: str) -> dict[str, str]:
    """A value for the rule as the office types it, adopted and binding today."""
    today = timezone.localdate().isoformat()
    given = {
        "number": "7",
        "unit": "workdays",
        "source": "示例〔2026〕3号",
        "adopted_by": "示例街道办事处",
        "adopted_on": today,
        "valid_from": today,
    }
    return {**given, **typed}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"number": "0"}, "至少填 1"),
        ({"number": "100000", "unit": "months"}, "远长于规则库"),
        ({"adopted_on": "2099-05-01"}, "尚未到"),
        ({"number": ""}, "请填写：时限"),
    ],
    ids=["no time", "far too long", "not adopted yet", "nothing"],
)
def test_a_limit_that_nobody_can_mean_is_refused_in_our_own_words(here, typed, said):
    answer = as_post(OFFICE, here).post(f"/records/rules/{RULE}/adopt/", a_value(**typed))
    assert answer.status_code == 422
    assert said in answer.content.decode().replace("\u00a0", " ")
    assert not LocalRule.objects.exists()


def test_of_values_adopted_on_one_day_the_last_written_binds_and_alone_is_marked(here):
    client = as_post(OFFICE, here)
    for number in ("7", "6"):
        assert (
            client.post(f"/records/rules/{RULE}/adopt/", a_value(number=number)).status_code == 303
        )
    today = timezone.localdate()
    assert queries.rule_in_force(here.id, RULE, on=today).duration.count == 6
    page = shown(client, f"/records/rules/{RULE}/")
    assert page.count('<span class="l-tag is-main">') == 1


def test_a_value_that_another_would_cover_is_refused(here):
    client = as_post(OFFICE, here)
    client.post(f"/records/rules/{RULE}/adopt/", a_value(number="7"))
    older = a_value(number="6", adopted_on="2026-01-05", valid_from="2026-01-06")
    answer = client.post(f"/records/rules/{RULE}/adopt/", older)
    assert answer.status_code == 422
    assert "请先让它终止" in answer.content.decode()


def test_minutes_that_make_whole_hours_are_said_in_hours(here):
    adopted(here, value={"minutes": 1440})
    page = shown(Client(), f"/records/rules/{RULE}/").replace("\u00a0", " ")
    assert "24 小时" in page
    assert "1440 分钟" not in page


def test_the_calendar_shows_the_year_and_says_when_one_is_not_announced(here):
    page = shown(Client(), "/records/calendar/?year=2026")
    assert "国庆节" in page
    assert "调休上班" in page
    assert "尚未公布" in shown(Client(), "/records/calendar/?year=2031")
    shown(Client(), "/records/calendar/?year=x")


def test_the_office_enters_the_days_of_a_year_and_it_counts_as_announced(here):
    client = as_post(OFFICE, here)
    typed = {
        "first": "2031-10-01",
        "last": "2031-10-03",
        "kind": "off",
        "name": "国庆节",
        "source": "国办发明电〔2030〕示例号",
        "is_statutory": "on",
    }
    assert client.post("/records/calendar/", typed).status_code == 303
    assert CalendarDay.objects.count() == 3
    assert 2031 in queries.calendar_for(here.id).announced_years
    assert not queries.calendar_for(here.id).is_workday(date(2031, 10, 2))
    assert client.post("/records/calendar/2031-10-02/unset/").status_code == 303
    assert queries.calendar_for(here.id).is_workday(date(2031, 10, 2))


def test_nobody_else_changes_the_calendar(here):
    typed = {"first": "2031-10-01", "kind": "off", "name": "x", "source": "x"}
    assert as_post("grid_worker", here).post("/records/calendar/", typed).status_code == 403
    assert as_post("resident", here).post("/records/calendar/", typed).status_code == 403
    assert not CalendarDay.objects.exists()


def test_days_out_of_order_are_refused(here):
    typed = {"first": "2031-10-03", "last": "2031-10-01", "kind": "off", "name": "x", "source": "x"}
    assert as_post(OFFICE, here).post("/records/calendar/", typed).status_code == 422


@pytest.mark.parametrize("path", ["/records/journal/", "/records/journal/readings/"])
def test_the_journal_is_open_to_those_who_check_and_to_nobody_else(here, path):
    for kind in ("auditor", "information_protection_officer"):
        shown(as_post(kind, here), path)
    for kind in (OFFICE, "information_officer", "administrator", "resident"):
        assert as_post(kind, here).get(path).status_code == 403
    assert Client().get(path).status_code == 302


def test_the_journal_shows_acts_by_post_and_never_a_name(here):
    client = as_post("auditor", here)
    adopted(here)
    page = shown(client, "/records/journal/?room=records")
    assert "采用本地数值" in page
    assert "系统" in page
    actions.seal_journal(sub_district_id=here.id, at=AT)
    head = queries.journal_head(here.id)
    assert head[:4] in shown(client, "/records/journal/")


def test_pages_of_the_journal_follow_one_another(here):
    client = as_post("auditor", here)
    some_acts(system_actor(here.id), 120)
    first = shown(client, "/records/journal/")
    last = queries.acts_shown(here.id)[49]
    assert f"before={last.id}" in first
    assert "test.act" in shown(client, f"/records/journal/?before={last.id}")


def test_readings_show_who_and_why_and_not_whose_record_it_was(here):
    client = as_post("information_protection_officer", here)
    subject = new_id()
    account = appointed(a_post(OFFICE, a_place_for(OFFICE, here)))
    from_desk = client_actor(account, here)
    actions.log_access(
        actor=from_desk,
        subject_kind="test.thing",
        subject_id=subject,
        what="诉求",
        why="核实情况",
        at=AT,
    )
    page = shown(client, "/records/journal/readings/")
    assert "核实情况" in page
    assert str(subject) not in page
    assert subject.hex[-8:] not in page


def client_actor(account: Account, here):
    return actor_for(account, sub_district_id=here.id, chosen_post=None, on=date(2026, 11, 24))


def told(here, account: Account, *, link: str = "", many: int = 1) -> list[Message]:
    letters = [
        Letter(
            key=f"people:{new_id()}",
            channel=Channel.INBOX,
            template="people/letter",
            params={"subject": "示例标题", "body": "示例内容"},
            account_id=account.pk,
            link=link,
        )
        for _ in range(many)
    ]
    actions.notify(sub_district_id=here.id, letters=letters, at=AT)
    return list(Message.objects.order_by("id"))


def test_an_inbox_shows_what_came_and_opening_marks_it_as_read(here):
    account = an_account(here)
    client = a_signed_in_client(account)
    assert "还没有消息" in shown(client, "/my/messages/")
    (message,) = told(here, account, link="/records/rules/")
    page = shown(client, "/my/messages/")
    assert "示例标题" in page
    assert "1" in page
    answer = client.post(f"/my/messages/{message.id}/open/")
    assert (answer.status_code, answer["Location"]) == (303, "/records/rules/")
    message.refresh_from_db()
    assert message.read_at is not None


def test_another_s_message_is_not_there(here):
    (message,) = told(here, an_account(here))
    client = a_signed_in_client(an_account(here))
    assert "示例标题" not in shown(client, "/my/messages/")
    assert client.post(f"/my/messages/{message.id}/open/").status_code == 404


def test_all_are_marked_as_read_at_once_and_the_page_costs_the_same_for_many(
    here, django_assert_max_num_queries
):
    account = an_account(here)
    client = a_signed_in_client(account)
    told(here, account, many=40)
    with django_assert_max_num_queries(10):
        assert "before=" in shown(client, "/my/messages/")
    assert client.post("/my/messages/read/").status_code == 303
    assert not Message.objects.filter(read_at=None).exists()


def test_the_outbox_shows_what_is_stuck_and_not_to_whom(here):
    letter = Letter(
        key="people:stuck",
        channel=Channel.SMS,
        template="people/code",
        params={"code": "123456"},
        address="13800138000",
    )
    actions.notify(sub_district_id=here.id, letters=[letter], at=AT)
    Message.objects.update(state="lost", attempts=7, last_error="gateway: 503")
    client = as_post("administrator", here)
    page = shown(client, "/records/outbox/")
    assert "503" in page
    assert "13800138000" not in page
    assert "123456" not in page
    message = Message.objects.get()
    assert client.post(f"/records/outbox/{message.id}/again/").status_code == 303
    message.refresh_from_db()
    assert message.state == "waiting"
    for kind in ("information_officer", "resident"):
        assert as_post(kind, here).get("/records/outbox/").status_code == 403


def test_the_inbox_says_how_much_is_unread_in_both_shells_and_nothing_when_all_is_read(here):
    officer = appointed(a_post(OFFICE, a_place_for(OFFICE, here)))
    resident = an_account(here)
    for account, path in ((officer, "/desk/"), (resident, "/")):
        told(here, account, many=3)
        client = a_signed_in_client(account)
        page = shown(client, path)
        count = Message.objects.filter(account_id=account.pk, read_at=None).count()
        assert f'{count}<span class="l-unseen"> 未读' in page
        client.post("/my/messages/read/")
        assert "未读" not in shown(client, path)


def test_no_page_of_the_rulebook_shows_a_code_for_words(here):
    today = timezone.localdate()
    with translation.override("zh-hans"):
        shown_rules = queries.rules_shown(here.id, on=today)
        raw = {
            one.rule.key: one.value
            for one in shown_rules
            if re.search(r"[a-z]{2}|_", f"{one.value}{one.certainty}{one.bound}")
        }
    assert shown_rules
    assert not raw
    with translation.override("en"):
        assert not [one.value for one in queries.rules_shown(here.id, on=today) if "_" in one.value]


def test_who_is_told_of_a_lateness_is_said_in_words(here):
    with translation.override("zh-hans"):
        told = queries.rule_shown(here.id, "request.escalation.life", on=timezone.localdate())
    assert told.value.startswith("小组长：到期即提级；片长：逾期 10 分钟")


def test_a_sample_of_another_place_is_not_called_read_in_the_law(here):
    with translation.override("zh-hans"):
        sample = queries.rule_shown(here.id, "request.accept.ordinary", on=timezone.localdate())
    assert sample.waits
    assert sample.certainty == "参照外地或类似规定，仅作样例"
