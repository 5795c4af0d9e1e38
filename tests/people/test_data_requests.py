"""Requests about own data: their clock, who answers, what is told when it is late, what is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.people import actions, queries
from linli.people.actions import Asked
from linli.people.models import Account, CounterLook, DataRequest
from linli.people.rules.data_requests import RequestOutcome, RequestState, Right
from linli.records.models import Duty, Message, Tally
from tests.builders import Ground
from tests.people import builders as people

AT = people.AT


@pytest.fixture
def ground(db: None) -> Ground:
    return Ground()


@pytest.fixture
def me(ground: Ground) -> Account:
    return people.an_account(ground.place)


@pytest.fixture
def officer(ground: Ground) -> Actor:
    return people.an_actor("information_protection_officer", ground.root)


def asked(ground: Ground, me: Account, right: Right = Right.CORRECT, key: str = "1") -> DataRequest:
    return actions.ask_about_own_data(
        actor=people.actor_of(me, ground.place.id),
        account_id=me.pk,
        asked=Asked(right, "示例：电话错了", "电话"),
        key=key,
        at=AT,
    )


def answered(officer: Actor, found: DataRequest, **facts: object) -> DataRequest:
    given: dict[str, object] = {
        "outcome": RequestOutcome.GRANTED,
        "answer": "已更正",
        "version": found.version,
        "at": AT,
    }
    return actions.answer_data_request(
        actor=officer,
        request_id=found.id,
        **(given | facts),  # type: ignore[arg-type]
    )


def test_a_request_is_owed_by_the_officer_within_fifteen_workdays(
    ground: Ground, me: Account, officer: Actor
) -> None:
    made = asked(ground, me)
    (duty,) = Duty.objects.filter(subject_id=made.id)
    assert (duty.rule_key, duty.limit, duty.unit) == ("personal.answer", 15, "workdays")
    assert officer.post is not None
    assert duty.post_id == officer.post.post_id
    assert made.due_at == duty.due_at
    assert Message.objects.filter(post_id=duty.post_id, template="people/data_request").exists()


def test_a_form_that_is_sent_twice_is_one_request(
    ground: Ground, me: Account, officer: Actor
) -> None:
    assert asked(ground, me).id == asked(ground, me).id
    assert DataRequest.objects.count() == 1


def test_without_an_officer_the_office_owes_the_answer(ground: Ground, me: Account) -> None:
    office = people.an_actor("governance_officer", ground.root)
    made = asked(ground, me)
    assert answered(office, made).state == RequestState.ANSWERED


def test_nobody_else_reads_or_answers(ground: Ground, me: Account, officer: Actor) -> None:
    made = asked(ground, me)
    for kind in ("sub_district_leader", "governance_officer", "auditor"):
        other = people.an_actor(kind, ground.root)
        with pytest.raises(NotAllowed):
            actions.look_at_data_request(actor=other, request_id=made.id, at=AT)
        with pytest.raises(NotAllowed):
            answered(other, made)


def test_nobody_asks_for_somebody_else(ground: Ground, me: Account) -> None:
    other = people.actor_of(people.an_account(ground.place), ground.place.id)
    with pytest.raises(NotAllowed):
        actions.ask_about_own_data(
            actor=other, account_id=me.pk, asked=Asked(Right.ASK, "？"), key="1", at=AT
        )


def test_an_answer_ends_the_clock_and_is_given_once(
    ground: Ground, me: Account, officer: Actor
) -> None:
    made = asked(ground, me)
    with pytest.raises(Conflict):
        answered(officer, made, version=made.version + 1)
    with pytest.raises(Refused):
        answered(officer, made, answer=" ")
    answered(officer, made)
    assert Duty.objects.get(subject_id=made.id).done_at == AT
    with pytest.raises(Refused):
        answered(officer, made)


def test_the_officer_does_not_answer_an_own_request(ground: Ground, officer: Actor) -> None:
    assert officer.account_id is not None
    made = asked(ground, Account.objects.get(pk=officer.account_id))
    with pytest.raises(Refused):
        answered(officer, made)


def test_a_request_is_taken_back_by_its_owner_alone(
    ground: Ground, me: Account, officer: Actor
) -> None:
    made = asked(ground, me)
    other = people.actor_of(people.an_account(ground.place), ground.place.id)
    with pytest.raises(Missing):
        actions.take_back_data_request(actor=other, request_id=made.id, at=AT)
    owner = people.actor_of(me, ground.place.id)
    actions.take_back_data_request(actor=owner, request_id=made.id, at=AT)
    assert Duty.objects.get(subject_id=made.id).done_at == AT


def test_a_late_answer_is_told_to_the_officer_and_then_to_the_leader_once_each(
    ground: Ground, me: Account, officer: Actor
) -> None:
    leader = people.an_actor("sub_district_leader", ground.root)
    made = asked(ground, me)
    tenant = ground.place.id
    assert actions.remind_data_requests(sub_district_id=tenant, at=made.due_at - timedelta(1)) == 0
    late = made.due_at + timedelta(minutes=1)
    assert actions.remind_data_requests(sub_district_id=tenant, at=late) == 1
    assert actions.remind_data_requests(sub_district_id=tenant, at=late) == 0
    later = made.due_at + timedelta(days=9)
    assert actions.remind_data_requests(sub_district_id=tenant, at=later) == 1
    letters = Message.objects.filter(template="people/data_request_late")
    told = set(letters.values_list("post_id", flat=True))
    assert officer.post is not None
    assert leader.post is not None
    assert told == {officer.post.post_id, leader.post.post_id}


def test_old_answers_lose_words_and_asker_and_leave_the_count(
    ground: Ground, me: Account, officer: Actor
) -> None:
    answered(officer, asked(ground, me))
    waiting = asked(ground, me, Right.ASK, key="2")
    counts = Tally.objects.count()
    much_later = AT + timedelta(days=5000)
    actions.forget_data_requests(sub_district_id=ground.place.id, at=much_later)
    (old,) = DataRequest.objects.exclude(id=waiting.id)
    assert (old.account_id, old.words, old.answer, old.about) == (None, "", "", "")
    assert old.outcome == RequestOutcome.GRANTED
    waiting.refresh_from_db()
    assert waiting.account_id == me.pk
    assert Tally.objects.count() == counts


def test_codes_and_looks_leave_no_row_after_a_day(ground: Ground, me: Account) -> None:
    actions.allow_counter_look(actor=people.actor_of(me, ground.place.id), at=AT)
    actions.forget_data_requests(sub_district_id=ground.place.id, at=AT + timedelta(hours=1))
    assert CounterLook.objects.exists()
    actions.forget_data_requests(sub_district_id=ground.place.id, at=AT + timedelta(days=2))
    assert not CounterLook.objects.exists()


def test_a_code_works_a_quarter_of_an_hour_once_and_at_the_counter_alone(
    ground: Ground, me: Account
) -> None:
    owner = people.actor_of(me, ground.place.id)
    clerk = people.an_actor("service_clerk", ground.community)
    code = actions.allow_counter_look(actor=owner, at=AT)
    with pytest.raises(NotAllowed):
        actions.open_counter_look(
            actor=people.an_actor("sub_district_leader", ground.root), code=code, at=AT
        )
    with pytest.raises(Refused):
        actions.open_counter_look(actor=clerk, code=code, at=AT + timedelta(minutes=16))
    actions.open_counter_look(actor=clerk, code=code, at=AT)
    assert queries.look_of_clerk(clerk, at=AT + timedelta(minutes=29)) is not None
    assert queries.look_of_clerk(clerk, at=AT + timedelta(minutes=31)) is None
    with pytest.raises(Refused):
        actions.open_counter_look(actor=clerk, code=code, at=AT)


def test_a_code_holds_in_its_own_sub_district_alone(ground: Ground, me: Account) -> None:
    code = actions.allow_counter_look(actor=people.actor_of(me, ground.place.id), at=AT)
    elsewhere = Ground()
    clerk = people.an_actor("service_clerk", elsewhere.community)
    with pytest.raises(Refused):
        actions.open_counter_look(actor=clerk, code=code, at=timezone.now())
