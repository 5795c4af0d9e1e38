"""Parts that other areas of this room hang into the pages of a decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from linli.kernel.actor import Actor

if TYPE_CHECKING:
    from linli.decisions.models import Decision


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page: its place among the others, its template, what that knows as `part`.

    Up to 50 it stands in the wide column, above beside it.
    """

    order: int
    template: str
    context: Mapping[str, Any]


PartMaker = Callable[[Actor, "Decision", date], Part | None]
WIDE = 50


def parts_of(
    makers: Sequence[PartMaker], actor: Actor, found: Decision, on: date
) -> tuple[list[Part], list[Part]]:
    """The parts that have something to show: those in the wide column, those beside it."""
    made = [part for make in makers if (part := make(actor, found, on)) is not None]
    made.sort(key=lambda one: one.order)
    return (
        [one for one in made if one.order <= WIDE],
        [one for one in made if one.order > WIDE],
    )
