"""How trustees make a threshold key together, each on a device of their own.

Three turns, each a text that the others and the server check: a certificate; a polynomial, with
a share for each trustee, encrypted so that only that one reads it; a verification key. All a
trustee keeps is a seed of 22 letters. The server passes texts on and learns no secret.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from linli.ballots import canonical
from linli.ballots.credentials import new_token
from linli.ballots.errors import BadText, BadTrustee
from linli.ballots.groups import Element, Group, Random
from linli.ballots.proofs import sign
from linli.ballots.sealed import open_text, seal_text
from linli.ballots.trustees import (
    Certificate,
    agreement,
    certificate_of,
    commitments_of,
    dealt_key,
    key_text,
    message_of,
    pedersen_of,
    share_key,
    signed_text,
)

_WHAT = "A trustee's polynomial"


@dataclass(frozen=True)
class Seat:
    """A trustee's place among the others: `threshold` of `size` open the box."""

    index: int
    threshold: int
    size: int

    def context(self, group: Group) -> dict[str, object]:
        """Spell it as a certificate does."""
        return {
            "group": group.name,
            "size": self.size,
            "threshold": self.threshold,
            "index": self.index,
        }


@dataclass(frozen=True)
class _Secrets:
    signing: int
    decryption: int


def new_seed(random: Random) -> str:
    """Draw the one secret that a trustee keeps."""
    return new_token(random)


def certificate(group: Group, seed: str, seat: Seat, random: Random) -> str:
    """First turn: publish two keys, signed."""
    own = _secrets(group, seed)
    message = {
        "context": seat.context(group),
        "verification": str(group.g_power(own.signing)),
        "encryption": str(group.g_power(own.decryption)),
    }
    return signed_text(group, own.signing, canonical.written(message), random)


def check_certificate(group: Group, text: str, seat: Seat) -> None:
    """Refuse a certificate that is not well made for this seat."""
    read = certificate_of(group, canonical.read(text, "A trustee's certificate"))
    if read.place != (seat.index, seat.threshold, seat.size):
        raise BadTrustee(
            "wrong_place", "A trustee's certificate was made for another place or threshold."
        )


def polynomial(
    group: Group, seed: str, certificates: Sequence[str], *, index: int, random: Random
) -> str:
    """Second turn: deal a share to each trustee, and commit to what was dealt."""
    own = _secrets(group, seed)
    certs = [canonical.read(text, "A trustee's certificate") for text in certificates]
    others = _certificates(group, certificates)
    _require_own(group, own, others, index)
    threshold = _threshold(others)
    coefficients = [group.draw(random) for _ in range(threshold)]
    commitments = [group.g_power(one) for one in coefficients]
    coefexps = signed_text(
        group,
        own.signing,
        canonical.written({"coefexps": [str(one) for one in commitments]}),
        random,
    )
    agreed = sign(group, own.signing, agreement(certs, commitments), random)
    return canonical.written(
        {
            "coefexps": canonical.read(coefexps, _WHAT),
            "signature": agreed.plain(),
            "shares": [
                _dealt(group, own, other, _value(group, coefficients, place), random)
                for place, other in enumerate(others, start=1)
            ],
        }
    )


def check_polynomial(group: Group, certificates: Sequence[str], text: str, *, index: int) -> None:
    """Refuse a polynomial that is not well made by the trustee of this index."""
    _commitments(group, _certificates(group, certificates), text, index)


def verification_key(
    group: Group,
    seed: str,
    certificates: Sequence[str],
    polynomials: Sequence[str],
    *,
    index: int,
    random: Random,
) -> str:
    """Third turn: check the shares that were dealt to oneself, and publish their sum's key."""
    own = _secrets(group, seed)
    secret = share_secret(group, seed, certificates, polynomials, index=index)
    key = canonical.read(key_text(group, secret, random), "A trustee's key")
    signature = sign(group, own.signing, key["public_key"], random)
    return canonical.written({**key, "signature": signature.plain()})


def share_secret(
    group: Group,
    seed: str,
    certificates: Sequence[str],
    polynomials: Sequence[str],
    *,
    index: int,
) -> int:
    """Open the shares dealt to oneself and add them up: what decrypts, from the seed alone."""
    own = _secrets(group, seed)
    others = _certificates(group, certificates)
    _require_own(group, own, others, index)
    total = 0
    for dealer, text in enumerate(polynomials, start=1):
        commitments = _commitments(group, others, text, dealer)
        share = _opened(group, own, others[dealer - 1], text, index)
        if group.g_power(share) != share_key(group, [commitments], index):
            raise BadTrustee(
                "wrong_share",
                "The share from trustee %(dealer)s is not what that trustee committed to.",
                dealer=dealer,
            )
        total += share
    return total % group.q


