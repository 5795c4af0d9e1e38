"""Signed votes: locked until the close, receipted, opened by two of three, none dropped."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from linli.elections import actions, queries
from linli.elections.models import Credential, SignedBallot, SignedVote, Trustee
from linli.elections.queries.signed import last_ballots, paper_votes
from linli.kernel.errors import Conflict, Missing, Refused
from tests.elections.election_builders import CLOSES
from tests.elections.signed_builders import AFTER, DURING, Signed, a_signed_vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed() -> Signed:
    return a_signed_vote()


def refusal(signed: Signed, text: str, **facts: object) -> str:
    with pytest.raises(Refused) as told:
        signed.cast(text, **facts)  # type: ignore[arg-type]
    return told.value.code


def test_the_receipt_is_the_commitment_and_stands_on_the_public_list(signed: Signed) -> None:
    cast = signed.vote(0, 1)
    listed = queries.ballots_listed(signed.ground.place.id, signed.election.uuid)
    assert listed is not None
    assert [row.tracker for row in listed.rows] == [cast.tracker]
    assert cast.turn == 1


def test_the_last_vote_of_a_line_counts(signed: Signed) -> None:
    signed.vote(0, 1)
    again = signed.vote(0, 2)
    assert again.turn == 2
    assert [row.commitment for row in last_ballots(signed.election)] == [again.tracker]


def test_the_same_key_gives_the_same_receipt(signed: Signed) -> None:
    text = signed.text(0, 1)
    first = signed.cast(text, key="one-and-the-same-key")
    assert signed.cast(text, key="one-and-the-same-key", at=DURING + timedelta(minutes=1)) == first
    assert SignedBallot.objects.count() == 1


def test_a_vote_sent_again_under_another_key_is_refused(signed: Signed) -> None:
    text = signed.text(0, 1)
    signed.cast(text)
    assert refusal(signed, text) == "replayed"


def test_a_second_window_is_a_conflict(signed: Signed) -> None:
    signed.vote(0, 1)
    with pytest.raises(Conflict):
        signed.cast(signed.text(0, 2), turn=0)


@pytest.mark.parametrize(
    ("altered", "code"),
    [
        ({"election_uuid": "AnotherElectionOf22Cha"}, "wrong_election"),
        ({"election_hash": "0" * 43}, "wrong_election"),
        ({"commitment": "no digest"}, "bad_ballot"),
        ({"sealed": {"alpha": "2", "iv": "AAAAAAAAAAAAAAAA", "box": "AAAA"}}, "bad_ballot"),
        ({"credential": "4"}, "unknown_credential"),
    ],
)
def test_an_altered_ballot_is_refused(
    signed: Signed, altered: dict[str, object], code: str
) -> None:
    assert refusal(signed, signed.text(0, 1, **altered)) == code


def test_a_ballot_changed_in_one_digit_after_signing_is_refused(signed: Signed) -> None:
    ballot = json.loads(signed.text(0, 1))
    digit = ballot["signature"]["response"][0]
    ballot["signature"]["response"] = ("1" if digit != "1" else "2") + ballot["signature"][
        "response"
    ][1:]
    assert refusal(signed, json.dumps(ballot, separators=(",", ":"))) == "bad_ballot"


def test_a_ballot_with_spaces_is_refused(signed: Signed) -> None:
    assert refusal(signed, json.dumps(json.loads(signed.text(0, 1)))) == "bad_ballot"


def test_a_ballot_at_the_close_is_late(signed: Signed) -> None:
    text = signed.text(0, 1)
    assert refusal(signed, text, at=CLOSES) == "after_close"
    assert signed.cast(text, at=CLOSES - timedelta(seconds=1)).turn == 1


def test_a_slip_closed_for_paper_is_refused(signed: Signed) -> None:
    text = signed.text(0, 1)
    Credential.objects.filter(line=signed.lines[0]).update(closed_at=DURING, closed_why="paper")
    assert refusal(signed, text) == "closed_paper"


def test_a_clock_set_back_is_refused(signed: Signed) -> None:
    signed.vote(0, 1, at=DURING + timedelta(hours=1))
    assert refusal(signed, signed.text(1, 1), at=DURING) == "clock_set_back"


def test_a_secret_election_has_no_signed_box(signed: Signed) -> None:
    with pytest.raises(Missing):
        actions.cast_ballot(
            actor=signed.ground.visitor,
            uuid=signed.election.uuid,
            text="{}",
            key="k" * 20,
            at=DURING,
        )


def test_nothing_opens_before_the_close(signed: Signed) -> None:
    signed.vote(0, 1)
    with pytest.raises(Refused) as told:
        signed.hand_in(1, at=DURING)
    assert told.value.code == "wrong_state"


def test_one_teller_opens_nothing_and_a_wrong_share_is_refused(signed: Signed) -> None:
    signed.vote(0, 1)
    signed.closed()
    with pytest.raises(Refused):
        signed.hand_in(1, signed.share(2))
    signed.hand_in(1)
    assert not SignedVote.objects.exists()
    assert queries.signed_outcome(signed.election) is None


def test_two_of_three_tellers_open_the_box(signed: Signed) -> None:
    signed.vote(0, 1)
    signed.vote(1, 2)
    signed.vote(1, 1)
    signed.vote(2, 3)
    signed.opened(2, 3)
    outcome = queries.signed_outcome(signed.election)
    assert outcome is not None
    assert outcome.figures["votes"] == {"1": 2, "2": 0, "3": 1}
    assert outcome.valid


def test_shares_are_kept_locked_and_gone_when_the_votes_are_open(signed: Signed) -> None:
    signed.vote(0, 1)
    signed.closed()
    signed.hand_in(1)
    secret = str(signed.box.trusted.secret(1))
    assert secret not in Trustee.objects.get(election=signed.election, index=1).opening
    signed.hand_in(1)
    signed.hand_in(2)
    kept = Trustee.objects.get(election=signed.election, index=1).opening
    assert kept.startswith("sha256:")


def test_many_ballots_open_in_steps(signed: Signed, monkeypatch: pytest.MonkeyPatch) -> None:
    for line in range(4):
        signed.vote(line, 1)
    signed.closed()
    signed.hand_in(1)
    monkeypatch.setattr("linli.elections.actions.box_opening.open_step", lambda **_facts: False)
    signed.hand_in(2)
    assert not actions.open_step(
        actor=signed.ground.system, election=signed.election, at=AFTER, most=3
    )
    assert queries.signed_outcome(signed.election) is None
    assert actions.open_due(sub_district_id=signed.ground.place.id, at=AFTER) == 1
    outcome = queries.signed_outcome(signed.election)
    assert outcome is not None
    assert outcome.figures["took_part"] == 4


@pytest.mark.parametrize(
    ("numbers", "altered", "flaw"),
    [
        ((1, 2), {}, "too_many"),
        ((9,), {}, "not_on_ballot"),
        ((1,), {"vote_election": "AnotherElectionOf22Cha"}, "other_election"),
        ((1,), {"vote_line": "0" * 64}, "other_line"),
        ((1,), {"commitment": "a" * 64}, "other_commitment"),
    ],
)
def test_an_unsound_vote_is_counted_as_invalid_with_its_reason(
    signed: Signed, numbers: tuple[int, ...], altered: dict[str, object], flaw: str
) -> None:
    signed.cast(signed.text(0, *numbers, **altered))
    signed.vote(1, 1)
    signed.vote(2, 1)
    signed.opened()
    outcome = queries.signed_outcome(signed.election)
    assert outcome is not None
    assert outcome.figures["invalid"] == {flaw: 1}
    assert outcome.figures["took_part"] == 3
    assert outcome.figures["votes"]["1"] == 2


def test_a_vote_that_does_not_open_is_invalid_not_dropped(signed: Signed) -> None:
    ballot = json.loads(signed.text(0, 1))
    box = ballot["sealed"] | {"box": "A" * 43 + "="}
    signed.cast(signed.text(0, 1, sealed=box))
    signed.vote(1, 1)
    signed.vote(2, 1)
    signed.opened()
    outcome = queries.signed_outcome(signed.election)
    assert outcome is not None
    assert outcome.figures["invalid"] == {"shut": 1}


def test_paper_votes_are_added_and_committed_to(signed: Signed) -> None:
    signed.vote(0, 1)
    signed.paper(1, 1)
    signed.paper(2, 2)
    signed.opened()
    outcome = queries.signed_outcome(signed.election)
    assert outcome is not None
    assert outcome.figures["channels"]["paper"]["votes"] == {"1": 1, "2": 1}
    assert outcome.figures["votes"] == {"1": 2, "2": 1, "3": 0}
    signed.announced()
    text = queries.commitments_text(signed.ground.place.id, signed.election.uuid)
    assert text is not None
    assert len(json.loads(text)["paper"]) == 2


def test_a_paper_vote_that_one_person_entered_holds_the_opening_up(signed: Signed) -> None:
    signed.paper(1, 1, people=1)
    signed.closed()
    assert not paper_votes(signed.election).is_settled
    with pytest.raises(Refused) as told:
        signed.hand_in(1)
    assert told.value.code == "paper_first"


def test_the_result_is_announced_with_its_digest(signed: Signed) -> None:
    for line in range(3):
        signed.vote(line, 1)
    result = signed.opened().announced()
    assert result.valid
    assert result.figures["carried"]
    assert len(result.digest) == 64


def test_the_public_list_says_no_sum_before_the_result(signed: Signed) -> None:
    signed.vote(0, 1)
    text = queries.commitments_text(signed.ground.place.id, signed.election.uuid)
    assert text is not None
    assert "result" not in json.loads(text)
    signed.opened()
    text = queries.commitments_text(signed.ground.place.id, signed.election.uuid)
    assert text is not None
    assert "area" not in text
