"""Mediations of a demo written many at once: each a copy of a played one, closed under its own key.

A copy equals its original but for its team, community, number, words and days, and for the
accounts of its parties, of which it has none. No other place takes copies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.counsel.actions.work import SUBJECT, next_number, team_of
from linli.counsel.models import (
    FileEntry,
    FileHand,
    Mediation,
    MediationGuest,
    Membership,
    Party,
    PartyAnswer,
    PromisedDuty,
    SealedFile,
    Sitting,
)
from linli.counsel.queries.keys import about_file, file_key, newest_team_key
from linli.counsel.queries.opening import ACCOUNT, close_words, read_closed, with_key
from linli.counsel.rules import LETTERS, By, FileKind
from linli.counsel.rules.mediation import Confirmation, Guest, SittingState
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.places import queries as places
from linli.records.actions import Batch, write_batches
from linli.tenancy import envelopes
from linli.tenancy.models import TenantModel, new_id

_TABLES: tuple[Any, ...] = (
    Party,
    FileEntry,
    Mediation,
    FileHand,
    MediationGuest,
    PartyAnswer,
    Sitting,
    PromisedDuty,
)
_LABELS = {FileEntry: "by", FileHand: "given_by"}
_WAYS = ("consent_by", "signed_by", "by")
_AT_ONCE = 500
_CHANCE_BITS = 80
"""Of an id, after the moment it was made."""
_UNTOLD = (Confirmation.OPEN, Confirmation.NOT_FOR, Confirmation.LAPSED)


@dataclass(frozen=True, slots=True)
class FileCopy:
    """Which file is copied to whom, how much earlier, with which words in place of which."""

    file_id: UUID
    team_id: UUID
    place_id: UUID
    hand: Membership
    label: str
    topic: str
    back: timedelta
    words: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    """Empty for the next one of the community."""


@transaction.atomic
def copy_mediations(
    *,
    actor: Actor,
    copies: Sequence[FileCopy],
    counted: bool = True,
    progress: Callable[[int], None] = lambda _done: None,
    at: datetime,
) -> list[UUID]:
    """Write copies of mediations in few statements; refused where the place is no demo."""
    here = places.sub_district(actor.sub_district_id)
    if here is None or not here.is_demo:
        raise Refused("no_demo", _("Copies are made in a demo alone."))
    shelf = _Shelf(actor.sub_district_id)
    made: list[UUID] = []
    for begin in range(0, len(copies), _AT_ONCE):
        written = [_written(shelf, one) for one in copies[begin : begin + _AT_ONCE]]
        _save(written)
        if counted:
            write_batches([_batch(actor, rows, at) for rows in written])
        made += [rows.file.id for rows in written]
        progress(len(written))
    return made


@dataclass(frozen=True, slots=True)
class _Written:
    """The rows of a copy."""

    file: SealedFile
    rows: list[TenantModel]

    def of(self, model: Any) -> list[Any]:
        """Those of one table."""
        return [row for row in self.rows if isinstance(row, model)]


class _Original:
    """A file with its rows and words, read once."""

    def __init__(self, tenant: UUID, file_id: UUID) -> None:
        found: Any = with_key(SealedFile.objects.filter(sub_district_id=tenant)).get(id=file_id)
        self.file: SealedFile = found
        key = file_key(found, found.team_wrapped, found.team_master)
        self.rows: list[Any] = [
            row
            for model in _TABLES
            for row in model._default_manager.filter(
                sub_district_id=tenant, file_id=file_id
            ).order_by("id")
        ]
        self.words = {
            row.id: read_closed(key, file_id, row.id, row.body)
            for row in self.rows
            if hasattr(row, "body")
        }

    @cached_property
    def mediators(self) -> set[UUID]:
        """The accounts of whoever works on it."""
        return {row.account_id for row in self.rows if getattr(row, "account_id", None)}


class _Shelf:
    """The originals and the keys of teams, each opened once."""

    def __init__(self, tenant: UUID) -> None:
        self.tenant = tenant
        self.originals: dict[UUID, _Original] = {}
        self.keys: dict[UUID, tuple[int, bytes]] = {}

    def original(self, file_id: UUID) -> _Original:
        """A file that is copied."""
        if file_id not in self.originals:
            self.originals[file_id] = _Original(self.tenant, file_id)
        return self.originals[file_id]

    def key(self, team_id: UUID) -> tuple[int, bytes]:
        """A team's newest key with its number; the team stays under lock until the end."""
        if team_id not in self.keys:
            number = team_of(self.tenant, team_id).key_version
            self.keys[team_id] = number, newest_team_key(self.tenant, team_id, number)
        return self.keys[team_id]


