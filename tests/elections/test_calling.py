"""Calling an election: its kind, place, terms and times."""

from __future__ import annotations

import pytest

from linli.elections.rules import ElectionKind, ElectionState
from tests.elections.builders import Ground
from tests.elections.election_builders import an_election, open_for_voting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", list(ElectionKind))
def test_each_kind_goes_through_its_calendar_and_opens(kind: ElectionKind) -> None:
    ground = Ground()
    election = an_election(ground, kind)
    opened = open_for_voting(ground, election)
    assert opened.state == ElectionState.VOTING
