"""Where a request stands, as its sender sees it: stations, clock, who has it, what is next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from linli.ui.clock import ClockFace
from linli.ui.pieces import Fact, Step


@dataclass(frozen=True, slots=True)
class Standing:
    """What the state card of a request shows."""

    word: str
    tone: str
    steps: Sequence[Step]
    clock: ClockFace | None
    facts: Sequence[Fact]
