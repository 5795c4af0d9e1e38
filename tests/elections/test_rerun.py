"""The re-run for seats that nobody reached: said, called once, counted by its own share (R29)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from linli.elections import actions, queries
from linli.elections.models import Candidate, Election
from linli.elections.queries.results import secret_outcome
from linli.kernel.errors import NotAllowed, Refused
from tests.elections.box_builders import CLOSES, BoxGround
from tests.elections.election_builders import fresh
from tests.people.builders import a_signed_in_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_left() -> BoxGround:
    """Two seats, three ballots: one was elected, the others have one vote and none."""
    ground = BoxGround().opened()
    ground.vote(0, 1)
    ground.vote(1, 1)
    ground.vote(2, 1, 2)
    ground.unlocked()
    ground.announced()
    return ground


def test_the_result_says_what_follows_and_with_how_many_votes(one_left: BoxGround) -> None:
    election = fresh(one_left.election)
    result = queries.result_of(election)
    assert result is not None
    words = queries.result_words(result.figures, queries.names_on_ballot(election))
    assert "另行选举" in words[-1]
    assert "三分之一" in words[-1]
    assert "示例候选人2" in words[-1]


def test_one_button_calls_the_re_run_with_its_seats_and_candidates(one_left: BoxGround) -> None:
    Election.objects.filter(id=one_left.election.id).update(latest_at=None)
    client = a_signed_in_client(one_left.runner)
    box = reverse("elections:desk_box", args=[one_left.election.id])
    where = reverse("elections:desk_rerun", args=[one_left.election.id])
    assert where in client.get(box).content.decode()
    assert client.post(where).status_code == 303
    made = Election.objects.get(rerun_of=one_left.election)
    assert (made.seats, made.kind, made.state) == (1, "congress", "preparing")
    names = Candidate.objects.filter(election=made).order_by("number")
    assert list(names.values_list("name", flat=True)) == ["示例候选人2", "示例候选人3"]
    assert made.title in client.get(box).content.decode()
    assert client.post(where).status_code == 303
    assert Election.objects.filter(rerun_of=one_left.election).count() == 1


def test_a_re_run_is_counted_by_its_lower_share(one_left: BoxGround) -> None:
    election = fresh(one_left.election)
    ordinary = secret_outcome(election)
    election.rerun_of_id = election.id
    again = secret_outcome(election)
    assert ordinary is not None
    assert again is not None
    assert ordinary.figures["majority"]["needs"] == 2
    assert again.figures["majority"]["needs"] == 1
    assert again.figures["majority"]["rule"] == "self_government.election.rerun"


def test_a_clerk_does_not_call_a_re_run(one_left: BoxGround) -> None:
    with pytest.raises(NotAllowed):
        actions.call_rerun(actor=one_left.clerk, election_id=one_left.election.id, at=CLOSES)


def test_no_re_run_is_called_where_all_seats_are_filled() -> None:
    ground = BoxGround().opened()
    for voter in range(3):
        ground.vote(voter, 1, 2)
    ground.unlocked()
    ground.announced()
    with pytest.raises(Refused) as refused:
        actions.call_rerun(actor=ground.runner, election_id=ground.election.id, at=CLOSES)
    assert refused.value.code == "no_rerun"
