"""Talks with a counsellor: an hour that is booked, held or not; what is said is nowhere (R43).

A counsellor listens and refers; nothing here has room for a diagnosis or for notes.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from linli.kernel.posts import COUNTER, OFFICE, PostKind, Posts


class Tier(StrEnum):
    """Whose counsellor: the community's own, or the district pool's that fills the gaps."""

    COMMUNITY = "community"
    POOL = "pool"


class TalkState(StrEnum):
    """How far a booked hour is."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    HELD = "held"
    NOT_HELD = "not_held"
    REFERRED = "referred"
    CANCELLED = "cancelled"


class Missed(StrEnum):
    """Why an hour was not held; it is counted, and held against nobody."""

    DID_NOT_COME = "did_not_come"
    CALLED_OFF_LATE = "called_off_late"
    KEEPER_AWAY = "keeper_away"
    NO_ROOM = "no_room"


class ReferredTo(StrEnum):
    """Where somebody was advised to go on; a counsellor neither treats nor diagnoses (R43)."""

    HOSPITAL = "hospital"
    CRISIS_LINE = "crisis_line"
    POOL = "pool"
    OTHER = "other"


class Way(StrEnum):
    """How an hour was booked."""

    ONLINE = "online"
    COUNTER = "counter"


class StaffHours(StrEnum):
    """What counsellors do beside talks: they are supervised, and they learn."""

    SUPERVISION = "supervision"
    TRAINING = "training"


MOVES: dict[TalkState, frozenset[TalkState]] = {
    TalkState.ASKED: frozenset(
        {
            TalkState.CONFIRMED,
            TalkState.CANCELLED,
            TalkState.HELD,
            TalkState.NOT_HELD,
            TalkState.REFERRED,
        }
    ),
    TalkState.CONFIRMED: frozenset(
        {TalkState.CANCELLED, TalkState.HELD, TalkState.NOT_HELD, TalkState.REFERRED}
    ),
    TalkState.HELD: frozenset(),
    TalkState.NOT_HELD: frozenset(),
    TalkState.REFERRED: frozenset(),
    TalkState.CANCELLED: frozenset(),
}
BEFORE = frozenset({TalkState.CONFIRMED, TalkState.CANCELLED})
"""What can be said only until the hour begins; all else only from then on."""
OPEN = frozenset({TalkState.ASKED, TalkState.CONFIRMED})
MET = frozenset({TalkState.HELD, TalkState.REFERRED})
"""States in which two people did meet."""

TALKERS: Posts = frozenset({PostKind.COUNSELLOR})
TALK_CLERKS: Posts = COUNTER
"""Who books for somebody who rings or stands at the counter."""
TALK_OVERSEERS: Posts = OFFICE | {PostKind.CIVIL_AFFAIRS_OFFICER}
"""Who sees hours and no-shows as numbers, and nothing else."""

SHOWN_AHEAD = 21
"""How many days ahead free hours are offered."""
LONGEST_ENTRY = 32
"""Quarters of an hour that one entry of supervision or training has at most."""
LATEST_ENTRY = 92
"""How many days after the day an entry may be made."""


def may_move(state: TalkState, to: TalkState, *, begun: bool) -> bool:
    """Whether an hour can go from one state to another, before or after it has begun."""
    return to in MOVES[state] and begun is (to not in BEFORE)


def waited(booked_on: date, day: date) -> int:
    """How many days somebody waited for an hour."""
    return max(0, (day - booked_on).days)


def whole_entry(day: date, quarters: int, today: date) -> bool:
    """Whether hours of supervision or training are such as one enters: done, not long ago."""
    recent = today - timedelta(days=LATEST_ENTRY) <= day <= today
    return recent and 1 <= quarters <= LONGEST_ENTRY


def months_over(today: date) -> list[date]:
    """The last days of this year's months that are over; in January those of the year before.

    Figures are told by whole months, so that nobody reads one talk off two days' figures.
    """
    year = today.year if today.month > 1 else today.year - 1
    firsts = [date(year, month, 1) for month in range(2, 13)] + [date(year + 1, 1, 1)]
    return [one - timedelta(days=1) for one in firsts if one <= today]


def average(total: int, number: int) -> int | None:
    """A mean in whole days, halves upwards; of nothing there is none."""
    return (2 * total + number) // (2 * number) if number else None
