"""Words of property contracts, takeovers and services for people."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from linli.money.rules import (
    Basis,
    ContractState,
    HandoverKind,
    HandoverState,
    Indicator,
    Reminder,
    Rhythm,
    ServiceKind,
    ServiceMode,
    Side,
    TakeoverSide,
)


def contract_state_word(state: str) -> str:
    """Where a contract stands."""
    words = {
        ContractState.RUNNING: pgettext("contract", "Running"),
        ContractState.NOTICE_GIVEN: _("Notice of ending given"),
        ContractState.ENDED_SERVING: _("Ended, must keep serving"),
        ContractState.TAKEN_OVER: pgettext("contract", "Taken over"),
    }
    return words[ContractState(state)]


def contract_tone(state: str) -> str:
    """The colour of that state."""
    tones = {
        ContractState.RUNNING: "is-good",
        ContractState.NOTICE_GIVEN: "is-near",
        ContractState.ENDED_SERVING: "is-late",
    }
    return tones.get(ContractState(state), "")


def basis_word(basis: str) -> str:
    """On what a contract rests."""
    words = {
        Basis.VOTE: _("Owners' vote"),
        Basis.EARLIER_VOTE: _("Owners' vote on paper, before votes were held here"),
        Basis.FROM_ABOVE: _("Decision of the office, for a time"),
        Basis.BEFORE: _("Signed by the developer before owners could vote"),
    }
    return words[Basis(basis)]


def side_word(side: str) -> str:
    """Who ends a contract."""
    words = {Side.OWNERS: _("the owners"), Side.COMPANY: _("the company")}
    return words[Side(side)]


def service_kind_word(kind: str) -> str:
    """What is done for a compound."""
    words = {
        ServiceKind.REPAIR: _("Repair of common parts"),
        ServiceKind.SECURITY: _("Keeping order"),
        ServiceKind.CLEANING: _("Cleaning and refuse"),
        ServiceKind.VEHICLES: _("Vehicles"),
        ServiceKind.GREENERY: _("Greenery care"),
        ServiceKind.LIFTS: _("Lifts and pumps"),
        ServiceKind.OTHER: pgettext("service", "Other"),
        ServiceKind.WHOLE: _("The service as a whole"),
    }
    return words[ServiceKind(kind)]


def indicator_word(indicator: str) -> str:
    """What is counted of a service."""
    words = {
        Indicator.IN_TIME: _("Requests closed in time"),
        Indicator.SOLVED: _("Senders say: solved"),
        Indicator.CONTENT: _("Residents say: content"),
    }
    return words[Indicator(indicator)]


def handover_kind_word(kind: str) -> str:
    """What is handed over."""
    words = {
        HandoverKind.PREMISES: _("Service premises"),
        HandoverKind.FACILITIES: _("Facilities and equipment"),
        HandoverKind.DATA: _("Papers and data"),
        HandoverKind.MONEY: _("Money and accounts"),
    }
    return words[HandoverKind(kind)]


def handover_state_word(state: str) -> str:
    """Where a thing on the list stands."""
    words = {
        HandoverState.LISTED: _("Not handed over yet"),
        HandoverState.HANDED_OVER: pgettext("thing", "Handed over"),
        HandoverState.DISPUTED: _("Disputed"),
        HandoverState.SETTLED: _("Dispute settled"),
    }
    return words[HandoverState(state)]


def handover_tone(state: str) -> str:
    """The colour of that state."""
    tones = {HandoverState.HANDED_OVER: "is-good", HandoverState.DISPUTED: "is-late"}
    return tones.get(HandoverState(state), "")


def takeover_side_word(side: str) -> str:
    """Who signs a takeover."""
    words = {
        TakeoverSide.COMPANY: _("The leaving company"),
        TakeoverSide.COMMITTEE: _("The owners' committee"),
        TakeoverSide.OFFICE: _("The sub-district or community"),
    }
    return words[TakeoverSide(side)]


def mode_word(mode: str) -> str:
    """Why neighbours run a service."""
    words = {
        ServiceMode.STANDING: _("Standing service without a company"),
        ServiceMode.INTERIM: _("Interim service until a company takes over"),
    }
    return words[ServiceMode(mode)]


def rhythm_word(rhythm: str) -> str:
    """How often a task comes back."""
    words = {
        Rhythm.DAILY: _("every day"),
        Rhythm.WEEKLY: _("every week"),
        Rhythm.MONTHLY: _("every month"),
        Rhythm.QUARTERLY: _("every quarter"),
        Rhythm.WHEN_NEEDED: _("when needed"),
    }
    return words[Rhythm(rhythm)]


def reminder_word(what: Reminder) -> str:
    """What the calendar tells."""
    words = {
        Reminder.VOTE_SOON: _("It is time to call the owners' vote on who serves next."),
        Reminder.COMPANY_SPEAKS: _(
            "In 30 days the last day passes on which the company may say that it does not renew."
        ),
        Reminder.ENDS_SOON: _("The contract ends in 30 days or less."),
        Reminder.ENDED: _(
            "The contract has ended. The company must keep serving until somebody takes over."
        ),
        Reminder.GOES_ON: _(
            "The term is over and owners have not decided: the contract goes on without an end."
        ),
        Reminder.TAKEOVER_LATE: _("The contract ended a month ago and nobody has taken over."),
    }
    return words[what]


def reminder_zh(what: Reminder) -> str:
    """The same as a letter keeps it."""
    with translation.override("zh-hans"):
        return reminder_word(what)
