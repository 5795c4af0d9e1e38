"""A council's roll call: of all members, recused with a reason, in the minutes after the close."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from linli.elections import actions, queries
from linli.elections.actions import Said
from linli.elections.models import Election, Result
from linli.elections.rules import ElectionKind
from linli.kernel.errors import NotAllowed, Refused
from tests.elections.builders import Ground
from tests.elections.election_builders import (
    CALLED,
    CLOSES,
    OPENS,
    an_election,
    fresh,
    open_for_voting,
)

pytestmark = pytest.mark.django_db
DURING = OPENS + timedelta(minutes=5)


class Council:
    """A roll call of seven that is open."""

    def __init__(self) -> None:
        self.ground = Ground()
        election = an_election(self.ground, ElectionKind.ROLL_CALL)
        self.election: Election = open_for_voting(self.ground, election)

    def say(self, order: int, number: int | None = None, **facts: object) -> None:
        actions.answer_roll_call(
            actor=self.ground.runner,
            election_id=self.election.id,
            order=order,
            said=Said(number, **facts),  # type: ignore[arg-type]
            at=DURING,
        )

    def announced(self) -> Result:
        ground, election = self.ground, self.election
        actions.close_voting(actor=ground.runner, election_id=election.id, at=CLOSES)
        return actions.announce_result(actor=ground.runner, election_id=election.id, at=CLOSES)


@pytest.fixture
def council() -> Council:
    return Council()


def test_more_than_half_of_all_members_carry(council: Council) -> None:
    for order in range(1, 5):
        council.say(order, 1)
    figures = council.announced().figures
    assert figures["carried"]
    assert figures["majority"]["needs"] == 4
    assert [one["stand"] for one in figures["minutes"]] == ["answered"] * 4 + ["absent"] * 3


def test_who_is_recused_is_there_and_counts_as_a_member(council: Council) -> None:
    for order in range(1, 4):
        council.say(order, 1)
    council.say(4, recused=True, reason="是合同一方的家属")
    figures = council.announced().figures
    assert (figures["took_part"], figures["recused"]) == (4, 1)
    assert figures["turnout"]["met"]
    assert not figures["carried"]


def test_three_of_seven_cannot_decide(council: Council) -> None:
    for order in range(1, 4):
        council.say(order, 1)
    result = council.announced()
    assert not result.valid
    assert not result.figures["carried"]


def test_recused_without_a_reason_is_refused(council: Council) -> None:
    with pytest.raises(Refused):
        council.say(1, recused=True, reason=" ")


def test_an_answer_can_be_set_right_until_the_close(council: Council) -> None:
    council.say(1, 1)
    council.say(1, 2)
    assert queries.called(council.election) == queries.Called(7, 1)
    assert queries.outcome_of(fresh(council.election)) is None
    assert council.announced().figures["votes"] == {"1": 0, "2": 1, "3": 0}


def test_nobody_is_called_before_the_opening() -> None:
    ground = Ground()
    election = an_election(ground, ElectionKind.ROLL_CALL)
    with pytest.raises(Refused):
        actions.answer_roll_call(
            actor=ground.runner, election_id=election.id, order=1, said=Said(1), at=CALLED
        )


def test_a_clerk_names_no_members() -> None:
    ground = Ground()
    election = an_election(ground, ElectionKind.ROLL_CALL)
    with pytest.raises(NotAllowed):
        actions.name_members(actor=ground.clerk, election_id=election.id, names=["示例"], at=CALLED)


def test_a_roll_call_without_members_does_not_open() -> None:
    ground = Ground()
    election = an_election(ground, ElectionKind.ROLL_CALL)
    election.open_votes.all().delete()
    with pytest.raises(Refused):
        open_for_voting(ground, election)


def test_the_words_say_how_many_of_all(council: Council) -> None:
    for order in range(1, 4):
        council.say(order, 1)
    council.say(5, 2)
    words = queries.result_words(council.announced().figures, {})
    assert words[-1] == "因此未通过。差\u00a01\u00a0人。"
    assert "全体 7 名成员中有 3 名同意；超过半数需要 4 名。" in words


def test_the_page_says_at_its_head_what_came_of_it_and_why(council: Council) -> None:
    for order in range(1, 4):
        council.say(order, 1)
    council.say(5, 2)
    council.announced()
    page = Client().get(f"/votes/{council.election.uuid}/").content.decode().replace("\u00a0", " ")
    box = page.partition('<div class="l-box is-near">')[2].partition("</div>")[0]
    assert "未通过" in box
    assert "全体 7 名成员中有 3 名同意" in box
