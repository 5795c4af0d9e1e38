"""The file that a trustee keeps: one seed, from which every turn of the ceremony is made."""

from __future__ import annotations

from dataclasses import dataclass

from linli.ballots import canonical
from linli.ballots.ceremony import Seat, new_seed
from linli.ballots.credentials import ALPHABET, LENGTH
from linli.ballots.errors import BadText
from linli.ballots.groups import Random

_KIND, _VERSION = "trustee-key", 1
_WHAT = "The key file"


@dataclass(frozen=True)
class KeyFile:
    """A trustee's key for one election."""

    election: str
    seat: Seat
    seed: str

    @property
    def text(self) -> str:
        """Write it as the trustee's page does: either opens what the other began."""
        return canonical.written(
            {
                "linli": _KIND,
                "version": _VERSION,
                "election": self.election,
                "index": self.seat.index,
                "size": self.seat.size,
                "threshold": self.seat.threshold,
                "seed": self.seed,
            }
        )


def new_key(election: str, seat: Seat, random: Random) -> KeyFile:
    """Make a key."""
    return KeyFile(election, seat, new_seed(random))


def key_from(text: str) -> KeyFile:
    """Read a key file."""
    names = ("linli", "version", "election", "index", "size", "threshold", "seed")
    given = canonical.fields(canonical.read(text.strip(), _WHAT), *names, what=_WHAT)
    seed = canonical.string(given["seed"], what=_WHAT)
    if (given["linli"], given["version"]) != (_KIND, _VERSION):
        raise BadText("wrong_shape", "%(what)s has the wrong shape.", what=_WHAT)
    if len(seed) != LENGTH or not set(seed) <= set(ALPHABET):
        raise BadText("wrong_shape", "%(what)s has the wrong shape.", what=_WHAT)
    index, threshold, size = (
        canonical.whole(given[name], what=_WHAT) for name in ("index", "threshold", "size")
    )
    return KeyFile(
        canonical.string(given["election"], what=_WHAT), Seat(index, threshold, size), seed
    )
