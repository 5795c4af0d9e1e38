"""What an act leaves in the records is gathered first and written at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from linli.kernel.actor import Actor
from linli.kernel.clocks import PauseReason, Step
from linli.kernel.errors import Conflict
from linli.kernel.workdays import Duration, Unit
from linli.records import actions, queries
from linli.records.models import AuditEntry, CalendarDay, Duty, Message, Tally
from linli.tenancy.models import new_id
from tests.records.builders import AT, a_batch, a_holder

pytestmark = pytest.mark.django_db
ACCEPT, SOONER = "request.accept.ordinary", "request.accept.utility"
WAITING = PauseReason.WAITING_FOR_SENDER


@pytest.fixture
def actor() -> Actor:
    return a_holder()


def started(batch: actions.Batch, kind: str = "accept", **facts: Any) -> Duty:
    given: dict[str, Any] = {
        "rule_keys": [ACCEPT],
        "place_id": new_id(),
        "post_id": None,
        "at": AT,
    }
    return batch.clocks.start(kind, **{**given, **facts})


def again(batch: actions.Batch) -> actions.Batch:
    """The same record in a later act."""
    return actions.Batch(
        sub_district_id=batch.sub_district_id,
        subject_kind=batch.subject_kind,
        subject_id=batch.subject_id,
    )


def filled(actor: Actor) -> actions.Batch:
    batch, post = a_batch(actor), new_id()
    started(batch, post_id=post)
    batch.record(actor=actor, did="test.act", facts={"count": 1}, at=AT)
    for _time in range(2):
        batch.count("test", place_id=actor.sub_district_id, on=AT.date())
    batch.tell_post(
        post, "people/letter", mark=1, params={"subject": "示例", "body": ""}, link="", at=AT
    )
    batch.add(
        CalendarDay(
            sub_district_id=actor.sub_district_id,
            day=AT.date() + timedelta(days=batch.subject_id.int % 9999),
            is_workday=True,
            name="",
            source="",
        )
    )
    return batch


def test_a_batch_writes_a_statement_a_table(actor: Actor, django_assert_num_queries: Any) -> None:
    batch = filled(actor)
    with django_assert_num_queries(5):
        batch.write()
    assert Duty.objects.get().subject_id == batch.subject_id
    assert AuditEntry.objects.get(did="test.act").on_id == batch.subject_id
    assert Tally.objects.get().delta == 2
    assert Message.objects.get().key.startswith(f"people:{batch.subject_id}:letter:1:")


def test_many_batches_cost_no_more_than_one(actor: Actor, django_assert_num_queries: Any) -> None:
    batches = [filled(actor) for _number in range(8)]
    with django_assert_num_queries(5):
        actions.write_batches(batches)
    acts = AuditEntry.objects.filter(did="test.act")
    assert Duty.objects.count() == acts.count() == Message.objects.count() == 8
    assert Tally.objects.get().delta == 16


def test_an_empty_batch_asks_nothing(actor: Actor, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        a_batch(actor).write()


def test_nobody_is_told_where_nobody_is(actor: Actor) -> None:
    batch = a_batch(actor)
    batch.tell_post(None, "people/letter", mark=1, params={}, link="", at=AT)
    assert batch.letters == []


def test_a_clock_runs_stops_runs_on_and_ends(actor: Actor) -> None:
    batch = a_batch(actor)
    due = started(batch).due_at
    batch.write()
    for move in (
        lambda clocks: clocks.stop(WAITING, at=AT + timedelta(hours=1)),
        lambda clocks: clocks.run_on(at=AT + timedelta(days=2)),
    ):
        later = again(batch)
        move(later.clocks)
        later.write()
    (duty,) = queries.open_duties(actor.sub_district_id, batch.subject_id)
    assert not duty.paused
    assert duty.due_at > due
    last = again(batch)
    last.clocks.end(["accept"], at=AT + timedelta(days=3))
    last.write()
    assert queries.open_duties(actor.sub_district_id, batch.subject_id) == []


def test_a_clock_that_stands_and_ends_has_its_pause_ended_too(actor: Actor) -> None:
    batch = a_batch(actor)
    started(batch)
    batch.clocks.stop(WAITING, at=AT)
    assert batch.clocks.stand
    batch.clocks.end(["accept"], at=AT + timedelta(hours=1))
    batch.write()
    duty = Duty.objects.get()
    assert (duty.paused, duty.pauses[-1][1]) == (False, duty.done_at.isoformat())


def test_another_limit_counts_from_the_clock_s_own_beginning(actor: Actor) -> None:
    batch = a_batch(actor)
    started(batch)
    batch.write()
    later = again(batch)
    later.clocks.reckon_anew(lambda _kind: [SOONER])
    later.write()
    assert Duty.objects.get().rule_key == SOONER


def test_what_was_discarded_never_was(actor: Actor) -> None:
    batch = a_batch(actor)
    started(batch)
    batch.clocks.discard()
    batch.write()
    assert batch.clocks.first is None
    assert not Duty.objects.exists()


def test_each_step_of_an_escalation_is_told_once(actor: Actor) -> None:
    steps = [Step(after=Duration(count, Unit.WORKDAYS), post="secretary") for count in (0, 1)]
    batch = a_batch(actor)
    duty = started(batch)
    soon = duty.due_at + timedelta(minutes=1)
    assert batch.clocks.to_look_at(at=duty.due_at - timedelta(minutes=1)) == []
    assert batch.clocks.to_look_at(at=soon) == [duty]
    assert list(batch.clocks.look_at(duty, steps, at=soon)) == steps[:1]
    assert list(batch.clocks.look_at(duty, steps, at=soon)) == []
    much_later = duty.look_at + timedelta(days=30)
    assert list(batch.clocks.look_at(duty, steps, at=much_later)) == steps[1:]
    assert duty.look_at > much_later + timedelta(days=10_000)


def test_what_a_post_owes_is_asked_across_records(
    actor: Actor, django_assert_num_queries: Any
) -> None:
    post, other = new_id(), new_id()
    batches = [a_batch(actor) for _number in range(3)]
    for batch, owner in zip(batches, (post, post, other), strict=True):
        started(batch, post_id=owner)
    actions.write_batches(batches)
    assert owing(actor, post) == {batches[0].subject_id, batches[1].subject_id}
    moved = again(batches[0])
    moved.clocks.hand_to(other)
    moved.write()
    assert owing(actor, post) == {batches[1].subject_id}
    with django_assert_num_queries(1):
        assert owing(actor, other) == {batches[0].subject_id, batches[2].subject_id}


def owing(actor: Actor, post: UUID) -> set[UUID]:
    return {duty.subject_id for duty in queries.duties_of_post(actor.sub_district_id, post)}


def claimed(actor: Actor, act: str, **body: Any) -> dict[str, Any] | None:
    return actions.claim_key(
        sub_district_id=actor.sub_district_id,
        act=act,
        key="a key of the client",
        body=body,
        answer={"act": act},
        at=AT,
    )


def test_a_client_s_key_is_one_for_each_act(actor: Actor) -> None:
    assert claimed(actor, "test.pay", fen=1) is None
    assert claimed(actor, "test.vote", fen=1) is None
    assert claimed(actor, "test.pay", fen=1) == {"act": "test.pay"}
    assert claimed(actor, "test.vote", fen=1) == {"act": "test.vote"}
    with pytest.raises(Conflict):
        claimed(actor, "test.pay", fen=2)


def test_a_key_without_the_name_of_its_act_is_a_mistake(actor: Actor) -> None:
    with pytest.raises(ValueError, match="must name its room"):
        claimed(actor, "pay")
