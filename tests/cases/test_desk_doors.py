"""What stands open at the desk to whom, and what its frame costs."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from linli.cases.actions.exporting import export_cases
from linli.cases.rules.desk import Filters
from linli.kernel.errors import NotAllowed
from tests.cases.builders import AT
from tests.cases.desk_builders import Ground, a_ground, a_request, at_the_desk
from tests.people.builders import a_place_for, an_actor


@pytest.fixture
def ground(db: None) -> Ground:
    return a_ground()


def test_the_desk_costs_ten_statements_at_most_with_the_unread_among_them(
    ground: Ground, django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        a_request(ground)
    client = at_the_desk(ground.officer)
    client.get(reverse("cases:desk"))
    with django_assert_max_num_queries(10):
        page = client.get(reverse("cases:desk")).content.decode()
    assert "未读" in page


def test_who_answers_for_no_unit_takes_no_list_out(ground: Ground) -> None:
    clerk = an_actor("service_clerk", ground.community)
    with pytest.raises(NotAllowed):
        export_cases(actor=clerk, filters=Filters(), at=AT)
    shown = at_the_desk(clerk).get(reverse("cases:desk")).content.decode()
    assert reverse("cases:desk_export") not in shown
    shown = at_the_desk(ground.officer).get(reverse("cases:desk")).content.decode()
    assert reverse("cases:desk_export") in shown


def test_who_checks_the_work_takes_no_report(ground: Ground) -> None:
    auditor = at_the_desk(an_actor("auditor", a_place_for("auditor", ground.place)))
    desk = auditor.get(reverse("cases:desk")).content.decode()
    assert reverse("cases:desk_report") not in desk
    assert auditor.get(reverse("cases:desk_report")).status_code == 403
