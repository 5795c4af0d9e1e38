"""Plain values that this room's templates show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile of the first page."""

    title: str
    href: str
    icon: str
    meta: Sequence[str]