def _written(shelf: _Shelf, copy: FileCopy) -> _Written:
    original, key = shelf.original(copy.file_id), envelopes.new_key()
    on = original.file.opened_on - copy.back
    ids = {row.id: new_id() for row in original.rows}
    ids[original.file.id] = _id_at(on)
    ids |= dict.fromkeys(original.mediators, copy.hand.account_id)
    file = _file(shelf, original.file, copy, ids, key)
    rows = [_row(original, row, copy, ids) for row in original.rows]
    for old, row in zip(original.rows, rows, strict=True):
        if isinstance(row, FileEntry | Party | MediationGuest):
            words = _told(original.words[old.id], copy, ids)
            if isinstance(row, MediationGuest) and row.kind == Guest.MEDIATOR:
                words["name"] = copy.hand.name
            row.body = close_words(key, file.id, row.id, words)
    return _Written(file, rows)


def _file(
    shelf: _Shelf, old: SealedFile, copy: FileCopy, ids: Mapping[UUID, UUID], key: bytes
) -> SealedFile:
    version, team_key = shelf.key(copy.team_id)
    values = _moved(old, copy, ids)
    values |= {
        "team_id": copy.team_id,
        "place_id": copy.place_id,
        "topic": copy.topic,
        "number": copy.number,
        "key_version": version,
        "wrapped": envelopes.lock(key, team_key, about_file(values["id"])),
    }
    file = SealedFile(**values)
    if not copy.number:
        letters = LETTERS[FileKind(old.kind)]
        file.number = next_number(shelf.tenant, copy.place_id, letters, file.opened_on)
    return file


def _row(original: _Original, old: Any, copy: FileCopy, ids: Mapping[UUID, UUID]) -> TenantModel:
    values = _moved(old, copy, ids)
    label = _LABELS.get(type(old))
    if label and values[label]:
        values[label] = copy.label
    for name in _WAYS:
        if values.get(name) == By.APP:
            values[name] = By.COUNTER.value
    if "mark" in values:
        values["mark"] = ""
    if "booking_id" in values:
        values["booking_id"] = None
    row: TenantModel = type(old)(**values)
    return row


def _moved(old: Model, copy: FileCopy, ids: Mapping[UUID, UUID]) -> dict[str, Any]:
    """The columns of a row with other ids and earlier days."""
    return {
        one.attname: _other(getattr(old, one.attname), copy, ids)
        for one in old._meta.concrete_fields
    }


def _other(value: Any, copy: FileCopy, ids: Mapping[UUID, UUID]) -> Any:
    if isinstance(value, UUID):
        return ids.get(value, value)
    return value - copy.back if isinstance(value, date) else value


def _told(words: Any, copy: FileCopy, ids: Mapping[UUID, UUID]) -> Any:
    """Words with others in their place; ids and days inside them move along."""
    if isinstance(words, dict):
        return {name: _told(one, copy, ids) for name, one in words.items() if name != ACCOUNT}
    if isinstance(words, list):
        return [_told(one, copy, ids) for one in words]
    if not isinstance(words, str) or words in copy.words:
        return copy.words.get(words, words)
    return _typed(words, copy, ids)


def _typed(text: str, copy: FileCopy, ids: Mapping[UUID, UUID]) -> str:
    for read in (UUID, date.fromisoformat):
        try:
            return str(_other(read(text), copy, ids))
        except ValueError:
            continue
    return text


def _save(written: Sequence[_Written]) -> None:
    SealedFile.objects.bulk_create([one.file for one in written], batch_size=_AT_ONCE)
    for model in _TABLES:
        rows = [row for one in written for row in one.of(model)]
        model._default_manager.bulk_create(rows, batch_size=_AT_ONCE)


def _batch(actor: Actor, written: _Written, at: datetime) -> Batch:
    """The journal's lines and the counts that the acts themselves would have left."""
    file, [row] = written.file, written.of(Mediation)
    batch = Batch(
        sub_district_id=file.sub_district_id, subject_kind=SUBJECT, subject_id=file.id, new=True
    )
    facts = {"source": row.source, "topic": file.topic}
    batch.record(actor=actor, did="counsel.open_mediation", facts=facts, at=at)
    if file.closed_on:
        closed = {"outcome": file.outcome}
        batch.record(actor=actor, did="counsel.end_mediation", facts=closed, at=at)
    for name, on in _counts(written, row):
        batch.count(f"counsel.mediation.{name}", place_id=file.place_id, on=on)
    return batch


def _counts(written: _Written, row: Mediation) -> Iterator[tuple[str, date]]:
    file = written.file
    yield "opened", file.opened_on
    yield f"topic.{file.topic}", file.opened_on
    if row.agreed_on:
        yield "agreed_to_talk", row.agreed_on
    for sitting in written.of(Sitting):
        if sitting.state == SittingState.HELD:
            yield "sittings", sitting.day
    if row.effective_on:
        yield "agreements", row.effective_on
    if row.confirmed_on and row.confirmation not in _UNTOLD:
        yield f"confirmation.{row.confirmation}", row.confirmed_on
    if file.closed_on:
        yield f"outcome.{file.outcome}", file.closed_on


def _id_at(on: date) -> UUID:
    """An id as it would have been made on that day, so that lists by age stay in order."""
    noon = timezone.make_aware(datetime.combine(on, time(12)))
    made = int(noon.timestamp() * 1000)
    return UUID(int=made << _CHANCE_BITS | new_id().int & (1 << _CHANCE_BITS) - 1)
