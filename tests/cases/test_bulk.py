"""Rows made in bulk equal rows made by acts; the same request sent at once is one."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from linli.cases import actions
from linli.cases.models import Case, CaseSender, CaseStep
from linli.cases.rules import CaseType, ImportRow, Opened, Source, Verb
from linli.cases.rules.histories import Happening, History
from linli.kernel.actor import nobody, system_actor
from linli.records.models import AuditEntry, Duty, Tally
from tests.cases import builders as cases
from tests.cases.builders import AT, BODY, Ground, a_ground, later
from tests.cases.desk_builders import LIFTS

_OWN = {
    "id",
    "number",
    "order_no",
    "salt",
    "secret_hash",
    "outside_number",
    "sub_district_id",
    "version",
    "case_id",
    "subject_id",
    "on_id",
    "proof",
    "digest",
}
"""Columns that differ from row to row; a history is written at once, as one version."""


@pytest.fixture
def ground(db: None) -> Ground:
    return a_ground()


def plain(row: Any) -> dict[str, Any]:
    """A row without what is its own."""
    return {name: value for name, value in vars(row).items() if name not in _OWN | {"_state"}}


def rows_of(case: Case) -> dict[str, list[dict[str, Any]]]:
    """A request with all that hangs on it."""
    mine = {"case_id": case.id}
    found = {
        "case": Case.objects.filter(id=case.id),
        "senders": CaseSender.objects.filter(**mine),
        "steps": CaseStep.objects.filter(**mine).order_by("at", "id"),
        "clocks": Duty.objects.filter(subject_id=case.id).order_by("started_at", "kind", "id"),
        "acts": AuditEntry.objects.filter(on_id=case.id).order_by("at", "id"),
    }
    return {name: [plain(row) for row in rows] for name, rows in found.items()}


def counted(ground: Ground, before: Counter[Any]) -> Counter[Any]:
    """What was counted since."""
    now: Counter[Any] = Counter()
    for *what, delta in Tally.objects.filter(sub_district=ground.place).values_list(
        "indicator", "place_id", "on", "delta"
    ):
        now[tuple(what)] += delta
    return Counter({key: now[key] - before[key] for key in now if now[key] != before[key]})


def totals(ground: Ground) -> Counter[Any]:
    """What has been counted so far."""
    return counted(ground, Counter())


def test_an_imported_message_equals_one_that_was_opened(ground: Ground) -> None:
    received = AT - timedelta(days=2)
    facts: dict[str, Any] = {"title": "电梯停运", "body": BODY, "sender_name": "示例张三"}
    begin = totals(ground)
    opened = actions.open_case(
        actor=ground.office,
        key="one",
        draft=cases.draft_at(
            ground, source=Source.IMPORT, outside_number="1", contact="", received_at=received
        ),
        at=AT,
    )
    by_hand = counted(ground, begin)
    middle = totals(ground)
    row = ImportRow(
        row=2, outside_number="2", received_at=received, place_id=ground.compound.id, **facts
    )
    assert actions.import_cases(actor=ground.office, rows=[row], at=AT).imported == 1
    one, two = (Case.objects.get(outside_number=number) for number in ("1", "2"))
    assert one.id == opened.case_id
    left, right = rows_of(one), rows_of(two)
    left["steps"][0]["at"] = received
    assert left == right
    assert counted(ground, middle) == by_hand
    assert (one.secret_hash != "", two.secret_hash) == (True, "")


def test_a_history_equals_what_acts_leave_behind(ground: Ground) -> None:
    post = ground.property_manager.post
    assert post is not None
    begin = totals(ground)
    case = cases.an_open_case(ground)
    case = cases.a_sorted_case(ground, case, at=later(minutes=5))
    case = cases.a_dispatched_case(ground, case, at=later(minutes=6))
    case = cases.an_accepted_case(ground, case, at=later(minutes=20))
    case = cases.an_answered_case(ground, case, at=later(hours=3))
    actions.close_case(
        actor=ground.property_manager, case_id=case.id, version=case.version, at=later(days=1)
    )
    by_acts = counted(ground, begin)
    middle = totals(ground)
    officer, unit = ground.officer, ground.property_manager
    happenings = (
        Happening(
            Verb.SORT,
            later(minutes=5),
            officer,
            category_id=ground.categories[LIFTS],
            type=CaseType.REPAIR,
        ),
        Happening(Verb.DISPATCH, later(minutes=6), officer, post_id=post.post_id),
        Happening(Verb.ACCEPT, later(minutes=20), unit),
        Happening(Verb.ANSWER, later(hours=3), unit, text=case.answer),
        Happening(Verb.CLOSE, later(days=1), unit),
    )
    told = History(
        draft=cases.draft_at(ground, received_at=AT),
        by=nobody(ground.place.id),
        happenings=happenings,
    )
    [made] = actions.record_histories(
        actor=system_actor(ground.place.id), histories=[told], at=later(days=2)
    )
    left, right = rows_of(case), rows_of(Case.objects.get(id=made))
    for step in left["steps"]:
        step["data"].pop("before", None)
    assert left == right
    assert counted(ground, middle) == by_acts


@pytest.mark.django_db(transaction=True)
def test_the_same_request_sent_eight_times_at_once_is_one() -> None:
    ground = a_ground()

    def send(_number: int) -> Opened:
        try:
            return cases.opened(ground, key="one-phone")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(send, range(8)))
    assert Case.objects.filter(sub_district=ground.place).count() == 1
    assert len({(one.number, one.secret) for one in sent}) == 1
    assert sum(not one.repeated for one in sent) == 1
