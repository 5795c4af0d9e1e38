"""The calendar of an election at the desk: no day is drawn over the title beside it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.elections.builders import Ground
from tests.elections.election_builders import an_election
from tests.journeys.conftest import NewPage
from tests.people.builders import a_signed_in_client

pytestmark = pytest.mark.django_db(transaction=True)
_OVERLAPS = """rows => rows.filter(row => {
  const of = name => {
    const range = document.createRange();
    range.selectNodeContents(row.querySelector(name));
    return range.getBoundingClientRect();
  };
  const day = of(".l-calendar-day");
  return [".l-calendar-what > a", ".l-calendar-what > small", ".l-calendar-notice"].some(name => {
    const other = of(name);
    return other.width && day.left < other.right && other.left < day.right
      && day.top < other.bottom - 1 && other.top < day.bottom - 1;
  });
}).length"""


@pytest.mark.parametrize("size", ["phone", "wide"])
def test_no_day_lies_over_a_title(new_page: NewPage, size: str) -> None:
    ground = Ground()
    election = an_election(ground)
    page = new_page(size, signed_in=a_signed_in_client(ground.runner))
    page.goto(reverse("elections:desk_election", args=[election.id]))
    rows = page.locator(".l-calendar > li")
    assert rows.count() > 5
    assert rows.evaluate_all(_OVERLAPS) == 0
