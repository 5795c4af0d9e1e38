"""What comes into the room and what is answered, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from linli.cases.rules import texts
from linli.cases.rules.words import CaseType, Source, Urgency, Verb

LAT_E7 = 900_000_000
LNG_E7 = 1_800_000_000


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """A request as it is sent in, by whatever way."""

    title: str
    body: str
    source: Source
    type: CaseType | None = None
    urgency: Urgency = Urgency.ORDINARY
    category_id: UUID | None = None
    place_id: UUID | None = None
    place_text: str = ""
    lat_e7: int | None = None
    lng_e7: int | None = None
    sender_name: str = ""
    contact: str = ""
    account_id: UUID | None = None
    may_publish: bool = False
    may_show: bool = False
    outside_number: str = ""
    received_at: datetime | None = None
    against: int = 0
    in_favour: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """What the sender takes home: the number and the word to follow it with.

    `repeated` tells that the same form was sent before; number and word are those of then.
    """

    case_id: UUID
    number: str
    secret: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Followed:
    """A number and its word fitted: `slip` is what later acts of the sender show for it."""

    case_id: UUID
    number: str
    slip: str


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One message of an office's sheet; `row` is its line, for the report of faults."""

    row: int
    outside_number: str
    title: str
    body: str
    received_at: datetime
    sender_name: str = ""
    contact: str = ""
    category_id: UUID | None = None
    type: CaseType | None = None
    place_id: UUID | None = None
    answer: str = ""
    answered_at: datetime | None = None
    against: int = 0
    in_favour: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """Why one line of a sheet was refused."""

    row: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportCount:
    """What became of the rows of one batch."""

    imported: int = 0
    skipped: int = 0
    refused: int = 0
    faults: tuple[Fault, ...] = field(default=())

    def __add__(self, other: ImportCount) -> ImportCount:
        return ImportCount(
            self.imported + other.imported,
            self.skipped + other.skipped,
            self.refused + other.refused,
            self.faults + other.faults,
        )


@dataclass(frozen=True, slots=True)
class SortedMany:
    """What became of a bulk sorting: which were done, changed by others, or refused and why."""

    done: tuple[UUID, ...] = ()
    conflicts: tuple[UUID, ...] = ()
    refused: tuple[tuple[UUID, str, str], ...] = ()
    """The id, the number with the title, and why it cannot be sorted now."""


@dataclass(frozen=True, slots=True)
class Act:
    """A verb of the act bar: whether it is allowed now, and if not, why."""

    verb: Verb
    allowed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TidyDraft:
    """A draft's texts as they are kept."""

    title: str
    body: str
    place_text: str
    sender_name: str
    contact: str


def tidied(draft: CaseDraft) -> TidyDraft:
    """Tidy and screen a draft's texts; a missing title is taken from the body."""
    body = texts.screened(texts.tidy(draft.body))
    title = texts.screened(texts.tidy_line(draft.title)) or texts.title_from(body)
    return TidyDraft(
        title=title,
        body=body,
        place_text=texts.screened(texts.tidy_line(draft.place_text)),
        sender_name=texts.tidy_line(draft.sender_name),
        contact=texts.tidy_line(draft.contact),
    )


def draft_fault(draft: CaseDraft, tidy: TidyDraft, *, uploads: int, at: datetime) -> str:
    """The code of the sentence that says what is wrong with a draft; empty when all is well."""
    checks = (
        (not tidy.body, "no_body"),
        (len(tidy.body) > texts.BODY_LENGTH, "body_too_long"),
        (len(tidy.title) > texts.TITLE_LENGTH, "title_too_long"),
        (len(tidy.place_text) > texts.PLACE_TEXT_LENGTH, "place_text_too_long"),
        (len(tidy.sender_name) > texts.NAME_LENGTH, "name_too_long"),
        (len(tidy.contact) > texts.CONTACT_LENGTH, "contact_too_long"),
        (uploads > texts.UPLOADS_AT_MOST, "too_many_uploads"),
        (draft.received_at is not None and draft.received_at > at, "future_date"),
        ((draft.lat_e7 is None) != (draft.lng_e7 is None), "half_point"),
        (abs(draft.lat_e7 or 0) > LAT_E7 or abs(draft.lng_e7 or 0) > LNG_E7, "no_such_point"),
    )
    return next((code for wrong, code in checks if wrong), "")


def body_of_key(draft: CaseDraft, tidy: TidyDraft, *, uploads: int) -> dict[str, object]:
    """What a client's key stands for: the same words again are a repeat, others a conflict."""
    return {
        "title": tidy.title,
        "body": tidy.body,
        "place": draft.place_id,
        "place_text": tidy.place_text,
        "category": draft.category_id,
        "point": [draft.lat_e7, draft.lng_e7],
        "contact": tidy.contact,
        "uploads": uploads,
    }
