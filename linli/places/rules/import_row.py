"""A row of a sheet of places, read but not yet looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from linli.places.rules.codes import CodeScheme
from linli.places.rules.kinds import PlaceKind

Path = tuple[str, ...]
"""Names from the community down; the sub-district itself is the empty path."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as a sheet tells it; what it lies in is named by path."""

    number: int
    kind: PlaceKind
    name: str
    path: Path = ()
    overlays: tuple[Path, ...] = ()
    short: str = ""
    aliases: tuple[str, ...] = ()
    codes: tuple[tuple[CodeScheme, str], ...] = ()
    closed_compound: bool = False
    site_kind: str = ""
    lat_e7: int | None = None
    lng_e7: int | None = None
    outline: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""

    @property
    def division_code(self) -> str:
        """The nine digits that a sub-district is known by."""
        return dict(self.codes).get(CodeScheme.DIVISION, "")


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that cannot come in, and why in one sentence."""

    number: int
    message: str


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """What became of a sheet: with a fault nothing was written."""

    imported: int = 0
    skipped: int = 0
    faults: Sequence[RowFault] = field(default=())
    kinds: Sequence[tuple[str, int]] = field(default=())
    """How many of each kind came in."""
