"""What is open on a request is owed by the post that leads it, whoever that is by now."""

from __future__ import annotations

import pytest
from django.urls import reverse

from linli.cases import actions
from linli.cases.models import Case
from linli.cases.rules import CaseType, Outcome, Urgency
from linli.kernel.actor import nobody
from linli.records.models import Duty
from linli.records.queries import duties_of_post
from tests.cases import builders as cases
from tests.cases.builders import AT, Ground, a_ground, later
from tests.people import builders as people


@pytest.fixture
def ground(db: None) -> Ground:
    return a_ground()


def require_owed_by_lead(case: Case) -> None:
    case.refresh_from_db()
    owners = set(Duty.objects.filter(subject_id=case.id, done_at=None).values_list("post_id"))
    assert owners == {(case.lead_post_id,)}


def test_who_gets_a_request_owes_its_steps_all_the_way(ground: Ground) -> None:
    case = cases.an_open_case(ground)
    require_owed_by_lead(case)
    case = cases.a_dispatched_case(ground, cases.a_sorted_case(ground, case))
    require_owed_by_lead(case)
    case = cases.an_accepted_case(ground, case)
    require_owed_by_lead(case)
    key = {"actor": ground.property_manager, "case_id": case.id}
    case = actions.return_case(
        **key, version=case.version, reason="不归我们管。", at=later(hours=1)
    )
    assert case.lead_post_id == ground.officer.post.post_id
    require_owed_by_lead(case)


def test_a_request_sorted_into_another_community_changes_hands(ground: Ground) -> None:
    case = cases.an_open_case(ground, place_id=None)
    office = case.lead_post_id
    case = actions.sort_case(
        actor=ground.office,
        case_id=case.id,
        version=case.version,
        category_id=None,
        type=CaseType.REPAIR,
        urgency=Urgency.ORDINARY,
        place_id=ground.compound.id,
        at=AT,
    )
    assert case.lead_post_id != office
    require_owed_by_lead(case)
    assert duties_of_post(ground.place.id, office) == []


def test_an_act_that_is_undone_gives_the_steps_back(ground: Ground) -> None:
    case = cases.a_dispatched_case(ground)
    company = case.lead_post_id
    case = actions.undo_last(
        actor=ground.officer, case_id=case.id, version=case.version, at=later(seconds=5)
    )
    assert case.lead_post_id != company
    require_owed_by_lead(case)


def test_a_no_hands_the_steps_one_level_up(ground: Ground) -> None:
    people.an_actor("secretary", ground.community)
    sent = cases.opened(ground)
    case = cases.a_sorted_case(ground, Case.objects.get(id=sent.case_id))
    case = cases.an_accepted_case(ground, cases.a_dispatched_case(ground, case))
    below = cases.an_answered_case(ground, case).lead_post_id
    case = actions.rate_case(
        actor=nobody(ground.place.id),
        case_id=case.id,
        outcome=Outcome.NOT_SOLVED,
        comment="还是不行",
        slip=cases.slip_of(ground, sent),
        at=later(hours=3),
    )
    assert case.lead_post_id != below
    require_owed_by_lead(case)


def test_what_a_post_owes_is_earliest_due_first(ground: Ground) -> None:
    slow = cases.an_accepted_case(ground)
    quick = cases.a_dispatched_case(ground)
    owed = duties_of_post(ground.place.id, ground.property_manager.post.post_id)
    assert [duty.due_at for duty in owed] == sorted(duty.due_at for duty in owed)
    assert {duty.subject_id for duty in owed} == {slow.id, quick.id}
    assert {duty.subject_kind for duty in owed} == {"cases.case"}
    assert min(owed, key=lambda duty: duty.due_at).started_at == AT


def test_who_closes_a_post_is_told_what_it_still_owes(ground: Ground) -> None:
    company = ground.property_manager.post.post_id
    office = people.a_signed_in_client(ground.office)
    address = reverse("people:close_post", args=[company])
    assert "个环节没有办完" not in office.get(address).content.decode()
    cases.a_dispatched_case(ground)
    assert "该岗位还有 1 个环节没有办完" in office.get(address).content.decode()
