"""What the browser's programs make, the library accepts, and the other way round."""

from __future__ import annotations

import json
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from linli.ballots import ceremony, credentials, sealed, tally
from linli.ballots.ballots import check_ballot, tracker
from linli.ballots.errors import BadCredential
from linli.ballots.groups import BELENIOS_2048 as GROUP
from linli.ballots.questions import Question, election_from, election_text
from linli.ballots.trustees import trustees_from
from tests.ballots.builders import FIVE, Ground, Pieces, Stream, a_ceremony
from tests.ballots.tampering import TAMPERED, Tampered, an_election
from tools.programs import environment, node_homes

PEER = Path(__file__).with_name("peer.ts")
RANDOM = Stream("booth")
UUID = credentials.new_token(RANDOM)


def ask(do: str, **facts: Any) -> Any:
    """Let the browser's program do something, in the Node that came with the packages."""
    node = node_homes()[0] / "bin" / "node"
    said = subprocess.run(  # noqa: S603
        [str(node), str(PEER)],
        input=json.dumps({"do": do, **facts}),
        capture_output=True,
        text=True,
        env=environment(),
        check=True,
    )
    return json.loads(said.stdout)


@pytest.fixture(scope="module")
def made() -> tuple[Ground, Pieces]:
    return an_election()


def an_open_election(question: Question = FIVE) -> tuple[str, str, str, int]:
    """An election's text, a code with its public half, and the secret that opens it."""
    secret = GROUP.draw(RANDOM)
    text = election_text(
        uuid=UUID,
        name="示例选举",
        description="示例",
        group=GROUP,
        public_key=GROUP.g_power(secret),
        questions=(question,),
    )
    code = credentials.new_credential(RANDOM(64))
    return text, credentials.slip_text(code), credentials.public_of(UUID, code), secret


@pytest.mark.parametrize("picked", [[], [0], [1, 2, 4]])
def test_a_ballot_of_the_booth_is_accepted(picked: list[int]) -> None:
    text, code, public, _secret = an_open_election()
    ballot = ask("ballot", election=text, code=code, picked=picked)
    read = check_ballot(election_from(text), ballot["text"], {public})
    assert read.tracker == ballot["tracker"] == tracker(ballot["text"])
    assert ballot["fingerprint"] == election_from(text).fingerprint


@pytest.mark.parametrize(("picked", "blank"), [([], True), ([0], False), ([1, 2], False)])
def test_a_ballot_with_a_blank_choice_is_accepted(picked: list[int], blank: bool) -> None:
    text, code, public, _secret = an_open_election(Question("示例", ("甲", "乙", "丙"), 1, 2, True))
    ballot = ask("ballot", election=text, code=code, picked=picked, blank=blank)
    assert check_ballot(election_from(text), ballot["text"], {public}).credential == public


def test_the_booth_sees_what_the_library_sees_in_a_ballot(made: tuple[Ground, Pieces]) -> None:
    ground, pieces = made
    listed = list(ground.publics)
    asked = {"election": ground.election.text, "credentials": listed}
    assert ask("sound", text=pieces.ballots[0], **asked) is True
    assert ask("sound", text=pieces.ballots[0].replace("1", "2", 1), **asked) is False
    assert ask("sound", text=pieces.ballots[0], **{**asked, "credentials": []}) is False


def test_codes_of_the_booth_are_the_librarys() -> None:
    for code, public in ask("codes", uuid=UUID, count=5):
        assert credentials.public_of(UUID, credentials.checked(code)) == public


def test_the_same_character_is_named() -> None:
    code = credentials.slip_text(credentials.new_credential(RANDOM(64)))
    plain = code.replace("-", "")
    swapped = plain[:4] + plain[5] + plain[4] + plain[6:]
    spoiled = ["0" + plain[1:], plain[:9] + ("A" if plain[9] != "A" else "B") + plain[10:], swapped]
    for one, fault in zip(spoiled, ask("fault", codes=spoiled), strict=True):
        with pytest.raises(BadCredential) as refusal:
            credentials.checked(one)
        assert refusal.value.places[0] == fault["place"]
    assert ask("fault", codes=[code, plain]) == [None, None]


