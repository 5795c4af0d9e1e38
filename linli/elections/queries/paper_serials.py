"""Serials of paper ballots: they prove that we printed a ballot, and name nobody."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_GROUP = 4


def serials_of(election_id: UUID, batch: str, many: int) -> list[str]:
    """The serials of one printing: no order in them tells who got which ballot."""
    return [_whole(election_id, _word(f"{election_id}:{batch}:{one}")) for one in range(many)]


def is_our_serial(election_id: UUID, typed: str) -> bool:
    """Whether we printed a ballot of this election with this serial, as typed or scanned."""
    tidy = tidy_serial(typed).replace("-", "")
    word = f"{tidy[:_GROUP]}-{tidy[_GROUP : 2 * _GROUP]}"
    return constant_time_compare(_whole(election_id, word).replace("-", ""), tidy)


def tidy_serial(typed: str) -> str:
    """A serial as it is printed: a scanner gives more, a keyboard less."""
    last = typed.strip().split(" ")[-1].upper().replace("-", "")
    groups = [last[start : start + _GROUP] for start in range(0, len(last), _GROUP)]
    return "-".join(groups)


def _word(seed: str) -> str:
    made = salted_hmac("elections.paper_serial", seed, algorithm="sha256").digest()
    letters = _letters(made, 2 * _GROUP)
    return f"{letters[:_GROUP]}-{letters[_GROUP:]}"


def _whole(election_id: UUID, word: str) -> str:
    seed = f"{election_id}:{word}"
    made = salted_hmac("elections.paper_check", seed, algorithm="sha256").digest()
    return f"{word}-{_letters(hashlib.sha256(made).digest(), _GROUP)}"


def _letters(made: bytes, many: int) -> str:
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in made[:many])
