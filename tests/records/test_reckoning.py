"""The last day of a limit ends as the rulebook and the place say, from the day they say."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from linli.kernel.errors import Refused
from linli.kernel.workdays import CHINA
from linli.places.models import SubDistrict
from linli.records import actions, queries
from tests.people import builders as people
from tests.places import builders as places

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def place(db: None) -> SubDistrict:
    return places.a_sub_district()


def adopt(place: SubDistrict, key: str, value: Any, since: date, until: date | None = None) -> Any:
    return actions.adopt_rule(
        actor=people.an_actor("governance_officer", places.root_of(place)),
        key=key,
        value=value,
        source="街道办发〔2026〕1号",
        adopted_by="街道办事处",
        adopted_on=min(since, AT.date()),
        valid_from=since,
        valid_to=until,
        at=AT,
    )


def due(place: SubDistrict, days: int) -> datetime:
    return queries.calendar_for(place.id).due_after_days(AT, days).at.astimezone(CHINA)


def test_a_limit_ends_at_the_close_of_business_of_the_rulebook(place: SubDistrict) -> None:
    assert due(place, 1) == datetime(2026, 11, 25, 18, tzinfo=CHINA)


def test_the_hour_adopted_here_ends_the_limits_of_its_days(place: SubDistrict) -> None:
    adopt(place, "reckoning.closes_at", "17:30", date(2026, 11, 26), date(2026, 11, 26))
    assert due(place, 1) == datetime(2026, 11, 25, 18, tzinfo=CHINA)
    assert due(place, 2) == datetime(2026, 11, 26, 17, 30, tzinfo=CHINA)
    assert due(place, 3) == datetime(2026, 11, 27, 18, tzinfo=CHINA)


def test_a_place_without_business_hours_ends_its_days_at_midnight(place: SubDistrict) -> None:
    adopt(place, "reckoning.day_ends", "24:00", date(2026, 11, 1))
    assert due(place, 1) == datetime(2026, 11, 26, tzinfo=CHINA)


def test_where_a_last_day_of_rest_does_not_move_the_limit_ends_on_it(place: SubDistrict) -> None:
    assert due(place, 4).date() == date(2026, 11, 30)
    adopt(place, "reckoning.last_day_moves", value=False, since=date(2026, 11, 1))
    assert due(place, 4).date() == date(2026, 11, 28)


@pytest.mark.parametrize("value", ["half past five", "25:00", ""])
def test_what_is_no_time_of_day_closes_nothing(place: SubDistrict, value: str) -> None:
    with pytest.raises(Refused) as refused:
        adopt(place, "reckoning.closes_at", value, date(2026, 11, 1))
    assert refused.value.code == "bad_value"


def test_a_calendar_costs_no_query_once_rules_and_days_are_known(
    place: SubDistrict,
    django_assert_num_queries: Any,
) -> None:
    queries.calendar_for(place.id)
    with django_assert_num_queries(0):
        queries.calendar_for(place.id)


def test_what_is_built_in_takes_no_other_value(place: SubDistrict) -> None:
    with pytest.raises(Refused) as refused:
        adopt(place, "reckoning.day_of_event_counts", value=True, since=date(2026, 11, 1))
    assert refused.value.code == "built_so"
