"""Rolls without a database: heads, areas, digests, and what is wrong with the rows of a sheet."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from linli.elections.rules.words import AreaSource, RollKind

LEAST_AREA_CM2 = 10_000
"""One square metre: nothing smaller is an exclusive unit."""
MOST_AREA_CM2 = 500_000_000
"""Fifty thousand square metres: more is a slip of the pen, such as a lost decimal point."""
LARGE_AREA_CM2 = 10_000_000
"""From a thousand square metres an area is pointed out, not refused."""
DEVELOPER = "developer"
"""What groups the developer's units, whatever numbers stand beside them (R08)."""
MOST_LINES = 100_000

_LINE = "linli roll line 1"
ROLL_HEADER = "linli roll 1"


class ObjectionKind(StrEnum):
    """What somebody says is wrong with a roll."""

    MISSING = "missing"
    NOT_ENTITLED = "not_entitled"
    WRONG_ENTRY = "wrong_entry"
    WRONG_AREA = "wrong_area"


class Correction(StrEnum):
    """What a correction did to a line."""

    ADDED = "added"
    CHANGED = "changed"
    STRUCK = "struck"


class RowWrong(StrEnum):
    """What can be wrong with a row."""

    NO_NAME = "no_name"
    NO_BUILDING = "no_building"
    NO_DOOR = "no_door"
    NO_OWNER_NUMBER = "no_owner_number"
    AREA_ZERO = "area_zero"
    AREA_ABSURD = "area_absurd"
    DOOR_TWICE = "door_twice"
    PERSON_TWICE = "person_twice"
    OTHER_NAME = "other_name"
    OTHER_VOTER = "other_voter"
    VOTER_NO_OWNER = "voter_no_owner"
    UNKNOWN_BUILDING = "unknown_building"
    WHICH_BUILDING = "which_building"


class RowNote(StrEnum):
    """What is worth a second look and no fault."""

    SAME_NAME = "same_name"
    LARGE_AREA = "large_area"
    NO_VOTER = "no_voter"
    DEVELOPERS_NUMBERS = "developers_numbers"


@dataclass(frozen=True, slots=True)
class RollRow:
    """One row of a sheet: a voter, or one unit of an owner."""

    number: int
    name: str
    building: str
    door: str
    compound: str = ""
    owner_number: str = ""
    area_cm2: int = 0
    area_source: AreaSource = AreaSource.LAND_REGISTER
    is_developer: bool = False
    voter_name: str = ""


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit as it is entered by hand."""

    building_id: UUID
    door: str
    area_cm2: int
    area_source: AreaSource


@dataclass(frozen=True, slots=True)
class LineEntry:
    """A line as it is entered by hand: all of it, whatever of it is new."""

    name: str
    building_id: UUID
    door: str
    owner_number: str = ""
    voter_name: str = ""
    is_developer: bool = False
    units: tuple[NewUnit, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A row's number, what is wrong or noteworthy, and the row it disagrees with."""

    number: int
    what: RowWrong | RowNote
    other: int = 0


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit as it goes into the digest."""

    door: str
    area_cm2: int
    area_source: str


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line as it goes into the digest: everything that decides who may vote, and its salt."""

    number: int
    name: str
    building: str
    door: str
    salt: str
    owner_number: str = ""
    voter_name: str = ""
    is_developer: bool = False
    units: tuple[UnitFacts, ...] = ()


def line_text(line: LineFacts) -> str:
    """The one spelling of a line that is hashed: JSON without blanks, units in order."""
    units = sorted([unit.door, unit.area_cm2, str(unit.area_source)] for unit in line.units)
    fields = [
        _LINE,
        line.number,
        line.name,
        line.building,
        line.door,
        line.owner_number,
        line.voter_name,
        line.is_developer,
        units,
        line.salt,
    ]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def line_digest(line: LineFacts) -> str:
    """The proof of a line; without the salt nobody can guess its name from it."""
    return hashlib.sha256(line_text(line).encode()).hexdigest()


def roll_digest(
    kind: str,
    place: str,
    as_of: date,
    lines: Iterable[tuple[int, str]],
    *,
    header: str = ROLL_HEADER,
) -> str:
    """The digest of a roll over the numbers and digests of its lines, in whatever order they come."""
    found = hashlib.sha256(f"{header}\n{kind}\n{place}\n{as_of.isoformat()}\n".encode())
    for number, digest in sorted(lines):
        found.update(f"{number} {digest}\n".encode())
    return found.hexdigest()


def heads_of(rows: Iterable[RollRow], kind: RollKind) -> list[list[RollRow]]:
    """The rows of each head, in the order of the sheet (R08).

    Each voter is one. Of owners, all units under one owner number are one head, and all units
    of the developer are one.
    """
    if kind is RollKind.VOTERS:
        return [[row] for row in rows]
    heads: dict[str, list[RollRow]] = {}
    for row in rows:
        key = DEVELOPER if row.is_developer else f"#{row.owner_number}"
        heads.setdefault(key, []).append(row)
    return list(heads.values())


