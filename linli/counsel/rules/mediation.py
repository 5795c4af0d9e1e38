"""How a mediation runs: its stages and moves, whose word each needs, and when something is due.

Mediation is free, begins only when every party agrees and ends when one no longer wants it (R37);
what all have signed binds them (R39). The days come from the rulebook (R40, R41).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from linli.counsel.rules.kinds import Consent
from linli.kernel.posts import PostKind
from linli.kernel.workdays import Duration, WorkCalendar


class Stage(StrEnum):
    """Where a mediation stands; the state of its sealed file."""

    RECEIVED = "received"
    WAITING = "waiting"
    CHOOSING = "choosing"
    MEDIATING = "mediating"
    SIGNING = "signing"
    CONFIRMING = "confirming"
    PERFORMING = "performing"
    CLOSED = "closed"


class Move(StrEnum):
    """What takes a mediation from one stage to another."""

    TAKE_UP = "take_up"
    ALL_AGREE = "all_agree"
    CHOOSE = "choose"
    CHOOSE_ANEW = "choose_anew"
    WRITE = "write"
    REWRITE = "rewrite"
    TAKE_EFFECT = "take_effect"
    SETTLE = "settle"
    END = "end"
    FINISH = "finish"
    REOPEN = "reopen"


class Source(StrEnum):
    """By which way a dispute came in."""

    ONLINE = "online"
    COUNTER = "counter"
    LEAD = "lead"
    CASE = "case"


class Topic(StrEnum):
    """What a dispute is about; the word that counts and lists show."""

    NOISE = "noise"
    LEAK = "leak"
    SHARED_SPACE = "shared_space"
    PARKING = "parking"
    PETS = "pets"
    BUILDING = "building"
    PROPERTY_SERVICE = "property_service"
    MONEY = "money"
    INJURY = "injury"
    WORK = "work"
    FAMILY = "family"
    MARRIAGE = "marriage"
    ADOPTION = "adoption"
    STATUS = "status"
    OTHER = "other"


class Triage(StrEnum):
    """What the first look at a dispute says."""

    MEDIABLE = "mediable"
    DANGER = "danger"
    OTHER_ROUTE = "other_route"


class Outcome(StrEnum):
    """How a mediation ended."""

    KEPT = "kept"
    BROKEN = "broken"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NO_AGREEMENT = "no_agreement"
    OTHER_ROUTE = "other_route"


class Meeting(StrEnum):
    """Whether strangers may listen; the parties ask for one or the other (R37)."""

    CLOSED = "closed"
    OPEN = "open"


class Guest(StrEnum):
    """Who is brought in: the mediators who are offered, and the parties' helpers (S53)."""

    MEDIATOR = PostKind.MEDIATOR.value
    LAWYER = "lawyer"
    ELDER = "elder"
    STAIR_HEAD = "stair_head"
    VOLUNTEER = "volunteer"
    RELATIVE = "relative"


HELPERS = tuple(one for one in Guest if one is not Guest.MEDIATOR)


class GuestState(StrEnum):
    """How the parties stand to somebody who was brought in."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    OBJECTED = "objected"
    PARTIAL = "partial"
    """A mediator who said to be near to a party, or to have an interest."""
    ENDED = "ended"


class SittingState(StrEnum):
    """A talk at the table: to come, held, or given up."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Result(StrEnum):
    """What a talk at the table came to."""

    FACTS = "facts"
    CLOSER = "closer"
    AGREED = "agreed"
    APART = "apart"


