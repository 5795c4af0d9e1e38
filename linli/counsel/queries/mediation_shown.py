"""An opened mediation with its words, as its page and its papers show it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, DateField, Exists, UUIDField, Value, When
from django.db.models.functions import Cast

from linli.counsel.models import (
    FileEntry,
    FilePaper,
    Mediation,
    MediationGuest,
    Party,
    PartyAnswer,
    PromisedDuty,
    RaisedDispute,
    Sitting,
)
from linli.counsel.queries.folder import folder_from
from linli.counsel.queries.opening import Opened
from linli.counsel.rules.mediation import Folder, Guest, GuestState, Stage
from linli.diary.rules import clock


@dataclass(frozen=True, slots=True)
class PartyShown:
    """A side with its words: to itself and the team all of it, to the other side the name."""

    row: Party
    name: str
    phone: str
    address: str
    mine: bool


@dataclass(frozen=True, slots=True)
class GuestShown:
    """A mediator or helper with what each side said."""

    row: MediationGuest
    name: str
    said: dict[UUID, bool]
    answered: bool
    """Whether the reading party has answered; for the team, whether all have."""


@dataclass(frozen=True, slots=True)
class SittingShown:
    """A talk with its record and who has checked it."""

    row: Sitting
    begins: str
    ends: str
    text: str = ""
    present: tuple[str, ...] = ()
    checked: dict[UUID, bool] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    waits_for_me: bool = False
    whole: bool = False
    """Whether each side has said something of it."""

    @property
    def checked_by_all(self) -> bool:
        """Whether each side said that it is right."""
        return self.whole and all(self.checked.values())


@dataclass(frozen=True, slots=True)
class DutyShown:
    """A promise with its words."""

    row: PromisedDuty
    side: str
    what: str
    how: str
    due_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class AgreementShown:
    """The agreement's fields and promises."""

    facts: str
    points: str
    content: str
    duties: tuple[DutyShown, ...]
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something written down, with its post and time."""

    kind: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MediationShown:
    """All of a mediation that its reader may see."""

    opened: Opened
    row: Mediation
    title: str
    parties: tuple[PartyShown, ...]
    guests: tuple[GuestShown, ...]
    sittings: tuple[SittingShown, ...]
    agreement: AgreementShown | None
    told: dict[str, str]
    """The application's words, for the team and the applicant."""
    notes: tuple[Note, ...]
    papers: tuple[FilePaper, ...]
    wants: dict[UUID, bool]
    folder: Folder
    raised: tuple[RaisedDispute, ...] = ()

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        return Stage(self.opened.file.state)

    @property
    def me(self) -> Party | None:
        """The side that reads; none for the team."""
        return self.opened.party

    @property
    def mediator(self) -> GuestShown | None:
        """The mediator whom all accepted."""
        return next((one for one in self.mediators if one.row.state == GuestState.ACCEPTED), None)

    @property
    def mediators(self) -> list[GuestShown]:
        """Those who were offered."""
        return [one for one in self.guests if one.row.kind == Guest.MEDIATOR]

    @property
    def helpers(self) -> list[GuestShown]:
        """Those whom the sides brought in."""
        return [one for one in self.guests if one.row.kind != Guest.MEDIATOR]


class _Rows:
    """The rows of a mediation, each table asked once."""

    def __init__(self, opened: Opened) -> None:
        file = opened.file
        of_file = {"sub_district_id": file.sub_district_id, "file_id": file.id}
        self.row, there = _row_of(of_file)
        self.guests = list(MediationGuest.objects.filter(**of_file).order_by("id"))
        self.sittings = list(Sitting.objects.filter(**of_file).order_by("number"))
        self.duties, self.answers = _duties_and_answers(of_file, self.row.agreement_id)
        self.entries = opened.entries()
        self.papers = opened.papers() if there["papers"] else []
        self.raised: list[RaisedDispute] = []
        if there["raised"] and opened.party is None:
            self.raised = list(RaisedDispute.objects.filter(**of_file).order_by("-raised_at"))
        self.words: dict[UUID, dict[str, Any]] = {one.id: opened.read(one) for one in self.entries}

    def said(self, about_id: UUID | None) -> dict[UUID, bool]:
        """What each side said of something."""
        return {one.party_id: one.yes for one in self.answers if one.about_id == about_id}

    def of_kind(self, *kinds: str) -> list[FileEntry]:
        """Entries of these kinds, oldest first."""
        return [one for one in self.entries if one.kind in kinds]


def _row_of(of_file: dict[str, UUID]) -> tuple[Mediation, dict[str, bool]]:
    """The plain row, and which of the tables that mostly hold nothing of a file hold something."""
    flags = {
        f"there_{name}": Exists(model._default_manager.filter(**of_file))
        for name, model in (("papers", FilePaper), ("raised", RaisedDispute))
    }
    row = Mediation.objects.annotate(**flags).get(**of_file)
    return row, {name.removeprefix("there_"): getattr(row, name) for name in flags}


