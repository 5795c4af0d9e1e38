"""What the codes of talks are called, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from linli.counsel.queries.talks import HELD, NOT_HELD, REFERRED
from linli.counsel.rules.talks import Missed, ReferredTo, StaffHours, TalkState, Tier

_STATES = {
    TalkState.ASKED: _("Waits for the counsellor's word"),
    TalkState.CONFIRMED: _("The hour stands"),
    TalkState.HELD: _("The talk was held"),
    TalkState.NOT_HELD: _("Not held"),
    TalkState.REFERRED: _("Sent on"),
    TalkState.CANCELLED: _("Called off"),
}
_TONES = {
    TalkState.ASKED: "is-near",
    TalkState.CONFIRMED: "is-main",
    TalkState.HELD: "is-good",
    TalkState.REFERRED: "is-good",
    TalkState.NOT_HELD: "",
    TalkState.CANCELLED: "",
}
_MISSED = {
    Missed.DID_NOT_COME: _("Nobody came"),
    Missed.CALLED_OFF_LATE: _("Called off at the last moment"),
    Missed.KEEPER_AWAY: _("The counsellor could not"),
    Missed.NO_ROOM: _("The room could not be used"),
}
_REFERRED = {
    ReferredTo.HOSPITAL: _("To a hospital"),
    ReferredTo.CRISIS_LINE: _("To a crisis line"),
    ReferredTo.POOL: _("To a counsellor of the pool"),
    ReferredTo.OTHER: _("To another service"),
}
_TIERS = {
    Tier.COMMUNITY: _("Counsellor of the community"),
    Tier.POOL: _("Counsellor of the pool"),
}
_STAFF = {
    StaffHours.SUPERVISION: _("Supervision"),
    StaffHours.TRAINING: _("Training"),
}
_COUNTS = {HELD: _("The talk was held"), REFERRED: _("Sent on"), NOT_HELD: _("Not held")}


def talk_state_word(state: str) -> str:
    """A state in words."""
    return gettext(_STATES[TalkState(state)])


def talk_tone(state: str) -> str:
    """The colour of a state."""
    return _TONES[TalkState(state)]


def missed_word(why: str) -> str:
    """Why an hour was not held, in words."""
    return gettext(_MISSED[Missed(why)])


def referred_word(where: str) -> str:
    """Where somebody was sent on to, in words."""
    return gettext(_REFERRED[ReferredTo(where)])


def tier_word(tier: str) -> str:
    """Whose counsellor it is, in words."""
    return gettext(_TIERS[Tier(tier)])


def staff_hours_word(kind: str) -> str:
    """A kind of hours beside talks, in words."""
    return gettext(_STAFF[StaffHours(kind)])


def count_word(name: str) -> str:
    """A count's name in words."""
    return gettext(_COUNTS[name])
