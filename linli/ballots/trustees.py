"""Trustees: who together can open the box, and how their shares make one key."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from linli.ballots import canonical
from linli.ballots.errors import BadText, BadTrustee
from linli.ballots.groups import Element, Group, Random
from linli.ballots.proofs import Proof, is_known, is_signed, knows, proof_from

_WHAT = "The list of trustees"


@dataclass(frozen=True)
class Single:
    """A trustee without whom nothing opens."""

    public_key: Element


@dataclass(frozen=True)
class Pedersen:
    """Trustees of whom `threshold` are enough."""

    threshold: int
    public_key: Element
    shares: tuple[Element, ...]
    """The public key of each one's share, in their order."""


@dataclass(frozen=True)
class Trustees:
    """All trustees of an election, as trustees.json lists them."""

    members: tuple[Single | Pedersen, ...]
    owners: tuple[Element, ...] = field(init=False)
    """The public key of each person's part; owner 1 comes first."""

    def __post_init__(self) -> None:
        owners: list[Element] = []
        for member in self.members:
            owners += [member.public_key] if isinstance(member, Single) else member.shares
        object.__setattr__(self, "owners", tuple(owners))

    def public_key(self, group: Group) -> Element:
        """Give the election's public key."""
        return group.multiply(*(member.public_key for member in self.members))

    def are_enough(self, owners: Sequence[int]) -> bool:
        """Tell whether these persons together can open the box."""
        first = 1
        for member in self.members:
            size, needed = (
                (1, 1) if isinstance(member, Single) else (len(member.shares), member.threshold)
            )
            if len({owner for owner in owners if first <= owner < first + size}) < needed:
                return False
            first += size
        return True


# -- signed texts -----------------------------------------------------------------------------


def signed_text(group: Group, secret: int, message: str, random: Random) -> str:
    """Sign a message and write both."""
    from_message = knows(group, f"sigmsg|{message}|", secret, random)
    return canonical.written({"message": message, "signature": from_message.plain()})


def message_of(group: Group, public: Element, thing: Any, *, what: str) -> str:
    """Give the message if the owner of `public` signed it."""
    given = canonical.fields(thing, "message", "signature", what=what)
    message = canonical.string(given["message"], what=what)
    signature = proof_from(group, given["signature"], what=what)
    if not is_signed(group, public, message, signature):
        raise BadTrustee(
            "bad_signature", "%(what)s bears a signature that does not fit.", what=what
        )
    return message


# -- single keys ------------------------------------------------------------------------------


def key_text(group: Group, secret: int, random: Random) -> str:
    """Write a trustee's public key with the proof that its secret is known."""
    public = group.g_power(secret)
    proof = knows(group, f"pok|{group.name}|{public}|", secret, random)
    return canonical.written({"pok": proof.plain(), "public_key": str(public)})


def key_of(group: Group, thing: Any, *names: str, what: str) -> tuple[Element, Mapping[str, Any]]:
    """Read a public key and check that its secret is known."""
    given = canonical.fields(thing, "pok", "public_key", *names, what=what, optional=("signature",))
    public = member_of(group, given["public_key"], what=what)
    proof = proof_from(group, given["pok"], what=what)
    if not is_known(group, f"pok|{group.name}|{public}|", public, proof):
        raise BadTrustee(
            "bad_key_proof",
            "%(what)s holds a key whose owner does not prove to know it.",
            what=what,
        )
    return public, given


def member_of(group: Group, text: Any, *, what: str) -> Element:
    """Read a number and check that it is a member of the group."""
    element = group.parse(text, what=what)
    if not group.is_element(element):
        raise BadText("bad_number", "%(what)s holds a number outside its group.", what=what)
    return element


# -- threshold keys ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Certificate:
    """A trustee's two public keys: one signs, for the other is encrypted."""

    verification: Element
    encryption: Element
    place: tuple[int, int, int] | None
    """Index, threshold and number of trustees, which older texts leave out."""


def certificate_of(group: Group, thing: Any) -> Certificate:
    """Read a certificate and check its signature."""
    what = "A trustee's certificate"
    given = canonical.fields(thing, "message", "signature", what=what)
    message = canonical.read(canonical.string(given["message"], what=what), what)
    keys = canonical.fields(
        message, "context", "verification", "encryption", what=what, optional=("context",)
    )
    verification = member_of(group, keys["verification"], what=what)
    message_of(group, verification, thing, what=what)
    place = _place(group, keys["context"], what) if "context" in keys else None
    return Certificate(verification, member_of(group, keys["encryption"], what=what), place)


def _place(group: Group, thing: Any, what: str) -> tuple[int, int, int]:
    context = canonical.fields(thing, "group", "size", "threshold", "index", what=what)
    if context["group"] != group.name:
        raise BadTrustee("other_group", "A trustee's certificate names another group.")
    index, threshold, size = (
        canonical.whole(context[name], what=what) for name in ("index", "threshold", "size")
    )
    return index, threshold, size


