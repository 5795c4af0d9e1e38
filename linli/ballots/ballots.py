"""A ballot: choices encrypted, proven lawful, and signed with a credential."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any

from linli.ballots import canonical
from linli.ballots.errors import BadBallot, BadText
from linli.ballots.groups import Element, Random
from linli.ballots.proofs import (
    Branch,
    Ciphertext,
    Keys,
    Opening,
    Proof,
    ciphertext_from,
    encrypt,
    is_known,
    is_one_of,
    knows,
    plain,
    proof_from,
    prove_one_of,
    summed,
)
from linli.ballots.questions import Election, Question

_WHAT = "The ballot"


@dataclass(frozen=True)
class Answer:
    """The encrypted answer to one question, with its proofs."""

    choices: tuple[Ciphertext, ...]
    individual: tuple[tuple[Proof, ...], ...]
    overall: tuple[Proof, ...]
    blank: tuple[Proof, ...] = ()

    def plain(self) -> dict[str, object]:
        """Spell it as JSON does."""
        blank = {"blank_proof": plain(self.blank)} if self.blank else {}
        return {
            "choices": [choice.plain() for choice in self.choices],
            "individual_proofs": [plain(proofs) for proofs in self.individual],
            "overall_proof": plain(self.overall),
            **blank,
        }


@dataclass(frozen=True)
class Ballot:
    """A ballot as read; `text` is what was cast, byte for byte."""

    text: str
    credential: str
    answers: tuple[Answer, ...]
    hash: str
    signature: Proof
    public: Element

    @property
    def tracker(self) -> str:
        """What the voter finds on the public list."""
        return tracker(self.text)

    @property
    def ciphertexts(self) -> tuple[tuple[Ciphertext, ...], ...]:
        """The encrypted choices, question by question."""
        return tuple(answer.choices for answer in self.answers)

    @property
    def elements(self) -> list[Element]:
        """Every number that must be a member of the group."""
        parts = [part for answer in self.answers for choice in answer.choices for part in choice]
        return [self.public, *parts]


def tracker(text: str) -> str:
    """Give the smart ballot tracker of a ballot's text."""
    return canonical.short_digest(text.encode())


# -- making -----------------------------------------------------------------------------------


def make_ballot(
    election: Election, credential_secret: int, choices: Sequence[Sequence[int]], random: Random
) -> str:
    """Encrypt one list of noughts and ones for each question; a blank choice comes first."""
    keys = election.keys()
    group = election.group
    public = str(group.g_power(credential_secret))
    first = f"{election.fingerprint}|{public}"
    body = {
        "election_uuid": election.uuid,
        "election_hash": election.fingerprint,
        "credential": public,
        "answers": [
            _answered(keys, question, first, chosen, random).plain()
            for question, chosen in zip(election.questions, choices, strict=True)
        ],
    }
    fingerprint = canonical.short_digest(canonical.written(body).encode())
    proof = knows(group, f"sig|{fingerprint}|", credential_secret, random)
    return canonical.written({**body, "signature": {"hash": fingerprint, "proof": proof.plain()}})


def _answered(
    keys: Keys, question: Question, first: str, chosen: Sequence[int], random: Random
) -> Answer:
    _require_lawful(question, chosen)
    group = keys.group
    openings = [Opening(group.draw(random), number) for number in chosen]
    choices = tuple(encrypt(keys, opening) for opening in openings)
    individual = tuple(
        tuple(
            prove_one_of(keys, f"prove|{first}|{_named(choice)}|", branches, [opening] * 2, random)
        )
        for choice, opening in zip(choices, openings, strict=True)
        for branches in [[Branch(choice, 0), Branch(choice, 1)]]
    )
    second = f"{first}|{_listed(choices)}"
    offset = int(question.blank)
    total = summed(group, choices[offset:])
    known = Opening(
        sum(opening.randomness for opening in openings[offset:]) % group.q, sum(chosen[offset:])
    )
    counts = [Branch(total, number) for number in range(question.least, question.most + 1)]
    if not question.blank:
        prefix = f"prove|{second}|{_named(total)}|"
        overall = prove_one_of(keys, prefix, counts, [known] * len(counts), random)
        return Answer(choices, individual, tuple(overall))
    none = [Branch(choices[0], 0), Branch(total, 0)]
    blank = prove_one_of(keys, f"bproof0|{second}|", none, [openings[0], known], random)
    branches = [Branch(choices[0], 1), *counts]
    opened = [openings[0], *[known] * len(counts)]
    overall = prove_one_of(keys, f"bproof1|{second}|", branches, opened, random)
    return Answer(choices, individual, tuple(overall), tuple(blank))


def _require_lawful(question: Question, chosen: Sequence[int]) -> None:
    blank = question.blank and chosen and chosen[0]
    count = sum(chosen[question.blank :])
    lawful = count == 0 if blank else question.least <= count <= question.most
    if len(chosen) != question.length or not set(chosen) <= {0, 1} or not lawful:
        raise BadBallot("unlawful_choice", "The choices do not fit the question.")


def _named(ciphertext: Ciphertext) -> str:
    return f"{ciphertext.alpha},{ciphertext.beta}"


