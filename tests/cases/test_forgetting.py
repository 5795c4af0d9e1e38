"""Who sent a request is forgotten in time, and never while anything is owed."""

from __future__ import annotations

from datetime import datetime

import pytest

from linli.cases import actions
from linli.cases.models import Case, CaseSender, FollowUp, HandOver, WrongWord
from linli.cases.rules import Outcome, Source
from linli.kernel.errors import Refused
from linli.records import actions as records
from linli.records.models import Attachment, AuditEntry
from tests.cases import builders as cases
from tests.cases.builders import AT, Ground, a_ground, later
from tests.people import builders as people
from tests.records.builders import a_picture

SIX_MONTHS, TWO_YEARS = 190, 740


@pytest.fixture
def ground(db: None) -> Ground:
    return a_ground()


def forget(ground: Ground, at: datetime) -> int:
    return actions.forget_due(sub_district_id=ground.place.id, at=at)


def a_closed_case(ground: Ground, case: Case | None = None) -> Case:
    """A request that its sender rated; at the clock's instant, as everything here."""
    case = cases.an_answered_case(ground, case and cases.an_accepted_case(ground, case))
    return actions.close_case(
        actor=ground.property_manager, case_id=case.id, version=case.version, at=AT
    )


def sender(case: Case) -> tuple[str, str, object]:
    row = CaseSender.objects.get(case_id=case.id)
    return row.name, row.contact, row.account_id


def test_the_sender_is_forgotten_six_months_after_the_end(ground: Ground) -> None:
    case = a_closed_case(ground)
    assert forget(ground, later(days=180)) == 0
    assert sender(case)[:2] == ("示例张三", "zhangsan@example.org")
    assert forget(ground, later(days=SIX_MONTHS)) == 1
    assert sender(case) == ("", "", None)
    case.refresh_from_db()
    assert case.forgotten_at == later(days=SIX_MONTHS)
    assert case.body == cases.BODY


@pytest.mark.parametrize("make", [cases.an_open_case, cases.an_accepted_case])
def test_an_open_request_is_never_touched(ground: Ground, make: object) -> None:
    case = make(ground)  # type: ignore[operator]
    assert forget(ground, later(days=4000)) == 0
    assert sender(case)[0] == "示例张三"


def test_an_answered_request_that_nobody_closed_is_never_touched(ground: Ground) -> None:
    case = cases.an_answered_case(ground)
    assert forget(ground, later(days=4000)) == 0
    assert sender(case)[0] == "示例张三"


def test_a_request_merged_into_an_open_one_still_waits_for_its_answer(ground: Ground) -> None:
    first, second = cases.a_sorted_case(ground), cases.a_sorted_case(ground)
    actions.merge_case(
        actor=ground.officer, case_id=first.id, version=first.version, into_id=second.id, at=AT
    )
    assert forget(ground, later(days=SIX_MONTHS)) == 0
    second.refresh_from_db()
    a_closed_case(ground, cases.a_dispatched_case(ground, second))
    assert forget(ground, later(days=SIX_MONTHS)) == 2
    assert sender(first)[0] == sender(second)[0] == ""


def test_whoever_must_still_be_called_is_not_forgotten(ground: Ground) -> None:
    case = cases.an_open_case(ground, source=Source.COUNTER)
    case = a_closed_case(ground, cases.a_dispatched_case(ground, cases.a_sorted_case(ground, case)))
    call = FollowUp.objects.get(case_id=case.id)
    assert forget(ground, later(days=SIX_MONTHS)) == 0
    FollowUp.objects.filter(id=call.id).update(done_at=AT)
    assert forget(ground, later(days=SIX_MONTHS)) == 1


def test_a_place_that_forgets_at_once_still_waits_for_the_reopening(ground: Ground) -> None:
    adopt(ground, "personal.retention.request_contact", {"days": 1})
    case = a_closed_case(ground)
    assert forget(ground, later(days=3)) == 0
    assert sender(case)[0] == "示例张三"
    assert forget(ground, later(days=60)) == 1


def test_a_request_reopened_and_closed_again_is_forgotten_from_its_second_end(
    ground: Ground,
) -> None:
    sent = cases.opened(ground)
    case = cases.a_sorted_case(ground, Case.objects.get(id=sent.case_id))
    case = cases.an_answered_case(
        ground, cases.an_accepted_case(ground, cases.a_dispatched_case(ground, case))
    )
    actions.rate_case(
        actor=people.an_actor("secretary", ground.community),
        case_id=case.id,
        outcome=Outcome.NOT_SOLVED,
        comment="还没好",
        slip=cases.slip_of(ground, sent),
        at=AT,
    )
    assert forget(ground, later(days=4000)) == 0


def test_an_outside_body_is_forgotten_with_the_sender(ground: Ground) -> None:
    case = a_closed_case(ground)
    link = HandOver.objects.create(
        sub_district_id=ground.place.id,
        case_id=case.id,
        body_name="示例供电所",
        contact="13800138000",
        what="看一下",
        token_hash="x",
        made_at=AT,
        expires_at=later(days=3),
    )
    forget(ground, later(days=SIX_MONTHS))
    link.refresh_from_db()
    assert (link.body_name, link.contact) == ("示例供电所", "")


def test_photos_go_two_years_after_the_end_and_those_of_open_requests_stay(
    ground: Ground,
) -> None:
    open_one, closed = cases.an_open_case(ground), a_closed_case(ground)
    for case in (open_one, closed):
        records.attach(
            actor=ground.officer,
            subject_kind="cases.case",
            subject_id=case.id,
            prepared=records.prepare_upload(name="示例.jpg", content=a_picture()),
            at=AT,
        )
    forget(ground, later(days=SIX_MONTHS))
    assert Attachment.objects.count() == 2
    forget(ground, later(days=TWO_YEARS))
    assert [one.subject_id for one in Attachment.objects.all()] == [open_one.id]


def test_the_journal_holds_counts_only(ground: Ground) -> None:
    a_closed_case(ground)
    a_closed_case(ground)
    forget(ground, later(days=SIX_MONTHS))
    forget(ground, later(days=SIX_MONTHS + 1))
    (entry,) = AuditEntry.objects.filter(did="cases.forget")
    assert (entry.facts, entry.on_id) == ({"senders": 2}, ground.place.id)


def test_tries_of_a_day_ago_are_forgotten_and_a_lock_is_not(ground: Ground) -> None:
    row = {"sub_district_id": ground.place.id, "last_at": AT}
    WrongWord.objects.create(number="A-1", **row)
    WrongWord.objects.create(number="A-2", locked_until=later(days=3), **row)
    assert forget(ground, later(hours=23)) == 0
    assert forget(ground, later(hours=25)) == 1
    assert WrongWord.objects.get().number == "A-2"


def test_a_form_sent_again_after_its_word_is_gone_is_told_its_number(ground: Ground) -> None:
    sent = cases.opened(ground, key="once")
    records.forget_due(sub_district_id=ground.place.id, at=later(days=8))
    with pytest.raises(Refused, match=sent.number):
        cases.opened(ground, key="once", at=later(days=9))
    assert Case.objects.filter(sub_district_id=ground.place.id).count() == 1


def adopt(ground: Ground, key: str, value: object) -> None:
    records.adopt_rule(
        actor=ground.office,
        key=key,
        value=value,
        source="示例文件",
        adopted_by="示例街道办",
        adopted_on=AT.date(),
        valid_from=AT.date(),
        at=AT,
    )
