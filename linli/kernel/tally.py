"""Counts that may be published: none below a floor, and none that the others give away.

A count of one to four persons is hidden. A hidden count must not follow from the total and the
counts beside it, so others are hidden with it until at least two are, and until what they sum
up to reaches the floor as well. Nought hides nobody and is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FLOOR = 5


@dataclass(frozen=True, slots=True)
class Published:
    """Hold counts and their total as they may be shown; what is hidden is None."""

    parts: tuple[int | None, ...]
    total: int | None


def publishable(counts: Sequence[int], *, floor: int = FLOOR) -> Published:
    """Give counts that sum to a total as they may be published together with it.

    The answer depends on these counts alone, so the same month reads the same on every day.
    """
    total = sum(counts)
    if _is_small(total, floor):
        return Published(tuple(None if count else 0 for count in counts), None)
    hidden = {at for at, count in enumerate(counts) if _is_small(count, floor)}
    while _gives_away(counts, hidden, floor):
        hidden.add(_next_to_hide(counts, hidden))
    return Published(
        tuple(None if at in hidden else count for at, count in enumerate(counts)), total
    )


def share_publishable(part: int, whole: int, *, floor: int = FLOOR) -> bool:
    """Tell whether a share may be shown: neither the part nor the rest is a small count."""
    return not (_is_small(part, floor) or _is_small(whole - part, floor) or whole == 0)


def _is_small(count: int, floor: int) -> bool:
    return 0 < count < floor


def _gives_away(counts: Sequence[int], hidden: set[int], floor: int) -> bool:
    if not hidden:
        return False
    return len(hidden) == 1 or sum(counts[at] for at in hidden) < floor


def _next_to_hide(counts: Sequence[int], hidden: set[int]) -> int:
    """Choose the smallest count that is not nought; nought tells nothing when hidden."""
    shown = [at for at, count in enumerate(counts) if at not in hidden and count]
    return min(shown, key=lambda at: (counts[at], at))
