"""Envelopes: a text under a key of its own, that key under a team's, and the team's under a master key.

The master keys lie in a file apart from the database, which may be on a medium that is taken
away: while it is away nothing opens, and nothing is lost. The file has a key a line, the newest
first; a key is known by the first letters of its own digest.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_BITS = 256
_NONCE = 12
_NAME = 16


class KeyMissing(Exception):
    """The master key that closed this envelope is not in the key file, or the file is not there."""


class Damaged(Exception):
    """What is in the envelope was changed, or was never meant for this row."""


def new_key() -> bytes:
    """A key of 256 bits by chance."""
    return AESGCM.generate_key(_BITS)


def lock(plain: bytes, key: bytes, about: str) -> bytes:
    """Close bytes under a key; `about` names the row they belong to and must be told to open them."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, about.encode())


def unlock(locked: bytes | memoryview, key: bytes, about: str) -> bytes:
    """Open what `lock` closed under this key for this row; anything else is `Damaged`."""
    held = bytes(locked)
    try:
        return AESGCM(key).decrypt(held[:_NONCE], held[_NONCE:], about.encode())
    except (InvalidTag, ValueError) as error:
        raise Damaged(about) from error


def mark(word: str, key: bytes) -> str:
    """A keyed hash: the same word gives the same mark, and nobody without the key finds either."""
    return hmac.new(key, word.encode(), hashlib.sha256).hexdigest()


def key_name(key: bytes) -> str:
    """How a key is called where it must not be told: 16 letters of its digest."""
    return hashlib.sha256(b"linli master key\n" + key).hexdigest()[:_NAME]


def newest_master() -> tuple[str, bytes]:
    """The master key that closes from now on, with its name."""
    keys = _masters()
    if not keys:
        raise KeyMissing("")
    name = next(iter(keys))
    return name, keys[name]


def master_called(name: str) -> bytes:
    """The master key of a name."""
    try:
        return _masters()[name]
    except KeyError:
        raise KeyMissing(name) from None


def master_names() -> list[str]:
    """The names of the master keys that are here, the newest first."""
    return list(_masters())


def add_master() -> str:
    """Put a new master key before the others in the key file; answer its name."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = new_key()
    line = base64.b64encode(key).decode()
    before = path.read_text() if path.exists() else ""
    fresh = path.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(f"{line}\n{before}")
    fresh.replace(path)
    return key_name(key)


def drop_masters(*, but: set[str]) -> int:
    """Take the master keys that close nothing any more out of the key file; answer how many."""
    path, keys = _path(), _masters()
    kept = {name: key for name, key in keys.items() if name in but}
    fresh = path.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text("".join(base64.b64encode(key).decode() + "\n" for key in kept.values()))
    fresh.replace(path)
    return len(keys) - len(kept)


def _path() -> Path:
    return Path(settings.LINLI_COUNSEL_KEYS)


def _masters() -> dict[str, bytes]:
    """The keys of the file by name, the newest first; read each time, since the medium may go."""
    try:
        lines = _path().read_text().split()
    except OSError:
        return {}
    keys = [base64.b64decode(line) for line in lines]
    return {key_name(key): key for key in keys}
