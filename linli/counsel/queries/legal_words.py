"""What the codes of legal help are called, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.utils.translation import pgettext_lazy as _p

from linli.counsel.rules.legal import (
    BRING,
    Advice,
    AidMove,
    AidOutcome,
    AidStage,
    Bring,
    LegalTopic,
    VisitState,
    VisitWay,
)

_TOPICS = {
    LegalTopic.FAMILY: _p("of law", "Marriage and children"),
    LegalTopic.INHERITANCE: _p("of law", "Wills and inheritance"),
    LegalTopic.ELDER: _p("of law", "Support of the old"),
    LegalTopic.HOUSING: _p("of law", "Buying, selling, renting a home"),
    LegalTopic.PROPERTY: _p("of law", "Property service and fees"),
    LegalTopic.NEIGHBOURS: _p("of law", "Quarrels among neighbours"),
    LegalTopic.WORK: _p("of law", "Wages and work"),
    LegalTopic.INJURY: _p("of law", "Accidents and injuries"),
    LegalTopic.DEBT: _p("of law", "Debts and loans"),
    LegalTopic.CONSUMER: _p("of law", "Goods and services bought"),
    LegalTopic.AUTHORITY: _p("of law", "A decision of an authority"),
    LegalTopic.OTHER: _p("of law", "Something else"),
}
_BRING = {
    Bring.IDENTITY: _("Your identity card, only if you apply for legal aid"),
    Bring.CONTRACT: _("The contract, or a note of debt"),
    Bring.RECEIPTS: _("Receipts, bank records, invoices"),
    Bring.MESSAGES: _("Messages and recordings that show what was agreed"),
    Bring.PHOTOS: _("Photos of the place or the thing"),
    Bring.FAMILY_BOOK: _("The household register"),
    Bring.MARRIAGE_PAPERS: _("The marriage certificate"),
    Bring.WILL: _("The will, if there is one"),
    Bring.HOUSE_PAPERS: _("The papers of the home"),
    Bring.WAGES: _("Pay slips, work card, attendance records"),
    Bring.HOSPITAL: _("Hospital papers and bills"),
    Bring.LETTER: _("The letter or decision that you got, with its envelope"),
    Bring.DATES: _("A short list: what happened on which day"),
}
_WAYS = {
    VisitWay.ONLINE: _("On the web"),
    VisitWay.PHONE: _p("way of booking", "By telephone"),
    VisitWay.COUNTER: _p("way of booking", "At the counter"),
    VisitWay.QUEUE: _("Without a time"),
}
_STATES = {
    VisitState.BOOKED: _p("of a time", "Booked"),
    VisitState.WAITING: _p("of a number", "Waits"),
    VisitState.CALLED: _p("of a number", "Called"),
    VisitState.DONE: _p("of a time", "Done"),
    VisitState.MISSED: _("Nobody came"),
    VisitState.CANCELLED: _("Called off"),
}
_TONES = {
    VisitState.BOOKED: "is-main",
    VisitState.WAITING: "is-near",
    VisitState.CALLED: "is-main",
    VisitState.DONE: "is-good",
}
_ADVICE = {
    Advice.ADVISED: _("Advised"),
    Advice.LEGAL_AID: _("Shown the way to legal aid"),
    Advice.MEDIATION: _("Shown the way to mediation"),
    Advice.COURT: _("Shown the way to the court"),
    Advice.OTHER: _("Sent on to another service"),
}
_STAGES = {
    AidStage.EXAMINING: _("Being examined"),
    AidStage.PAPERS: _("Waits for papers"),
    AidStage.GRANTED: _("Granted, a lawyer is being assigned"),
    AidStage.ASSIGNED: _("A lawyer is assigned"),
    AidStage.REFUSED: _p("of legal aid", "Refused"),
    AidStage.OBJECTED: _("An objection is being looked at"),
    AidStage.CLOSED: _p("of legal aid", "Closed"),
}
_STAGE_TONES = {
    AidStage.EXAMINING: "is-main",
    AidStage.PAPERS: "is-near",
    AidStage.GRANTED: "is-main",
    AidStage.ASSIGNED: "is-good",
    AidStage.REFUSED: "is-late",
    AidStage.OBJECTED: "is-near",
}
_MOVES = {
    AidMove.ASK_PAPERS: _("Name the missing papers"),
    AidMove.GIVE_PAPERS: _("The papers are here"),
    AidMove.GRANT: _("Legal aid is granted"),
    AidMove.REFUSE: _("Legal aid is refused"),
    AidMove.ASSIGN: _("Name the lawyer"),
    AidMove.OBJECT: _("Object to the refusal"),
    AidMove.UPHOLD: _("The refusal stays"),
    AidMove.OVERTURN: _("The refusal is taken back"),
    AidMove.FINISH: _("The lawyer has finished"),
    AidMove.ACCEPT: _("Leave it at the refusal"),
    AidMove.WITHDRAW: _("Withdraw the application"),
}
_DONE = {
    "application": _p("of legal aid", "Application"),
    AidMove.ASK_PAPERS: _("Papers that are missing, all in one list"),
    AidMove.GRANT: _("Granted"),
    AidMove.REFUSE: _("Refused, with reasons"),
    AidMove.ASSIGN: _("Assigned"),
    AidMove.OBJECT: _("Objection"),
    AidMove.UPHOLD: _("The refusal stays"),
    AidMove.OVERTURN: _("The refusal is taken back"),
    AidMove.GIVE_PAPERS: _("Papers were brought"),
    AidMove.FINISH: _("The lawyer has finished"),
    AidMove.ACCEPT: _("Left at the refusal"),
    AidMove.WITHDRAW: _("Withdrawn"),
    "from_case": _("Request that moved here"),
}
_OUTCOMES = {
    AidOutcome.HELPED: _("Helped by a lawyer"),
    AidOutcome.REFUSED: _p("of legal aid", "Refused"),
    AidOutcome.WITHDRAWN: _("Withdrawn"),
}


def topic_word(topic: str) -> str:
    """What a question of law is about."""
    return str(_TOPICS[LegalTopic(topic)])


def bring_words(topic: str) -> list[str]:
    """What to bring for a topic."""
    return [str(_BRING[one]) for one in BRING[LegalTopic(topic)]]


def visit_way_word(way: str) -> str:
    """How somebody came to a time."""
    return str(_WAYS[VisitWay(way)])


def visit_state_word(state: str) -> str:
    """How far a visit is."""
    return str(_STATES[VisitState(state)])


def visit_tone(state: str) -> str:
    """How a visit's state looks."""
    return _TONES.get(VisitState(state), "")


def advice_word(advice: str) -> str:
    """What came of a visit."""
    return str(_ADVICE[Advice(advice)])


def aid_stage_word(stage: str) -> str:
    """Where an application stands."""
    return str(_STAGES[AidStage(stage)])


def aid_tone(stage: str) -> str:
    """How an application's stage looks."""
    return _STAGE_TONES.get(AidStage(stage), "")


def aid_move_word(move: str) -> str:
    """What can be done with an application."""
    return str(_MOVES[AidMove(move)])


def aid_entry_word(kind: str) -> str:
    """What an entry of an application is."""
    return str(_DONE[kind]) if kind in _DONE else pgettext("of legal aid", "Note")


def aid_outcome_word(outcome: str) -> str:
    """How an application ended."""
    return str(_OUTCOMES[AidOutcome(outcome)])
