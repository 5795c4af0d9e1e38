"""The clock: what fails is counted and told, and stops nothing after it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from linli.config.readiness import Weight, findings
from linli.records import actions, queries
from linli.records.actions.guarding import Guard, forget_old_faults
from linli.records.models import ClockFault
from tests.records.builders import AT, some_acts, the_system
from tests.records.test_journal import behind_the_guard

pytestmark = pytest.mark.django_db

SECRET = "示例甲 13800000000"
broken: set[UUID] = set()
seen: list[UUID] = []


def a_reminder(*, sub_district_id, at):
    """A room's clock that fails where it is told to."""
    if sub_district_id in broken:
        raise ValueError(SECRET)
    seen.append(sub_district_id)
    return 1


@pytest.fixture(autouse=True)
def _clean():
    yield
    broken.clear()
    seen.clear()


@pytest.fixture
def two(settings):
    """Two sub-districts, the first founded first."""
    settings.LINLI_REMINDERS = (f"{__name__}.a_reminder",)
    return [the_system().sub_district_id for _ in range(2)]


def faults(key, at=AT):
    return queries.clock_faults(key, since=at - timedelta(days=1))


def test_a_sub_district_that_fails_stops_neither_the_next_nor_the_next_room(settings, two):
    settings.LINLI_REMINDERS = ("linli.records.actions.no_such_action", f"{__name__}.a_reminder")
    broken.add(two[0])
    assert actions.remind_all(at=AT) == 1
    assert seen == [two[1]]
    assert {one.job for one in faults(two[0])} == set(settings.LINLI_REMINDERS)


def test_a_fault_is_counted_until_it_goes_well_again(two):
    broken.add(two[0])
    for minutes in range(3):
        actions.remind_all(at=AT + timedelta(minutes=minutes))
    (fault,) = faults(two[0])
    assert (fault.subject_id, fault.times, fault.first_at) == (two[0], 3, AT)
    broken.clear()
    actions.remind_all(at=AT)
    assert faults(two[0]) == []


def test_neither_log_nor_fault_quotes_what_the_record_holds(two, caplog):
    broken.add(two[0])
    actions.remind_all(at=AT)
    (fault,) = faults(two[0])
    assert fault.fault.startswith("ValueError in ")
    assert str(two[0]) in caplog.text
    assert SECRET not in caplog.text + fault.fault


def test_a_journal_that_cannot_be_sealed_stops_no_other():
    broken, whole = the_system(), the_system()
    for actor in (broken, whole):
        some_acts(actor)
    actions.seal_all(at=AT)
    statement = "UPDATE records_auditseal SET seq = 9223372036854775807 WHERE sub_district_id = %s"
    behind_the_guard(statement, broken.sub_district_id)
    for actor in (broken, whole):
        some_acts(actor, at=timezone.now())
    actions.seal_all(at=AT)
    assert queries.oldest_unsealed(whole.sub_district_id) is None
    assert [one.job for one in faults(broken.sub_district_id)] == ["records.seal_journal"]


def test_what_fails_is_one_sentence_of_check_config(two):
    broken.add(two[0])
    actions.remind_all(at=AT)
    missing = [one.sentence for one in findings(at=AT) if one.weight is Weight.MISSING]
    (said,) = [one for one in missing if "the clock fails" in one]
    assert f"a_reminder at {two[0]} (ValueError in " in said
    assert "1 times since 2026-11-24 02:00 UTC" in said


def test_a_fault_that_nothing_meets_again_is_forgotten(two):
    broken.add(two[0])
    actions.remind_all(at=AT)
    assert forget_old_faults(at=AT + timedelta(hours=23)) == 0
    assert forget_old_faults(at=AT + timedelta(hours=25)) == 1


def test_a_guard_answers_none_for_a_piece_that_failed(two):
    guard = Guard(job="test", sub_district_id=two[0], at=AT)
    assert guard.do(two[0], lambda: 1 // 0) is None
    assert guard.do(two[1], lambda: 7) == 7
    assert ClockFault.objects.filter(job="test").count() == 1