def _duties_and_answers(
    of_file: dict[str, UUID], agreement_id: UUID | None
) -> tuple[list[PromisedDuty], list[PartyAnswer]]:
    """The promises of the agreement that holds and all answers, in one statement."""
    duties = PromisedDuty.objects.filter(**of_file, entry_id=agreement_id).annotate(
        what=Value("duty"), about=Cast(Value(None), UUIDField())
    )
    answers = PartyAnswer.objects.filter(**of_file).annotate(
        what=Value("answer"),
        number=Case(When(yes=True, then=1), default=0),
        due_on=Cast(Value(None), DateField()),
        checked_on=Cast(Value(None), DateField()),
        state=Value(""),
    )
    shared = ("due_on", "checked_on", "state")
    rows = duties.values_list("what", "id", "entry_id", "about", "number", *shared).union(
        answers.values_list("what", "id", "party_id", "about_id", "number", *shared), all=True
    )
    promised: list[PromisedDuty] = []
    said: list[PartyAnswer] = []
    for what, row_id, other_id, about_id, number, due_on, checked_on, state in rows:
        ids = {**of_file, "id": row_id}
        if what == "answer":
            said.append(PartyAnswer(**ids, party_id=other_id, about_id=about_id, yes=bool(number)))
            continue
        days = {"due_on": due_on, "checked_on": checked_on}
        promised.append(PromisedDuty(**ids, entry_id=other_id, number=number, state=state, **days))
    return sorted(promised, key=lambda one: one.number), said


def mediation_shown(opened: Opened) -> MediationShown:
    """Open every word of a mediation for its reader."""
    rows = _Rows(opened)
    matter = rows.of_kind("matter")
    return MediationShown(
        opened=opened,
        row=rows.row,
        title=str(rows.words[matter[-1].id].get("title", "")) if matter else "",
        parties=tuple(_party(opened, one) for one in opened.parties),
        guests=tuple(_guest(opened, rows, one) for one in rows.guests),
        sittings=tuple(_sitting(opened, rows, one) for one in rows.sittings),
        agreement=_agreement(rows),
        told=_told(rows),
        notes=tuple(_note(rows, one) for one in rows.of_kind("note", "objection")),
        papers=tuple(rows.papers),
        wants=rows.said(rows.row.id),
        folder=folder_from(
            opened,
            rows.row,
            sittings=rows.sittings,
            answers=rows.answers,
            duties=rows.duties,
            photos=sum(one.kind == "photo" for one in rows.papers),
        ),
        raised=tuple(rows.raised),
    )


def _party(opened: Opened, row: Party) -> PartyShown:
    words = opened.read(row)
    mine = opened.party is not None and opened.party.id == row.id
    full = opened.party is None or mine
    return PartyShown(
        row,
        name=str(words.get("name", "")),
        phone=str(words.get("phone", "")) if full else "",
        address=str(words.get("address", "")) if full else "",
        mine=mine,
    )


def _guest(opened: Opened, rows: _Rows, row: MediationGuest) -> GuestShown:
    said = rows.said(row.id)
    asked = [opened.party.id] if opened.party else [one.id for one in opened.parties]
    return GuestShown(
        row,
        name=str(opened.read(row).get("name", "")),
        said=said,
        answered=all(one in said for one in asked),
    )


def _sitting(opened: Opened, rows: _Rows, row: Sitting) -> SittingShown:
    words = rows.words.get(row.record_id, {}) if row.record_id else {}
    checked = rows.said(row.record_id) if row.record_id else {}
    remarks = [
        str(rows.words[one.id].get("text", ""))
        for one in rows.of_kind("remark")
        if rows.words[one.id].get("on") == str(row.record_id)
    ]
    return SittingShown(
        row,
        begins=clock(row.first),
        ends=clock(row.end),
        text=str(words.get("text", "")),
        present=tuple(words.get("present", ())),
        checked=checked,
        whole=all(one.id in checked for one in opened.parties),
        remarks=tuple(remarks),
        waits_for_me=bool(
            row.record_id and opened.party is not None and opened.party.id not in checked
        ),
    )


def _agreement(rows: _Rows) -> AgreementShown | None:
    words = rows.words.get(rows.row.agreement_id) if rows.row.agreement_id else None
    if words is None:
        return None
    told = [rows.words[one.id] for one in rows.of_kind("check")]
    written = next((one.at for one in rows.entries if one.id == rows.row.agreement_id), None)
    promises = list(words.get("promises", ()))
    return AgreementShown(
        facts=str(words["facts"]),
        points=str(words["points"]),
        content=str(words["content"]),
        duties=tuple(
            DutyShown(
                row,
                side=str(said["side"]),
                what=str(said["what"]),
                how=str(said["how"]),
                due_on=row.due_on,
                note=next(
                    (str(one["text"]) for one in reversed(told) if one["number"] == row.number), ""
                ),
            )
            for row, said in zip(rows.duties, promises, strict=False)
        ),
        written_at=written,
    )


def _told(rows: _Rows) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in rows.of_kind("application", "reported"):
        found |= {name: str(value) for name, value in rows.words[one.id].items()}
    for one in rows.of_kind("from_case"):
        words = rows.words[one.id]
        found |= {
            "what": "\n".join(str(words.get(part, "")) for part in ("title", "body")).strip(),
            "where": str(words.get("where", "")),
        }
    return found


def _note(rows: _Rows, entry: FileEntry) -> Note:
    return Note(entry.kind, str(rows.words[entry.id].get("text", "")), entry.by, entry.at)
