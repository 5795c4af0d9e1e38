"""A signed vote as text: what it must be, what makes it invalid, what is published of it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from linli.elections.rules.words import Channel

SALT = re.compile(r"[0-9a-f]{64}")
_KEYS = ["election", "line", "choices", "salt"]


class Flaw(StrEnum):
    """Why a vote in the box is invalid; it took part all the same."""

    SHUT = "shut"
    OTHER_COMMITMENT = "other_commitment"
    BAD_TEXT = "bad_text"
    OTHER_ELECTION = "other_election"
    OTHER_LINE = "other_line"
    NOT_ON_BALLOT = "not_on_ballot"
    TOO_MANY = "too_many"
    TOO_FEW = "too_few"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Choosing:
    """What may be chosen on a ballot."""

    numbers: Sequence[int]
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Vote:
    """One head's vote with the area behind it; `flaw` when it is invalid."""

    area_cm2: int
    choices: tuple[int, ...] = ()
    channel: Channel = Channel.ONLINE
    flaw: str = ""


def commitment_of(text: str) -> str:
    """What is published of a vote: a digest that its salt keeps from being guessed."""
    return sha256(text.encode()).hexdigest()


def vote_text(*, election: str, line: str, choices: Sequence[int], salt: str) -> str:
    """A vote as it is locked and committed to, byte for byte."""
    whole = {"election": election, "line": line, "choices": sorted(choices), "salt": salt}
    return _written(whole)


def choices_in(text: str) -> tuple[int, ...]:
    """The numbers chosen in a vote that was found sound."""
    return tuple(json.loads(text)["choices"])


def flaw_in(text: str, *, election: str, line: str, choosing: Choosing) -> Flaw | None:
    """What is wrong with an opened vote, if anything; a blank one is sound."""
    vote = _read(text)
    if vote is None:
        return Flaw.BAD_TEXT
    if vote["election"] != election:
        return Flaw.OTHER_ELECTION
    if vote["line"] != line:
        return Flaw.OTHER_LINE
    return choice_flaw(vote["choices"], choosing)


def choice_flaw(choices: Sequence[int], choosing: Choosing) -> Flaw | None:
    """What is wrong with what was chosen, online or on paper."""
    if not set(choices) <= set(choosing.numbers):
        return Flaw.NOT_ON_BALLOT
    if len(choices) > choosing.most:
        return Flaw.TOO_MANY
    if choices and len(choices) < choosing.least:
        return Flaw.TOO_FEW
    return None


def next_head(head: str, height: int, commitment: str, digest: str) -> str:
    """The chain's head after a ballot with this digest: none can be taken out or put in unseen."""
    return sha256(f"{head}|{height}|{commitment}|{digest}".encode()).hexdigest()


def _read(text: str) -> dict[str, Any] | None:
    try:
        vote = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(vote, dict) or list(vote) != _KEYS or _written(vote) != text:
        return None
    choices, salt = vote["choices"], vote["salt"]
    if not isinstance(choices, list) or any(type(one) is not int for one in choices):
        return None
    if choices != sorted(set(choices)) or not isinstance(salt, str) or not SALT.fullmatch(salt):
        return None
    return vote


def _written(vote: dict[str, Any]) -> str:
    return json.dumps(vote, separators=(",", ":"), ensure_ascii=False)
