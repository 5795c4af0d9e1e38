"""Ballots go into the box, one by one, whole, in order, and only while it is open."""

from __future__ import annotations

import pytest

from tests.elections.box_builders import BoxGround

pytestmark = pytest.mark.django_db


def test_a_ballot_is_in_the_archive_and_its_tracker_is_the_receipt() -> None:
    ground = BoxGround().opened()
    cast = ground.vote(0, 1)
    events = ground.events()
    assert [event.type for event in events] == ["Setup", "Ballot"]
    assert cast.turn == 1
    assert len(cast.tracker) == 43