class DutyState(StrEnum):
    """Whether what a party promised was done (R39)."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


class Confirmation(StrEnum):
    """What came of the joint application to the court (R40)."""

    OPEN = "open"
    NOT_FOR = "not_for"
    DECLINED = "declined"
    LAPSED = "lapsed"
    APPLIED = "applied"
    CONFIRMED = "confirmed"
    COURT_REFUSED = "court_refused"


TALKING = frozenset({Stage.CHOOSING, Stage.MEDIATING, Stage.SIGNING})
OPEN_TO_WITHDRAWAL = TALKING | {Stage.WAITING}
"""While nothing binds yet, each party ends it by a word; afterwards the agreement holds."""
AGREED = frozenset({Stage.CONFIRMING, Stage.PERFORMING})

MOVES: Mapping[Move, tuple[frozenset[Stage], Stage]] = {
    Move.TAKE_UP: (frozenset({Stage.RECEIVED}), Stage.WAITING),
    Move.ALL_AGREE: (frozenset({Stage.WAITING}), Stage.CHOOSING),
    Move.CHOOSE: (frozenset({Stage.CHOOSING}), Stage.MEDIATING),
    Move.CHOOSE_ANEW: (frozenset({Stage.MEDIATING}), Stage.CHOOSING),
    Move.WRITE: (frozenset({Stage.MEDIATING}), Stage.SIGNING),
    Move.REWRITE: (frozenset({Stage.SIGNING}), Stage.MEDIATING),
    Move.TAKE_EFFECT: (frozenset({Stage.SIGNING}), Stage.CONFIRMING),
    Move.SETTLE: (frozenset({Stage.CONFIRMING}), Stage.PERFORMING),
    Move.END: (frozenset({Stage.RECEIVED, *OPEN_TO_WITHDRAWAL}), Stage.CLOSED),
    Move.FINISH: (frozenset({Stage.PERFORMING}), Stage.CLOSED),
    Move.REOPEN: (frozenset({Stage.CLOSED}), Stage.WAITING),
}
FIRST_LOOK = "mediation.first_look"
CONSENT = "mediation.consent"
LIMIT = "mediation.limit"
CONFIRM = "mediation.confirmation"
RULE_OF: Mapping[Stage, str] = {
    Stage.RECEIVED: FIRST_LOOK,
    Stage.WAITING: CONSENT,
    Stage.CHOOSING: LIMIT,
    Stage.CONFIRMING: CONFIRM,
}
"""Which rule says how long a stage may take; the limit of the talks runs on through all of them."""


def moved(stage: Stage, move: Move) -> Stage | None:
    """Where a move leads from a stage; none where it cannot be made."""
    froms, to = MOVES[move]
    return to if stage in froms else None


def moves_from(stage: Stage) -> frozenset[Move]:
    """What can be done at a stage."""
    return frozenset(move for move in Move if moved(stage, move))


def last_day(calendar: WorkCalendar, since: datetime, limit: Duration) -> date:
    """The last day of a limit; one that falls on a holiday moves to the next workday (R02)."""
    return calendar.due_after(since, limit).on


def all_agree(consents: Iterable[str]) -> bool:
    """Whether there are two sides at least and each said yes."""
    said = list(consents)
    return len(said) > 1 and all(one == Consent.GIVEN for one in said)


def may_be_confirmed(topic: str, not_for: Collection[str]) -> bool:
    """Whether a court takes the agreement; not on marriage, adoption, status (R40)."""
    return topic not in not_for


def answered_by_all(party_ids: Collection[object], said_yes: Collection[object]) -> bool:
    """Whether each party said yes to somebody or something."""
    return bool(party_ids) and set(party_ids) <= set(said_yes)


def in_force(*, parties_signed: Iterable[bool], sealed: bool, oral: bool) -> bool:
    """Whether an agreement binds: signed by all and sealed, or spoken by all (R39)."""
    signed = list(parties_signed)
    return len(signed) > 1 and all(signed) and (sealed or oral)


@dataclass(frozen=True, slots=True)
class Item:
    """One paper of the folder: whether it is there, and by when it is expected."""

    code: str
    done: bool
    count: int = 0
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder holds before it is closed (R38)."""

    consents: bool
    records: int
    records_checked: bool
    agreement: bool
    copies: bool
    confirmation: Confirmation
    confirm_due: date | None
    duties_open: int
    check_due: date | None
    photos: int = 0

    def items(self) -> tuple[Item, ...]:
        """Each paper in the order of the folder."""
        settled = self.confirmation is not Confirmation.OPEN
        return (
            Item("application", done=True),
            Item("consents", self.consents),
            Item("records", self.records > 0 and self.records_checked, self.records),
            Item("photos", done=True, count=self.photos),
            Item("agreement", self.agreement),
            Item("copies", self.copies),
            Item("confirmation", settled and self.agreement, due_on=self.confirm_due),
            Item("follow_up", self.agreement and not self.duties_open, due_on=self.check_due),
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not there yet."""
        return tuple(one.code for one in self.items() if not one.done)
