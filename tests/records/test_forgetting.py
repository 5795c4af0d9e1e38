"""What rows keep of a person goes at its time, in batches, and the journal knows how many."""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.records import actions, queries
from linli.records.actions import forgetting
from linli.records.models import AuditEntry, ClockFault, IdempotencyKey, Message
from tests.records.builders import AT, a_resident, the_system
from tests.records.test_outbox import a_letter, queued

pytestmark = pytest.mark.django_db


def forget(actor, **after):
    return actions.forget_due(sub_district_id=actor.sub_district_id, at=AT + timedelta(**after))


def claimed(actor, at=AT):
    return actions.claim_key(
        sub_district_id=actor.sub_district_id,
        act="test.send",
        key="once",
        body={"what": "示例"},
        answer={"thing": "1"},
        secret="示例词",
        at=at,
    )


def test_letters_go_a_year_after_they_were_made_read_or_not():
    actor = the_system()
    queued(actor, a_letter(), a_letter())
    assert forget(actor, days=364) == 0
    assert forget(actor, days=370) == 2
    assert not Message.objects.filter(sub_district_id=actor.sub_district_id).exists()


def test_the_journal_knows_how_many_went_and_never_whose():
    actor = the_system()
    queued(actor, a_letter(), a_letter(account_id=a_resident().account_id))
    forget(actor, days=370)
    (entry,) = AuditEntry.objects.filter(did="records.forget")
    assert entry.facts == {"messages": 2}
    assert entry.on_id == actor.sub_district_id


def test_a_second_run_does_nothing_and_writes_nothing():
    actor = the_system()
    queued(actor, a_letter())
    assert forget(actor, days=370) == 1
    assert forget(actor, days=371) == 0
    assert AuditEntry.objects.filter(did="records.forget").count() == 1


def test_more_than_a_batch_goes_in_several_transactions(monkeypatch):
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    actor = the_system()
    queued(actor, *(a_letter() for _ in range(5)))
    assert forget(actor, days=370) == 5
    counts = AuditEntry.objects.filter(did="records.forget").order_by("id")
    assert [one.facts["messages"] for one in counts] == [2, 2, 1]


def test_another_sub_district_keeps_its_letters():
    here, there = the_system(), the_system()
    queued(there, a_letter())
    assert forget(here, days=370) == 0
    assert Message.objects.filter(sub_district_id=there.sub_district_id).count() == 1


def test_a_place_may_forget_sooner():
    actor = the_system()
    queued(actor, a_letter())
    actions.adopt_rule(
        actor=actor,
        key="personal.retention.messages",
        value={"days": 30},
        source="示例文件",
        adopted_by="示例街道办",
        adopted_on=AT.date(),
        valid_from=AT.date(),
        at=AT,
    )
    assert forget(actor, days=29) == 0
    assert forget(actor, days=40) == 1


def test_the_secret_of_an_answer_goes_after_a_week_and_the_answer_after_a_season():
    actor = the_system()
    assert claimed(actor) is None
    assert claimed(actor) == {"thing": "1", "secret": "示例词"}
    assert forget(actor, days=7) == 0
    assert forget(actor, days=8) == 1
    assert claimed(actor) == {"thing": "1"}
    assert forget(actor, days=89) == 0
    assert forget(actor, days=91) == 1
    assert not IdempotencyKey.objects.filter(sub_district_id=actor.sub_district_id).exists()


def test_a_secret_lies_under_seal():
    actor = the_system()
    claimed(actor)
    (raw,) = IdempotencyKey.objects.extra(select={"raw": "secret"}).values_list("raw", flat=True)
    assert "示例词" not in raw


def test_every_room_forgets_and_one_that_fails_stops_no_other(settings):
    settings.LINLI_FORGETTING = ("linli.records.actions.no_such", *settings.LINLI_FORGETTING)
    actor = the_system()
    queued(actor, a_letter())
    assert actions.forget_all(at=AT + timedelta(days=370)) >= 1
    faults = queries.clock_faults(actor.sub_district_id, since=AT)
    assert [one.job for one in faults] == ["linli.records.actions.no_such"]
    assert ClockFault.objects.filter(job="linli.records.actions.forget_due").count() == 0