def trustees_text(
    group: Group,
    certificates: Sequence[str],
    polynomials: Sequence[str],
    verification_keys: Sequence[str],
) -> str:
    """Write trustees.json from the texts of the three turns, checking them all."""
    dealt = [canonical.read(text, _WHAT) for text in polynomials]
    body = {
        "threshold": _threshold(_certificates(group, certificates)),
        "certs": [canonical.read(text, "A trustee's certificate") for text in certificates],
        "coefexps": [one["coefexps"] for one in dealt],
        "signatures": [one["signature"] for one in dealt],
        "verification_keys": [
            canonical.read(text, "A trustee's key") for text in verification_keys
        ],
    }
    pedersen_of(group, body)
    return canonical.written([["Pedersen", body]])


def check_verification_key(
    group: Group,
    certificates: Sequence[str],
    polynomials: Sequence[str],
    text: str,
    *,
    index: int,
) -> None:
    """Refuse a verification key that is not the one dealt to the trustee of this index."""
    others = _certificates(group, certificates)
    commitments = [
        _commitments(group, others, one, dealer) for dealer, one in enumerate(polynomials, start=1)
    ]
    key = canonical.read(text, "A trustee's key")
    dealt_key(group, others[index - 1], commitments, index, key)


def _secrets(group: Group, seed: str) -> _Secrets:
    def grown(kind: str) -> int:
        return int(sha256(f"{kind}|{seed}".encode()).hexdigest(), 16) % group.q

    return _Secrets(grown("sk"), grown("dk"))


def _certificates(group: Group, texts: Sequence[str]) -> list[Certificate]:
    return [
        certificate_of(group, canonical.read(text, "A trustee's certificate")) for text in texts
    ]


def _threshold(certificates: Sequence[Certificate]) -> int:
    places = [certificate.place for certificate in certificates]
    size = len(places)
    threshold = places[0][1] if places and places[0] else 0
    if threshold < 1 or places != [(index, threshold, size) for index in range(1, size + 1)]:
        raise BadTrustee(
            "wrong_place", "A trustee's certificate was made for another place or threshold."
        )
    return threshold


def _require_own(
    group: Group, own: _Secrets, certificates: Sequence[Certificate], index: int
) -> None:
    given = certificates[index - 1]
    if (given.verification, given.encryption) != (
        group.g_power(own.signing),
        group.g_power(own.decryption),
    ):
        raise BadTrustee("other_seed", "This key does not belong to the certificate given before.")


def _value(group: Group, coefficients: Sequence[int], at: int) -> int:
    total: int = sum(one * at**power for power, one in enumerate(coefficients)) % group.q
    return total


def _dealt(
    group: Group, own: _Secrets, other: Certificate, share: int, random: Random
) -> dict[str, str]:
    message = canonical.written({"recipient": str(other.encryption), "secret": str(share)})
    return seal_text(
        group, other.encryption, signed_text(group, own.signing, message, random), random
    )


def _opened(group: Group, own: _Secrets, dealer: Certificate, text: str, index: int) -> int:
    what = "A trustee's share"
    sealed = canonical.read(text, _WHAT)["shares"][index - 1]
    signed = canonical.read(open_text(group, own.decryption, sealed), what)
    message = message_of(group, dealer.verification, signed, what=what)
    given = canonical.fields(canonical.read(message, what), "recipient", "secret", what=what)
    if given["recipient"] != str(group.g_power(own.decryption)):
        raise BadTrustee("other_recipient", "A share was dealt to another trustee.")
    return group.exponent(given["secret"], what=what)


def _commitments(
    group: Group, certificates: Sequence[Certificate], text: str, index: int
) -> list[Element]:
    given = canonical.fields(
        canonical.read(text, _WHAT), "coefexps", "signature", "shares", what=_WHAT
    )
    canonical.items(given["shares"], len(certificates), what=_WHAT)
    commitments = commitments_of(group, certificates[index - 1], given["coefexps"])
    if len(commitments) != _threshold(certificates):
        raise BadText("wrong_shape", "%(what)s has the wrong shape.", what=_WHAT)
    return commitments
