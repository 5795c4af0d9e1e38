"""The tellers' pack alone gives the published sums, and any change to it is seen."""

from __future__ import annotations

import json
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from linli.elections import actions, queries
from linli.elections.documents.tellers_pack import recount_pack, tellers_pack
from linli.elections.queries.receipts import own_receipt, pack_of
from linli.elections.rules import ElectionKind
from linli.elections.rules.arithmetic import Ballot, committee_outcome, decision_outcome
from linli.elections.rules.signed import Vote, commitment_of, next_head, vote_text
from linli.elections.rules.signed_recount import ballot_as_data, counted_again, recount
from linli.elections.rules.thresholds import Sum
from linli.evidence.reading import BadPack
from linli.kernel.errors import Missing
from linli.records.models import AccessEntry
from tests.elections.signed_builders import AFTER, Signed, a_signed_vote
from tests.elections.test_signed_pages import a_teller
from tests.elections.test_thresholds import asks


@pytest.fixture
def counted(db: None) -> Signed:
    """A vote of four owners, one twice, one on paper, announced."""
    signed = a_signed_vote(areas=(985_000, 1_100_050, 890_000, 7_300_000))
    signed.vote(0, 2)
    signed.vote(0, 1)
    signed.vote(1, 1)
    signed.vote(2, 3)
    signed.paper(3, 1)
    signed.opened().announced()
    return signed


def test_the_pack_counts_to_the_published_sums(counted: Signed) -> None:
    pack, faults = recount_pack(BytesIO(tellers_pack(counted.election)))
    assert faults == []
    assert pack["result"]["figures"]["areas"]["1"] == 985_000 + 1_100_050 + 7_300_000


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        (lambda pack: pack["votes"][0].update(area_cm2=1), {"sums"}),
        (lambda pack: pack["votes"].pop(0), {"box", "list", "sums"}),
        (lambda pack: pack["votes"].append(deepcopy(pack["votes"][0])), {"roll"}),
        (lambda pack: pack["votes"][0].update(text=pack["votes"][1]["text"]), {"receipts"}),
        (lambda pack: pack["votes"][0].update(flaw="too_many"), {"flaws"}),
        (lambda pack: pack["box"].pop(1), {"box"}),
        (lambda pack: pack["public"]["online"].append("0" * 64), {"list"}),
        (lambda pack: pack["result"]["figures"].update(took_part=5), {"sums"}),
    ],
)
def test_any_change_to_a_pack_is_seen(counted: Signed, change: Any, seen: set[str]) -> None:
    pack = pack_of(counted.election)
    assert recount(pack) == []
    change(pack)
    assert seen <= set(recount(pack))


def test_a_pack_altered_as_a_file_is_refused(counted: Signed) -> None:
    whole = bytearray(tellers_pack(counted.election))
    whole[len(whole) // 3] ^= 1
    with pytest.raises(BadPack):
        recount_pack(BytesIO(bytes(whole)))


def test_taking_the_pack_is_written_down(counted: Signed) -> None:
    ground = counted.ground
    a_teller(counted, ground.runner)
    actions.take_tellers_pack(actor=ground.runner, election_id=counted.election.id, at=AFTER)
    assert AccessEntry.objects.filter(subject_id=counted.election.id, exported=True).count() == 1


def test_a_clerk_finds_no_pack(counted: Signed) -> None:
    with pytest.raises(Missing):
        actions.take_tellers_pack(
            actor=counted.ground.clerk, election_id=counted.election.id, at=AFTER
        )


@pytest.mark.django_db
def test_nobody_finds_a_pack_before_the_result() -> None:
    signed = a_signed_vote()
    signed.vote(0, 1)
    signed.opened()
    with pytest.raises(Missing):
        actions.take_tellers_pack(
            actor=signed.ground.runner, election_id=signed.election.id, at=AFTER
        )


def test_public_texts_hold_nobodys_area_and_nobodys_choice(counted: Signed) -> None:
    text = queries.commitments_text(counted.ground.place.id, counted.election.uuid)
    assert text is not None
    assert "1100050" not in text
    assert "salt" not in text
    assert "choices" not in text


def test_an_owner_sees_the_own_vote_after_the_result(counted: Signed) -> None:
    line, account = counted.lines[1], counted.ground.runner.account_id
    assert account is not None
    line.account_id = account
    line.save(update_fields=["account"])
    receipt = own_receipt(counted.election, account)
    assert receipt is not None
    assert (receipt.choices, receipt.area_cm2) == ((1,), 1_100_050)


@pytest.mark.django_db
def test_a_committee_is_counted_and_its_pack_holds() -> None:
    signed = a_signed_vote(
        kind=ElectionKind.OWNERS_COMMITTEE, areas=(1_000_000,) * 6, seats=5, candidates=6
    )
    for line in range(6):
        signed.vote(line, 1, 2, 3, 4, 5)
    result = signed.opened().announced()
    said = [one["outcome"] for one in result.figures["candidates"]]
    assert said == ["elected"] * 5 + ["not_elected"]
    assert recount(pack_of(signed.election)) == []
    words = queries.result_words(result.figures, queries.names_on_ballot(signed.election))
    assert words[0] == "6 人中有 6 人参加；三分之二需要 4 人。"


def made_pack(votes: list[Vote], ballot: Ballot, *, decision: bool) -> dict[str, Any]:
    """A pack as the server writes it, of votes that were all cast online."""
    outcome = decision_outcome(ballot, votes) if decision else committee_outcome(ballot, votes)
    rows, head = [], ""
    for line, vote in enumerate(votes):
        text = vote_text(election="U", line=str(line), choices=vote.choices, salt=f"{line:064x}")
        rows.append(
            {
                "line": line,
                "mark": str(line),
                "area_cm2": vote.area_cm2,
                "channel": "online",
                "text": text,
                "commitment": commitment_of(text),
                "flaw": vote.flaw,
            }
        )
        head = next_head(head, line, commitment_of(text), "0" * 64)
    return {
        "election": "U",
        "decision": decision,
        "count": ballot_as_data(ballot),
        "least": 0,
        "most": 3,
        "votes": rows,
        "box": [
            {"line": one["line"], "commitment": one["commitment"], "ballot": "0" * 64}
            for one in rows
        ],
        "public": {"head": head, "online": sorted(str(one["commitment"]) for one in rows)},
        "result": {"figures": outcome.figures},
    }


@given(
    st.lists(
        st.builds(
            Vote,
            area_cm2=st.integers(1, 10**8),
            choices=st.sets(st.sampled_from([1, 2, 3]), max_size=3).map(
                lambda chosen: tuple(sorted(chosen))
            ),
        ),
        max_size=30,
    ),
    st.booleans(),
    st.sampled_from(["", "示例条款"]),
)
def test_the_tally_equals_the_recount_from_the_file(
    votes: list[Vote], decision: bool, clause: str
) -> None:
    roll = Sum(len(votes) + 2, sum(one.area_cm2 for one in votes) + 10**6)
    ballot = Ballot(roll, [1, 2, 3], asks(), clause=clause, seats=2)
    pack = made_pack(votes, ballot, decision=decision)
    read = json.loads(json.dumps(pack))
    assert recount(read) == []
    assert counted_again(read) == read["result"]["figures"]


def test_a_tellers_pack_is_counted_again_by_a_command(
    counted: Signed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(tellers_pack(counted.election))
    call_command("recount_pack", str(path))
    assert "结果相同" in capsys.readouterr().out
