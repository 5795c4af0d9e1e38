"""How many statements a request and a change cost, however much hangs on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.cases import actions
from linli.cases.actions.categories import set_route
from linli.cases.models import Case
from tests.cases import builders as cases
from tests.cases.builders import AT, Ground, a_ground
from tests.cases.desk_builders import LIFTS

MOST = 14
_FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@pytest.fixture
def ground(db: None) -> Ground:
    return a_ground()


def cost(act: Callable[[], Any]) -> list[str]:
    """The statements of an act, without those that only frame it."""
    with CaptureQueriesContext(connection) as asked:
        act()
    return [one["sql"] for one in asked if not one["sql"].startswith(_FRAME)]


def test_taking_a_request_in_costs_fourteen_statements_at_most(ground: Ground) -> None:
    cases.opened(ground)
    plain = cost(lambda: cases.opened(ground))
    assert len(plain) <= MOST, "\n".join(plain)


def test_a_request_that_the_table_routes_costs_no_more(ground: Ground) -> None:
    category = ground.categories[LIFTS]
    set_route(
        actor=ground.office,
        category_id=category,
        place_id=None,
        post_kind="property_manager",
        at=AT,
    )
    cases.opened(ground, category_id=category)
    routed = cost(lambda: cases.opened(ground, category_id=category))
    assert len(routed) <= MOST, "\n".join(routed)


def test_a_repeated_request_costs_little(ground: Ground) -> None:
    cases.opened(ground, key="once")
    assert len(cost(lambda: cases.opened(ground, key="once"))) <= 6


@pytest.mark.parametrize("moved", [False, True])
def test_sorting_costs_fourteen_statements_at_most(ground: Ground, moved: bool) -> None:
    cases.a_sorted_case(ground)
    case = cases.an_open_case(ground)
    place_id = ground.community.id if moved else case.place_id
    asked = cost(lambda: cases.a_sorted_case(ground, case, place_id=place_id))
    assert len(asked) <= MOST, "\n".join(asked)


def test_every_step_of_the_work_costs_fourteen_statements_at_most(ground: Ground) -> None:
    cases.an_answered_case(ground)
    case = cases.a_sorted_case(ground)

    def by_unit(now: Case) -> dict[str, Any]:
        actor = ground.property_manager
        return {"actor": actor, "case_id": now.id, "version": now.version, "at": AT}

    steps: list[Callable[[Case], Any]] = [
        lambda now: cases.a_dispatched_case(ground, now),
        lambda now: cases.an_accepted_case(ground, now),
        lambda now: actions.start_work(**by_unit(now)),
        lambda now: actions.answer_case(**by_unit(now), text="修好了。"),
        lambda now: actions.close_case(**by_unit(now)),
    ]
    for step in steps:
        now = Case.objects.get(id=case.id)
        asked = cost(partial(step, now))
        assert len(asked) <= MOST, "\n".join(asked)
