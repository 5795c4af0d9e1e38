"""A roll from draft to freeze."""

import pytest

from linli.elections import queries
from linli.elections.rules import RollKind, RollState
from tests.elections.builders import Ground
from tests.elections.roll_builders import a_frozen_roll, lines_in

pytestmark = pytest.mark.django_db


def test_a_frozen_roll_adds_up_its_lines() -> None:
    ground = Ground()
    roll = a_frozen_roll(ground, kind=RollKind.OWNERS, lines=3)
    assert roll.state == RollState.FROZEN
    assert (roll.heads, roll.area_cm2) == (3, 3_000_000)
    assert queries.roll_sums(ground.place.id, roll.id) == queries.RollSums(3, 3_000_000)
    assert [line.number for line in lines_in(roll)] == [1, 2, 3]
