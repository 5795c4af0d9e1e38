"""Chance: real for keys, repeatable for what invented voters want."""

from __future__ import annotations

import secrets
from hashlib import sha256


def random_bytes(many: int) -> bytes:
    """Bytes that nobody can guess, for keys and proofs."""
    return secrets.token_bytes(many)


def picked(voter: int, *, of: int, at_most: int, at_least: int = 1) -> tuple[int, ...]:
    """What a voter wants, from 1, mostly of the first; the same in every rehearsal."""
    seed = sha256(f"voter {voter}".encode()).digest()
    many = max(at_least, at_most - (seed[0] % 4 == 0))
    liking = {
        number: sha256(seed + bytes([number])).digest()[0]
        + (30 if number <= at_most else 40) * number
        for number in range(1, of + 1)
    }
    ranked = sorted(liking, key=lambda number: liking[number])
    return tuple(sorted(ranked[:many]))
