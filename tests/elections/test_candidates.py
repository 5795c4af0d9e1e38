"""Candidates: consent, a yes or no with its article, enough of them, the ballot's numbers."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.elections import actions, queries
from linli.elections.actions import Nomination
from linli.elections.models import Candidate, Election
from linli.elections.rules import CandidateState, ElectionKind, OfficialRole
from linli.elections.rules.candidates import Field, choices_fault, may_become, seats_fault
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.records.models import AuditEntry, Message
from tests.elections.builders import Ground
from tests.elections.election_builders import (
    CALLED,
    a_photo,
    adopt_rules,
    called,
    fresh,
    nominated,
    set_terms,
    standing,
)

pytestmark = pytest.mark.django_db


def an_open_list(ground: Ground, *, seats: int = 2) -> Election:
    """A congress election in which people are nominated."""
    adopt_rules(ground)
    return set_terms(ground, called(ground), seats=seats)


def fixed(ground: Ground, election: Election) -> list[Candidate]:
    """Fix the ballot."""
    return actions.fix_candidates(
        actor=ground.runner,
        election_id=election.id,
        version=fresh(election).version,
        at=CALLED,
    )


def the_resident(ground: Ground) -> Actor:
    """A resident in the own account."""
    return Actor(ground.place.id, account_id=ground.resident.pk)


def test_somebody_with_an_account_is_asked_and_consents_there() -> None:
    ground = Ground()
    election = an_open_list(ground)
    one = nominated(ground, election, account_id=ground.resident.pk)
    assert Message.objects.filter(template="elections/nominated").count() == 1
    actions.consent(actor=the_resident(ground), candidate_id=one.id, at=CALLED)
    one.refresh_from_db()
    assert one.state == CandidateState.CONSENTED


def test_nobody_consents_for_another_account() -> None:
    ground = Ground()
    one = nominated(ground, an_open_list(ground), account_id=ground.resident.pk)
    with pytest.raises(Missing):
        actions.consent(actor=ground.clerk, candidate_id=one.id, at=CALLED)


def test_eligibility_comes_after_consent() -> None:
    ground = Ground()
    one = nominated(ground, an_open_list(ground))
    with pytest.raises(Refused) as refusal:
        actions.decide_eligibility(
            actor=ground.runner, candidate_id=one.id, eligible=True, article="第八条", at=CALLED
        )
    assert refusal.value.code == "wrong_candidate_state"


def test_a_yes_or_no_needs_its_article() -> None:
    ground = Ground()
    one = nominated(ground, an_open_list(ground))
    with pytest.raises(Refused) as refusal:
        actions.decide_eligibility(
            actor=ground.runner, candidate_id=one.id, eligible=False, article=" ", at=CALLED
        )
    assert refusal.value.code == "no_article"


def test_the_journal_knows_no_names() -> None:
    ground = Ground()
    election = an_open_list(ground)
    standing(ground, election, "示例张三丰")
    entries = AuditEntry.objects.filter(sub_district_id=ground.place.id)
    assert not any("示例张三丰" in str(entry.__dict__) for entry in entries)


def test_the_same_nomination_sent_twice_is_one() -> None:
    ground = Ground()
    election = an_open_list(ground)
    key = str(uuid4())
    for _turn in range(2):
        actions.nominate(
            actor=ground.runner,
            election_id=election.id,
            nomination=Nomination(name="示例甲", nominated_by="自荐"),
            key=key,
            at=CALLED,
        )
    assert Candidate.objects.filter(election=election).count() == 1


def test_two_of_one_name_are_told_apart() -> None:
    ground = Ground()
    election = an_open_list(ground)
    nominated(ground, election, "示例甲")
    with pytest.raises(Refused) as refusal:
        nominated(ground, election, "示例甲")
    assert refusal.value.code == "nominated_before"


def test_whoever_counts_does_not_stand_and_the_other_way_round() -> None:
    ground = Ground()
    election = an_open_list(ground)
    given_: dict[str, Any] = {"actor": ground.runner, "election_id": election.id, "at": CALLED}
    actions.name_official(role=OfficialRole.TELLER, name="示例甲", **given_)
    with pytest.raises(Refused) as refusal:
        nominated(ground, election, "示例甲")
    assert refusal.value.code == "is_official"
    nominated(ground, election, "示例乙")
    with pytest.raises(Refused) as refusal:
        actions.name_official(role=OfficialRole.WITNESS, name="示例乙", **given_)
    assert refusal.value.code == "is_candidate"


def test_a_congress_asks_for_more_candidates_than_seats() -> None:
    ground = Ground()
    election = an_open_list(ground, seats=2)
    for name in ("示例甲", "示例乙"):
        standing(ground, election, name)
    with pytest.raises(Refused) as refusal:
        fixed(ground, election)
    assert refusal.value.code == "candidates_too_few"
    assert refusal.value.source
    standing(ground, election, "示例丙")
    assert [one.number for one in fixed(ground, election)] == [1, 2, 3]


def test_fewer_candidates_than_seats_are_refused_in_a_congress() -> None:
    ground = Ground()
    election = an_open_list(ground, seats=3)
    standing(ground, election, "示例甲")
    with pytest.raises(Refused) as refusal:
        fixed(ground, election)
    assert refusal.value.code == "candidates_fewer_than_seats"


def test_an_owners_committee_may_open_with_fewer_and_says_what_follows() -> None:
    ground = Ground()
    adopt_rules(ground)
    election = set_terms(ground, called(ground, ElectionKind.OWNERS_COMMITTEE), seats=5)
    standing(ground, election, "示例甲")
    assert len(fixed(ground, election)) == 1
    assert "空缺" in queries.consequence(fresh(election))


def test_the_undecided_hold_up_the_ballot() -> None:
    ground = Ground()
    election = an_open_list(ground, seats=1)
    for name in ("示例甲", "示例乙"):
        standing(ground, election, name)
    nominated(ground, election, "示例丙")
    with pytest.raises(Refused) as refusal:
        fixed(ground, election)
    assert refusal.value.code == "undecided"


def test_the_ballot_s_numbers_leave_out_who_does_not_stand() -> None:
    ground = Ground()
    election = an_open_list(ground, seats=1)
    first = standing(ground, election, "示例甲")
    for name in ("示例乙", "示例丙"):
        standing(ground, election, name)
    actions.withdraw(actor=ground.runner, candidate_id=first.id, at=CALLED)
    assert [(one.number, one.name) for one in fixed(ground, election)] == [
        (1, "示例乙"),
        (2, "示例丙"),
    ]


def test_the_order_of_the_ballot_can_be_drawn() -> None:
    ground = Ground()
    election = an_open_list(ground, seats=1)
    made = [standing(ground, election, name) for name in ("示例甲", "示例乙")]
    actions.fix_candidates(
        actor=ground.runner,
        election_id=election.id,
        order=[made[1].id, made[0].id],
        version=fresh(election).version,
        at=CALLED,
    )
    assert [one.name for one in queries.ballot_candidates(election)] == ["示例乙", "示例甲"]


def test_a_withdrawal_opens_the_fixed_ballot_again() -> None:
    ground = Ground()
    election = an_open_list(ground, seats=1)
    one = standing(ground, election, "示例甲", account_id=ground.resident.pk)
    for name in ("示例乙", "示例丙"):
        standing(ground, election, name)
    fixed(ground, election)
    with pytest.raises(Refused) as refusal:
        nominated(ground, election)
    assert refusal.value.code == "list_fixed"
    actions.withdraw(actor=the_resident(ground), candidate_id=one.id, at=CALLED)
    assert fresh(election).candidates_fixed_at is None


def test_a_clerk_does_not_keep_the_list() -> None:
    ground = Ground()
    one = nominated(ground, an_open_list(ground))
    with pytest.raises(NotAllowed):
        actions.consent_on_paper(
            actor=ground.clerk, candidate_id=one.id, paper=a_photo(), at=CALLED
        )


def test_a_decision_has_its_answers_and_no_candidates() -> None:
    ground = Ground()
    election = called(ground, ElectionKind.OWNERS_DECISION)
    named = [(one.number, one.about) for one in queries.ballot_candidates(election)]
    assert named == [(1, "for"), (2, "against"), (3, "abstain")]
    with pytest.raises(Refused) as refusal:
        nominated(ground, election)
    assert refusal.value.code == "no_persons"


@given(st.integers(0, 30), st.integers(1, 15), st.booleans())
def test_nobody_standing_always_hinders_and_more_never_does(
    standing_: int, seats: int, must: bool
) -> None:
    field = Field(standing_, seats, must)
    assert field.hinders or standing_ > 0
    assert not (standing_ > seats and field.hinders)


def test_seats_and_choices_stay_within_the_rules() -> None:
    owners = ElectionKind.OWNERS_COMMITTEE
    faults = [seats_fault(owners, many, least=5, most=11, odd=True) for many in (4, 5, 6, 11, 13)]
    assert faults == ["too_few", "", "even", "", "too_many"]
    assert choices_fault(owners, 5, least=0, most=0) == "none"
    assert choices_fault(owners, 5, least=3, most=2) == "crossed"
    assert choices_fault(owners, 5, least=0, most=6) == "too_many"
    assert choices_fault(owners, 5, least=0, most=5) == ""


def test_the_withdrawn_never_come_back() -> None:
    assert not any(may_become(CandidateState.WITHDRAWN, then) for then in CandidateState)
