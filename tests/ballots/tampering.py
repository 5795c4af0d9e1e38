"""Archives that somebody altered, each in one way, and what is wrong with each."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from linli.ballots import archive, ballots, canonical, proofs, tally
from linli.ballots.archive import Chain, EventType
from linli.ballots.groups import BELENIOS_2048
from linli.ballots.proofs import Branch, Keys, Opening
from linli.ballots.questions import election_from
from tests.ballots.builders import (
    GROUPS,
    STAMP,
    Ground,
    Pieces,
    Stream,
    a_ground,
    counted,
    recast,
)


@dataclass(frozen=True)
class Tampered:
    """What is altered, the check that says so and with which word, and whether the tool sees it."""

    make: Callable[[Ground, Pieces], bytes]
    check: str
    code: str
    tool_sees: bool = True


def an_election(group_name: str = BELENIOS_2048.name) -> tuple[Ground, Pieces]:
    """An election of three voters, one of whom voted twice."""
    ground = a_ground(GROUPS[group_name])
    cast = [
        ground.vote(0, [1, 0, 0, 1, 0]),
        ground.vote(1, [0, 1, 1, 0, 1]),
        ground.vote(2, [0, 0, 0, 0, 0]),
        ground.vote(1, [0, 0, 0, 1, 1]),
    ]
    return ground, counted(ground, cast)


def signed_anew(ground: Ground, voter: int, body: dict[str, object]) -> str:
    """Sign altered contents as the voter could."""
    unsigned = {name: value for name, value in body.items() if name != "signature"}
    digest = canonical.short_digest(canonical.written(unsigned).encode())
    proof = proofs.knows(ground.group, f"sig|{digest}|", ground.secret(voter), Stream("anew"))
    return canonical.written({**unsigned, "signature": {"hash": digest, "proof": proof.plain()}})


def _counted_with(ground: Ground, pieces: Pieces, number: int, text: str) -> bytes:
    """Put a ballot in place of another and count it as if nothing were wrong."""
    cast = [*pieces.ballots]
    cast[number] = text
    return counted(ground, cast).written()


def altered_challenge(ground: Ground, pieces: Pieces) -> bytes:
    body = json.loads(pieces.ballots[0])
    proof = body["answers"][0]["individual_proofs"][2][1]
    proof["challenge"] = str((int(proof["challenge"]) + 1) % ground.group.q)
    return _counted_with(ground, pieces, 0, signed_anew(ground, 0, body))


def two_votes_for_one(ground: Ground, pieces: Pieces) -> bytes:
    body = json.loads(pieces.ballots[0])
    choice = body["answers"][0]["choices"][0]
    choice["beta"] = str(ground.group.multiply(int(choice["beta"]), ground.group.g))
    return _counted_with(ground, pieces, 0, signed_anew(ground, 0, body))


def ballot_left_out(ground: Ground, pieces: Pieces) -> bytes:
    left = [pieces.ballots[0], *pieces.ballots[2:]][:2]
    return counted(ground, pieces.ballots, counting=left).written()


def replayed_ballot(_ground: Ground, pieces: Pieces) -> bytes:
    return replace(pieces, ballots=(*pieces.ballots, pieces.ballots[0])).written()


def wrong_number(_ground: Ground, pieces: Pieces) -> bytes:
    return replace(pieces, sized=tally.sized_text(pieces.tally, 4, 3)).written()


def wrong_weight(_ground: Ground, pieces: Pieces) -> bytes:
    return replace(pieces, sized=tally.sized_text(pieces.tally, 3, 4)).written()


def other_tally_published(ground: Ground, pieces: Pieces) -> bytes:
    other = counted(ground, pieces.ballots, counting=pieces.ballots[:2])
    return replace(pieces, tally=other.tally, sized=tally.sized_text(other.tally, 3, 3)).written()


def credential_not_listed(_ground: Ground, pieces: Pieces) -> bytes:
    listed = json.loads(pieces.credentials)
    voted = json.loads(pieces.ballots[0])["credential"]
    return replace(
        pieces, credentials=canonical.written([one for one in listed if one != voted])
    ).written()


def credential_twice(_ground: Ground, pieces: Pieces) -> bytes:
    listed = json.loads(pieces.credentials)
    return replace(pieces, credentials=canonical.written([*listed, listed[0]])).written()


def wrong_uuid(ground: Ground, pieces: Pieces) -> bytes:
    body = json.loads(pieces.ballots[0]) | {"election_uuid": "EY6S92bUVobyU4"}
    return _written_as_is(ground, pieces, signed_anew(ground, 0, body))


def wrong_fingerprint(ground: Ground, pieces: Pieces) -> bytes:
    other = election_from(ground.election.text.replace("示例", "另例"), GROUPS)
    text = ballots.make_ballot(other, ground.secret(0), [[1, 0, 0, 1, 0]], ground.random)
    return _written_as_is(ground, pieces, text)


def not_canonical(ground: Ground, pieces: Pieces) -> bytes:
    return _written_as_is(ground, pieces, pieces.ballots[0].replace(',"answers"', ', "answers"'))


def _written_as_is(_ground: Ground, pieces: Pieces, text: str) -> bytes:
    return recast(pieces, 0, text).written()


def cut_off(_ground: Ground, pieces: Pieces) -> bytes:
    return pieces.written()[:-700]


def last_event_missing(_ground: Ground, pieces: Pieces) -> bytes:
    return pieces.written()[:-1024]


def more_after_the_end(_ground: Ground, pieces: Pieces) -> bytes:
    return pieces.written() + bytes(512)


def one_byte_after_the_end(_ground: Ground, pieces: Pieces) -> bytes:
    return pieces.written() + b"\n"


def swapped_decryptions(_ground: Ground, pieces: Pieces) -> bytes:
    (first, one), (second, other) = pieces.decryptions
    return replace(pieces, decryptions=((first, other), (second, one))).written()


def one_decryption_too_few(_ground: Ground, pieces: Pieces) -> bytes:
    return replace(pieces, decryptions=pieces.decryptions[:1]).written()


def wrong_result(_ground: Ground, pieces: Pieces) -> bytes:
    counts = json.loads(pieces.result)["result"]
    counts[0][0] += 1
    return replace(pieces, result=tally.result_text(counts)).written()


def ballot_after_the_end(_ground: Ground, pieces: Pieces) -> bytes:
    chain = Chain(STAMP)
    parts = [*chain.begin(pieces.election, pieces.trustees, pieces.credentials)]
    for ballot in pieces.ballots[:3]:
        parts += chain.ballot(ballot)
    parts += chain.end_ballots()
    parts += chain.ballot(pieces.ballots[3])
    parts += chain.encrypted_tally(pieces.tally, pieces.sized)
    for owner, text in pieces.decryptions:
        parts += chain.partial_decryption(owner, text)
    parts += chain.result(pieces.result)
    return b"".join(parts)


def other_trustees(_ground: Ground, pieces: Pieces) -> bytes:
    other = a_ground(BELENIOS_2048, seed="other")
    return replace(pieces, trustees=other.ceremony.text).written()


def number_outside_the_group(ground: Ground, pieces: Pieces) -> bytes:
    return _written_as_is(ground, pieces, a_stranger_in(ground, 0))


def a_stranger_in(ground: Ground, voter: int) -> str:
    """Make a ballot whose proofs hold although one number lies outside the group.

    Minus one vanishes in even powers, so that proofs with even challenges do not see it.
    """
    group, election, keys = ground.group, ground.election, ground.election.keys()
    p = group.p  # type: ignore[attr-defined]
    body = json.loads(ground.vote(voter, [1, 0, 0, 0, 0]))
    answer = body["answers"][0]
    openings = [Opening(group.draw(ground.random), number) for number in (1, 0, 0, 0, 0)]
    choices = [proofs.encrypt(keys, one) for one in openings]
    choices[0] = choices[0]._replace(alpha=p - choices[0].alpha)
    first = f"{election.fingerprint}|{body['credential']}"
    total = proofs.summed(group, choices)
    known = Opening(sum(one.randomness for one in openings) % group.q, 1)
    listed = ",".join(f"{one.alpha},{one.beta}" for one in choices)
    answer["choices"] = [one.plain() for one in choices]
    answer["individual_proofs"] = [
        _even(
            keys,
            f"prove|{first}|{one.alpha},{one.beta}|",
            [Branch(one, 0), Branch(one, 1)],
            [known_of] * 2,
            ground,
        )
        for one, known_of in zip(choices, openings, strict=True)
    ]
    answer["overall_proof"] = _even(
        keys,
        f"prove|{first}|{listed}|{total.alpha},{total.beta}|",
        [Branch(total, number) for number in range(4)],
        [known] * 4,
        ground,
    )
    return signed_anew(ground, voter, body)


def _even(
    keys: Keys, prefix: str, branches: list[Branch], openings: list[Opening], ground: Ground
) -> list[dict[str, str]]:
    while True:
        made = proofs.prove_one_of(keys, prefix, branches, openings, ground.random)
        if all(one.challenge % 2 == 0 for one in made):
            return [one.plain() for one in made]


def response_too_large(ground: Ground, pieces: Pieces) -> bytes:
    body = json.loads(pieces.ballots[0])
    proof = body["signature"]["proof"]
    proof["response"] = str(int(proof["response"]) + ground.group.q)
    return _written_as_is(ground, pieces, canonical.written(body))


def another_time_in_a_record(_ground: Ground, pieces: Pieces) -> bytes:
    record = archive.data_record(pieces.ballots[1], STAMP)
    return pieces.written().replace(record, archive.data_record(pieces.ballots[1], STAMP + 1))


def a_bit_flipped(_ground: Ground, pieces: Pieces) -> bytes:
    data = bytearray(pieces.written())
    data[len(data) // 2] ^= 1
    return bytes(data)


def a_record_too_many(_ground: Ground, pieces: Pieces) -> bytes:
    record = archive.data_record(pieces.ballots[1], STAMP)
    return pieces.written().replace(record, record + record)


def a_link_missing(_ground: Ground, pieces: Pieces) -> bytes:
    chain = Chain(STAMP)
    parts = [*chain.begin(pieces.election, pieces.trustees, pieces.credentials)]
    chain.head = "0" * 64
    parts += chain.add(EventType.END_BALLOTS)
    return b"".join(parts)


def in_result(make: Callable[[int], object]) -> Callable[[Ground, Pieces], bytes]:
    """Write the first number of the result in another way."""

    def made(_ground: Ground, pieces: Pieces) -> bytes:
        told = json.loads(pieces.result)
        told["result"][0][0] = make(told["result"][0][0])
        return replace(pieces, result=canonical.written(told)).written()

    return made


def count_plus_group_order(ground: Ground, pieces: Pieces) -> bytes:
    return in_result(lambda number: str(number + ground.group.q))(ground, pieces)


def count_of_all_and_the_group_order(ground: Ground, pieces: Pieces) -> bytes:
    told = json.loads(pieces.result)
    told["result"][0] = [str(number + ground.group.q) for number in told["result"][0]]
    return replace(pieces, result=canonical.written(told)).written()


def key_too_many_in_result(_ground: Ground, pieces: Pieces) -> bytes:
    return replace(pieces, result=pieces.result[:-1] + ',"x":1}').written()


def key_too_many_in_election(_ground: Ground, pieces: Pieces) -> bytes:
    return replace(pieces, election=pieces.election[:-1] + ',"x":1}').written()


def version_is_true(_ground: Ground, pieces: Pieces) -> bytes:
    return replace(
        pieces, election=pieces.election.replace('"version":1,', '"version":true,', 1)
    ).written()


def version_of_the_file_is_true(_ground: Ground, pieces: Pieces) -> bytes:
    whole = pieces.written()
    body = canonical.written({"version": True, "timestamp": str(STAMP)}).encode()
    return archive.record("BELENIOS", body, STAMP) + whole[len(archive.header(STAMP)) :]


def key_too_many_in_sized(_ground: Ground, pieces: Pieces) -> bytes:
    return replace(pieces, sized=pieces.sized[:-1] + ',"x":1}').written()


def weight_of_all_is_text(_ground: Ground, pieces: Pieces) -> bytes:
    told = json.loads(pieces.sized)
    told["total_weight"] = str(told["total_weight"])
    return replace(pieces, sized=canonical.written(told)).written()


def key_too_many_in_trustees(_ground: Ground, pieces: Pieces) -> bytes:
    told = json.loads(pieces.trustees)
    told[0][1]["x"] = 1
    return replace(pieces, trustees=canonical.written(told)).written()


def key_too_many_in_decryption(_ground: Ground, pieces: Pieces) -> bytes:
    (owner, text), *rest = pieces.decryptions
    return replace(pieces, decryptions=((owner, text[:-1] + ',"x":1}'), *rest)).written()


def weighing(heavy: str, *, used: bool) -> Callable[[Ground, Pieces], bytes]:
    """Let one credential of the list weigh otherwise: of a voter who voted, or of none."""

    def made(ground: Ground, pieces: Pieces) -> bytes:
        own = json.loads(pieces.ballots[0])["credential"]
        stranger = str(ground.group.g_power(987654321))
        listed = json.loads(pieces.credentials)
        listed = (
            [f"{one},{heavy}" if one == own else one for one in listed]
            if used
            else [*listed, f"{stranger},{heavy}"]
        )
        return replace(pieces, credentials=canonical.written(listed)).written()

    return made


def a_bomb(_ground: Ground, pieces: Pieces) -> bytes:
    return replace(pieces, result='{"result":[' + "[]," * 600_000 + "[]]}").written()


def credential_outside_the_group(_ground: Ground, pieces: Pieces) -> bytes:
    listed = json.loads(pieces.credentials)
    return replace(pieces, credentials=canonical.written([*listed, "3"])).written()


STRICT = {
    "count_hexadecimal": Tampered(in_result(hex), "result", "bad_number", tool_sees=False),
    "count_true": Tampered(in_result(bool), "result", "bad_number"),
    "count_in_blanks": Tampered(in_result(lambda one: f" {one} "), "result", "bad_number"),
    "count_in_a_list": Tampered(in_result(lambda one: [one]), "result", "bad_number"),
    "count_as_text": Tampered(in_result(str), "result", "bad_number", tool_sees=False),
    "count_negative": Tampered(in_result(lambda one: -one), "result", "bad_number"),
    "count_with_a_point": Tampered(in_result(float), "result", "bad_number"),
    "weight_of_one_who_voted": Tampered(
        weighing("5", used=True), "credentials", "weighted_credential"
    ),
    "weight_of_nobody": Tampered(
        weighing("7", used=False), "credentials", "weighted_credential", tool_sees=False
    ),
    "weight_nought": Tampered(weighing("0", used=True), "credentials", "weighted_credential"),
    "weight_empty": Tampered(weighing("", used=True), "credentials", "weighted_credential"),
    "weight_and_name": Tampered(
        weighing("1,somebody", used=True), "credentials", "weighted_credential"
    ),
}
"""What other ways of writing would let through."""

TAMPERED = STRICT | {
    one.make.__name__: one
    for one in (
        Tampered(altered_challenge, "ballots", "bad_proof"),
        Tampered(two_votes_for_one, "ballots", "bad_proof"),
        Tampered(ballot_left_out, "tally", "wrong_tally"),
        Tampered(replayed_ballot, "ballots", "replayed", tool_sees=False),
        Tampered(wrong_number, "tally", "wrong_count", tool_sees=False),
        Tampered(wrong_weight, "tally", "wrong_count", tool_sees=False),
        Tampered(other_tally_published, "tally", "wrong_tally", tool_sees=False),
        Tampered(credential_not_listed, "ballots", "unknown_credential"),
        Tampered(credential_twice, "credentials", "same_credential"),
        Tampered(wrong_uuid, "ballots", "other_election"),
        Tampered(wrong_fingerprint, "ballots", "other_fingerprint"),
        Tampered(not_canonical, "ballots", "not_canonical"),
        Tampered(cut_off, "archive", "cut_off"),
        Tampered(last_event_missing, "archive", "cut_off"),
        Tampered(more_after_the_end, "archive", "altered"),
        Tampered(one_byte_after_the_end, "archive", "altered"),
        Tampered(swapped_decryptions, "decryptions", "bad_decryption"),
        Tampered(one_decryption_too_few, "decryptions", "too_few_trustees"),
        Tampered(wrong_result, "result", "wrong_result"),
        Tampered(count_plus_group_order, "result", "too_many_votes", tool_sees=False),
        Tampered(count_of_all_and_the_group_order, "result", "too_many_votes", tool_sees=False),
        Tampered(key_too_many_in_result, "result", "wrong_shape", tool_sees=False),
        Tampered(key_too_many_in_election, "election", "wrong_shape"),
        Tampered(version_is_true, "election", "wrong_shape"),
        Tampered(version_of_the_file_is_true, "archive", "wrong_shape"),
        Tampered(key_too_many_in_sized, "tally", "wrong_shape", tool_sees=False),
        Tampered(weight_of_all_is_text, "tally", "bad_number", tool_sees=False),
        Tampered(key_too_many_in_trustees, "trustees", "wrong_shape", tool_sees=False),
        Tampered(key_too_many_in_decryption, "decryptions", "wrong_shape", tool_sees=False),
        Tampered(credential_outside_the_group, "credentials", "bad_number"),
        Tampered(a_bomb, "result", "too_large"),
        Tampered(ballot_after_the_end, "archive", "out_of_turn"),
        Tampered(other_trustees, "trustees", "other_key"),
        Tampered(number_outside_the_group, "ballots", "not_a_member"),
        Tampered(response_too_large, "ballots", "bad_number"),
        Tampered(another_time_in_a_record, "archive", "altered"),
        Tampered(a_bit_flipped, "archive", "altered"),
        Tampered(a_record_too_many, "archive", "wrong_records"),
        Tampered(a_link_missing, "archive", "broken_chain"),
    )
}
