"""Who may do what with a decision: posts by verb; hands and steps decide beside them."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.posts import ELECTED, OFFICE, PROPERTY, PostKind, Posts

RUNNERS: Posts = ELECTED | OFFICE | {PostKind.SECRETARY}
"""Who leads a decision of the place where the post stands."""
SHAPERS: Posts = RUNNERS - {PostKind.OWNERS_COMMITTEE_TREASURER}
"""Whoever keeps a body's money decides nothing on it (S56); a property company never does."""
READERS: Posts = (
    RUNNERS
    | PROPERTY
    | {
        PostKind.AUDITOR,
        PostKind.SERVICE_CLERK,
        PostKind.INFORMATION_OFFICER,
    }
)


class Verb(StrEnum):
    """What is done to a decision, a meeting, a publication."""

    PROPOSE = "propose"
    RUN = "run"
    SHAPE = "shape"
    """Say what is decided, by whose hands it is carried out, with how much money."""
    PUBLISH = "publish"
    ANSWER = "answer"
    SET_UP = "set_up"
    SEE = "see"


POWERS: dict[Verb, Posts] = {
    Verb.PROPOSE: RUNNERS,
    Verb.RUN: RUNNERS,
    Verb.SHAPE: SHAPERS,
    Verb.PUBLISH: RUNNERS | {PostKind.SERVICE_CLERK, PostKind.INFORMATION_OFFICER},
    Verb.ANSWER: RUNNERS,
    Verb.SET_UP: OFFICE | {PostKind.SECRETARY},
    Verb.SEE: READERS,
}
"""An administrator is nobody here."""


def may_do(verb: Verb, kind: str) -> bool:
    """Whether a post of this kind may do this, at a place that it reaches."""
    return kind in POWERS[verb]
