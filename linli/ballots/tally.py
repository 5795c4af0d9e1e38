"""From the last ballots to the result: add up, decrypt together, read off the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isqrt
from typing import Any

from linli.ballots import canonical
from linli.ballots.ballots import Ballot
from linli.ballots.errors import BadText, BadTrustee, Fault
from linli.ballots.groups import Element, Group, Random
from linli.ballots.proofs import (
    Ciphertext,
    ciphertext_from,
    is_decryption,
    proof_from,
    prove_decryption,
)
from linli.ballots.questions import Election
from linli.ballots.trustees import Single, Trustees
from linli.ballots.trustees import weight as weight_among

HEAVIEST = 10**11
"""The protocol's largest total weight."""
_TALLY = "The encrypted tally"
_DECRYPTION = "A partial decryption"
_RESULT = "The result"

Sum = list[list[Ciphertext]]
"""One ciphertext for each answer of each question."""
Counts = list[list[int]]


class Tally:
    """Adds up the last ballot of each credential."""

    def __init__(self, election: Election) -> None:
        self._election = election
        self._last: dict[str, tuple[Sequence[Sequence[Ciphertext]], int]] = {}

    def add(self, ballot: Ballot, weight: int = 1) -> None:
        """Take a ballot in place of an earlier one with the same credential."""
        self._last[ballot.credential] = (ballot.ciphertexts, weight)

    @property
    def count(self) -> int:
        """How many ballots count."""
        return len(self._last)

    @property
    def weight(self) -> int:
        """How much they weigh together."""
        return sum(weight for _, weight in self._last.values())

    def sums(self) -> Sum:
        """Add them up."""
        total = nothing(self._election)
        for ciphertexts, weight in self._last.values():
            total = added(self._election.group, total, ciphertexts, weight)
        return total

    def texts(self) -> tuple[str, str]:
        """Write the encrypted tally and the payload of its event."""
        text = encrypted_tally_text(self.sums())
        return text, sized_text(text, self.count, self.weight)


def nothing(election: Election) -> Sum:
    """Begin a sum."""
    one = election.group.identity
    return [[Ciphertext(one, one)] * question.length for question in election.questions]


def added(
    group: Group, total: Sum, ciphertexts: Sequence[Sequence[Ciphertext]], times: int = 1
) -> Sum:
    """Add ciphertexts to a sum."""
    return [
        [
            Ciphertext(
                group.multiply(old.alpha, _times(group, new.alpha, times)),
                group.multiply(old.beta, _times(group, new.beta, times)),
            )
            for old, new in zip(olds, news, strict=True)
        ]
        for olds, news in zip(total, ciphertexts, strict=True)
    ]


def _times(group: Group, element: Element, times: int) -> Element:
    return element if times == 1 else group.power(element, times)


def encrypted_tally_text(sums: Sum) -> str:
    """Write the encrypted tally."""
    return canonical.written([[one.plain() for one in row] for row in sums])


def sized_text(tally: str, count: int, weight: int) -> str:
    """Write the payload of the tally's event."""
    return canonical.written(
        {
            "num_tallied": count,
            "total_weight": canonical.weight_plain(weight),
            "encrypted_tally": canonical.digest(tally.encode()),
        }
    )


def tally_from(election: Election, text: str) -> Sum:
    """Read an encrypted tally."""
    rows = canonical.items(canonical.read(text, _TALLY), len(election.questions), what=_TALLY)
    return [
        [
            ciphertext_from(election.group, one, what=_TALLY)
            for one in canonical.items(row, question.length, what=_TALLY)
        ]
        for question, row in zip(election.questions, rows, strict=True)
    ]


# -- decrypting -------------------------------------------------------------------------------


def partial_decryption(election: Election, secret: int, tally: str, random: Random) -> str:
    """Decrypt with one trustee's secret, and prove that it was that secret."""
    group = election.group
    sums = tally_from(election, tally)
    _require_members(group, sums)
    prefix = f"decrypt|{election.fingerprint}|{group.g_power(secret)}|"
    return canonical.written(
        {
            "decryption_factors": [
                [str(group.power(one.alpha, secret)) for one in row] for row in sums
            ],
            "decryption_proofs": [
                [prove_decryption(group, prefix, secret, one.alpha, random).plain() for one in row]
                for row in sums
            ],
        }
    )


def _require_members(group: Group, sums: Sum) -> None:
    # Of a number outside the group a secret's power would give part of the secret away.
    if not all(group.is_element(part) for row in sums for one in row for part in one):
        raise BadText("bad_number", "%(what)s holds a number outside its group.", what=_TALLY)


