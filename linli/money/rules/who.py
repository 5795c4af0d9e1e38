"""Who may do what with money: posts by verb; the hands on a matter decide beside them."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.posts import ELECTED, OFFICE, PROPERTY, PostKind, Posts

KEEPERS: Posts = ELECTED | OFFICE | {PostKind.SECRETARY}
"""Who sets up funds, works and contracts of the place where the post stands."""
READERS: Posts = KEEPERS | PROPERTY | {PostKind.AUDITOR, PostKind.SERVICE_CLERK}


class Verb(StrEnum):
    """What is done to a fund, a work or a contract."""

    SET_UP = "set_up"
    KEEP = "keep"
    SEE = "see"
    CHECK = "check"
    AUDIT = "audit"


POWERS: dict[Verb, Posts] = {
    Verb.SET_UP: KEEPERS,
    Verb.KEEP: KEEPERS,
    Verb.SEE: READERS,
    Verb.CHECK: KEEPERS,
    Verb.AUDIT: frozenset({PostKind.AUDITOR}),
}
"""An administrator is nobody here. Making and checking ask for the hand on the matter too."""


def may_do(verb: Verb, kind: str) -> bool:
    """Whether a post of this kind may do this, at a place that it reaches."""
    return kind in POWERS[verb]
