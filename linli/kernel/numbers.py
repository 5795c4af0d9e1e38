"""Numbers of records, and the secret words with which a sender opens a record."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Self

_PLACE = r"[^\W_]{1,12}"
_RECORD = re.compile(rf"({_PLACE})-([A-Z]{{1,8}})-([0-9]{{4}})-([0-9]{{4,9}})")
_DASHES = re.compile(r"[\s\-‐-―−_]+")

# Nothing in this alphabet looks like another sign of it; what people type instead is in _MEANT.
ALPHABET = "0123456789ACEFHJKMNPRTVWXY"
SECRET_LENGTH = 8
_SHORTEST_SECRET, _LONGEST_SECRET = 6, 16
_MEANT = str.maketrans("OQDILZSGBU", "000112568V")
_GROUP = 4
# With so many bytes to spare the bias of a remainder is far below one in a billion.
_SPARE_BYTES = 8


class BadNumber(ValueError):
    """A number or word is not built as it must be; the text says how."""


@dataclass(frozen=True, slots=True)
class RecordNumber:
    """Hold the number of a record: place, kind, year, serial; never built from a person's data.

    The place is a short name as people there write it, such as 南环 or NH.
    """

    place: str
    kind: str
    year: int
    serial: int

    def __post_init__(self) -> None:
        if not (begins_numbers(self.place) and _RECORD.fullmatch(str(self))):
            raise BadNumber(f"{self} is not built as PLACE-KIND-YEAR-SERIAL.")

    def __str__(self) -> str:
        return f"{self.prefix}-{self.serial:04}"

    @property
    def prefix(self) -> str:
        """Give what stands before the serial; serials are counted under it."""
        return f"{self.place}-{self.kind}-{self.year:04}"

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a number as people type it: full-width, lower case, with spaces for dashes."""
        plain = _as_kept(typed)
        match = _RECORD.fullmatch(_DASHES.sub("-", plain))
        if match is None:
            raise BadNumber(f"{typed!r} is not a record number.")
        place, kind, year, serial = match.groups()
        return cls(place, kind, int(year), int(serial))


def begins_numbers(place: str) -> bool:
    """Tell whether a short name can begin numbers: letters and digits, as `parse` reads them."""
    return re.fullmatch(_PLACE, place) is not None and _as_kept(place) == place


def random_bytes_needed(length: int = SECRET_LENGTH) -> int:
    """Count the random bytes that a secret word of a length is made from."""
    return _bytes_of(len(ALPHABET) ** length) + _SPARE_BYTES


def secret_word(random: bytes, length: int = SECRET_LENGTH) -> str:
    """Make a word that is easily spoken and typed from random bytes given."""
    if not _SHORTEST_SECRET <= length <= _LONGEST_SECRET:
        raise BadNumber(f"A secret word has {_SHORTEST_SECRET} to {_LONGEST_SECRET} signs.")
    if len(random) < random_bytes_needed(length):
        raise BadNumber(f"A word of {length} signs needs {random_bytes_needed(length)} bytes.")
    rest = int.from_bytes(random, "big")
    signs: list[str] = []
    for _ in range(length):
        rest, at = divmod(rest, len(ALPHABET))
        signs.append(ALPHABET[at])
    return "".join(signs)


def secret_as_printed(word: str) -> str:
    """Print a secret word in groups of four, as `7K3M-2XWA`."""
    return "-".join(word[at : at + _GROUP] for at in range(0, len(word), _GROUP))


def secret_as_meant(typed: str) -> str:
    """Read a secret word as people type it; a word that no one was given becomes empty.

    Case, full width, spaces and dashes do not matter; O is taken for 0, I and L for 1, and so on.
    """
    word = _DASHES.sub("", _as_kept(typed)).translate(_MEANT)
    fits = _SHORTEST_SECRET <= len(word) <= _LONGEST_SECRET
    return word if fits and set(word) <= set(ALPHABET) else ""


def _as_kept(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip().upper()


def _bytes_of(number: int) -> int:
    return (number.bit_length() + 7) // 8
