"""A public complaint: objecting to jurisdiction and a longer limit, as the regulations say (R44)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.cases import actions, queries
from linli.cases.models import Case, CaseStep
from linli.cases.rules import CaseType, Verb
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.records import actions as records
from linli.records.models import AuditEntry
from tests.cases import builders as cases
from tests.cases.builders import AT, Ground, a_ground, clocks, later, letters
from tests.people import builders as people

WHY = "事项涉及三个部门，须逐一核实。"


@pytest.fixture
def ground(db: None) -> Ground:
    return a_ground()


@pytest.fixture
def office(ground: Ground) -> Actor:
    return ground.office


@pytest.fixture
def case(ground: Ground) -> Case:
    return cases.a_dispatched_case(ground, cases.a_sorted_case(ground, type=CaseType.REFERRAL))


def key(actor: Actor, case: Case, **more: Any) -> dict[str, Any]:
    given = {"actor": actor, "case_id": case.id, "version": case.version}
    return {**given, "reason": WHY, "at": AT, **more}


def due(case: Case) -> tuple[datetime, datetime]:
    running = clocks(case)
    return running["answer"].due_at, running["close"].due_at


def test_the_limit_grows_once_and_the_sender_reads_why(
    ground: Ground, office: Actor, case: Case
) -> None:
    case = cases.an_accepted_case(ground, case)
    assert due(case) == (datetime(2027, 1, 25, 10, tzinfo=UTC),) * 2
    case = actions.extend_case(**key(office, case), days=30)
    assert due(case) == (datetime(2027, 2, 22, 10, tzinfo=UTC),) * 2
    assert case.due_at == datetime(2027, 2, 22, 10, tzinfo=UTC)
    step = CaseStep.objects.get(case=case, verb=Verb.EXTEND)
    assert (step.audience, step.text, step.data["days"]) == ("all", WHY, 30)
    assert AuditEntry.objects.filter(did="cases.extend", on_id=case.id).count() == 1
    assert letters(case, "cases/extended")
    with pytest.raises(Refused) as refused:
        actions.extend_case(**key(office, case), days=1)
    assert refused.value.code == "extended_already"


@pytest.mark.parametrize("days", [0, 31])
def test_no_extension_goes_beyond_the_rule(
    ground: Ground, office: Actor, case: Case, days: int
) -> None:
    case = cases.an_accepted_case(ground, case)
    with pytest.raises(Refused) as refused:
        actions.extend_case(**key(office, case), days=days)
    assert refused.value.code == "extended_too_long"


def test_a_shorter_extension_adopted_here_binds(ground: Ground, office: Actor, case: Case) -> None:
    records.adopt_rule(
        actor=office,
        key="referral.extension",
        value={"days": 10},
        source="街道办发〔2026〕1号",
        adopted_by="街道办事处",
        adopted_on=date(2026, 1, 1),
        valid_from=date(2026, 1, 1),
        at=AT,
    )
    case = cases.an_accepted_case(ground, case)
    with pytest.raises(Refused) as refused:
        actions.extend_case(**key(office, case), days=11)
    assert refused.value.code == "extended_too_long"


def test_what_is_late_is_not_extended(ground: Ground, office: Actor, case: Case) -> None:
    case = cases.an_accepted_case(ground, case)
    with pytest.raises(Refused) as refused:
        actions.extend_case(**key(office, case, at=later(days=70)), days=30)
    assert refused.value.code == "too_late_to_extend"


def test_only_a_public_complaint_is_extended_and_only_by_the_office(
    ground: Ground, office: Actor, case: Case
) -> None:
    repair = cases.an_accepted_case(ground)
    with pytest.raises(Refused) as refused:
        actions.extend_case(**key(office, repair), days=30)
    assert refused.value.code == "no_referral"
    with pytest.raises(NotAllowed):
        actions.extend_case(**key(ground.property_manager, case), days=30)


def test_an_objection_brings_it_back_to_the_office(
    ground: Ground, office: Actor, case: Case
) -> None:
    unit = ground.property_manager
    case = actions.object_to_case(**key(unit, case, at=later(days=7)))
    assert office.post is not None
    assert (case.state, case.lead_post_id) == ("sorted", office.post.post_id)
    step = CaseStep.objects.get(case=case, verb=Verb.OBJECT)
    assert (step.audience, step.text) == ("staff", WHY)
    assert AuditEntry.objects.filter(did="cases.object", on_id=case.id).count() == 1


def test_after_five_workdays_nobody_objects(ground: Ground, case: Case) -> None:
    last = datetime(2026, 12, 1, 10, tzinfo=UTC)
    with pytest.raises(Refused) as refused:
        actions.object_to_case(**key(ground.property_manager, case, at=last + timedelta(seconds=1)))
    assert refused.value.code == "objection_over"
    assert actions.object_to_case(**key(ground.property_manager, case, at=last)).state == "sorted"


def test_a_public_complaint_is_objected_to_and_not_just_returned(
    ground: Ground, case: Case
) -> None:
    with pytest.raises(Refused) as refused:
        actions.return_case(**key(ground.property_manager, case))
    assert refused.value.code == "object_instead"


def test_both_acts_stand_at_the_desk_of_public_complaints_alone(
    ground: Ground, office: Actor, case: Case
) -> None:
    seen = queries.case_for(ground.property_manager, case.id)
    acts = {act.verb for act in queries.lawful_acts(ground.property_manager, seen)}
    assert Verb.OBJECT in acts
    repair = queries.case_for(ground.property_manager, cases.a_dispatched_case(ground).id)
    acts = {act.verb for act in queries.lawful_acts(ground.property_manager, repair)}
    assert Verb.OBJECT not in acts
    seen = queries.case_for(office, case.id)
    assert Verb.EXTEND in {act.verb for act in queries.lawful_acts(office, seen)}


def test_the_office_extends_at_the_desk(ground: Ground, office: Actor, case: Case) -> None:
    case = cases.an_accepted_case(ground, case, at=timezone.now())
    client: Client = people.a_signed_in_client(office)
    page = reverse("cases:case_act", args=[case.id, "extend"])
    assert "延长几天" in client.get(page).content.decode()
    given = {"version": case.version, "days": 30, "reason": WHY}
    assert client.post(page, given).status_code == 303
    assert CaseStep.objects.filter(case=case, verb=Verb.EXTEND).exists()
