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
    many = max(at_least, at_most - seed[0] % 2)
    ranked = sorted(range(1, of + 1), key=lambda n: sha256(seed + bytes([n])).digest()[0] + 40 * n)
    return tuple(sorted(ranked[:many]))
