"""Who may do what in an election: posts by verb. An administrator is nobody here."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.posts import COUNTER, OFFICE, PostKind, Posts

RUNNERS: Posts = OFFICE | {PostKind.SECRETARY}
"""Who sets up and runs an election of a community or of a compound in it."""
KEEPERS: Posts = RUNNERS | COUNTER
"""Who keeps the poll book, hands out ballots and carries them to the doors."""


class Verb(StrEnum):
    """What is done to an election or its roll."""

    SET_UP = "set_up"
    KEEP_ROLL = "keep_roll"
    ANSWER_OBJECTION = "answer_objection"
    KEEP_CANDIDATES = "keep_candidates"
    POST_NOTICE = "post_notice"
    DO_STEP = "do_step"
    MAKE_CREDENTIALS = "make_credentials"
    OPEN_VOTING = "open_voting"
    CLOSE_VOTING = "close_voting"
    CANCEL = "cancel"
    ANNOUNCE = "announce"
    KEEP_POLL_BOOK = "keep_poll_book"
    DELIVER = "deliver"
    COUNT_PAPER = "count_paper"
    SEE = "see"


POWERS: dict[Verb, Posts] = {
    Verb.SET_UP: RUNNERS,
    Verb.KEEP_ROLL: RUNNERS,
    Verb.ANSWER_OBJECTION: RUNNERS,
    Verb.KEEP_CANDIDATES: RUNNERS,
    Verb.POST_NOTICE: RUNNERS,
    Verb.DO_STEP: RUNNERS,
    Verb.MAKE_CREDENTIALS: OFFICE,
    Verb.OPEN_VOTING: RUNNERS,
    Verb.CLOSE_VOTING: RUNNERS,
    Verb.CANCEL: RUNNERS,
    Verb.ANNOUNCE: RUNNERS,
    Verb.KEEP_POLL_BOOK: KEEPERS,
    Verb.DELIVER: KEEPERS,
    Verb.COUNT_PAPER: frozenset(),
    Verb.SEE: KEEPERS | {PostKind.AUDITOR},
}
"""Credentials are made by the office, never by who runs the box; paper is counted by tellers."""


def may_do(verb: Verb, kind: str) -> bool:
    """Whether a post of this kind may do this, at a place that it reaches."""
    return kind in POWERS[verb]
