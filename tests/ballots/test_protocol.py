"""The protocol in a small group: what is made holds, what is altered does not."""

import json
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linli.ballots import canonical, ceremony, proofs, sealed, tally
from linli.ballots.ballots import check_ballot, make_ballot, read_ballot, tracker
from linli.ballots.errors import BadBallot, BadText, BadTrustee, Fault
from linli.ballots.groups import BELENIOS_2048
from linli.ballots.proofs import Opening
from linli.ballots.questions import Question, election_from, election_text
from linli.ballots.trustees import key_text, singles_text, trustees_from, weight
from tests.ballots.builders import FIVE, GROUPS, TOY, Ground, Stream, a_ceremony, a_ground, counted

GROUND = a_ground(voters=4)
BLANK = Question("可以弃权", ("甲", "乙", "丙"), 1, 2, blank=True)
WITH_BLANK = a_ground(voters=4, questions=(BLANK, FIVE), seed="blank")
CAST = WITH_BLANK.vote(2, [0, 1, 0, 1], [1, 0, 0, 1, 0])
TRUSTEES = GROUND.ceremony.text

numbers = st.integers(0, int(TOY.q) - 1)
seeds = st.integers(0, 2**64)


@st.composite
def lawful(draw: st.DrawFn, question: Question) -> list[int]:
    """Choices that fit a question."""
    if question.blank and draw(st.booleans()):
        return [1, *[0] * len(question.answers)]
    count = draw(st.integers(question.least, question.most))
    chosen = draw(st.permutations(range(len(question.answers))))[:count]
    return [*[0] * question.blank, *[int(n in chosen) for n in range(len(question.answers))]]


# -- groups -----------------------------------------------------------------------------------


@given(numbers, st.lists(numbers, min_size=1, max_size=5))
def test_powers_of_one_base_are_the_powers_one_by_one(secret: int, exponents: list[int]) -> None:
    base = TOY.g_power(secret)
    assert TOY.powers(base, exponents) == [TOY.power(base, one) for one in exponents]


def test_powers_in_the_real_group_are_python_s() -> None:
    group, random = BELENIOS_2048, Stream("powers")
    exponents = [group.draw(random) for _ in range(4)]
    base = group.g_power(exponents[0])
    p = int(group.p)  # type: ignore[attr-defined]
    assert base == pow(int(group.g), int(exponents[0]), p)
    assert group.powers(base, exponents) == [pow(int(base), int(one), p) for one in exponents]


@given(numbers, st.integers(2, 11))
def test_tables_of_any_width_give_the_same_power(exponent: int, window: int) -> None:
    assert TOY.table(TOY.g, window).power(exponent) == TOY.power(TOY.g, exponent)


def test_among_many_members_one_stranger_is_seen() -> None:
    random = Stream("strangers")
    many = [TOY.g_power(TOY.draw(random)) for _ in range(400)]
    assert TOY.are_elements(many)
    for stranger in (TOY.p - many[7], 2, 0, TOY.p):  # type: ignore[attr-defined]
        assert not TOY.is_element(stranger)
        assert not TOY.are_elements([*many[:200], stranger, *many[200:]])


def test_two_strangers_do_not_hide_each_other() -> None:
    random = Stream("pairs")
    many = [TOY.g_power(TOY.draw(random)) for _ in range(400)]
    flipped = [TOY.p - one for one in many[:2]]  # type: ignore[attr-defined]
    assert TOY.is_element(TOY.multiply(*flipped))
    assert not TOY.are_elements([*flipped, *many[2:]])


# -- ballots ----------------------------------------------------------------------------------


@given(lawful(FIVE), seeds)
def test_a_lawful_ballot_holds(choices: list[int], seed: int) -> None:
    text = make_ballot(GROUND.election, GROUND.secret(0), [choices], Stream(seed))
    ballot = check_ballot(GROUND.election, text, set(GROUND.publics))
    assert ballot.credential == GROUND.publics[0]
    assert ballot.tracker == tracker(text)


@given(lawful(BLANK), lawful(FIVE), seeds)
def test_a_lawful_ballot_with_a_blank_question_holds(
    first: list[int], second: list[int], seed: int
) -> None:
    ground = WITH_BLANK
    text = make_ballot(ground.election, ground.secret(1), [first, second], Stream(seed))
    assert check_ballot(ground.election, text, set(ground.publics)).text == text


