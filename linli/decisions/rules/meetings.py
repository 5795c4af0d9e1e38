"""Meetings: their states, who votes and who only speaks, when notice is enough, what is agreed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from linli.kernel.shares import Threshold


class MeetingKind(StrEnum):
    """What meets."""

    JOINT = "joint"
    CONGRESS = "congress"
    REPRESENTATIVES = "representatives"
    COMMITTEE = "committee"
    POLICE_ROOM = "police_room"


class MeetingState(StrEnum):
    """Where a meeting stands; one that is signed is never changed again."""

    DRAFT = "draft"
    NOTICED = "noticed"
    UNDER_WAY = "under_way"
    HELD = "held"
    SIGNED = "signed"
    CANCELLED = "cancelled"


class AttendeePart(StrEnum):
    """In what part somebody is there."""

    CHAIR = "chair"
    MEMBER = "member"
    RECORDER = "recorder"
    OBSERVER = "observer"


class Presence(StrEnum):
    """Whether somebody came."""

    EXPECTED = "expected"
    HERE = "here"
    EXCUSED = "excused"
    ABSENT = "absent"


class SignWay(StrEnum):
    """How somebody signed in, or signed the minutes."""

    OWN = "own"
    PAPER = "paper"


class ProofWay(StrEnum):
    """What proves that a notice reached somebody."""

    APP = "app"
    HANDED = "handed"
    LEFT = "left"
    CALLED = "called"


class Stance(StrEnum):
    """What somebody said on an item."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    RECUSED = "recused"
    SPOKE = "spoke"


class ItemOutcome(StrEnum):
    """What came of an item."""

    AGREED = "agreed"
    NOT_AGREED = "not_agreed"
    PUT_OFF = "put_off"
    NOTED = "noted"


class FollowUpState(StrEnum):
    """Whether what a meeting asked for is done."""

    OPEN = "open"
    DONE = "done"


VOTING = frozenset({AttendeePart.CHAIR, AttendeePart.MEMBER})
"""Who has a voice that counts; observers and the recorder speak (S55)."""
SIGNING = VOTING | {AttendeePart.RECORDER}
"""Who signs the minutes when they were there."""
VOTES = frozenset({Stance.FOR, Stance.AGAINST, Stance.ABSTAIN})
WITH_REASON = frozenset({Stance.RECUSED, Stance.SPOKE})
"""What is empty without words."""
MOVES: dict[MeetingState, frozenset[MeetingState]] = {
    MeetingState.DRAFT: frozenset({MeetingState.NOTICED, MeetingState.CANCELLED}),
    MeetingState.NOTICED: frozenset(
        {MeetingState.DRAFT, MeetingState.UNDER_WAY, MeetingState.CANCELLED}
    ),
    MeetingState.UNDER_WAY: frozenset({MeetingState.HELD}),
    MeetingState.HELD: frozenset({MeetingState.SIGNED}),
    MeetingState.SIGNED: frozenset(),
    MeetingState.CANCELLED: frozenset(),
}
BODY_OF: dict[MeetingKind, str] = {
    MeetingKind.CONGRESS: "compound_residents_congress",
    MeetingKind.REPRESENTATIVES: "residents_representative_meeting",
    MeetingKind.COMMITTEE: "owners_committee",
}
"""The kind of body that meets; all who sit in it are invited and counted."""
NOTICE_RULE: dict[MeetingKind, str] = {
    MeetingKind.JOINT: "meetings.joint.notice",
    MeetingKind.CONGRESS: "meetings.representatives.notice",
    MeetingKind.REPRESENTATIVES: "meetings.representatives.notice",
    MeetingKind.COMMITTEE: "owners.committee.notice",
    MeetingKind.POLICE_ROOM: "meetings.police_room.notice",
}
QUORUM_RULE: dict[MeetingKind, str] = {
    MeetingKind.CONGRESS: "self_government.representatives.quorum",
    MeetingKind.REPRESENTATIVES: "self_government.representatives.quorum",
    MeetingKind.COMMITTEE: "owners.committee.quorum",
}
AGREEMENT_RULE = "meetings.joint.agreement"


@dataclass(frozen=True, slots=True)
class Bidden:
    """Somebody who is bidden to a meeting, as its rules see it."""

    part: AttendeePart
    required: bool = True
    presence: Presence = Presence.EXPECTED
    delivered: bool = False

    @property
    def counts(self) -> bool:
        """Whether this is one of the members."""
        return self.part in VOTING

    @property
    def here(self) -> bool:
        """Whether they came."""
        return self.presence is Presence.HERE


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """What a notice of a meeting says; its digest covers all of it."""

    number: str
    title: str
    where: str
    starts_at: datetime
    agenda: Sequence[str]

    @property
    def plain(self) -> str:
        """The notice as plain text, line by line."""
        lines = [self.number, self.title, self.starts_at.isoformat(), self.where]
        lines += [f"{at}. {item}" for at, item in enumerate(self.agenda, start=1)]
        return "\n".join(lines) + "\n"

    @property
    def digest(self) -> str:
        """The SHA-256 of the plain text, in hex."""
        return text_digest(self.plain)


def text_digest(text: str) -> str:
    """The SHA-256 of a text in hex, the ends of lines made alike."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def may_move(now: MeetingState, to: MeetingState) -> bool:
    """Whether a meeting may go from one state to another."""
    return to in MOVES[now]


def notice_in_time(given_on: date, held_on: date, days: int) -> bool:
    """Whether so many days lie between; the day on which notice is given is not counted (R02)."""
    return (held_on - given_on).days >= days


def without_proof(bidden: Iterable[Bidden]) -> int:
    """How many who must attend neither came nor are proven to have had the notice."""
    return sum(one.required and not (one.delivered or one.here) for one in bidden)


def quorum_met(bidden: Sequence[Bidden], asked: Threshold | None) -> bool:
    """Whether enough members are there; nobody may send another in their place."""
    members = [one for one in bidden if one.counts]
    here = sum(one.here for one in members)
    return here >= 1 if asked is None else asked.met_by(here, len(members))


def missing_required(bidden: Iterable[Bidden]) -> int:
    """How many who must attend neither came nor were excused."""
    missing = {Presence.EXPECTED, Presence.ABSENT}
    return sum(one.required and one.presence in missing for one in bidden)


def stance_fault(part: AttendeePart, presence: Presence, stance: Stance, words: str) -> str:
    """Why somebody cannot say this on an item, as a code; empty: they can."""
    if presence is not Presence.HERE:
        return "not_here"
    if stance is not Stance.SPOKE and part not in VOTING:
        return "observer_votes"
    if stance in WITH_REASON and not words.strip():
        return "no_words"
    return ""


def agreed(stances: Iterable[Stance], members_here: int, asked: Threshold) -> bool:
    """Whether an item is agreed to, by those who are there and not recused."""
    counted = Counter(stances)
    entitled = members_here - counted[Stance.RECUSED]
    return entitled > 0 and asked.met_by(counted[Stance.FOR], entitled)
