"""Parts that other areas of this room hang into the pages of an election."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from linli.ui.access import Request

if TYPE_CHECKING:
    from linli.elections.models import Election


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page: its template, and what the template knows as `part`."""

    template: str
    context: Mapping[str, Any]


PartMaker = Callable[[Request, "Election", datetime], Part | None]


def parts_of(
    makers: Sequence[PartMaker], request: Request, election: Election, at: datetime
) -> list[Part]:
    """The parts that have something to show of an election now."""
    return [part for make in makers if (part := make(request, election, at)) is not None]
