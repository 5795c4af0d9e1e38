"""Every two duties on one matter: together or apart as the table says, by rule and by database."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from linli.kernel.errors import Refused
from linli.money import queries
from linli.money.models import Hand
from linli.money.rules import Duty, all_pairs, barred
from tests.money.builders import AT, Ground

APART = {
    "decides holds_money",
    "decides makes",
    "proposes checks",
    "holds_money checks",
    "makes checks",
    "holds_money executes",
    "holds_money accepts",
    "checks executes",
    "executes accepts",
    "proposes audits",
    "decides audits",
    "holds_money audits",
    "makes audits",
    "checks audits",
    "executes audits",
    "accepts audits",
}
"""Written by hand: whoever changes the table meets this list."""


def name(one: Duty, other: Duty) -> str:
    return f"{one} {other}"


def test_the_table_bars_these_pairs_and_no_others() -> None:
    assert {name(*pair) for pair in all_pairs() if barred(*pair)} == APART


@pytest.mark.parametrize("one", Duty)
@pytest.mark.parametrize("other", Duty)
def test_two_duties_meet_in_one_person_only_where_the_table_lets_them(
    ground: Ground, one: Duty, other: Duty
) -> None:
    account = ground.somebody()
    ground.hand(ground.matter.id, account.id, one)
    if barred(one, other):
        with pytest.raises(Refused, match=r".") as refused:
            ground.hand(ground.matter.id, account.id, other)
        assert refused.value.code == "barred_pair"
    else:
        ground.hand(ground.matter.id, account.id, other)
        held = {one.duty for one in queries.hands_of(ground.place.id, ground.matter.id)}
        assert held == {one, other}


@pytest.mark.parametrize("pair", all_pairs(), ids=lambda pair: name(*pair))
def test_the_database_refuses_the_same_pairs(ground: Ground, pair: tuple[Duty, Duty]) -> None:
    row = Hand(
        sub_district_id=ground.place.id,
        matter=ground.matter,
        account=ground.somebody(),
        name="示例人",
        since=AT,
        **{duty.value: True for duty in pair},
    )
    if not barred(*pair):
        row.save()
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_duties_on_another_matter_bar_nothing(ground: Ground) -> None:
    account = ground.somebody()
    ground.hand(ground.matter.id, account.id, Duty.DECIDES)
    other = ground.a_matter()
    ground.hand(other.id, account.id, Duty.HOLDS_MONEY)
    assert len(queries.hands_of(ground.place.id, other.id)) == 1
