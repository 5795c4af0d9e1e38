"""Open311: days and spans asked for, to the ends of the calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from linli.cases.rules.open311 import instant_from, span_of
from linli.places.models import SubDistrict
from tests.cases.open311_builders import V2, a_door, xml_of


@pytest.fixture
def place(db: None) -> SubDistrict:
    return a_door()


INSTANTS = st.builds(
    "{}-{:02}-{:02}T{:02}:{:02}:{:02}{}".format,
    st.sampled_from(["0000", "0001", "0002", "1899", "1970", "2026", "9998", "9999"]),
    *(st.integers(low, high) for low, high in [(0, 13), (0, 32), (0, 24), (0, 60), (0, 60)]),
    st.sampled_from(["", "Z", "+14:00", "-14:00", "+23:59", "-23:59", "+0800", "+99:00"]),
)
WHATEVER = st.none() | INSTANTS | st.text(max_size=40)


@given(WHATEVER, WHATEVER)
@example("9999-12-31T00:00:00Z", None)
@example("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00")
def test_a_span_of_whatever_is_written_ends_after_at_most_ninety_days(
    start: str | None, end: str | None
) -> None:
    moments = [instant_from(text) if text else None for text in (start, end)]
    span = span_of(moments[0], moments[1], now=datetime(2026, 11, 24, tzinfo=UTC))
    assert span.end - span.start <= timedelta(days=90)
    for moment in (span.start, span.end):
        assert moment.astimezone(timezone(timedelta(hours=14))).year
        assert moment.astimezone(timezone(timedelta(hours=-14))).year


@pytest.mark.parametrize("fmt", ["json", "xml"])
@pytest.mark.parametrize(
    "asked",
    [
        "start_date=9999-12-31T00:00:00Z",
        "end_date=0001-01-02T00:00:00Z",
        "end_date=9999-12-31T23:59:59-14:00",
        "start_date=0001-01-01T00:00:00%2B14:00",
        "start_date=0001-01-01&end_date=9999-12-31",
        "start_date=%00&end_date=%EF%BF%BD",
    ],
)
def test_days_at_the_end_of_the_calendar_are_answered_in_the_format_asked_for(
    place: SubDistrict, client: Client, asked: str, fmt: str
) -> None:
    response = client.get(f"{V2}/requests.{fmt}?{asked}")
    assert response.status_code in {200, 400}
    assert (response.json() if fmt == "json" else xml_of(response).tag) is not None
