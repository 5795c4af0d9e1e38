"""A request that a property company led counts at its contract, as two numbers and no more."""

from __future__ import annotations

from datetime import date

import pytest

from linli.cases import actions
from linli.cases.models import Case
from linli.cases.rules import Outcome
from linli.kernel.actor import nobody
from linli.money import actions as money
from linli.money.actions import ItemDraft, PropertyDraft
from linli.money.models import ServiceMonth
from linli.money.rules import Basis, ServiceKind
from tests.cases import builders as cases
from tests.cases.builders import AT, Ground, later


@pytest.fixture
def ground(db: None) -> Ground:
    """A compound with a property company."""
    return Ground()


def under_contract(ground: Ground) -> None:
    money.sign_property_contract(
        actor=ground.secretary,
        place_id=ground.compound.id,
        draft=PropertyDraft(
            organisation_id=ground.property_company.id,
            basis=Basis.EARLIER_VOTE,
            basis_words="业主大会表决",
            words="保洁、维修",
            fees="1.2 元",
            starts_on=date(2026, 1, 1),
            items=[ItemDraft(ServiceKind.REPAIR, "24 小时到场")],
        ),
        key="contract",
        at=AT,
    )


def rated(ground: Ground, outcome: Outcome) -> None:
    sent = cases.opened(ground)
    case = cases.a_sorted_case(ground, Case.objects.get(id=sent.case_id))
    case = cases.an_accepted_case(ground, cases.a_dispatched_case(ground, case))
    cases.an_answered_case(ground, case)
    actions.rate_case(
        actor=nobody(ground.place.id),
        case_id=case.id,
        outcome=outcome,
        comment="还是不行" if outcome is Outcome.NOT_SOLVED else "",
        slip=cases.slip_of(ground, sent),
        at=later(hours=1),
    )


def scores() -> dict[str, tuple[int, int]]:
    return {one.indicator: (one.good, one.total) for one in ServiceMonth.objects.all()}


def test_a_solved_request_counts_as_solved_and_closed_in_time(ground: Ground) -> None:
    under_contract(ground)
    rated(ground, Outcome.SOLVED)
    assert scores() == {"solved": (1, 1), "in_time": (1, 1)}


def test_a_request_that_was_not_solved_counts_against_the_company(ground: Ground) -> None:
    under_contract(ground)
    rated(ground, Outcome.NOT_SOLVED)
    assert scores() == {"solved": (0, 1)}


def test_without_a_contract_nothing_is_counted(ground: Ground) -> None:
    rated(ground, Outcome.SOLVED)
    assert scores() == {}
