"""Who may do what with rooms and hours: posts by verb, at a place that the post reaches."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.posts import CONFIDANTS, COUNTER, OFFICE, OFFICIALS, Posts

KEEPERS: Posts = OFFICE | COUNTER
"""Who keeps rooms and duty hours."""
SEERS: Posts = KEEPERS | CONFIDANTS
WITH_HOURS: Posts = SEERS | OFFICIALS
"""Posts that can hold duty hours."""


class Verb(StrEnum):
    """What is done with rooms and hours."""

    KEEP = "keep"
    TAKE = "take"
    SEE = "see"


POWERS: dict[Verb, Posts] = {
    Verb.KEEP: KEEPERS,
    Verb.TAKE: SEERS,
    Verb.SEE: SEERS,
}
"""An administrator is nobody here. Hours are kept by their own post besides."""


def may_do(verb: Verb, kind: str) -> bool:
    """Whether a post of this kind may do this, at a place that it reaches."""
    return kind in POWERS[verb]
