"""What one processor does of a verification: a portion of the ballots, out of the file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from linli.ballots import canonical, tally
from linli.ballots.ballots import Ballot, not_a_member, prove_ballot, read_ballot
from linli.ballots.errors import BadArchive, Fault
from linli.ballots.groups import WINDOW, Element
from linli.ballots.proofs import Keys
from linli.ballots.questions import Election

_WINDOWS = ((3_000, 12), (100, 10))
"""From so many ballots on, tables of this width pay: 23 MB and a quarter of a second each."""


@dataclass(frozen=True)
class Place:
    """Where a ballot lies in the file, and what it adds to the tally: nothing if replaced."""

    offset: int
    size: int
    digest: bytes
    weight: int = 0

    @property
    def tracker(self) -> str:
        """What its voter looks for."""
        return b64encode(self.digest).decode().rstrip("=")


@dataclass(frozen=True)
class Portion:
    """What some ballots came to."""

    sums: tally.Sum
    count: int
    fault: Fault | None = None
    tracker: str = ""
    """Of the ballot that is wrong."""


def window_for(count: int) -> int:
    """Choose how wide tables are worth building for so many ballots."""
    return next((window for least, window in _WINDOWS if count >= least), WINDOW)


def checked(election: Election, path: Path, places: Sequence[Place], window: int) -> Portion:
    """Check a portion of the ballots and add up those of them that count."""
    keys = election.keys(window)
    sums = tally.nothing(election)
    elements: list[Element] = []
    for place, body in zip(places, _bodies(path, places), strict=True):
        try:
            ballot = _proven(election, body, place, keys)
        except Fault as fault:
            return Portion(sums, 0, fault, place.tracker)
        elements += ballot.elements
        if place.weight:
            sums = tally.added(election.group, sums, ballot.ciphertexts, place.weight)
    if not election.group.are_elements(elements):
        return _with_strangers(election, path, places)
    return Portion(sums, len(places))


def _bodies(path: Path, places: Sequence[Place]) -> Iterator[bytes]:
    with path.open("rb") as stream:
        for place in places:
            stream.seek(place.offset)
            yield stream.read(place.size)


def _proven(election: Election, body: bytes, place: Place, keys: Keys) -> Ballot:
    if sha256(body).digest() != place.digest:
        raise BadArchive("changed", "The file was changed while it was being read.")
    ballot = read_ballot(election, canonical.decoded(body, what="The ballot"))
    prove_ballot(election, ballot, keys)
    return ballot


def _with_strangers(election: Election, path: Path, places: Sequence[Place]) -> Portion:
    """Find the ballot that holds a number outside the group, one by one."""
    for place, body in zip(places, _bodies(path, places), strict=True):
        ballot = read_ballot(election, body.decode())
        if not all(map(election.group.is_element, ballot.elements)):
            return Portion([], 0, not_a_member(), place.tracker)
    raise AssertionError("Numbers outside the group, and no ballot that holds them.")
