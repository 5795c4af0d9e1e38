"""Calls for an assembly: who signs, how many it takes, who must answer and so sees no name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from linli.decisions.rules.voices import FLOOR
from linli.kernel.posts import ELECTED, OFFICE, PROPERTY, PostKind, Posts
from linli.kernel.shares import Threshold

CHECKERS: Posts = frozenset({PostKind.GOVERNANCE_OFFICER})
"""Who opens the names, to hold them against the roll: the office, which no call is addressed to."""
PAPER_TAKERS: Posts = CHECKERS
"""Who enters signatures that came on paper; the paper has names on it, so it is the same post."""
SEERS: Posts = OFFICE | ELECTED | {PostKind.SECRETARY, PostKind.AUDITOR}
"""Who sees at the desk how far calls have come; never a name."""
PER_CENT = 100


class CallKind(StrEnum):
    """Who calls: owners for their assembly (R13), residents for their meeting (R33)."""

    OWNERS = "owners"
    ADULTS = "adults"
    HOUSEHOLDS = "households"
    GROUPS = "groups"


class CallState(StrEnum):
    """Where a call stands."""

    COLLECTING = "collecting"
    HANDED_IN = "handed_in"
    CONFIRMED = "confirmed"
    CONVENED = "convened"
    SHORT = "short"
    LAPSED = "lapsed"
    TAKEN_BACK = "taken_back"


ENDED = frozenset({CallState.CONVENED, CallState.SHORT, CallState.LAPSED, CallState.TAKEN_BACK})


class SignatureState(StrEnum):
    """Where one signature stands."""

    WAITING = "waiting"
    COUNTED = "counted"
    NOT_COUNTED = "not_counted"
    WITHDRAWN = "withdrawn"


class NotCounted(StrEnum):
    """Why a signature does not count."""

    NOT_ON_ROLL = "not_on_roll"
    NOT_THE_OWN_HAND = "not_the_own_hand"
    MOVED_AWAY = "moved_away"


class Channel(StrEnum):
    """How somebody signed."""

    ACCOUNT = "account"
    PAPER = "paper"


SHARE_KEYS: Mapping[CallKind, str] = {
    CallKind.OWNERS: "owners.assembly.call",
    CallKind.ADULTS: "self_government.meeting.call_adults",
    CallKind.HOUSEHOLDS: "self_government.meeting.call_households",
    CallKind.GROUPS: "self_government.meeting.call_groups",
}
ADDRESSED: Mapping[CallKind, PostKind] = {
    CallKind.OWNERS: PostKind.OWNERS_COMMITTEE_CHAIR,
    CallKind.ADULTS: PostKind.SECRETARY,
    CallKind.HOUSEHOLDS: PostKind.SECRETARY,
    CallKind.GROUPS: PostKind.SECRETARY,
}
"""Whose duty it is to convene."""
KEPT_FROM: Posts = ELECTED | PROPERTY | {PostKind.SECRETARY, PostKind.INFORMATION_OFFICER}
"""Posts whose holders see no name of any call, whatever other post they hold."""
STAND_INS: Posts = OFFICE
"""Who convenes where the one addressed does not in time."""


@dataclass(frozen=True, slots=True)
class Count:
    """Heads and, where owners call, area."""

    heads: int = 0
    area_cm2: int = 0


def enough(kind: CallKind, asked: Threshold, signed: Count, whole: Count) -> bool:
    """Whether a call has the share; owners need it in heads and in area, as the rules of 2009 read."""
    if not asked.met_by(min(signed.heads, whole.heads), whole.heads):
        return False
    if kind is not CallKind.OWNERS:
        return True
    return asked.met_by(min(signed.area_cm2, whole.area_cm2), whole.area_cm2)


def told_in_fives(heads: int) -> int:
    """A count as it may be told while people sign: whole fives, so that nobody sees one more."""
    return heads // FLOOR * FLOOR


def share_in_fives(part: int, whole: int) -> int:
    """A share of area in whole fives of a hundred, rounded down."""
    return part * PER_CENT // whole // FLOOR * FLOOR if whole else 0


def may_see_names(acting: str, held: frozenset[str]) -> bool:
    """Whether a post sees who signed: the office's own, and no post beside it that is addressed."""
    return acting in CHECKERS and not held & KEPT_FROM
