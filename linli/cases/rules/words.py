"""The words of a request: states, kinds, ways in, and what can be done with it."""

from __future__ import annotations

from enum import StrEnum


class Words(StrEnum):
    """A closed list of codes that a table can hold."""

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs for a model field."""
        return [(word.value, word.value) for word in cls]


class CaseState(Words):
    """Where a request stands."""

    RECEIVED = "received"
    SORTED = "sorted"
    DISPATCHED = "dispatched"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    WAITING_SENDER = "waiting_sender"
    WAITING_OUTSIDE = "waiting_outside"
    ANSWERED = "answered"
    CLOSED = "closed"
    REOPENED = "reopened"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class CaseType(Words):
    """What kind of request it is; the clocks depend on it."""

    REPAIR = "repair"
    COMPLAINT = "complaint"
    ADVICE = "advice"
    QUESTION = "question"
    HAZARD = "hazard"
    REFERRAL = "referral"


class Urgency(Words):
    """How fast it must be accepted (R45)."""

    LIFE = "life"
    UTILITY = "utility"
    ORDINARY = "ordinary"


class Source(Words):
    """By which way a request came in."""

    WEB = "web"
    COUNTER = "counter"
    TELEPHONE = "telephone"
    FORWARDED = "forwarded"
    IMPORT = "import"
    OPEN311 = "open311"
    HOTLINE = "hotline"
    PATROL = "patrol"
    TRANSFER = "transfer"


HELPED = frozenset({Source.COUNTER, Source.TELEPHONE})
"""Ways in where somebody writes for the sender, who is called after closing."""


class Outcome(Words):
    """What the sender says after closing."""

    SOLVED = "solved"
    PARTLY = "partly"
    NOT_SOLVED = "not_solved"


class Audience(Words):
    """Who may read a step: the sender too, all staff concerned, or the lead unit alone."""

    ALL = "all"
    STAFF = "staff"
    UNIT = "unit"


class DutyKind(Words):
    """The steps that somebody owes by a time."""

    ACCEPT = "accept"
    ANSWER = "answer"
    CLOSE = "close"


class Verb(Words):
    """What can be done with a request; steps and the journal use the same words."""

    OPEN = "open"
    SORT = "sort"
    DISPATCH = "dispatch"
    ACCEPT = "accept"
    START = "start"
    RETURN = "return"
    OBJECT = "object"
    EXTEND = "extend"
    NOTE = "note"
    ADD_WORDS = "add_words"
    ASK = "ask"
    REPLY = "reply"
    HAND_OVER = "hand_over"
    OUTSIDE_RESULT = "outside_result"
    DRAFT = "draft"
    PROPOSE = "propose"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    ANSWER = "answer"
    CLOSE = "close"
    RATE = "rate"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    TAKE_IN = "take_in"
    TRANSFER = "transfer"
    PRESS = "press"
    ASSIST = "assist"
    END_ASSIST = "end_assist"
    ADD_TASK = "add_task"
    FINISH_TASK = "finish_task"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    FOLLOW_UP = "follow_up"
    PAUSE = "pause"
    RESUME = "resume"
    UNDO = "undo"
    ESCALATE = "escalate"
    OPEN_CONTACT = "open_contact"
    OFFER_SEAL = "offer_seal"
    AGREE_SEAL = "agree_seal"
    SEAL = "seal"


class SealedRoom(Words):
    """A room of sealed files that a request can move into."""

    MEDIATION = "mediation"
    LEGAL = "legal"
    HELP = "help"


class AgreedBy(Words):
    """How the sender said yes or no to the move."""

    APP = "app"
    TELEPHONE = "telephone"
    COUNTER = "counter"
    PAPER = "paper"


class Role(Words):
    """What an actor is to one request."""

    OFFICE = "office"
    SORTER = "sorter"
    SUPERIOR = "superior"
    LEAD = "lead"
    HELPER = "helper"
    NEAR = "near"
    COUNTER = "counter"
    SENDER = "sender"
    CONFIDANT = "confidant"
    """A member of the sealed room that the sender agreed to: it sees nothing before it takes it."""
    CLOCK = "clock"