def test_keepers_of_the_browser_make_a_key_that_the_library_reads() -> None:
    of = [{"election": UUID, "index": index, "size": 3, "threshold": 2} for index in (1, 2, 3)]
    first = [ask("cert", **one) for one in of]
    seeds = [{**one, "seed": cert["seed"]} for one, cert in zip(of, first, strict=True)]
    certs = [one["text"] for one in first]
    polynomials = [ask("polynomial", certs=certs, **one) for one in seeds]
    keys = [ask("verification", certs=certs, polynomials=polynomials, **one) for one in seeds]
    text = ceremony.trustees_text(GROUP, certs, polynomials, keys)
    assert len(trustees_from(GROUP, text).owners) == 3
    ours = ceremony.share_secret(GROUP, first[1]["seed"], certs, polynomials, index=2)
    opening = ask(
        "decryption", certs=certs, polynomials=polynomials, fingerprint="x", tally="[]", **seeds[1]
    )
    assert opening["share"] == str(ours)


def test_a_keepers_opening_is_accepted(made: tuple[Ground, Pieces]) -> None:
    ground, pieces = made
    trusted = a_ceremony(GROUP, seed="booth")
    trustees = trustees_from(GROUP, trusted.text)
    text = election_text(
        uuid=UUID,
        name="示例选举",
        description="示例",
        group=GROUP,
        public_key=trustees.public_key(GROUP),
        questions=(FIVE,),
    )
    election = election_from(text)
    sums = tally.Tally(election)
    encrypted, _sized = sums.texts()
    opening = ask(
        "decryption",
        election=UUID,
        index=3,
        size=3,
        threshold=2,
        seed=trusted.seeds[2],
        certs=trusted.certificates,
        polynomials=trusted.polynomials,
        fingerprint=election.fingerprint,
        tally=encrypted,
    )
    tally.check_partial_decryption(election, trustees, 3, opening["text"], encrypted)
    assert sealed.check_share(trustees, 3, opening["share"])
    assert ground.election.uuid
    assert pieces.ballots


def test_a_signed_vote_opens_to_what_was_committed_to() -> None:
    text, code, public, secret = an_open_election()
    made_ = ask("signed", election=text, code=code, numbers=[3, 1])
    ballot = json.loads(made_["text"])
    signature = ballot.pop("signature")
    written = json.dumps(ballot, separators=(",", ":"))
    proof = json.dumps(signature, separators=(",", ":"))
    assert ballot["credential"] == public
    assert sealed.check_signature(public, written, proof)
    locked = json.dumps(ballot["sealed"], separators=(",", ":"))
    vote = sealed.open_vote(secret, locked)
    assert sha256(vote.encode()).hexdigest() == ballot["commitment"] == made_["commitment"]
    assert json.loads(vote)["choices"] == [1, 3]


def test_what_the_library_seals_the_browser_opens() -> None:
    secret = GROUP.draw(RANDOM)
    locked = sealed.seal_vote(GROUP.g_power(secret), "示例", RANDOM)
    assert ask("open", secret=str(secret), sealed=json.loads(locked)) == "示例"


def test_the_browser_verifies_a_record(made: tuple[Ground, Pieces], tmp_path: Path) -> None:
    path = tmp_path / "record.bel"
    path.write_bytes(made[1].written())
    report = ask("verify", path=str(path))
    assert [check["code"] for check in report["checks"] if not check["holds"]] == []
    assert len(report["checks"]) == 8
    assert report["counts"] == [1, 0, 0, 2, 1]
    assert [one["counts"] for one in report["ballots"]] == [True, False, True, True]


@pytest.mark.parametrize("tampered", TAMPERED.values(), ids=TAMPERED)
def test_the_browser_refuses_an_altered_record(
    tampered: Tampered, made: tuple[Ground, Pieces], tmp_path: Path
) -> None:
    path = tmp_path / "record.bel"
    path.write_bytes(tampered.make(*made))
    report = ask("verify", path=str(path))
    assert not all(check["holds"] for check in report["checks"])
