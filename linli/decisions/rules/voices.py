"""What people say about a decision: kinds, themes, answers; the theme is kept, never the door."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

FLOOR = 5
"""Counts of people below it are told as fewer than five."""


class VoiceKind(StrEnum):
    """What somebody wants with what they say."""

    OPINION = "opinion"
    OBJECTION = "objection"
    COMPLAINT = "complaint"


class Theme(StrEnum):
    """What it is about; the words of the first community that lost its property company too."""

    COST = "cost"
    FAIRNESS = "fairness"
    PROCEDURE = "procedure"
    SAFETY = "safety"
    NOISE = "noise"
    PARKING = "parking"
    GREENING = "greening"
    ACCESS = "access"
    REFUSE = "refuse"
    GATE = "gate"
    FACILITIES = "facilities"
    LIGHTING = "lighting"
    LIFTS = "lifts"
    SERVICE = "service"
    OTHER = "other"


class VoiceOutcome(StrEnum):
    """What came of it."""

    TAKEN = "taken"
    PARTLY = "partly"
    NOT_TAKEN = "not_taken"


class InterviewHow(StrEnum):
    """How people were asked."""

    VISIT = "visit"
    TELEPHONE = "telephone"
    GATHERING = "gathering"
    AT_COUNTER = "at_counter"


class ConsultationState(StrEnum):
    """Where a consultation stands."""

    OPEN = "open"
    CLOSED = "closed"


_NUMBER = r"[0-9０-９一二三四五六七八九十百]{1,6}"
_HOUSE = rf"(?:{_NUMBER}\s*(?:号楼|幢|栋|座|号院|#楼|号))"
_ENTRANCE = rf"(?:{_NUMBER}\s*(?:单元|门栋|门洞))"
_FLOOR = rf"(?:{_NUMBER}\s*(?:层|楼))"
_ROOM = rf"(?:{_NUMBER}\s*(?:室|户|号房|房)|[0-9０-９]{{3,4}}(?![0-9０-９年元人天户米平㎡]))"
_DASHED = r"(?<![0-9-])[0-9]{1,3}\s*[-－—]\s*[0-9]{1,2}\s*[-－—]\s*[0-9]{3,4}(?![0-9-])"
_DOORS = re.compile(
    rf"{_DASHED}"
    rf"|{_HOUSE}\s*{_ENTRANCE}?\s*{_FLOOR}?\s*{_ROOM}"
    rf"|{_HOUSE}?\s*{_ENTRANCE}\s*{_FLOOR}?\s*{_ROOM}?"
)


def without_doors(text: str, mark: str) -> str:
    """A text with a mark in place of every door that it names; whole buildings may stand."""
    return _DOORS.sub(mark, text)


def names_a_door(text: str) -> bool:
    """Whether a text names a dwelling."""
    return bool(_DOORS.search(text))


def themes_counted(themes: Iterable[str]) -> list[tuple[str, int]]:
    """How often each theme was named, the most frequent first."""
    counts: dict[str, int] = {}
    for theme in themes:
        counts[theme] = counts.get(theme, 0) + 1
    order = list(Theme)
    return sorted(counts.items(), key=lambda pair: (-pair[1], order.index(Theme(pair[0]))))
