"""The codes of mediations in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from linli.counsel.rules import Consent, Side
from linli.counsel.rules.mediation import (
    Confirmation,
    Guest,
    GuestState,
    Outcome,
    Result,
    Source,
    Stage,
    Topic,
)


def topic_word(code: str) -> str:
    """What a dispute is about."""
    return {
        Topic.NOISE: _("Noise"),
        Topic.LEAK: _("Leak in a dwelling"),
        Topic.SHARED_SPACE: _("Stairs and shared space"),
        Topic.PARKING: pgettext("mediation", "Parking"),
        Topic.PETS: _("Pets"),
        Topic.BUILDING: _("Building work"),
        Topic.PROPERTY_SERVICE: _("Property service and fees"),
        Topic.MONEY: _("Money and debts"),
        Topic.INJURY: _("Injury and damages"),
        Topic.WORK: _("Work and wages"),
        Topic.FAMILY: _("Family: care, property, inheritance"),
        Topic.MARRIAGE: _("Marriage: whether it stands or ends"),
        Topic.ADOPTION: _("Adoption"),
        Topic.STATUS: _("Kinship and personal status"),
        Topic.OTHER: _("Another dispute"),
    }.get(Topic(code) if code in set(Topic) else Topic.OTHER, code)


def stage_word(code: str) -> str:
    """Where it stands."""
    return {
        Stage.RECEIVED: _("First look"),
        Stage.WAITING: _("Waiting for both sides"),
        Stage.CHOOSING: _("Choosing the mediator"),
        Stage.MEDIATING: pgettext("mediation", "Talks"),
        Stage.SIGNING: _("Signing the agreement"),
        Stage.CONFIRMING: _("Time to ask the court"),
        Stage.PERFORMING: _("Follow-up"),
        Stage.CLOSED: pgettext("mediation", "Closed"),
    }[Stage(code)]


def outcome_word(code: str) -> str:
    """How it ended."""
    return {
        Outcome.KEPT: _("Agreed and kept"),
        Outcome.BROKEN: _("Agreed, not all kept"),
        Outcome.REFUSED: _("One side did not want it"),
        Outcome.WITHDRAWN: _("One side did not go on"),
        Outcome.NO_AGREEMENT: _("No agreement"),
        Outcome.OTHER_ROUTE: _("Another route"),
    }[Outcome(code)]


def source_word(code: str) -> str:
    """By which way it came in."""
    return {
        Source.ONLINE: _("Applied online"),
        Source.COUNTER: _("Applied at the counter"),
        Source.LEAD: _("Told by the lead of a group"),
        Source.CASE: _("Moved here from a request"),
    }[Source(code)]


def side_word(code: str) -> str:
    """On which side."""
    return {Side.APPLICANT: _("Applicant"), Side.OTHER: _("Other side")}[Side(code)]


def consent_word(code: str) -> str:
    """What a side said."""
    return {
        Consent.ASKED: _("asked, no answer yet"),
        Consent.GIVEN: pgettext("mediation", "agreed"),
        Consent.REFUSED: _("did not agree"),
        Consent.WITHDRAWN: _("taken back"),
    }[Consent(code)]


def guest_word(code: str) -> str:
    """Who is brought in."""
    return {
        Guest.MEDIATOR: pgettext("mediation", "Mediator"),
        Guest.LAWYER: _("Lawyer"),
        Guest.ELDER: _("Elder whom both respect"),
        Guest.STAIR_HEAD: _("Stair head"),
        Guest.VOLUNTEER: pgettext("mediation", "Volunteer"),
        Guest.RELATIVE: _("Relative or friend"),
    }[Guest(code)]


def guest_state_word(code: str) -> str:
    """How the sides stand to somebody."""
    return {
        GuestState.ASKED: _("waiting for the sides"),
        GuestState.ACCEPTED: _("accepted by all"),
        GuestState.OBJECTED: _("objected to"),
        GuestState.PARTIAL: _("stepped back: near to a side"),
        GuestState.ENDED: _("no longer offered"),
    }[GuestState(code)]


def result_word(code: str) -> str:
    """What a talk came to."""
    return {
        Result.FACTS: _("Facts cleared"),
        Result.CLOSER: _("Closer to one another"),
        Result.AGREED: _("Agreed at the table"),
        Result.APART: _("Still apart"),
    }[Result(code)]


def confirmation_word(code: str) -> str:
    """What came of the confirmation by the court."""
    return {
        Confirmation.OPEN: _("open"),
        Confirmation.NOT_FOR: _("the court does not take this matter"),
        Confirmation.DECLINED: _("both sides do not apply"),
        Confirmation.LAPSED: _("the time went by unused"),
        Confirmation.APPLIED: _("both sides applied"),
        Confirmation.CONFIRMED: _("confirmed by the court"),
        Confirmation.COURT_REFUSED: _("not confirmed by the court"),
    }[Confirmation(code)]


def item_word(code: str) -> str:
    """A paper of the folder."""
    return {
        "application": _("Application"),
        "consents": _("Consents of both sides"),
        "records": _("Records, checked by both"),
        "photos": _("Photos and things shown"),
        "agreement": _("Agreement, signed and sealed"),
        "copies": _("Copies given to both"),
        "confirmation": _("Confirmation, or that none is asked"),
        "follow_up": _("Follow-up of each promise"),
    }[code]


def present_word(code: str) -> str:
    """Who was at the table."""
    return {
        "applicant": _("Applicant"),
        "other": _("Other side"),
        Guest.MEDIATOR.value: pgettext("mediation", "Mediator"),
        "lawyer": _("Lawyer"),
        "helper": _("Helpers"),
        "property": _("Property company"),
    }.get(code, code)
