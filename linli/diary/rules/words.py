"""The words of the diary: what can be booked, what for, how, and how a booking ends."""

from __future__ import annotations

from enum import StrEnum


class BookableKind(StrEnum):
    """What has a calendar."""

    ROOM = "room"
    PERSON = "person"


class Purpose(StrEnum):
    """What a room or an hour is for; a code, so that a calendar says nothing of a person."""

    MEDIATION = "mediation"
    LEGAL = "legal"
    COUNSELLING = "counselling"
    MEETING = "meeting"
    CULTURE = "culture"
    SERVICE = "service"


QUIET = frozenset({Purpose.MEDIATION, Purpose.LEGAL, Purpose.COUNSELLING})
"""Purposes that people come for in confidence: calendars call such a time taken, and no more."""


class BookingKind(StrEnum):
    """How a time came to be taken."""

    NORMAL = "normal"
    ON_BEHALF = "on_behalf"
    STAFF = "staff"
    BLOCKED = "blocked"


class BookingState(StrEnum):
    """Whether the time is still taken."""

    HELD = "held"
    RELEASED = "released"


class Ended(StrEnum):
    """Why a time was given back; nobody is blamed."""

    NOT_NEEDED = "not_needed"
    ROOM_CLOSED = "room_closed"
    KEEPER_AWAY = "keeper_away"
    DOUBLE = "double"
    OTHER_WAY = "other_way"
