"""Voters find the own line; whoever else reads it leaves a trace."""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.elections import actions, queries
from linli.elections.queries.roll_lines import digest_from_lines
from linli.elections.rules import RollKind
from linli.kernel.errors import Refused
from linli.people import actions as people
from linli.records.models import AccessEntry
from tests.elections.builders import AT, Ground
from tests.elections.roll_builders import a_published_roll, a_unit, a_voter, lines_in
from tests.people.builders import actor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground() -> Ground:
    return Ground()


def a_held_dwelling(ground: Ground) -> None:
    claim = people.claim_dwelling(
        actor=actor_of(ground.resident, ground.place), dwelling_id=ground.dwelling.id, at=AT
    )
    people.confirm_at_counter(actor=ground.secretary, claim_id=claim.id, at=AT)


def test_a_held_dwelling_and_the_name_find_the_own_line(ground: Ground) -> None:
    roll = a_published_roll(ground, lines=[a_voter(1, name="示例甲", door="301室")])
    me = actor_of(ground.resident, ground.place)
    with pytest.raises(Refused):
        actions.link_line(actor=me, roll_id=roll.id, name="示例甲", at=AT)
    a_held_dwelling(ground)
    with pytest.raises(Refused):
        actions.link_line(actor=me, roll_id=roll.id, name="示例乙", at=AT)
    actions.link_line(actor=me, roll_id=roll.id, name="示例甲", at=AT)
    mine = queries.line_of_account(ground.place.id, roll.id, ground.resident.id)
    assert mine is not None
    assert mine.number == 1


def test_a_dwelling_does_not_open_an_owners_line(ground: Ground) -> None:
    rows = [a_unit(1, name="示例甲", door="301")]
    roll = a_published_roll(ground, kind=RollKind.OWNERS, lines=rows)
    a_held_dwelling(ground)
    with pytest.raises(Refused) as refused:
        actions.link_line(
            actor=actor_of(ground.resident, ground.place), roll_id=roll.id, name="示例甲", at=AT
        )
    assert refused.value.code == "code_needed"


def test_a_code_from_the_counter_opens_the_line_for_two_weeks(ground: Ground) -> None:
    roll = a_published_roll(ground, kind=RollKind.OWNERS)
    line = lines_in(roll)[1]
    code = actions.line_code(actor=ground.clerk, line_id=line.id, at=AT)
    me = actor_of(ground.resident, ground.place)
    asked = {"actor": me, "roll_id": roll.id}
    with pytest.raises(Refused):
        actions.link_line(number=1, code=code, at=AT, **asked)
    with pytest.raises(Refused):
        actions.link_line(number=2, code=code, at=AT + timedelta(days=14), **asked)
    linked = actions.link_line(
        number=2, code=f"{code[:4]} {code[4:].lower()}", at=AT + timedelta(days=13), **asked
    )
    assert linked.id == line.id
    actions.unlink_line(actor=me, roll_id=roll.id, at=AT)
    assert queries.line_of_account(ground.place.id, roll.id, ground.resident.id) is None


def test_a_link_is_no_correction(ground: Ground) -> None:
    roll = a_published_roll(ground, lines=[a_voter(1, name="示例甲", door="301")])
    a_held_dwelling(ground)
    me = actor_of(ground.resident, ground.place)
    actions.link_line(actor=me, roll_id=roll.id, name="示例甲", at=AT)
    assert digest_from_lines(roll) == roll.digest


def test_whoever_reads_names_leaves_an_entry_that_the_voter_sees(ground: Ground) -> None:
    roll = a_published_roll(ground, lines=[a_voter(1, name="示例甲", door="301")])
    a_held_dwelling(ground)
    actions.link_line(
        actor=actor_of(ground.resident, ground.place), roll_id=roll.id, name="示例甲", at=AT
    )
    actions.look_at_lines(
        actor=ground.clerk, roll_id=roll.id, building_id=ground.building.id, at=AT
    )
    seen = AccessEntry.objects.filter(actor_id=ground.clerk.account_id)
    assert {(one.subject_kind, one.subject_id) for one in seen} == {
        ("elections.roll", roll.id),
        ("people.account", ground.resident.id),
    }
