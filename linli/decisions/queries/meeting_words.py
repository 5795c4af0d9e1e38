"""What kinds, states and parts of meetings are called, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from linli.decisions.rules.meetings import (
    AttendeePart,
    ItemOutcome,
    MeetingKind,
    MeetingState,
    Presence,
    ProofWay,
    SignWay,
    Stance,
)


def meeting_kind_word(kind: str) -> str:
    """What meets."""
    return {
        MeetingKind.JOINT: _("Joint meeting"),
        MeetingKind.CONGRESS: _("Residents' congress"),
        MeetingKind.REPRESENTATIVES: _("Residents' representative meeting"),
        MeetingKind.COMMITTEE: _("Meeting of the owners' committee"),
        MeetingKind.POLICE_ROOM: _("Meeting with the police room"),
    }[MeetingKind(kind)]


def meeting_state_word(state: str) -> str:
    """Where a meeting stands."""
    return {
        MeetingState.DRAFT: _("Being prepared"),
        MeetingState.NOTICED: _("Notice given"),
        MeetingState.UNDER_WAY: _("Under way"),
        MeetingState.HELD: _("Held, minutes to sign"),
        MeetingState.SIGNED: _("Minutes signed"),
        MeetingState.CANCELLED: _("Called off"),
    }[MeetingState(state)]


def meeting_state_tone(state: str) -> str:
    """The colour class of a state's tag."""
    return {
        MeetingState.DRAFT: "",
        MeetingState.NOTICED: "is-info",
        MeetingState.UNDER_WAY: "is-main",
        MeetingState.HELD: "is-near",
        MeetingState.SIGNED: "is-good",
        MeetingState.CANCELLED: "is-late",
    }[MeetingState(state)]


def part_word(part: str) -> str:
    """In what part somebody is there."""
    return {
        AttendeePart.CHAIR: _("Leads the meeting"),
        AttendeePart.MEMBER: _("Member"),
        AttendeePart.RECORDER: _("Takes the minutes"),
        AttendeePart.OBSERVER: _("Observer, no vote"),
    }[AttendeePart(part)]


def presence_word(presence: str) -> str:
    """Whether somebody came."""
    return {
        Presence.EXPECTED: _("Expected"),
        Presence.HERE: _("Here"),
        Presence.EXCUSED: _("Excused"),
        Presence.ABSENT: _("Absent"),
    }[Presence(presence)]


def stance_word(stance: str) -> str:
    """What somebody said on a point."""
    return {
        Stance.FOR: _("In favour"),
        Stance.AGAINST: _("Not in favour"),
        Stance.ABSTAIN: _("Abstains"),
        Stance.RECUSED: _("Recused"),
        Stance.SPOKE: _("Spoke"),
    }[Stance(stance)]


def outcome_word(outcome: str) -> str:
    """What came of a point; empty while nothing did."""
    if not outcome:
        return ""
    return {
        ItemOutcome.AGREED: _("Agreed"),
        ItemOutcome.NOT_AGREED: _("Not agreed"),
        ItemOutcome.PUT_OFF: _("Put off"),
        ItemOutcome.NOTED: _("Heard and noted"),
    }[ItemOutcome(outcome)]


def proof_word(way: str) -> str:
    """What proves that a notice reached somebody."""
    return {
        ProofWay.APP: _("Confirmed in the own account"),
        ProofWay.HANDED: _("Handed over, signed for"),
        ProofWay.LEFT: _("Left at the door, with a photo"),
        ProofWay.CALLED: _("Read out on the telephone"),
    }[ProofWay(way)]


def sign_word(way: str) -> str:
    """How somebody signed."""
    return {SignWay.OWN: _("In the own account"), SignWay.PAPER: _("On paper")}[SignWay(way)]
