"""The words of the paper channel: where a line stands, kinds of boxes, outcomes, reasons."""

from __future__ import annotations

from django.utils.translation import gettext as _

from linli.elections.queries.poll_book import Stand
from linli.elections.rules.paper import (
    BoxKind,
    CallOutcome,
    Delivered,
    DeliveryOutcome,
    SpoilReason,
)


def stand_words(stand: str) -> str:
    """Where a line stands between slip and paper."""
    return {
        Stand.FREE: _("Not voted online, no paper ballot handed out"),
        Stand.ONLINE: _("Voted online: no paper ballot"),
        Stand.PAPER_OUT: _("Paper ballot handed out, not yet in the box"),
        Stand.PAPER_IN: _("Paper ballot in the box"),
        Stand.STRUCK: _("Struck from the roll: no ballot"),
    }[Stand(stand)]


def box_kind_name(kind: str) -> str:
    """Where a box stands."""
    return {
        BoxKind.STATION: _("At the polling place"),
        BoxKind.MOBILE: _("Carried to the doors"),
        BoxKind.POST: _("For ballots by post"),
    }[BoxKind(kind)]


def delivered_name(what: str) -> str:
    """What is brought to a door."""
    return {
        Delivered.SLIP: _("Voting slips"),
        Delivered.BALLOT: _("Paper ballots"),
        Delivered.NOTICE: _("Election notices"),
    }[Delivered(what)]


def delivery_outcome_name(outcome: str) -> str:
    """How a delivery ended."""
    return {
        DeliveryOutcome.HANDED: _("Into the hand"),
        DeliveryOutcome.POSTED: _("In the letter box"),
        DeliveryOutcome.UNDELIVERED: _("Not delivered"),
    }[DeliveryOutcome(outcome)]


def spoil_reason_name(reason: str) -> str:
    """Why a paper ballot does not count."""
    return {
        SpoilReason.TOO_MANY: _("Too many marked"),
        SpoilReason.UNCLEAR: _("Cannot be read"),
        SpoilReason.NOT_OURS: _("Not one of this election's ballots"),
        SpoilReason.TORN: _("Torn or cut"),
        SpoilReason.SIGNED: _("Signed or marked so that the voter is known"),
    }[SpoilReason(reason)]


def call_outcome_name(outcome: str) -> str:
    """What came of a call of the mobile box."""
    return {
        CallOutcome.CAME: _("The voter put a ballot into the box"),
        CallOutcome.NOT_AT_HOME: _("Nobody opened"),
        CallOutcome.TAKEN_BACK: _("The voter took the call back"),
    }[CallOutcome(outcome)]
