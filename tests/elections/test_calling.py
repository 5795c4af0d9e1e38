"""Calling an election: its kind, place, terms and times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from linli.elections import actions
from linli.elections.actions import Terms
from linli.elections.models import Election
from linli.elections.rules import MODE_OF, ElectionKind, ElectionState, TieRule
from linli.kernel.errors import Refused
from tests.elections.builders import Ground
from tests.elections.election_builders import (
    CALLED,
    CLOSES,
    OPENS,
    a_frozen_roll,
    adopt_rules,
    an_election,
    called,
    fresh,
    open_for_voting,
    set_times,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", list(ElectionKind))
def test_each_kind_goes_through_its_calendar_and_opens(kind: ElectionKind) -> None:
    ground = Ground()
    election = an_election(ground, kind)
    opened = open_for_voting(ground, election)
    assert opened.state == ElectionState.VOTING


def terms(ground: Ground, election: Election, **facts: object) -> Election:
    """Set terms that may be wrong."""
    given = {"seats": 5, "least_choices": 1, "most_choices": 5, "tie_rule": TieRule.LOTS}
    return actions.set_terms(
        actor=ground.runner,
        election_id=election.id,
        terms=Terms(**{**given, **facts}),  # type: ignore[arg-type]
        version=fresh(election).version,
        at=CALLED,
    )


def refused(act: Callable[[], object]) -> str:
    """The code of a refusal."""
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.code


def test_the_tie_rule_is_asked_before_anybody_votes() -> None:
    ground = Ground()
    election = called(ground)
    assert refused(lambda: terms(ground, election, tie_rule=None)) == "no_terms"


def test_an_owners_committee_is_odd_and_five_to_eleven() -> None:
    ground = Ground()
    election = called(ground, ElectionKind.OWNERS_COMMITTEE)
    for seats, code in ((3, "seats_out_of_range"), (6, "seats_even"), (13, "seats_out_of_range")):
        assert refused(lambda seats=seats: terms(ground, election, seats=seats)) == code  # type: ignore[misc]
    assert terms(ground, election, seats=7).seats == 7


def test_a_congress_is_odd_unless_the_place_has_set_otherwise() -> None:
    ground = Ground()
    election = called(ground)
    assert refused(lambda: terms(ground, election, seats=6)) == "seats_even"
    assert terms(ground, election, seats=7).seats == 7
    adopt_rules(ground)
    assert terms(ground, election, seats=6).seats == 6


def test_a_ballot_asks_for_no_more_than_there_are_seats() -> None:
    ground = Ground()
    election = called(ground)
    assert refused(lambda: terms(ground, election, most_choices=6)) == "choices_too_many"


def test_owners_vote_on_one_of_the_nine_joint_matters_only() -> None:
    ground = Ground()
    election = called(ground, ElectionKind.OWNERS_DECISION)
    wrong = {"matter": "praise_the_mayor", "question": "同意吗？"}
    assert refused(lambda: terms(ground, election, **wrong)) == "unknown_matter"


def test_each_kind_is_held_at_its_own_place() -> None:
    ground = Ground()
    given = {"actor": ground.runner, "key": "k", "title": "示例", "at": CALLED}
    wrong = {"kind": ElectionKind.CONGRESS, "place_id": ground.community.id}
    assert refused(lambda: actions.call_election(**given, **wrong)) == "wrong_place"  # type: ignore[arg-type]


def test_voting_begins_in_the_future_and_ends_after_that() -> None:
    ground = Ground()
    election = called(ground)
    early = {"opens_at": CALLED, "closes_at": CLOSES}
    assert refused(lambda: set_times(ground, election, **early)) == "opens_in_the_past"
    turned = {"opens_at": CLOSES, "closes_at": OPENS}
    assert refused(lambda: set_times(ground, election, **turned)) == "closes_before_it_opens"


def test_an_election_goes_by_a_roll_of_its_kind_and_place() -> None:
    ground = Ground()
    election = called(ground)
    owners = a_frozen_roll(ground, "owners")
    given = {"actor": ground.runner, "election_id": election.id, "at": CALLED}

    def choose() -> object:
        return actions.choose_roll(
            roll_id=owners.id,
            version=fresh(election).version,
            **given,  # type: ignore[arg-type]
        )

    assert refused(choose) == "other_roll"
    owners.kind, owners.place = "voters", ground.community
    owners.save()
    assert refused(choose) == "roll_elsewhere"


def test_mode_and_number_come_with_the_kind() -> None:
    ground = Ground()
    made = [called(ground, kind) for kind in ElectionKind]
    assert [one.mode for one in made] == [MODE_OF[kind] for kind in ElectionKind]
    assert len({one.number for one in made}) == len({one.uuid for one in made}) == 5
    assert all("-XJ-2026-" in one.number and len(one.uuid) == 22 for one in made)


def test_voting_tomorrow_is_refused_while_the_roll_must_hang() -> None:
    ground = Ground()
    election = called(ground)
    soon = {"opens_at": CALLED + timedelta(days=1), "closes_at": CALLED + timedelta(days=2)}
    with pytest.raises(Refused) as caught:
        set_times(ground, election, **soon)
    assert caught.value.code == "never_opens"
    assert "名册" in caught.value.message


@pytest.mark.parametrize(
    ("opens", "closes", "code"),
    [
        (365 * 3, 365 * 3 + 5, "opens_far_ahead"),
        (60, 60 + 400, "open_too_long"),
    ],
)
def test_a_mistyped_year_of_voting_is_refused(opens: int, closes: int, code: str) -> None:
    ground = Ground()
    election = called(ground)
    days = {
        "opens_at": CALLED + timedelta(days=opens),
        "closes_at": CALLED + timedelta(days=closes),
    }
    assert refused(lambda: set_times(ground, election, **days)) == code