def commitments_of(group: Group, certificate: Certificate, thing: Any) -> list[Element]:
    """Read the commitments to a trustee's polynomial and check their signature."""
    what = "A trustee's commitments"
    message = message_of(group, certificate.verification, thing, what=what)
    raw = canonical.fields(canonical.read(message, what), "coefexps", what=what)
    return [member_of(group, one, what=what) for one in canonical.items(raw["coefexps"], what=what)]


def agreement(certificates: Sequence[Any], commitments: Sequence[Element]) -> str:
    """Write what each trustee signs: everybody's certificate and the own commitments."""
    texts = {"certs": list(certificates), "coefexps": [str(one) for one in commitments]}
    return "certs_sig|" + canonical.written(texts)


def weight(group: Group, indices: Collection[int], index: int) -> int:
    """How much the share of one index counts when the shares of these come together."""
    result = 1
    for other in indices:
        if other != index:
            result = result * other * pow(int(other - index), -1, int(group.q)) % group.q
    return result


def share_key(group: Group, commitments: Sequence[Sequence[Element]], index: int) -> Element:
    """Compute the public key of a trustee's share from everybody's commitments."""
    return group.multiply(
        *(
            group.power(commitment, pow(index, power, int(group.q)))
            for own in commitments
            for power, commitment in enumerate(own)
        )
    )


def pedersen_of(group: Group, thing: Any) -> Pedersen:
    """Read a threshold key and check every proof and signature in it."""
    names = ("threshold", "certs", "coefexps", "signatures", "verification_keys")
    given = canonical.fields(thing, *names, what=_WHAT, optional=("signatures",))
    certs = canonical.items(given["certs"], what=_WHAT)
    size = len(certs)
    threshold = canonical.whole(given["threshold"], what=_WHAT)
    if not 1 <= threshold <= size:
        raise BadTrustee("bad_threshold", "The threshold of the trustees is impossible.")
    certificates = [certificate_of(group, cert) for cert in certs]
    _require_places(certificates, threshold)
    texts = canonical.items(given["coefexps"], size, what=_WHAT)
    commitments = [
        commitments_of(group, certificate, text)
        for certificate, text in zip(certificates, texts, strict=True)
    ]
    if any(len(own) != threshold for own in commitments):
        raise BadTrustee("bad_commitments", "A trustee's commitments do not fit the threshold.")
    if "signatures" in given:
        _require_agreement(group, certs, certificates, commitments, given["signatures"])
    keys = canonical.items(given["verification_keys"], size, what=_WHAT)
    shares = tuple(
        dealt_key(group, certificates[index - 1], commitments, index, key)
        for index, key in enumerate(keys, start=1)
    )
    return Pedersen(threshold, group.multiply(*(own[0] for own in commitments)), shares)


def _require_places(certificates: Sequence[Certificate], threshold: int) -> None:
    size = len(certificates)
    for index, certificate in enumerate(certificates, start=1):
        if certificate.place not in (None, (index, threshold, size)):
            raise BadTrustee(
                "wrong_place", "A trustee's certificate was made for another place or threshold."
            )


def _require_agreement(
    group: Group,
    certs: Sequence[Any],
    certificates: Sequence[Certificate],
    commitments: Sequence[Sequence[Element]],
    signatures: Any,
) -> None:
    listed = canonical.items(signatures, len(certs), what=_WHAT)
    for certificate, own, thing in zip(certificates, commitments, listed, strict=True):
        signature = proof_from(group, thing, what=_WHAT)
        if not is_signed(group, certificate.verification, agreement(certs, own), signature):
            raise BadTrustee(
                "bad_agreement", "A trustee's signature under all certificates does not fit."
            )


def dealt_key(
    group: Group,
    certificate: Certificate,
    commitments: Sequence[Sequence[Element]],
    index: int,
    thing: Any,
) -> Element:
    """Read a trustee's verification key and check that it is the one that was dealt."""
    public, given = key_of(group, thing, "signature", what=_WHAT)
    if public != share_key(group, commitments, index):
        raise BadTrustee("wrong_share_key", "A trustee's key is not the one that was dealt.")
    if "signature" in given:
        signature: Proof = proof_from(group, given["signature"], what=_WHAT)
        if not is_signed(group, certificate.verification, str(public), signature):
            raise BadTrustee(
                "bad_signature", "%(what)s bears a signature that does not fit.", what=_WHAT
            )
    return public


# -- all of them ------------------------------------------------------------------------------


def trustees_from(group: Group, text: str) -> Trustees:
    """Read trustees.json and check every proof in it."""
    members: list[Single | Pedersen] = []
    for thing in canonical.items(canonical.read(text, _WHAT), what=_WHAT):
        kind, body = canonical.items(thing, 2, what=_WHAT)
        if kind == "Single":
            members.append(Single(key_of(group, body, what=_WHAT)[0]))
        elif kind == "Pedersen":
            members.append(pedersen_of(group, body))
        else:
            raise BadText("wrong_shape", "%(what)s has the wrong shape.", what=_WHAT)
    if not members:
        raise BadTrustee("no_trustees", "There is no trustee.")
    return Trustees(tuple(members))


def singles_text(keys: Sequence[str]) -> str:
    """Write trustees.json for trustees who all are needed."""
    return canonical.written([["Single", canonical.read(key, _WHAT)] for key in keys])
