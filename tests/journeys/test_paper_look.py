"""The pages of the paper channel hold at a phone and at a desk: width, contrast, labels."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from linli.elections import actions
from linli.elections.rules import Delivered
from tests.elections.box_builders import CLOSES, DURING
from tests.elections.test_paper_channel import Paper
from tests.journeys.conftest import Look, NewPage
from tests.people.builders import a_signed_in_client

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = ("phone", "wide")


def to(ground: Paper, name: str, *more: object) -> str:
    return reverse(f"elections:{name}", args=[ground.election.id, *more])


def test_the_counter_and_the_count_hold_at_a_phone_and_at_a_desk(
    new_page: NewPage, looks_right: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    ground = Paper(12)
    for voter in range(6):
        ground.paper_vote(voter)
    ground.hand(6)
    actions.plan_deliveries(
        actor=ground.clerk, election_id=ground.election.id, what=Delivered.SLIP, at=DURING
    )
    now = [DURING + timedelta(hours=2)]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    clerk = a_signed_in_client(ground.clerk)
    look(
        new_page,
        looks_right,
        clerk,
        to(ground, "paper_desk"),
        to(ground, "paper_line", ground.lines[10].id),
        to(ground, "paper_line", ground.lines[6].id),
        to(ground, "paper_rounds"),
        to(ground, "paper_round", "slip", ground.building.id),
        to(ground, "paper_calls"),
        to(ground, "paper_sheet", "poll_book") + f"?building={ground.building.id}",
    )
    ground.closed()
    ground.open_box()
    now[0] = CLOSES + timedelta(minutes=40)
    uuid = ground.election.uuid
    look(
        new_page,
        looks_right,
        clerk,
        to(ground, "paper_desk"),
        to(ground, "paper_spoiled", ground.box.id),
        reverse("elections:counting", args=[uuid]),
        reverse("elections:counting_box", args=[uuid, ground.box.id]),
    )


def look(new_page: NewPage, looks_right: Look, client: object, *addresses: str) -> None:
    """Open each address at both widths and hold it against the rules."""
    for size in SIZES:
        page = new_page(size, signed_in=client)
        for address in addresses:
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            looks_right(page)
