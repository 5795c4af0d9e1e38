"""Themes, kinds and states of what people say and sign, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from linli.decisions.rules.calls import CallKind, CallState, NotCounted, SignatureState
from linli.decisions.rules.papers import AffairsKind, PactState
from linli.decisions.rules.voices import InterviewHow, Theme, VoiceKind, VoiceOutcome

THEMES: dict[str, str] = {
    Theme.COST: gettext_noop("Cost and who pays"),
    Theme.FAIRNESS: gettext_noop("Fairness"),
    Theme.PROCEDURE: gettext_noop("How it is decided"),
    Theme.SAFETY: gettext_noop("Safety"),
    Theme.NOISE: gettext_noop("Noise and dust"),
    Theme.PARKING: gettext_noop("Parking"),
    Theme.GREENING: gettext_noop("Greenery"),
    Theme.ACCESS: gettext_noop("Access for the old and the disabled"),
    Theme.REFUSE: gettext_noop("Refuse and cleaning"),
    Theme.GATE: gettext_noop("Gate and security"),
    Theme.FACILITIES: gettext_noop("Facilities"),
    Theme.LIGHTING: gettext_noop("Lighting"),
    Theme.LIFTS: gettext_noop("Lifts"),
    Theme.SERVICE: gettext_noop("Service of the company"),
    Theme.OTHER: gettext_noop("Something else"),
}
VOICES: dict[str, str] = {
    VoiceKind.OPINION: gettext_noop("Opinion or advice"),
    VoiceKind.OBJECTION: gettext_noop("Objection"),
    VoiceKind.COMPLAINT: gettext_noop("Complaint"),
}
OUTCOMES: dict[str, str] = {
    VoiceOutcome.TAKEN: gettext_noop("Taken up"),
    VoiceOutcome.PARTLY: gettext_noop("Taken up in part"),
    VoiceOutcome.NOT_TAKEN: gettext_noop("Not taken up, with the reason"),
}
HOWS: dict[str, str] = {
    InterviewHow.VISIT: gettext_noop("At the door"),
    InterviewHow.TELEPHONE: gettext_noop("By telephone"),
    InterviewHow.GATHERING: gettext_noop("At a gathering"),
    InterviewHow.AT_COUNTER: gettext_noop("At the counter"),
}
CALLS: dict[str, str] = {
    CallKind.OWNERS: gettext_noop("Owners call an owners' assembly"),
    CallKind.ADULTS: gettext_noop("Residents of age call a residents' meeting"),
    CallKind.HOUSEHOLDS: gettext_noop("Households call a residents' meeting"),
    CallKind.GROUPS: gettext_noop("Residents' groups call a residents' meeting"),
}
CALL_STATES: dict[str, str] = {
    CallState.COLLECTING: gettext_noop("Collecting signatures"),
    CallState.HANDED_IN: gettext_noop("With the office, which checks the signatures"),
    CallState.CONFIRMED: gettext_noop("Enough signatures: the assembly must be convened"),
    CallState.CONVENED: gettext_noop("Convened"),
    CallState.SHORT: gettext_noop("Not enough signatures"),
    CallState.LAPSED: gettext_noop("Ended without enough signatures"),
    CallState.TAKEN_BACK: gettext_noop("Taken back"),
}
SIGNATURES: dict[str, str] = {
    SignatureState.WAITING: gettext_noop("not checked yet"),
    SignatureState.COUNTED: gettext_noop("counts"),
    SignatureState.NOT_COUNTED: gettext_noop("does not count"),
    SignatureState.WITHDRAWN: gettext_noop("withdrawn"),
}
REASONS: dict[str, str] = {
    NotCounted.NOT_ON_ROLL: gettext_noop("Not on the roll"),
    NotCounted.NOT_THE_OWN_HAND: gettext_noop("Did not sign in person"),
    NotCounted.MOVED_AWAY: gettext_noop("No owner or resident any more"),
}
PACTS: dict[str, str] = {
    PactState.DRAFT: gettext_noop("Draft of the pact"),
    PactState.ADOPTED: gettext_noop("Adopted, not filed yet"),
    PactState.FILED: gettext_noop("Adopted and filed"),
    PactState.RETURNED: gettext_noop("Returned by the office"),
}
AFFAIRS: dict[str, str] = {
    AffairsKind.AFFAIRS: gettext_noop("Disclosure of affairs"),
    AffairsKind.APPRAISAL: gettext_noop("Yearly appraisal"),
}


def theme_word(theme: str) -> str:
    """What something is about."""
    return _(THEMES[theme])


def voice_word(kind: str) -> str:
    """What somebody wants with what they say."""
    return _(VOICES[kind])


def voice_outcome_word(outcome: str) -> str:
    """What came of it."""
    return _(OUTCOMES[outcome]) if outcome else ""


def how_word(how: str) -> str:
    """How people were asked."""
    return _(HOWS[how])


def call_word(kind: str) -> str:
    """Who calls for what."""
    return _(CALLS[kind])


def call_state_word(state: str) -> str:
    """Where a call stands."""
    return _(CALL_STATES[state])


def signature_word(state: str) -> str:
    """Where a signature stands."""
    return _(SIGNATURES[state])


def reason_word(reason: str) -> str:
    """Why a signature does not count."""
    return _(REASONS[reason]) if reason else ""


def pact_word(state: str) -> str:
    """Where a version of the pact stands."""
    return _(PACTS[state])


def affairs_word(kind: str) -> str:
    """What is laid open."""
    return _(AFFAIRS[kind])
