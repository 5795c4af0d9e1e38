"""Texts encrypted to a public key: signed votes until the close, shares between trustees.

ElGamal carries a key for AES-256-GCM: alpha = g^r; the key is SHA-256 of y^r in decimal.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from linli.ballots import canonical, proofs
from linli.ballots.errors import BadText, Fault
from linli.ballots.groups import BELENIOS_2048, Element, Group, Random
from linli.ballots.trustees import Pedersen, Trustees, weight

_WHAT = "The sealed vote"
_IV_SIZE = 12


class BadSeal(Fault):
    """A sealed text that this key does not open."""


def seal_vote(
    public_key: Element | str, text: str, random: Random, group: Group = BELENIOS_2048
) -> str:
    """Encrypt a signed vote to the tellers' key."""
    return canonical.written(
        seal_text(group, group.parse(str(public_key), what=_WHAT), text, random)
    )


def open_vote(secret: int, sealed: str, group: Group = BELENIOS_2048) -> str:
    """Decrypt a signed vote with the tellers' combined key."""
    return open_text(group, secret, canonical.read(sealed, _WHAT))


def check_sealed(sealed: str, group: Group = BELENIOS_2048) -> None:
    """Refuse what cannot be a sealed vote; its contents show after the close only."""
    _parts(group, canonical.read(sealed, _WHAT))


def seal_text(group: Group, public_key: Element, text: str, random: Random) -> dict[str, str]:
    """Encrypt a text to a public key."""
    nonce, iv = group.draw(random), random(_IV_SIZE)
    key = _key(group.power(public_key, nonce))
    return {
        "alpha": str(group.g_power(nonce)),
        "iv": b64encode(iv).decode(),
        "box": b64encode(AESGCM(key).encrypt(iv, text.encode(), None)).decode(),
    }


def open_text(group: Group, secret: int, thing: Any) -> str:
    """Decrypt a text with the secret of the key that it was encrypted to."""
    alpha, iv, box = _parts(group, thing)
    try:
        return AESGCM(_key(group.power(alpha, secret))).decrypt(iv, box, None).decode()
    except (InvalidTag, UnicodeDecodeError):
        raise BadSeal("not_ours", "The sealed text does not open with this key.") from None


def check_share(
    trustees: Trustees, owner: int, share: int | str, group: Group = BELENIOS_2048
) -> int:
    """Give a teller's secret share if it is the one whose public key was published."""
    number = group.exponent(str(share), what="A teller's share")
    if (
        not 1 <= owner <= len(trustees.owners)
        or group.g_power(number) != trustees.owners[owner - 1]
    ):
        raise BadSeal("wrong_share", "This is not the secret share of this teller.")
    return number


def key_from_shares(
    trustees: Trustees, shares: Mapping[int, int], group: Group = BELENIOS_2048
) -> int:
    """Put the tellers' checked shares together to the secret that opens the votes."""
    if not trustees.are_enough(tuple(shares)):
        raise BadSeal("too_few_shares", "Too few tellers have handed in their share.")
    total, first = 0, 1
    for member in trustees.members:
        if not isinstance(member, Pedersen):
            total, first = total + shares[first], first + 1
            continue
        own = {
            owner - first + 1: share
            for owner, share in shares.items()
            if first <= owner < first + len(member.shares)
        }
        total += sum(share * weight(group, own, index) for index, share in own.items())
        first += len(member.shares)
    return total % group.q


def sign(credential_secret: int, message: str, random: Random, group: Group = BELENIOS_2048) -> str:
    """Sign a message with a credential's key."""
    return canonical.written(proofs.sign(group, credential_secret, message, random).plain())


def check_signature(
    public: str, message: str, signature: str, group: Group = BELENIOS_2048
) -> bool:
    """Tell whether the owner of this public credential signed the message."""
    try:
        proof = proofs.proof_from(group, canonical.read(signature, _WHAT), what=_WHAT)
        element = group.parse(public, what=_WHAT)
    except BadText:
        return False
    return group.is_element(element) and proofs.is_signed(group, element, message, proof)


def _key(shared: Element) -> bytes:
    return sha256(str(shared).encode()).digest()


def _parts(group: Group, thing: Any) -> tuple[Element, bytes, bytes]:
    given = canonical.fields(thing, "alpha", "iv", "box", what=_WHAT)
    alpha = group.parse(given["alpha"], what=_WHAT)
    try:
        iv, box = (b64decode(given[name], validate=True) for name in ("iv", "box"))
    except (BadBase64, TypeError, ValueError):
        raise BadText("wrong_shape", "%(what)s has the wrong shape.", what=_WHAT) from None
    if len(iv) != _IV_SIZE or not group.is_element(alpha):
        raise BadText("bad_number", "%(what)s holds a number outside its group.", what=_WHAT)
    return alpha, iv, box
