"""What the codes of help on one's own request are called, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from linli.counsel.rules.helping import (
    HelpEnd,
    HelpKind,
    HelpState,
    ItemState,
    ReferralState,
    ReferralTo,
)

_KINDS = {
    HelpKind.JOB: _p("help item", "Finding work"),
    HelpKind.PAPERS: _p("help item", "Papers and registration"),
    HelpKind.BENEFITS: _p("help item", "Benefits and insurance"),
    HelpKind.HOUSING: _p("help item", "A place to live"),
    HelpKind.SCHOOLING: _p("help item", "Schooling and training"),
}
_STATES = {
    HelpState.ASKED: _("Waits for a helper"),
    HelpState.OPEN: _("Being helped"),
    HelpState.CLOSED: _p("of a help file", "Closed"),
}
_ENDS = {
    HelpEnd.GOAL: _("The goal is reached"),
    HelpEnd.WISH: _("The person wishes to end it"),
}
_ITEMS = {
    ItemState.WANTED: _("Wanted"),
    ItemState.GIVEN: _p("help item", "Given"),
    ItemState.DROPPED: _("No longer wanted"),
}
_ITEM_TONES = {ItemState.WANTED: "is-near", ItemState.GIVEN: "is-good"}
_REFERRALS = {
    ReferralState.ASKED: _("Waits for the person's yes"),
    ReferralState.AGREED: _("The person said yes"),
    ReferralState.REFUSED: _("The person said no"),
    ReferralState.SENT: _p("referral", "Sent"),
}
_REFERRAL_TONES = {
    ReferralState.ASKED: "is-near",
    ReferralState.AGREED: "is-main",
    ReferralState.SENT: "is-good",
}
_OFFICES = {
    ReferralTo.EMPLOYMENT: _("Employment service"),
    ReferralTo.POLICE_STATION: _("Household registration at the police station"),
    ReferralTo.CIVIL_AFFAIRS: _("Civil affairs counter"),
    ReferralTo.HOUSING: _("Housing office"),
    ReferralTo.SCHOOL: _("School or training centre"),
    ReferralTo.LEGAL: _("Lawyer on duty"),
    ReferralTo.OTHER: _("Another office"),
}


def help_kind_word(kind: str) -> str:
    """What somebody is helped with."""
    return str(_KINDS[HelpKind(kind)])


def help_state_word(state: str) -> str:
    """Where a file stands."""
    return str(_STATES[HelpState(state)])


def help_end_word(end: str) -> str:
    """How a file ended."""
    return str(_ENDS[HelpEnd(end)])


def item_state_word(state: str) -> str:
    """How far one item is."""
    return str(_ITEMS[ItemState(state)])


def item_tone(state: str) -> str:
    """How an item's state looks."""
    return _ITEM_TONES.get(ItemState(state), "")


def referral_state_word(state: str) -> str:
    """How far a referral is."""
    return str(_REFERRALS[ReferralState(state)])


def referral_tone(state: str) -> str:
    """How a referral's state looks."""
    return _REFERRAL_TONES.get(ReferralState(state), "")


def office_word(to: str) -> str:
    """Which office a referral goes to."""
    return str(_OFFICES[ReferralTo(to)])
