"""A request comes in: once for a key, screened, with number, word, clock, letter and count."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import uuid4

import pytest

from linli.cases import actions, queries
from linli.cases.actions.categories import set_route
from linli.cases.models import Case, CaseSender, CaseStep
from linli.cases.rules import CaseType, Source
from linli.kernel.errors import Conflict, Missing, Refused
from linli.records.models import AuditEntry, Tally
from tests.cases import builders as cases
from tests.cases.builders import AT, Ground, a_ground, later, letters, opened
from tests.cases.desk_builders import LIFTS


@pytest.fixture
def ground(db: None) -> Ground:
    return a_ground()


def test_the_officer_of_the_community_gets_it_with_a_clock_of_one_workday(ground: Ground) -> None:
    case = cases.an_open_case(ground)
    assert ground.officer.post is not None
    assert case.lead_post_id == ground.officer.post.post_id
    assert (case.state, case.due_kind) == ("received", "accept")
    assert case.due_at is not None
    assert case.due_at > later(hours=12)
    assert [one.post_id for one in letters(case, "cases/new")] == [case.lead_post_id]


def test_numbers_count_on_by_community_and_year(ground: Ground) -> None:
    first, second = opened(ground), opened(ground)
    head, _dash, serial = first.number.rpartition("-")
    assert "-SQ-2026" in head
    assert second.number == f"{head}-{int(serial) + 1:04}"


def test_the_same_key_and_words_are_one_request(ground: Ground) -> None:
    first = opened(ground, key="phone-1")
    again = opened(ground, key="phone-1", at=later(minutes=2))
    assert again.repeated
    assert not first.repeated
    assert (again.case_id, again.number, again.secret) == (
        first.case_id,
        first.number,
        first.secret,
    )
    assert Case.objects.filter(sub_district=ground.place).count() == 1


def test_a_key_with_other_words_is_refused(ground: Ground) -> None:
    opened(ground, key="phone-1")
    with pytest.raises(Refused):
        opened(ground, key="phone-1", body="别的事情。")
    assert Case.objects.filter(sub_district=ground.place).count() == 1


def test_the_sender_is_sealed_and_no_act_names_it(ground: Ground) -> None:
    sent = opened(ground)
    sender = CaseSender.objects.get(case_id=sent.case_id)
    assert (sender.name, sender.contact) == ("示例张三", "zhangsan@example.org")
    stored = CaseSender.objects.filter(id=sender.id).extra(
        select={"raw": "cases_casesender.contact"}
    )
    assert "zhangsan" not in str(stored.values_list("raw", flat=True)[0])
    entry = AuditEntry.objects.get(on_id=sent.case_id)
    told = f"{entry.facts} {entry.actor_id} {entry.actor_label}"
    assert "张三" not in told
    assert "zhangsan" not in told


def test_numbers_of_persons_do_not_reach_the_table(ground: Ground) -> None:
    case = cases.an_open_case(ground, body="张先生 13800138000，11010519491231002X。")
    assert "13800138000" not in case.body
    assert "11010519491231002X" not in case.body


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"body": " \t\u3000"}, "no_body"),
        ({"body": "长" * 20_001}, "body_too_long"),
        ({"contact": "9" * 201}, "contact_too_long"),
        ({"received_at": later(days=1)}, "future_date"),
        ({"lat_e7": 1}, "half_point"),
        ({"lat_e7": 2_000_000_000, "lng_e7": 1}, "no_such_point"),
        ({"place_id": uuid4()}, "unknown_place"),
        ({"category_id": uuid4()}, "unknown_category"),
    ],
)
def test_bad_input_is_refused_in_words(ground: Ground, facts: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        opened(ground, **facts)
    assert refused.value.code == code
    assert refused.value.message
    assert not Case.objects.filter(sub_district=ground.place).exists()


@pytest.mark.parametrize(
    "body", ["<script>alert(1)</script>", "电梯🛗坏了", "坏\x00了", "字" * 10_000]
)
def test_odd_texts_are_kept_as_texts(ground: Ground, body: str) -> None:
    case = cases.an_open_case(ground, body=body)
    assert case.body == body.replace("\x00", "")


def test_a_category_goes_by_the_table_straight_to_the_unit(ground: Ground) -> None:
    assert ground.property_manager.post is not None
    set_route(
        actor=ground.office,
        category_id=ground.categories[LIFTS],
        place_id=ground.compound.id,
        post_kind="property_manager",
        at=AT,
    )
    case = cases.an_open_case(ground, category_id=ground.categories[LIFTS])
    assert case.state == "dispatched"
    assert case.lead_post_id == ground.property_manager.post.post_id
    complaint = cases.an_open_case(
        ground, category_id=ground.categories[LIFTS], type=CaseType.COMPLAINT
    )
    assert complaint.state == "received"


def test_without_a_place_the_office_gets_it(ground: Ground) -> None:
    case = cases.an_open_case(ground, place_id=None)
    assert ground.office.post is not None
    assert case.lead_post_id == ground.office.post.post_id


def test_what_comes_in_is_counted_at_the_community(ground: Ground) -> None:
    cases.an_open_case(ground)
    cases.an_open_case(ground)
    counted: Counter[str] = Counter()
    for name, delta in Tally.objects.filter(place_id=ground.community.id).values_list(
        "indicator", "delta"
    ):
        counted[name] += delta
    assert counted["cases.received"] == 2
    assert counted["cases.open"] == 2
    assert counted["cases.type.unsorted"] == 2
    assert counted["cases.source.web"] == 2


def test_the_word_opens_it_and_a_wrong_one_does_not(ground: Ground) -> None:
    sent = opened(ground)
    slip = cases.slip_of(ground, sent)
    case = queries.case_of_sender(ground.place.id, number=sent.number, slip=slip)
    assert case.id == sent.case_id
    with pytest.raises(Refused) as refused:
        actions.follow_case(
            sub_district_id=ground.place.id, number=sent.number, secret="AAAA-AAAA", at=AT
        )
    assert refused.value.code == "wrong_word"
    with pytest.raises(Missing):
        queries.case_of_sender(ground.place.id, number=sent.number, slip="0" * 64)


def test_staff_elsewhere_do_not_know_of_it(ground: Ground) -> None:
    other = a_ground()
    case = cases.an_open_case(ground)
    for actor in (other.officer, other.office, ground.property_manager):
        with pytest.raises(Missing):
            queries.case_for(actor, case.id)
        with pytest.raises(Missing):
            actions.add_note(actor=actor, case_id=case.id, text="看看", at=AT)


def test_reading_is_written_down_for_the_sender(ground: Ground) -> None:
    case = cases.an_open_case(ground)
    actions.read_case(actor=ground.officer, case_id=case.id, at=AT)
    seen = queries.who_read(case)
    assert [entry.what for entry in seen] == ["cases.read_case"]


def test_a_complaint_hides_its_sender_from_the_company(ground: Ground) -> None:
    case = cases.a_sorted_case(ground, type=CaseType.COMPLAINT)
    cases.a_dispatched_case(ground, case)
    with pytest.raises(Refused) as refused:
        actions.open_contact(actor=ground.property_manager, case_id=case.id, why="回电话", at=AT)
    assert refused.value.code == "sender_secret"
    shown = actions.open_contact(actor=ground.officer, case_id=case.id, why="回电话", at=AT)
    assert shown.contact == "zhangsan@example.org"


def test_the_first_step_names_nobody(ground: Ground) -> None:
    case = cases.an_open_case(ground, source=Source.WEB)
    step = CaseStep.objects.get(case=case)
    assert (step.verb, step.actor_id, step.actor_name) == ("open", None, "")


def test_many_are_sorted_at_once_and_what_changed_is_left(ground: Ground) -> None:
    one, two = cases.an_open_case(ground), cases.an_open_case(ground)
    cases.a_sorted_case(ground, two)
    category = ground.categories[LIFTS]
    done = actions.sort_many(
        actor=ground.officer, rows=[(one.id, 1, category), (two.id, 1, category)], at=AT
    )
    assert done.done == (one.id,)
    assert done.conflicts == (two.id,)


def test_a_stale_version_keeps_what_was_typed(ground: Ground) -> None:
    case = cases.an_accepted_case(ground)
    with pytest.raises(Conflict) as conflict:
        actions.answer_case(
            actor=ground.property_manager, case_id=case.id, version=1, text="已修好", at=AT
        )
    assert conflict.value.kept == {"text": "已修好"}
