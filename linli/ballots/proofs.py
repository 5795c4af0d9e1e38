"""Proofs that something holds of a ciphertext or a key, and that give nothing else away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from linli.ballots import canonical
from linli.ballots.groups import Element, FixedBase, Group, Random


class Proof(NamedTuple):
    """A challenge and the response to it."""

    challenge: int
    response: int

    def plain(self) -> dict[str, str]:
        """Spell it as JSON does."""
        return {"challenge": str(self.challenge), "response": str(self.response)}


class Ciphertext(NamedTuple):
    """A number encrypted in the exponent: g^r, y^r g^number."""

    alpha: Element
    beta: Element

    def plain(self) -> dict[str, str]:
        """Spell it as JSON does."""
        return {"alpha": str(self.alpha), "beta": str(self.beta)}


class Keys(NamedTuple):
    """A group with the tables of its generator and of an election's public key."""

    group: Group
    g: FixedBase
    y: FixedBase


class Branch(NamedTuple):
    """A claim that may be true: this ciphertext holds this number."""

    ciphertext: Ciphertext
    number: int


class Opening(NamedTuple):
    """What the maker of a ciphertext knows of it."""

    randomness: int
    number: int


def proof_from(group: Group, thing: Any, *, what: str) -> Proof:
    """Read a proof."""
    given = canonical.fields(thing, "challenge", "response", what=what)
    return Proof(
        group.exponent(given["challenge"], what=what), group.exponent(given["response"], what=what)
    )


def ciphertext_from(group: Group, thing: Any, *, what: str) -> Ciphertext:
    """Read a ciphertext; whether its parts are members is asked for apart."""
    given = canonical.fields(thing, "alpha", "beta", what=what)
    return Ciphertext(group.parse(given["alpha"], what=what), group.parse(given["beta"], what=what))


def encrypt(keys: Keys, opening: Opening) -> Ciphertext:
    """Encrypt a number."""
    group, (randomness, number) = keys.group, opening
    hidden = keys.y.power(randomness)
    if number:
        hidden = group.multiply(hidden, keys.g.power(number % group.q))
    return Ciphertext(keys.g.power(randomness), hidden)


def summed(group: Group, ciphertexts: Sequence[Ciphertext]) -> Ciphertext:
    """Add up encrypted numbers without opening them."""
    return Ciphertext(
        group.multiply(*(one.alpha for one in ciphertexts)),
        group.multiply(*(one.beta for one in ciphertexts)),
    )


def knows(group: Group, prefix: str, secret: int, random: Random) -> Proof:
    """Prove to know the exponent of g^secret."""
    nonce = group.draw(random)
    challenge = group.hash_to_zq(prefix, [group.g_power(nonce)])
    return Proof(challenge, (nonce - secret * challenge) % group.q)


def is_known(group: Group, prefix: str, public: Element, proof: Proof) -> bool:
    """Tell whether the proof shows that its maker knows the exponent of `public`."""
    commitment = group.multiply(group.g_power(proof.response), group.power(public, proof.challenge))
    return group.hash_to_zq(prefix, [commitment]) == proof.challenge


def sign(group: Group, secret: int, message: str, random: Random) -> Proof:
    """Sign a message."""
    return knows(group, f"sigmsg|{message}|", secret, random)


def is_signed(group: Group, public: Element, message: str, signature: Proof) -> bool:
    """Tell whether the owner of `public` signed the message."""
    return is_known(group, f"sigmsg|{message}|", public, signature)


def prove_one_of(
    keys: Keys,
    prefix: str,
    branches: Sequence[Branch],
    openings: Sequence[Opening],
    random: Random,
) -> list[Proof]:
    """Prove that at least one branch is true without telling which.

    `openings` go with the branches; exactly the first true one is proven, the others are acted.
    """
    group, q = keys.group, keys.group.q
    true = next(
        place
        for place, (branch, opening) in enumerate(zip(branches, openings, strict=True))
        if (branch.number - opening.number) % q == 0
    )
    commitments: list[Element] = []
    proofs: list[Proof] = []
    for place, (branch, (randomness, number)) in enumerate(zip(branches, openings, strict=True)):
        challenge = 0 if place == true else group.draw(random)
        response = group.draw(random)
        # Whoever knows the randomness needs no power of the ciphertext itself.
        exponent = (response + randomness * challenge) % q
        second = keys.y.power(exponent)
        if off := (number - branch.number) * challenge % q:
            second = group.multiply(second, keys.g.power(off))
        commitments += [keys.g.power(exponent), second]
        proofs.append(Proof(challenge, response))
    total = group.hash_to_zq(prefix, commitments)
    challenge = (total - sum(proof.challenge for proof in proofs)) % q
    nonce = proofs[true].response
    proofs[true] = Proof(challenge, (nonce - openings[true].randomness * challenge) % q)
    return proofs


def is_one_of(keys: Keys, prefix: str, branches: Sequence[Branch], proofs: Sequence[Proof]) -> bool:
    """Tell whether the proofs show that at least one branch is true."""
    group = keys.group
    raised = _raised(group, branches, proofs)
    commitments: list[Element] = []
    for branch, proof, (alpha, beta) in zip(branches, proofs, raised, strict=True):
        first = group.multiply(keys.g.power(proof.response), alpha)
        second = group.multiply(keys.y.power(proof.response), beta)
        if branch.number:
            off = -branch.number * proof.challenge % group.q
            second = group.multiply(second, keys.g.power(off))
        commitments += [first, second]
    total = group.hash_to_zq(prefix, commitments)
    return (sum(proof.challenge for proof in proofs) - total) % group.q == 0


def _raised(
    group: Group, branches: Sequence[Branch], proofs: Sequence[Proof]
) -> list[tuple[Element, Element]]:
    """Raise each branch's ciphertext to its challenge, one ciphertext's powers together."""
    places: dict[Ciphertext, list[int]] = {}
    for place, branch in enumerate(branches):
        places.setdefault(branch.ciphertext, []).append(place)
    raised: dict[int, tuple[Element, Element]] = {}
    for ciphertext, own in places.items():
        challenges = [proofs[place].challenge for place in own]
        alphas = group.powers(ciphertext.alpha, challenges)
        betas = group.powers(ciphertext.beta, challenges)
        raised |= zip(own, zip(alphas, betas, strict=True), strict=True)
    return [raised[place] for place in range(len(branches))]


def prove_decryption(
    group: Group, prefix: str, secret: int, base: Element, random: Random
) -> Proof:
    """Prove that g and `base` were raised to the same secret."""
    nonce = group.draw(random)
    challenge = group.hash_to_zq(prefix, [group.g_power(nonce), group.power(base, nonce)])
    return Proof(challenge, (nonce - secret * challenge) % group.q)


def is_decryption(
    group: Group, prefix: str, public: Element, base: Element, *, raised: Element, proof: Proof
) -> bool:
    """Tell whether `public` = g^x and `raised` = base^x for the same x."""
    first = group.multiply(group.g_power(proof.response), group.power(public, proof.challenge))
    second = group.multiply(group.power(base, proof.response), group.power(raised, proof.challenge))
    return group.hash_to_zq(prefix, [first, second]) == proof.challenge


def plain(proofs: Sequence[Proof]) -> list[Mapping[str, str]]:
    """Spell proofs as JSON does."""
    return [proof.plain() for proof in proofs]
