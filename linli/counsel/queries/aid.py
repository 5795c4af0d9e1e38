"""An application for legal aid as its team and its applicant see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from linli.counsel.models import FilePaper, LegalAid
from linli.counsel.queries.legal_words import aid_entry_word
from linli.counsel.queries.opening import Opened
from linli.counsel.queries.sealed_lists import hands_of
from linli.counsel.rules.legal import OF_PARTY, AidMove, AidStage, aid_moved
from linli.records import queries as records


@dataclass(frozen=True, slots=True)
class Written:
    """One thing that stands in a file, opened."""

    kind: str
    word: str
    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """That somebody of the team opened a file: which post, what, when."""

    label: str
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: what, on which day, by which day."""

    code: str
    done_on: date | None
    due_on: date | None
    now: bool


@dataclass(frozen=True, slots=True)
class AidShown:
    """An application, opened."""

    opened: Opened
    row: LegalAid
    person: dict[str, Any]
    entries: list[Written]
    papers: list[FilePaper]
    steps: list[Step]
    moves: list[AidMove]
    hands: dict[str, str]
    accesses: list[Reading]


def aid_shown(opened: Opened) -> AidShown:
    """All of an opened application that this reader may see."""
    file = opened.file
    row = LegalAid.objects.get(sub_district_id=file.sub_district_id, file_id=file.id)
    return AidShown(
        opened=opened,
        row=row,
        person=person_of(opened),
        entries=[written(opened, one, aid_entry_word(one.kind)) for one in opened.entries()],
        papers=opened.papers(),
        steps=steps_of(row, AidStage(file.state)),
        moves=aid_moves(opened, row),
        hands=hands_of(file),
        accesses=accesses_of(opened),
    )


def aid_moves(opened: Opened, row: LegalAid) -> list[AidMove]:
    """What this reader can do next, in the order of the way."""
    stage, asked = AidStage(opened.file.state), row.papers_asked_on is not None
    found = [one for one in AidMove if aid_moved(stage, one, papers_asked=asked)]
    return [one for one in found if opened.party is None or one in OF_PARTY]


def steps_of(row: LegalAid, stage: AidStage) -> list[Step]:
    """The way of an application with its days."""
    examined = row.decided_on
    objected = row.objected_on
    found = [
        Step("handed_in", row.handed_in_on, None, now=False),
        Step(
            "examined",
            examined,
            row.examine_by,
            now=stage in {AidStage.EXAMINING, AidStage.PAPERS},
        ),
    ]
    if objected is not None:
        now = stage is AidStage.OBJECTED
        found.append(Step("objection", row.objection_decided_on, row.objection_by, now=now))
    if row.assign_by is not None or stage in {AidStage.EXAMINING, AidStage.PAPERS}:
        now = stage is AidStage.GRANTED
        found.append(Step("assigned", row.assigned_on, row.assign_by, now=now))
    return found


def person_of(opened: Opened) -> dict[str, Any]:
    """Name and telephone of whom a file is about; nothing where nobody is in it."""
    mine = opened.party or next(iter(opened.parties), None)
    return opened.read(mine) if mine else {}


def written(opened: Opened, entry: Any, word: str) -> Written:
    """An entry in words; one that moved here from a request with its title."""
    said = opened.read(entry)
    text = said.get("text") or "\n".join(
        str(said[name]) for name in ("title", "body", "where") if said.get(name)
    )
    return Written(entry.kind, word, entry.at, entry.by, str(text))


def accesses_of(opened: Opened) -> list[Reading]:
    """Who opened the file, as the person it is about sees too."""
    ids = [one.id for one in ([opened.party] if opened.party else opened.parties)]
    found = records.accesses_to(opened.file.sub_district_id, *ids) if ids else []
    return [Reading(one.actor_label, gettext(one.what), one.at) for one in found]