@pytest.mark.parametrize(
    ("question", "choices"),
    [
        (FIVE, [1, 1, 1, 1, 0]),
        (FIVE, [2, 0, 0, 0, 0]),
        (FIVE, [1, 0, 0, 0]),
        (BLANK, [0, 0, 0, 0]),
        (BLANK, [1, 1, 0, 0]),
        (BLANK, [0, 1, 1, 1]),
    ],
)
def test_an_unlawful_choice_makes_no_ballot(question: Question, choices: list[int]) -> None:
    ground = a_ground(voters=1, questions=(question,))
    with pytest.raises(BadBallot, match="do not fit"):
        ground.vote(0, choices)


@given(st.data())
def test_a_ballot_altered_in_one_digit_is_refused(data: st.DataObject) -> None:
    ground = WITH_BLANK
    text = CAST
    digits = [place for place, letter in enumerate(text) if letter.isdigit()]
    place = data.draw(st.sampled_from(digits))
    digit = data.draw(st.sampled_from("0123456789".replace(text[place], "")))
    with pytest.raises(BadBallot):
        check_ballot(ground.election, text[:place] + digit + text[place + 1 :], set(ground.publics))


@given(st.data())
def test_a_challenge_altered_and_signed_anew_is_refused(data: st.DataObject) -> None:
    ground = WITH_BLANK
    body = json.loads(CAST)
    answer = data.draw(st.sampled_from(body["answers"]))
    found = [*answer["individual_proofs"], answer["overall_proof"]]
    if "blank_proof" in answer:
        found.append(answer["blank_proof"])
    proof = data.draw(st.sampled_from(data.draw(st.sampled_from(found))))
    part = data.draw(st.sampled_from(["challenge", "response"]))
    number = data.draw(numbers.map(str))
    assume(number != proof[part])
    proof[part] = number
    with pytest.raises(BadBallot) as fault:
        check_ballot(ground.election, signed_anew(ground, 2, body), set(ground.publics))
    assert fault.value.code in {"bad_proof", "bad_overall_proof"}


def signed_anew(ground: Ground, voter: int, body: dict[str, object]) -> str:
    """Sign altered contents as the voter could."""
    unsigned = {name: value for name, value in body.items() if name != "signature"}
    digest = canonical.short_digest(canonical.written(unsigned).encode())
    proof = proofs.knows(ground.group, f"sig|{digest}|", ground.secret(voter), Stream("anew"))
    return canonical.written({**unsigned, "signature": {"hash": digest, "proof": proof.plain()}})


def test_whoever_is_not_on_the_list_cannot_vote() -> None:
    with pytest.raises(BadBallot, match="not on the list"):
        check_ballot(GROUND.election, GROUND.vote(0, [0] * 5), set(GROUND.publics[1:]))


def test_a_ballot_for_another_election_is_refused() -> None:
    other = a_ground(voters=4, seed="other")
    with pytest.raises(BadBallot) as fault:
        check_ballot(GROUND.election, other.vote(0, [0] * 5), set(other.publics))
    assert fault.value.code == "other_election"


def test_a_ballot_for_another_wording_is_refused() -> None:
    reworded = election_from(GROUND.election.text.replace("最多选三位", "最多选三人"), GROUPS)
    text = make_ballot(reworded, GROUND.secret(0), [[0] * 5], Stream("reworded"))
    with pytest.raises(BadBallot) as fault:
        check_ballot(GROUND.election, text, set(GROUND.publics))
    assert fault.value.code == "other_fingerprint"


WRITTEN_OTHERWISE: dict[str, Callable[[str], str]] = {
    "a space": lambda text: text.replace('","', '", "', 1),
    "a leading nought": lambda text: text.replace('"challenge":"', '"challenge":"0', 1),
    "a space after": lambda text: text + " ",
    "the end cut off": lambda text: text[:-1],
    "brackets without end": lambda _text: "[" * 100_000,
    "half a letter": lambda _text: "\ud800",
    "a field twice": lambda text: text.replace(
        '{"election_uuid"', '{"election_uuid":"","election_uuid"', 1
    ),
    "another order": lambda text: json.dumps(
        dict(reversed(json.loads(text).items())), separators=(",", ":")
    ),
}


@pytest.mark.parametrize("altered", WRITTEN_OTHERWISE.values(), ids=WRITTEN_OTHERWISE)
def test_only_one_way_of_writing_is_accepted(altered: Callable[[str], str]) -> None:
    text = altered(GROUND.vote(0, [0, 0, 1, 0, 0]))
    with pytest.raises(BadBallot):
        check_ballot(GROUND.election, text, set(GROUND.publics))


def test_what_is_refused_never_shows_the_vote() -> None:
    text = GROUND.vote(0, [0, 0, 1, 0, 0])
    for place in range(0, len(text), 37):
        with pytest.raises(BadBallot) as fault:
            check_ballot(GROUND.election, text[:place] + "#" + text[place + 1 :], set())
        assert set(fault.value.facts) <= {"what"}


