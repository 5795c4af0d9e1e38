"""Legal help: duty hours with a lawyer, a queue of the day, and the way to statutory aid (R42)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from linli.kernel.posts import COUNTER, OFFICE, PostKind, Posts


class LegalTopic(StrEnum):
    """What a question of law is about; the word that counts and lists show."""

    FAMILY = "family"
    INHERITANCE = "inheritance"
    ELDER = "elder"
    HOUSING = "housing"
    PROPERTY = "property"
    NEIGHBOURS = "neighbours"
    WORK = "work"
    INJURY = "injury"
    DEBT = "debt"
    CONSUMER = "consumer"
    AUTHORITY = "authority"
    OTHER = "other"


class Bring(StrEnum):
    """What is worth bringing to the lawyer."""

    IDENTITY = "identity"
    CONTRACT = "contract"
    RECEIPTS = "receipts"
    MESSAGES = "messages"
    PHOTOS = "photos"
    FAMILY_BOOK = "family_book"
    MARRIAGE_PAPERS = "marriage_papers"
    WILL = "will"
    HOUSE_PAPERS = "house_papers"
    WAGES = "wages"
    HOSPITAL = "hospital"
    LETTER = "letter"
    DATES = "dates"


BRING: Mapping[LegalTopic, tuple[Bring, ...]] = {
    LegalTopic.FAMILY: (Bring.MARRIAGE_PAPERS, Bring.FAMILY_BOOK, Bring.HOUSE_PAPERS, Bring.DATES),
    LegalTopic.INHERITANCE: (Bring.WILL, Bring.FAMILY_BOOK, Bring.HOUSE_PAPERS),
    LegalTopic.ELDER: (Bring.FAMILY_BOOK, Bring.RECEIPTS, Bring.DATES),
    LegalTopic.HOUSING: (Bring.CONTRACT, Bring.HOUSE_PAPERS, Bring.RECEIPTS),
    LegalTopic.PROPERTY: (Bring.CONTRACT, Bring.RECEIPTS, Bring.PHOTOS),
    LegalTopic.NEIGHBOURS: (Bring.PHOTOS, Bring.MESSAGES, Bring.DATES),
    LegalTopic.WORK: (Bring.CONTRACT, Bring.WAGES, Bring.MESSAGES),
    LegalTopic.INJURY: (Bring.HOSPITAL, Bring.RECEIPTS, Bring.PHOTOS),
    LegalTopic.DEBT: (Bring.CONTRACT, Bring.RECEIPTS, Bring.MESSAGES),
    LegalTopic.CONSUMER: (Bring.RECEIPTS, Bring.CONTRACT, Bring.PHOTOS),
    LegalTopic.AUTHORITY: (Bring.LETTER, Bring.DATES),
    LegalTopic.OTHER: (Bring.LETTER, Bring.DATES),
}


class VisitWay(StrEnum):
    """How somebody came to a time with the lawyer."""

    ONLINE = "online"
    PHONE = "phone"
    COUNTER = "counter"
    QUEUE = "queue"


class VisitState(StrEnum):
    """How far a visit is; a number of the queue waits and is called."""

    BOOKED = "booked"
    WAITING = "waiting"
    CALLED = "called"
    DONE = "done"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Advice(StrEnum):
    """What came of a visit (N4): a tick, never a word of it."""

    ADVISED = "advised"
    LEGAL_AID = "legal_aid"
    MEDIATION = "mediation"
    COURT = "court"
    OTHER = "other"


VISIT_MOVES: Mapping[VisitState, frozenset[VisitState]] = {
    VisitState.BOOKED: frozenset({VisitState.DONE, VisitState.MISSED, VisitState.CANCELLED}),
    VisitState.WAITING: frozenset({VisitState.CALLED, VisitState.MISSED}),
    VisitState.CALLED: frozenset({VisitState.DONE, VisitState.MISSED}),
    VisitState.DONE: frozenset(),
    VisitState.MISSED: frozenset(),
    VisitState.CANCELLED: frozenset(),
}
VISIT_OPEN = frozenset({VisitState.BOOKED, VisitState.WAITING, VisitState.CALLED})
LAWYERS: Posts = frozenset({PostKind.LEGAL_LIAISON})
LEGAL_CLERKS: Posts = COUNTER
"""Who books for somebody who rings or stands there, and hands out numbers."""
LEGAL_OVERSEERS: Posts = OFFICE | {PostKind.SECRETARY, PostKind.CIVIL_AFFAIRS_OFFICER}
"""Who sees counts and gaps, and nobody who came."""
EVENT_KEEPERS: Posts = LEGAL_CLERKS | LAWYERS
_MOST_HEADS = 5_000


def may_move_visit(state: VisitState, to: VisitState, *, begun: bool) -> bool:
    """Whether a visit goes from one state to another; a booked one is over only once it began."""
    if to not in VISIT_MOVES[state]:
        return False
    return state is not VisitState.BOOKED or begun is (to is not VisitState.CANCELLED)


def whole_headcount(heads: int) -> bool:
    """Whether so many people can have come."""
    return 0 <= heads <= _MOST_HEADS


class AidStage(StrEnum):
    """Where an application for legal aid stands; the state of its sealed file."""

    EXAMINING = "examining"
    PAPERS = "papers"
    GRANTED = "granted"
    ASSIGNED = "assigned"
    REFUSED = "refused"
    OBJECTED = "objected"
    CLOSED = "closed"


class AidMove(StrEnum):
    """What takes an application from one stage to another."""

    ASK_PAPERS = "ask_papers"
    GIVE_PAPERS = "give_papers"
    GRANT = "grant"
    REFUSE = "refuse"
    ASSIGN = "assign"
    OBJECT = "object"
    UPHOLD = "uphold"
    OVERTURN = "overturn"
    FINISH = "finish"
    ACCEPT = "accept"
    WITHDRAW = "withdraw"


class AidOutcome(StrEnum):
    """How an application ended."""

    HELPED = "helped"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


_RUNNING = frozenset(AidStage) - {AidStage.CLOSED}
AID_MOVES: Mapping[AidMove, tuple[frozenset[AidStage], AidStage]] = {
    AidMove.ASK_PAPERS: (frozenset({AidStage.EXAMINING}), AidStage.PAPERS),
    AidMove.GIVE_PAPERS: (frozenset({AidStage.PAPERS}), AidStage.EXAMINING),
    AidMove.GRANT: (frozenset({AidStage.EXAMINING}), AidStage.GRANTED),
    AidMove.REFUSE: (frozenset({AidStage.EXAMINING}), AidStage.REFUSED),
    AidMove.ASSIGN: (frozenset({AidStage.GRANTED}), AidStage.ASSIGNED),
    AidMove.OBJECT: (frozenset({AidStage.REFUSED}), AidStage.OBJECTED),
    AidMove.UPHOLD: (frozenset({AidStage.OBJECTED}), AidStage.CLOSED),
    AidMove.OVERTURN: (frozenset({AidStage.OBJECTED}), AidStage.GRANTED),
    AidMove.FINISH: (frozenset({AidStage.ASSIGNED}), AidStage.CLOSED),
    AidMove.ACCEPT: (frozenset({AidStage.REFUSED}), AidStage.CLOSED),
    AidMove.WITHDRAW: (_RUNNING, AidStage.CLOSED),
}
AID_OUTCOMES: Mapping[AidMove, AidOutcome] = {
    AidMove.UPHOLD: AidOutcome.REFUSED,
    AidMove.ACCEPT: AidOutcome.REFUSED,
    AidMove.FINISH: AidOutcome.HELPED,
    AidMove.WITHDRAW: AidOutcome.WITHDRAWN,
}
AID_RULE_OF: Mapping[AidStage, str] = {
    AidStage.EXAMINING: "legal_aid.examination",
    AidStage.GRANTED: "legal_aid.assignment",
    AidStage.OBJECTED: "legal_aid.objection",
}
"""Which rule says how long a stage may take; the other stages are nobody's debt."""
OF_PARTY = frozenset({AidMove.OBJECT, AidMove.ACCEPT, AidMove.WITHDRAW})
"""What the applicant does too, with the own account."""


def aid_moved(stage: AidStage, move: AidMove, *, papers_asked: bool) -> AidStage | None:
    """Where a move leads; missing papers are asked for once and in one list (R42)."""
    froms, to = AID_MOVES[move]
    again = move is AidMove.ASK_PAPERS and papers_asked
    return to if stage in froms and not again else None


def examined_by(due_on: date, asked_on: date, given_on: date) -> date:
    """The last day of an examination that waited for papers: the days of waiting do not count."""
    return due_on + timedelta(days=max(0, (given_on - asked_on).days))