def _listed(choices: Sequence[Ciphertext]) -> str:
    return ",".join(map(_named, choices))


# -- checking ---------------------------------------------------------------------------------


def check_ballot(election: Election, text: str, public_credentials: Container[str]) -> Ballot:
    """Read and check a ballot in full, or say what is wrong with it."""
    ballot = read_ballot(election, text)
    if ballot.credential not in public_credentials:
        raise BadBallot("unknown_credential", "The ballot's credential is not on the list.")
    if not all(map(election.group.is_element, ballot.elements)):
        raise not_a_member()
    prove_ballot(election, ballot, election.keys())
    return ballot


def prove_ballot(election: Election, ballot: Ballot, keys: Keys) -> None:
    """Check signature and proofs; that its numbers are members is asked for apart."""
    if not _is_signed(election, ballot):
        raise BadBallot("bad_signature", "The ballot's signature does not fit its contents.")
    first = f"{election.fingerprint}|{ballot.credential}"
    for question, answer in zip(election.questions, ballot.answers, strict=True):
        _require_proofs(keys, question, answer, first)


def not_a_member() -> BadBallot:
    """Say that a number lies outside the group."""
    return BadBallot("not_a_member", "The ballot holds a number outside the election's group.")


def read_ballot(election: Election, text: str) -> Ballot:
    """Read a ballot of this election without checking its proofs."""
    try:
        return _read(election, text)
    except BadText as fault:
        raise BadBallot(fault.code, fault.sentence, **fault.facts) from None


def _read(election: Election, text: str) -> Ballot:
    given = canonical.fields(
        canonical.read(text, _WHAT),
        *("election_uuid", "election_hash", "credential", "answers", "signature"),
        what=_WHAT,
    )
    if given["election_uuid"] != election.uuid:
        raise BadBallot("other_election", "The ballot was made for another election.")
    if given["election_hash"] != election.fingerprint:
        raise BadBallot(
            "other_fingerprint", "The ballot was made for another wording of this election."
        )
    signature = canonical.fields(given["signature"], "hash", "proof", what=_WHAT)
    answers = canonical.items(given["answers"], len(election.questions), what=_WHAT)
    return Ballot(
        text=text,
        credential=canonical.decimal(given["credential"], what=_WHAT),
        public=election.group.parse(given["credential"], what=_WHAT),
        answers=tuple(
            _answer(election, question, thing)
            for question, thing in zip(election.questions, answers, strict=True)
        ),
        hash=canonical.string(signature["hash"], what=_WHAT),
        signature=proof_from(election.group, signature["proof"], what=_WHAT),
    )


def _answer(election: Election, question: Question, thing: Any) -> Answer:
    group = election.group
    names = ["choices", "individual_proofs", "overall_proof"]
    given = canonical.fields(thing, *names, *["blank_proof"] * question.blank, what=_WHAT)
    choices = canonical.items(given["choices"], question.length, what=_WHAT)
    individual = canonical.items(given["individual_proofs"], question.length, what=_WHAT)
    branches = question.most - question.least + 1 + question.blank

    def proofs(things: Any, count: int) -> tuple[Proof, ...]:
        listed = canonical.items(things, count, what=_WHAT)
        return tuple(proof_from(group, one, what=_WHAT) for one in listed)

    return Answer(
        choices=tuple(ciphertext_from(group, choice, what=_WHAT) for choice in choices),
        individual=tuple(proofs(pair, 2) for pair in individual),
        overall=proofs(given["overall_proof"], branches),
        blank=proofs(given["blank_proof"], 2) if question.blank else (),
    )


def _is_signed(election: Election, ballot: Ballot) -> bool:
    # Canonical, the signature comes last: what it signs is the text without it.
    body = ballot.text[: ballot.text.rindex(',"signature":')] + "}"
    return ballot.hash == canonical.short_digest(body.encode()) and is_known(
        election.group, f"sig|{ballot.hash}|", ballot.public, ballot.signature
    )


def _require_proofs(keys: Keys, question: Question, answer: Answer, first: str) -> None:
    for choice, proofs in zip(answer.choices, answer.individual, strict=True):
        branches = [Branch(choice, 0), Branch(choice, 1)]
        if not is_one_of(keys, f"prove|{first}|{_named(choice)}|", branches, proofs):
            raise BadBallot(
                "bad_proof", "A choice of the ballot is not proven to be either chosen or not."
            )
    if not _is_proven_overall(keys, question, answer, f"{first}|{_listed(answer.choices)}"):
        raise BadBallot(
            "bad_overall_proof", "The ballot is not proven to choose a lawful number of answers."
        )


def _is_proven_overall(keys: Keys, question: Question, answer: Answer, second: str) -> bool:
    total = summed(keys.group, answer.choices[question.blank :])
    counts = [Branch(total, number) for number in range(question.least, question.most + 1)]
    if not question.blank:
        return is_one_of(keys, f"prove|{second}|{_named(total)}|", counts, answer.overall)
    blank = answer.choices[0]
    none = [Branch(blank, 0), Branch(total, 0)]
    return is_one_of(keys, f"bproof0|{second}|", none, answer.blank) and is_one_of(
        keys, f"bproof1|{second}|", [Branch(blank, 1), *counts], answer.overall
    )
