"""What the pieces of a page are made of: plain values that a view fills in.

docs/ui.md shows each with an example.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from linli.ui.clock import ClockFace


@dataclass(frozen=True, slots=True)
class Step:
    """One state of a stepper: `done`, `now` or `ahead`, and what stands beside it."""

    label: str
    state: str = "ahead"
    when: str = ""
    note: str = ""


def steps(labels: Sequence[str], now: int, *, when: Sequence[str] = ()) -> list[Step]:
    """Make a stepper from words and the place of the present one; past the end, all are done."""
    times = [*when, *([""] * len(labels))]
    states = ["done" if at < now else "now" if at == now else "ahead" for at in range(len(labels))]
    return [Step(*parts) for parts in zip(labels, states, times, strict=False)]


@dataclass(frozen=True, slots=True)
class Change:
    """One value that an event changed: what it was, what it became."""

    name: str
    was: str
    became: str


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a timeline: what happened, which posts did it, when."""

    what: str
    who: Sequence[str]
    at: datetime
    note: str = ""
    href: str = ""
    link: str = ""
    changes: Sequence[Change] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list; with `verb` it waits for the reader and shows a button."""

    title: str
    href: str = ""
    meta: Sequence[str] = ()
    kicker: Sequence[str] = ()
    icon: str = ""
    clock: ClockFace | None = None
    verb: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a state card: label, value, and what stands small below it."""

    label: str
    value: str
    href: str = ""
    note: str = ""
    note_href: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a strip: a link to its list, with the change in words."""

    label: str
    value: str
    unit: str = ""
    href: str = ""
    change: str = ""
    trend: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that lives in the address."""

    label: str
    href: str
    count: int | None = None
    on: bool = False
    removes: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    """One item of the residents' bottom bar."""

    key: str
    label: str
    icon: str
    href: str


@dataclass(frozen=True, slots=True)
class RailItem:
    """One item of the desk's rail."""

    label: str
    href: str
    icon: str
    count: int | None = None
    late: bool = False
    unread: bool = False
    here: bool = False


@dataclass(frozen=True, slots=True)
class RailGroup:
    """One group of the rail under its title."""

    title: str
    items: Sequence[RailItem] = field(default=())


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the desk's foot bar: what to press, what it does."""

    keys: Sequence[str]
    does: str
