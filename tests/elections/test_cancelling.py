"""An election is given up with a reason, before the count and never after it."""

from __future__ import annotations

import pytest

from linli.elections import actions
from linli.elections.models import Election
from linli.elections.rules import ElectionState
from linli.elections.web.desk.opening import what_becomes_of_ballots
from linli.kernel.errors import NotAllowed, Refused
from linli.records.queries import open_duties
from tests.elections.builders import Ground
from tests.elections.election_builders import (
    CALLED,
    OPENS,
    an_election,
    called,
    fresh,
    open_for_voting,
)

pytestmark = pytest.mark.django_db


def cancelled(ground: Ground, election: Election, **facts: object) -> Election:
    """Give it up."""
    given = {"number": election.number, "reason": "名册有重大错误", "at": CALLED} | facts
    return actions.cancel_election(
        actor=ground.runner,
        election_id=election.id,
        version=fresh(election).version,
        **given,  # type: ignore[arg-type]
    )


def test_it_is_cancelled_while_people_vote_and_its_ballots_stay_shut() -> None:
    ground = Ground()
    election = open_for_voting(ground, an_election(ground))
    assert "不会被打开" in what_becomes_of_ballots(election)
    done = cancelled(ground, election, at=OPENS)
    assert done.state == ElectionState.CANCELLED
    assert done.cancel_reason == "名册有重大错误"


def test_it_needs_its_number_and_a_reason() -> None:
    ground = Ground()
    election = called(ground)
    for facts, code in (({"number": "X-1"}, "other_number"), ({"reason": " "}, "no_reason")):
        with pytest.raises(Refused) as refusal:
            cancelled(ground, election, **facts)
        assert refusal.value.code == code


def test_after_the_count_it_stands() -> None:
    ground = Ground()
    election = called(ground)
    Election.objects.filter(id=election.id).update(state=ElectionState.COUNTED)
    with pytest.raises(Refused) as refusal:
        cancelled(ground, election)
    assert refusal.value.code == "wrong_state"


def test_its_clocks_end_with_it() -> None:
    ground = Ground()
    election = called(ground)
    cancelled(ground, election)
    assert open_duties(ground.place.id, election.id) == []


def test_a_clerk_cancels_nothing() -> None:
    ground = Ground()
    election = called(ground)
    with pytest.raises(NotAllowed):
        actions.cancel_election(
            actor=ground.clerk,
            election_id=election.id,
            number=election.number,
            reason="x",
            version=election.version,
            at=CALLED,
        )