# -- trustees and tally -----------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 3), lawful(FIVE)), max_size=8))
def test_the_tally_equals_a_recount_of_last_votes(votes: list[tuple[int, list[int]]]) -> None:
    pieces = counted(GROUND, [GROUND.vote(voter, choices) for voter, choices in votes])
    last = dict(votes)
    recount = [sum(choices[answer] for choices in last.values()) for answer in range(5)]
    assert json.loads(pieces.result) == {"result": [recount]}
    assert json.loads(pieces.sized)["num_tallied"] == len(last)


@given(st.integers(0, 10**6), st.integers(0, 10**4))
def test_numbers_are_read_off_up_to_the_most_and_no_further(number: int, more: int) -> None:
    opened = [[TOY.power(TOY.g, number)]]
    assert tally.counts_of(TOY, opened, number + more) == [[number]]
    if number:
        with pytest.raises(Fault, match="not a number of votes"):
            tally.counts_of(TOY, opened, number - 1)


@pytest.mark.parametrize("openers", [(1, 2), (1, 3), (2, 3), (1, 2, 3)])
def test_any_two_of_three_open_the_box(openers: tuple[int, ...]) -> None:
    assert opened_by(openers) == [[1, 0, 0, 1, 0]]


@pytest.mark.parametrize("openers", [(), (1,), (2,)])
def test_one_of_three_opens_nothing(openers: tuple[int, ...]) -> None:
    with pytest.raises(BadTrustee, match="Too few trustees"):
        opened_by(openers)


def opened_by(openers: tuple[int, ...]) -> tally.Counts:
    folded = tally.Tally(GROUND.election)
    folded.add(read_ballot(GROUND.election, GROUND.vote(0, [1, 0, 0, 1, 0])))
    text, _ = folded.texts()
    factors = {
        owner: tally.check_partial_decryption(
            GROUND.election,
            GROUND.trustees,
            owner,
            tally.partial_decryption(
                GROUND.election, GROUND.ceremony.secret(owner), text, Stream(owner)
            ),
            text,
        )
        for owner in openers
    }
    opened = tally.combine(GROUND.election, GROUND.trustees, text, factors)
    return tally.counts_of(GROUND.group, opened, 1)


def test_a_decryption_with_another_secret_is_refused() -> None:
    text, _ = tally.Tally(GROUND.election).texts()
    wrong = tally.partial_decryption(
        GROUND.election, GROUND.ceremony.secret(2), text, Stream("wrong")
    )
    with pytest.raises(BadTrustee, match="decryption of trustee 1"):
        tally.check_partial_decryption(GROUND.election, GROUND.trustees, 1, wrong, text)


def test_a_trustee_decrypts_nothing_outside_the_group() -> None:
    text, _ = tally.Tally(GROUND.election).texts()
    trap = text.replace('"alpha":"1"', '"alpha":"2"', 1)
    with pytest.raises(BadText, match="outside its group"):
        tally.partial_decryption(GROUND.election, GROUND.ceremony.secret(1), trap, Stream("trap"))


def test_single_trustees_all_are_needed() -> None:
    random = Stream("singles")
    secrets = [TOY.draw(random) for _ in range(3)]
    text = singles_text([key_text(TOY, secret, random) for secret in secrets])
    trustees = trustees_from(TOY, text)
    assert trustees.public_key(TOY) == TOY.g_power(sum(secrets))
    assert trustees.are_enough((1, 2, 3))
    assert not trustees.are_enough((1, 3))


@given(st.data())
def test_trustees_altered_in_one_digit_are_refused(data: st.DataObject) -> None:
    text = TRUSTEES
    digits = [place for place, letter in enumerate(text) if letter.isdigit()]
    place = data.draw(st.sampled_from(digits))
    digit = data.draw(st.sampled_from("0123456789".replace(text[place], "")))
    with pytest.raises(Fault):
        trustees_from(TOY, text[:place] + digit + text[place + 1 :])


def test_a_false_share_names_its_dealer() -> None:
    made = a_ceremony(seed="one")
    other = a_ceremony(seed="two")
    polynomials = [made.polynomials[0], other.polynomials[1], made.polynomials[2]]
    with pytest.raises(Fault):
        ceremony_secret(made, polynomials)


def ceremony_secret(made: object, polynomials: list[str]) -> int:
    return ceremony.share_secret(
        TOY,
        made.seeds[0],
        made.certificates,
        polynomials,
        index=1,  # type: ignore[attr-defined]
    )


