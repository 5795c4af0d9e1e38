"""The sender's own page: with number and word, limited tries, answers, ratings, readers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.cases import actions, queries
from linli.cases.models import Case, Rating
from linli.cases.rules import CaseState
from linli.places.rules import PlaceKind
from tests.cases import desk_builders as cases
from tests.cases.desk_builders import Ground
from tests.cases.resident_builders import Wizard, a_photo, a_sent_request, followed
from tests.people import builders as people
from tests.places import builders as places


@pytest.fixture
def ground(db: None) -> Ground:
    return cases.a_ground()


def at_compound(ground: Ground) -> tuple[Case, Client]:
    return a_sent_request(place=str(ground.compound.id))


def page(client: Client, case: Case, name: str = "follow_case") -> Any:
    return client.get(reverse(f"cases:{name}", args=[case.number]))


def send(client: Client, case: Case, name: str, **typed: Any) -> Any:
    return client.post(reverse(f"cases:{name}", args=[case.number]), typed)


def answered(ground: Ground, case: Case) -> Case:
    company = ground.property_manager
    case = cases.dispatched(ground, company, cases.sorted_request(ground, case))
    facts = {"case_id": case.id, "at": timezone.now()}
    case = actions.accept_case(actor=company, version=case.version, **facts)
    return actions.answer_case(actor=company, version=case.version, text="水已抽干。", **facts)


# Number and word


def test_number_and_word_open_the_request(ground: Ground) -> None:
    case, client = at_compound(ground)
    shown = page(client, case)
    assert shown.status_code == 200
    assert case.title in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]


def test_the_number_alone_opens_nothing(ground: Ground) -> None:
    case, _client = at_compound(ground)
    shown = page(Client(), case)
    assert shown.status_code == 302
    assert shown["Location"] == f"{reverse('cases:follow')}?n={case.number}"


def test_a_guessed_number_is_answered_like_a_wrong_word(ground: Ground) -> None:
    case, _client = at_compound(ground)
    answers = [
        Client().post(reverse("cases:follow"), {"n": number, "word": "falsch"})
        for number in (case.number, "99999999", "😀", "x" * 41)
    ]
    assert [answer.status_code for answer in answers] == [422] * 4
    errors = [list(answer.context["form"].non_field_errors()) for answer in answers[:3]]
    assert errors[0] == errors[1] == errors[2] != []


def test_guessing_words_locks_the_number_even_for_the_right_word(ground: Ground) -> None:
    number, word = Wizard().send().opened()
    for guess in range(5):
        answer = Client().post(reverse("cases:follow"), {"n": number, "word": f"wort{guess}"})
    assert "分钟" in answer.content.decode()
    locked = Client().post(reverse("cases:follow"), {"n": number, "word": word})
    assert locked.status_code == 422
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        followed(number, word)


def test_number_and_word_are_read_as_people_type_them(ground: Ground) -> None:
    number, word = Wizard().send().opened()
    followed(f" {number.lower()} ", f"  {word.upper()} ")


def test_the_word_is_asked_again_after_an_hour_and_after_leaving(ground: Ground) -> None:
    case, client = at_compound(ground)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert page(client, case).status_code == 302
    send(client, case, "follow_forget")
    assert page(client, case).status_code == 302


def test_an_account_opens_its_own_requests_and_no_others(ground: Ground) -> None:
    mine = people.a_signed_in_client(people.an_account(ground.place))
    Wizard(mine).send()
    case = Case.objects.get()
    assert page(mine, case).status_code == 200
    other = people.a_signed_in_client(people.an_account(ground.place))
    assert page(other, case).status_code == 302


@pytest.mark.parametrize("name", ["answer", "rate", "add", "withdraw", "forget"])
def test_a_stranger_s_form_changes_nothing(ground: Ground, name: str) -> None:
    case, _client = at_compound(ground)
    typed = {"words": "x", "outcome": "solved", "number": case.number, "choice": "x"}
    answer = send(Client(), case, f"follow_{name}", **typed)
    assert answer.status_code == 302
    after = Case.objects.get(id=case.id)
    assert (after.state, after.version) == (case.state, case.version)


# What happens to it


def test_the_page_says_where_it_stands_who_has_it_and_what_is_next(ground: Ground) -> None:
    case, client = at_compound(ground)
    cases.dispatched(ground, ground.property_manager, cases.sorted_request(ground, case))
    text = page(client, case).content.decode()
    assert "示例物业公司" in text
    assert "示例小区" in text


def test_a_question_is_answered_once_and_the_clock_goes_on(ground: Ground) -> None:
    case, client = at_compound(ground)
    facts: dict[str, Any] = {"actor": ground.officer, "version": case.version}
    actions.ask_sender(
        case_id=case.id,
        text="是东口还是西口？",
        choices=["东口", "西口"],
        at=timezone.now(),
        **facts,
    )
    assert "东口还是西口" in page(client, case).content.decode().replace("\u00a0", "")
    assert send(client, case, "follow_answer").status_code == 422
    assert send(client, case, "follow_answer", choice="南口").status_code == 422
    assert send(client, case, "follow_answer", choice="东口").status_code == 303
    assert Case.objects.get(id=case.id).state == CaseState.RECEIVED
    assert send(client, case, "follow_answer", choice="西口").status_code == 302
    assert [one.answer for one in queries.hanging_on(case).questions] == ["东口"]


def test_words_and_photos_are_added(ground: Ground) -> None:
    case, client = at_compound(ground)
    answer = send(client, case, "follow_add", words="水更深了。", photos=[a_photo()])
    assert answer.status_code == 303
    text = page(client, case).content.decode()
    assert "水更深了" in text
    small = queries.attachments_of(case)[0]
    address = reverse("records:attachment_small", args=[small.id])
    assert client.get(address).status_code == 200
    assert Client().get(address).status_code == 404


def test_photos_added_survive_a_mistake_in_the_words(ground: Ground) -> None:
    case, client = at_compound(ground)
    answer = send(client, case, "follow_add", words="x" * 10_001, photos=[a_photo()])
    assert answer.status_code == 422
    assert len(answer.context["photos"]) == 1


def test_nothing_added_is_asked_for_again(ground: Ground) -> None:
    case, client = at_compound(ground)
    assert send(client, case, "follow_add", words=" ").status_code == 422


def test_withdrawing_needs_the_number_and_is_for_good(ground: Ground) -> None:
    case, client = at_compound(ground)
    assert send(client, case, "follow_withdraw", number="1").status_code == 422
    typed = {"number": case.number, "reason": "自己修好了。"}
    assert send(client, case, "follow_withdraw", **typed).status_code == 303
    assert Case.objects.get(id=case.id).state == CaseState.WITHDRAWN
    assert page(client, case, "follow_withdraw").status_code == 302


def test_a_settled_request_is_rated_once(ground: Ground) -> None:
    case, client = at_compound(ground)
    answered(ground, case)
    assert "水已抽干" in page(client, case).content.decode()
    assert send(client, case, "follow_rate").status_code == 422
    assert send(client, case, "follow_rate", outcome="solved").status_code == 303
    assert Case.objects.get(id=case.id).state == CaseState.CLOSED
    assert send(client, case, "follow_rate", outcome="partly").status_code == 422
    assert Rating.objects.filter(case_id=case.id).count() == 1


def test_a_no_needs_a_reason_and_reopens_it(ground: Ground) -> None:
    case, client = at_compound(ground)
    answered(ground, case)
    assert send(client, case, "follow_rate", outcome="not_solved").status_code == 422
    rated = send(client, case, "follow_rate", outcome="not_solved", comment="又积水了。")
    assert rated.status_code == 303
    after = Case.objects.get(id=case.id)
    assert (after.reopened, after.state) == (1, CaseState.REOPENED)
    assert page(client, case).status_code == 200


def test_after_two_reopenings_the_way_to_a_review_is_explained(ground: Ground) -> None:
    case, client = at_compound(ground)
    answered(ground, case)
    for number in range(3):
        typed = {"outcome": "not_solved", "comment": f"还是不行{number}。"}
        assert send(client, case, "follow_rate", **typed).status_code == 303
        case = Case.objects.get(id=case.id)
        if case.state == CaseState.REOPENED:
            again(ground, case)
    shown = page(client, case)
    assert Case.objects.get(id=case.id).reopened == 2
    assert shown.context["review"] is not None
    assert "复查" in shown.content.decode()


def again(ground: Ground, case: Case) -> None:
    now = timezone.now()
    seen = {"case_id": case.id, "at": now}
    assert ground.office.post is not None
    post_id = ground.office.post.post_id
    if case.lead_post_id != post_id:
        case = actions.dispatch_case(
            actor=ground.office, version=case.version, post_id=post_id, **seen
        )
    case = actions.accept_case(actor=ground.office, version=case.version, **seen)
    actions.answer_case(actor=ground.office, version=case.version, text="再次处理。", **seen)


def test_the_sender_sees_who_among_staff_opened_it(ground: Ground) -> None:
    case, client = at_compound(ground)
    assert "还没有" in page(client, case, "follow_readers").content.decode()
    cases.at_the_desk(ground.officer).get(reverse("cases:case_detail", args=[case.id]))
    readers = page(client, case, "follow_readers").context["readers"]
    assert [one["post"] for one in readers] == [ground.officer.label]


def test_a_merged_request_still_opens_with_its_own_word(ground: Ground) -> None:
    case, client = at_compound(ground)
    other, _client = a_sent_request(place=str(ground.compound.id), what="东口也积水，一样的事。")
    facts = {"actor": ground.officer, "version": case.version, "at": timezone.now()}
    actions.merge_case(case_id=case.id, into_id=other.id, **facts)
    assert other.number in page(client, case).content.decode()


# The requests of an account


def test_my_requests_are_listed_newest_first_and_waiting_ones_on_top(ground: Ground) -> None:
    mine = people.a_signed_in_client(people.an_account(ground.place))
    Wizard(mine).send(what="第一件事：路灯不亮。")
    Wizard(mine).send(what="第二件事：电梯停运。")
    first = Case.objects.order_by("order_no")[0]
    actions.ask_sender(
        actor=ground.office, case_id=first.id, version=1, text="哪一盏？", at=timezone.now()
    )
    shown = mine.get(reverse("cases:my_cases"))
    assert [row.title[:3] for row in shown.context["rows"]] == ["第二件", "第一件"]
    assert [row.title[:3] for row in shown.context["waiting"]] == ["第一件"]


def test_who_has_sent_nothing_is_told_what_to_do(ground: Ground) -> None:
    mine = people.a_signed_in_client(people.an_account(ground.place))
    text = mine.get(reverse("cases:my_cases")).content.decode()
    assert reverse("cases:report_what") in text


def test_my_requests_ask_a_visitor_to_sign_in(ground: Ground) -> None:
    assert Client().get(reverse("cases:my_cases")).status_code == 302


# What the page says is what happened


def plain(shown: Any) -> str:
    return str(shown.content.decode()).replace("\u00a0", "")


def test_the_last_no_is_told_as_staying_closed(ground: Ground) -> None:
    case, client = at_compound(ground)
    answered(ground, case)
    for number in range(3):
        before = plain(page(client, case))
        assert ("就重办并上提一级" in before) == (number < 2)
        typed = {"outcome": "not_solved", "comment": f"还是不行{number}。"}
        send(client, case, "follow_rate", **typed)
        case = Case.objects.get(id=case.id)
        if case.state == CaseState.REOPENED:
            again(ground, case)
    shown = page(client, case)
    events = [event.what for event in shown.context["events"]]
    assert events[0] == "维持办结：重办次数已用完"
    assert events.count("重新办理，上提一级") == 2
    assert events.count("您说：没解决") == 3
    assert shown.context["rated"]["tone"] == ""


def test_a_question_after_sorting_shows_nothing_as_taken_on(ground: Ground) -> None:
    case, client = at_compound(ground)
    case = cases.sorted_request(ground, case)
    facts: dict[str, Any] = {"actor": ground.officer, "version": case.version}
    actions.ask_sender(case_id=case.id, text="哪个口？", at=timezone.now(), **facts)
    shown = page(client, case).context["standing"]
    assert [step.state for step in shown.steps][:2] == ["done", "now"]
    assert shown.clock.due_at is None
    assert "0" not in shown.clock.words


def test_the_sender_reads_to_whom_it_was_sent_and_not_the_note_for_it(ground: Ground) -> None:
    case, client = at_compound(ground)
    cases.dispatched(ground, ground.property_manager, cases.sorted_request(ground, case))
    sent = page(client, case).context["events"][0]
    assert sent.what == "已派给负责的单位"
    assert "示例物业公司" in sent.note


def test_a_deadline_names_its_rule_and_where_that_stands(ground: Ground) -> None:
    case, client = at_compound(ground)
    rule = page(client, case).context["standing"].facts[-1]
    assert rule.value.startswith("受理")
    assert rule.note == "暂按 天津市12345便民服务专线（样例），本街道尚未另定"


def test_a_part_of_a_result_is_confirmed_with_its_words(ground: Ground) -> None:
    case, _client = at_compound(ground)
    case = cases.sorted_request(ground, case)
    _case, token = actions.hand_over(
        actor=ground.officer,
        case_id=case.id,
        version=case.version,
        body_name="示例自来水公司",
        contact="",
        what="请查水管。",
        days=14,
        at=timezone.now(),
    )
    address = reverse("cases:outside", args=[token])
    sent = Client().post(address, {"text": "已派人去看。"})
    assert (sent.status_code, sent["Location"]) == (303, address)
    shown = plain(Client().get(address))
    assert "已收到" in shown
    assert "已派人去看。" in shown


def test_a_long_text_is_folded_and_a_short_one_is_not(ground: Ground) -> None:
    long, client = a_sent_request(place=str(ground.compound.id), what="水" * 500)
    assert "<details><summary" in plain(page(client, long))
    short, client = at_compound(ground)
    assert "<details><summary" not in plain(page(client, short))


def test_an_address_of_a_button_opened_as_a_page_says_what_to_do(ground: Ground) -> None:
    case, client = at_compound(ground)
    shown = page(client, case, "follow_rate")
    assert (shown.status_code, shown["Allow"]) == (405, "POST")
    assert "<h1>" in plain(shown)


def test_a_gate_is_not_named_after_its_compound_twice(ground: Ground) -> None:
    name = f"{ground.compound.name}东门"
    gate = places.a_place(PlaceKind.BUILDING, ground.compound, name=name)
    case, client = a_sent_request(place=str(gate.id))
    where = page(client, case).context["where"]
    assert name in where
    assert ground.compound.name not in where