def wrong_rows(rows: Sequence[RollRow], kind: RollKind) -> list[Mark]:
    """Every row that cannot stand in a roll, with the first thing that is wrong with it."""
    alone = _wrong_voter if kind is RollKind.VOTERS else _wrong_unit
    marks = {row.number: Mark(row.number, wrong) for row in rows if (wrong := alone(row))}
    together = _twice(rows) if kind is RollKind.VOTERS else _disagreeing(rows)
    for mark in together:
        marks.setdefault(mark.number, mark)
    return sorted(marks.values(), key=lambda mark: mark.number)


def notes_on(rows: Sequence[RollRow], kind: RollKind) -> list[Mark]:
    """What the office should look at again in an owners' sheet without a fault."""
    if kind is RollKind.VOTERS:
        return []
    notes = [Mark(row.number, RowNote.LARGE_AREA) for row in rows if _is_large(row)]
    seen: dict[str, RollRow] = {}
    for head in heads_of(rows, kind):
        first = head[0]
        if several_names(first.name) and not any(row.voter_name for row in head):
            notes.append(Mark(first.number, RowNote.NO_VOTER))
        if first.is_developer and len({row.owner_number for row in head}) > 1:
            notes.append(Mark(first.number, RowNote.DEVELOPERS_NUMBERS))
        before = seen.setdefault(first.name, first)
        if before is not first:
            notes.append(Mark(first.number, RowNote.SAME_NAME, before.number))
    return sorted(notes, key=lambda mark: mark.number)


def several_names(name: str) -> bool:
    """Whether a name is that of co-owners, who name one of them to vote."""
    return any(mark in name for mark in "、,，;；/")


_AND = re.compile(r"[、,，;；/]")


def owners_in(name: str) -> list[str]:
    """The single names of co-owners."""
    return [part.strip() for part in _AND.split(name) if part.strip()]


def unseen_in(text: str) -> bool:
    """Whether a name holds what nobody sees: two names that look alike would differ by it."""
    return any(unicodedata.category(char).startswith("C") for char in text)


def masked_name(name: str) -> str:
    """A name as strangers see it: the first character and a star."""
    return f"{name[:1]}*" if name else "*"


def door_parts(text: str, *, building: str = "") -> tuple[str, ...]:
    """What tells doors of one building apart: runs of digits or letters, without the building.

    `3号楼2单元301`, `2-301` and `2单元301室` of `3号楼` are the same door.
    """
    rest = text.removeprefix(building).strip()
    parts: list[str] = []
    run = ""
    for char in f"{rest} ".upper():
        if char.isascii() and char.isalnum():
            run += char
        elif run:
            parts.append(run.lstrip("0") or "0")
            run = ""
    return tuple(parts)


def _wrong_voter(row: RollRow) -> RowWrong | None:
    if not row.name:
        return RowWrong.NO_NAME
    if not row.building:
        return RowWrong.NO_BUILDING
    return None if row.door else RowWrong.NO_DOOR


def _wrong_unit(row: RollRow) -> RowWrong | None:
    if wrong := _wrong_voter(row):
        return wrong
    if not row.owner_number and not row.is_developer:
        return RowWrong.NO_OWNER_NUMBER
    if row.area_cm2 <= 0:
        return RowWrong.AREA_ZERO
    if not LEAST_AREA_CM2 <= row.area_cm2 <= MOST_AREA_CM2:
        return RowWrong.AREA_ABSURD
    if several_names(row.name) and row.voter_name and row.voter_name not in owners_in(row.name):
        return RowWrong.VOTER_NO_OWNER
    return None


def _is_large(row: RollRow) -> bool:
    return LARGE_AREA_CM2 < row.area_cm2 <= MOST_AREA_CM2


def _twice(rows: Iterable[RollRow]) -> list[Mark]:
    seen: dict[tuple[str, ...], int] = {}
    marks = []
    for row in rows:
        key = (row.name, *_door_of(row))
        before = seen.setdefault(key, row.number)
        if before != row.number and row.name:
            marks.append(Mark(row.number, RowWrong.PERSON_TWICE, before))
    return marks


def _disagreeing(rows: Sequence[RollRow]) -> list[Mark]:
    seen: dict[tuple[str, ...], int] = {}
    marks = []
    for row in rows:
        before = seen.setdefault(_door_of(row), row.number)
        if before != row.number and row.door:
            marks.append(Mark(row.number, RowWrong.DOOR_TWICE, before))
    for head in heads_of(rows, RollKind.OWNERS):
        marks += _at_odds(head)
    return marks


def _at_odds(head: Sequence[RollRow]) -> list[Mark]:
    """Rows of one head that bear another name, or name another voter, than its first."""
    first = head[0]
    voter = next((row for row in head if row.voter_name), first)
    marks = []
    for row in head:
        if row.name != first.name and (row.owner_number or row.is_developer):
            marks.append(Mark(row.number, RowWrong.OTHER_NAME, first.number))
        elif row.voter_name not in {"", voter.voter_name}:
            marks.append(Mark(row.number, RowWrong.OTHER_VOTER, voter.number))
    return marks


def _door_of(row: RollRow) -> tuple[str, ...]:
    parts = door_parts(row.door, building=row.building)
    return (row.compound, row.building, *(parts or (row.door,)))