# -- sealed votes -----------------------------------------------------------------------------


@given(st.text(max_size=300), seeds)
def test_two_tellers_of_three_read_a_sealed_vote(text: str, seed: int) -> None:
    public = GROUND.trustees.public_key(TOY)
    closed = sealed.seal_vote(public, text, Stream(seed), TOY)
    sealed.check_sealed(closed, TOY)
    shares = {
        owner: sealed.check_share(GROUND.trustees, owner, GROUND.ceremony.secret(owner), TOY)
        for owner in (1, 3)
    }
    secret = sealed.key_from_shares(GROUND.trustees, shares, TOY)
    assert sealed.open_vote(secret, closed, TOY) == text


def test_one_teller_reads_nothing() -> None:
    shares = {2: GROUND.ceremony.secret(2)}
    with pytest.raises(sealed.BadSeal, match="Too few tellers"):
        sealed.key_from_shares(GROUND.trustees, shares, TOY)


def test_another_teller_s_share_is_refused() -> None:
    with pytest.raises(sealed.BadSeal, match="not the secret share"):
        sealed.check_share(GROUND.trustees, 1, GROUND.ceremony.secret(2), TOY)


def test_a_sealed_vote_altered_on_the_way_does_not_open() -> None:
    shares = {owner: GROUND.ceremony.secret(owner) for owner in (1, 2)}
    secret = sealed.key_from_shares(GROUND.trustees, shares, TOY)
    closed = json.loads(sealed.seal_vote(TOY.g_power(secret), "赞成", Stream("box"), TOY))
    closed["box"] = (
        closed["box"][:-6]
        + ("AAAA" if closed["box"][-6:-2] != "AAAA" else "BBBB")
        + closed["box"][-2:]
    )
    with pytest.raises(sealed.BadSeal, match="does not open"):
        sealed.open_vote(secret, canonical.written(closed), TOY)


@given(st.text(max_size=50), st.text(max_size=50))
def test_a_signature_holds_for_its_message_alone(message: str, other: str) -> None:
    assume(message != other)
    signature = sealed.sign(5, message, Stream("sign"), TOY)
    public = str(TOY.g_power(5))
    assert sealed.check_signature(public, message, signature, TOY)
    assert not sealed.check_signature(public, other, signature, TOY)
    assert not sealed.check_signature(str(TOY.g_power(6)), message, signature, TOY)


@given(lawful(FIVE))
def test_encrypted_sums_are_sums(choices: list[int]) -> None:
    keys, random = GROUND.election.keys(), Stream("sums")
    opened = [Opening(TOY.draw(random), number) for number in choices]
    total = proofs.summed(TOY, [proofs.encrypt(keys, one) for one in opened])
    nonce = sum(one.randomness for one in opened) % TOY.q
    assert total == proofs.encrypt(keys, Opening(nonce, sum(choices)))


@given(st.sets(st.integers(1, 7), min_size=2, max_size=5))
def test_shares_weigh_as_lagrange_says(indices: set[int]) -> None:
    for index in indices:
        exact = Fraction(1)
        for other in indices - {index}:
            exact *= Fraction(other, other - index)
        q = int(TOY.q)
        assert weight(TOY, indices, index) == exact.numerator * pow(exact.denominator, -1, q) % q


# -- the election's own text ------------------------------------------------------------------


SENSELESS: dict[str, Callable[[str], str]] = {
    "version": lambda text: text.replace('"version":1', '"version":2'),
    "group": lambda text: text.replace("TOY-160", "TOY-161"),
    "least": lambda text: text.replace('"min":0,"max":3', '"min":4,"max":3'),
    "most": lambda text: text.replace('"min":0,"max":3', '"min":0,"max":6'),
    "a word for a number": lambda text: text.replace('"min":0', '"min":false'),
    "identifier": lambda text: text.replace('"uuid":"', '"uuid":"0'),
    "a space": lambda text: text.replace(",", ", ", 1),
}


@pytest.mark.parametrize("altered", SENSELESS.values(), ids=SENSELESS)
def test_an_election_that_makes_no_sense_is_refused(altered: Callable[[str], str]) -> None:
    with pytest.raises(BadText):
        election_from(altered(GROUND.election.text), GROUPS)


def test_an_election_reads_as_it_was_written() -> None:
    election = WITH_BLANK.election
    assert election.questions == (BLANK, FIVE)
    assert election.text == election_text(
        uuid=election.uuid,
        name=election.name,
        description=election.description,
        group=TOY,
        public_key=election.public_key,
        questions=(BLANK, FIVE),
    )