def check_partial_decryption(
    election: Election, trustees: Trustees, owner: int, text: str, tally: str
) -> list[list[Element]]:
    """Give the factors of a partial decryption whose proofs hold."""
    if not 1 <= owner <= len(trustees.owners):
        raise BadTrustee("no_such_trustee", "There is no trustee %(owner)s.", owner=owner)
    group, public = election.group, trustees.owners[owner - 1]
    sums = tally_from(election, tally)
    names = ("decryption_factors", "decryption_proofs")
    given = canonical.fields(canonical.read(text, _DECRYPTION), *names, what=_DECRYPTION)
    prefix = f"decrypt|{election.fingerprint}|{public}|"
    factors: list[list[Element]] = []
    for row, texts, proofs in zip(
        sums, _rows(given[names[0]], sums), _rows(given[names[1]], sums), strict=True
    ):
        factors.append([group.parse(one, what=_DECRYPTION) for one in texts])
        for one, factor, thing in zip(row, factors[-1], proofs, strict=True):
            proof = proof_from(group, thing, what=_DECRYPTION)
            if not group.is_element(factor) or not is_decryption(
                group, prefix, public, one.alpha, raised=factor, proof=proof
            ):
                raise BadTrustee(
                    "bad_decryption",
                    "The decryption of trustee %(owner)s is not proven to be right.",
                    owner=owner,
                )
    return factors


def _rows(thing: Any, sums: Sum) -> list[list[Any]]:
    rows = canonical.items(thing, len(sums), what=_DECRYPTION)
    return [
        canonical.items(row, len(own), what=_DECRYPTION)
        for row, own in zip(rows, sums, strict=True)
    ]


def combine(
    election: Election,
    trustees: Trustees,
    tally: str,
    factors: Mapping[int, Sequence[Sequence[Element]]],
) -> list[list[Element]]:
    """Put checked partial decryptions together: g to the number of votes, answer by answer."""
    if not trustees.are_enough(tuple(factors)):
        raise BadTrustee("too_few_trustees", "Too few trustees have decrypted.")
    group = election.group
    weights = _weights(group, trustees, factors)
    return [
        [
            group.multiply(
                one.beta,
                group.inverse(
                    group.multiply(
                        *(
                            _times(group, factors[owner][row][place], share)
                            for owner, share in weights.items()
                        )
                    )
                ),
            )
            for place, one in enumerate(ciphertexts)
        ]
        for row, ciphertexts in enumerate(tally_from(election, tally))
    ]


def _weights(group: Group, trustees: Trustees, owners: Mapping[int, object]) -> dict[int, int]:
    weights: dict[int, int] = {}
    first = 1
    for member in trustees.members:
        if isinstance(member, Single):
            weights[first] = 1
            first += 1
            continue
        there = [index for index in range(1, len(member.shares) + 1) if first + index - 1 in owners]
        used = there[: member.threshold]
        weights |= {first + index - 1: weight_among(group, used, index) for index in used}
        first += len(member.shares)
    return weights


# -- the result -------------------------------------------------------------------------------


def counts_of(group: Group, opened: Sequence[Sequence[Element]], most: int) -> Counts:
    """Read off the numbers, none of which is larger than `most`."""
    find = _Finder(group, most)
    return [[find(element) for element in row] for row in opened]


class _Finder:
    """Finds n of g^n, by small steps up and large steps down."""

    def __init__(self, group: Group, most: int) -> None:
        if most > HEAVIEST:
            raise Fault("too_heavy", "The votes together weigh more than the protocol allows.")
        self._group, self._most = group, most
        self._step = isqrt(most) + 1
        self._small: dict[Element, int] = {}
        element = group.identity
        for number in range(self._step):
            self._small.setdefault(element, number)
            element = group.multiply(element, group.g)
        self._down = group.inverse(element)

    def __call__(self, element: Element) -> int:
        for large in range(self._step + 1):
            if (small := self._small.get(element)) is not None:
                number = large * self._step + small
                if number <= self._most:
                    return number
                break
            element = self._group.multiply(element, self._down)
        raise Fault("no_such_number", "The decrypted tally is not a number of votes.")


def result_text(counts: Counts) -> str:
    """Write the result."""
    return canonical.written(
        {"result": [[canonical.weight_plain(number) for number in row] for row in counts]}
    )


def result_from(election: Election, text: str) -> Counts:
    """Read a result."""
    given = canonical.fields(canonical.read(text, _RESULT), "result", what=_RESULT)
    rows = canonical.items(given["result"], len(election.questions), what=_RESULT)
    return [
        [
            canonical.weight(number, what=_RESULT)
            for number in canonical.items(row, question.length, what=_RESULT)
        ]
        for question, row in zip(election.questions, rows, strict=True)
    ]


def is_result(group: Group, opened: Sequence[Sequence[Element]], counts: Counts) -> bool:
    """Tell whether the numbers are what was decrypted."""
    return all(
        group.power(group.g, number) == element
        for row, numbers in zip(opened, counts, strict=True)
        for element, number in zip(row, numbers, strict=True)
    )
