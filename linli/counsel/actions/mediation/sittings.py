"""Talks at the table: a room and a time are taken, a record is written, each side checks it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from linli.counsel.actions.mediation.table import Table
from linli.counsel.actions.papers import put_paper
from linli.counsel.actions.work import gone
from linli.counsel.models import FileEntry, MediationGuest, Sitting
from linli.counsel.rules import By
from linli.counsel.rules.mediation import (
    LIMIT,
    Guest,
    GuestState,
    Result,
    SittingState,
    Stage,
)
from linli.diary import actions as diary
from linli.diary.actions import Owner, Wanted
from linli.diary.rules import Purpose
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.records import actions as records
from linli.tenancy.models import new_id

RECORD = "record"


@transaction.atomic
def book_sitting(
    *,
    actor: Actor,
    file_id: UUID,
    wanted: Wanted,
    key: str,
    version: int | None = None,
    at: datetime,
) -> Sitting:
    """Take a room, and whoever is to be there on duty, for a talk; both sides are told."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require_team()
    table.require(Stage.MEDIATING)
    _require_clear(table)
    sitting_id = new_id()
    before = records.claim_key(
        sub_district_id=table.work.tenant,
        act="counsel.book_sitting",
        key=key,
        body={"file": str(file_id)},
        answer={"sitting": str(sitting_id)},
        at=at,
    )
    rows = Sitting.objects.filter(sub_district_id=table.work.tenant, file_id=file_id)
    if before is not None:
        return rows.get(id=UUID(before["sitting"]))
    booking = diary.hold(
        actor=actor,
        wanted=wanted,
        purpose=Purpose.MEDIATION,
        owner=Owner("counsel.sitting", sitting_id),
        at=at,
    )
    last = rows.aggregate(last=Max("number"))["last"] or 0
    sitting = Sitting(
        id=sitting_id,
        sub_district_id=table.work.tenant,
        file=table.file,
        number=last + 1,
        day=wanted.day,
        first=wanted.first,
        end=wanted.end,
        booking_id=booking.id,
    )
    table.work.batch.add(sitting)
    table.work.record("counsel.book_sitting", {"number": sitting.number})
    table.others_told(None)
    table.write()
    return sitting


@transaction.atomic
def cancel_sitting(
    *, actor: Actor, file_id: UUID, sitting_id: UUID, version: int | None = None, at: datetime
) -> None:
    """Give up a talk that was planned; the room is free again."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require_team()
    table.release(_sitting(table, sitting_id, SittingState.PLANNED))
    table.work.record("counsel.cancel_sitting")
    table.others_told(None)
    table.write()


@transaction.atomic
def write_record(
    *,
    actor: Actor,
    file_id: UUID,
    sitting_id: UUID,
    text: str,
    result: Result,
    present: Collection[str] = (),
    version: int | None = None,
    at: datetime,
) -> FileEntry:
    """Write what a talk came to; each side reads it and says whether it is right."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require_team()
    table.require(Stage.MEDIATING)
    _require_clear(table)
    sitting = _sitting(table, sitting_id, SittingState.PLANNED)
    if not text.strip():
        raise Refused("no_words", _("Write in a few sentences what was said and settled."))
    entry = table.work.enter(
        RECORD,
        {"sitting": str(sitting.id), "text": text.strip(), "present": list(present)},
        shared=True,
    )
    _kept_now(table, entry)
    sitting.state, sitting.result = SittingState.HELD.value, result.value
    sitting.record = entry
    sitting.save(update_fields=["state", "result", "record"])
    table.work.record("counsel.write_record", {"number": sitting.number, "result": result.value})
    table.count("sittings")
    table.others_told(None)
    table.write()
    return entry


@transaction.atomic
def check_record(
    *,
    actor: Actor,
    file_id: UUID,
    entry_id: UUID,
    yes: bool,
    party_id: UUID | None = None,
    by: By = By.PAPER,
    scan: bytes = b"",
    why: str = "",
    version: int | None = None,
    at: datetime,
) -> None:
    """Say as a side whether a record is right; what is not right is written beside it."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    held = Sitting.objects.filter(
        sub_district_id=table.work.tenant, file_id=file_id, record_id=entry_id
    )
    if not held.exists():
        raise gone()
    party = table.party(party_id)
    table.answer(party, entry_id, yes=yes, by=by)
    if why.strip():
        table.work.enter("remark", {"text": why.strip(), "on": str(entry_id)}, shared=True)
    if scan:
        put_paper(table.work, kind="record", content=scan, shared=True)
    table.work.record("counsel.check_record", {"yes": yes, "side": party.side})
    table.others_told(party)
    table.write()


@transaction.atomic
def prolong_talks(*, actor: Actor, file_id: UUID, version: int | None = None, at: datetime) -> None:
    """Go on once beyond the usual limit, because both sides said so at the table."""
    table = Table.of(actor=actor, file_id=file_id, version=version, at=at)
    table.require_team()
    table.require(Stage.CHOOSING, Stage.MEDIATING, Stage.SIGNING)
    if table.row.prolonged:
        raise Refused("is_prolonged", _("The talks were prolonged once already."))
    limit_on = table.day_of_rule(LIMIT)
    table.set(prolonged=1, limit_on=limit_on)
    table.work.change(due_on=limit_on)
    table.work.record("counsel.prolong_talks", {"until": limit_on.isoformat()})
    table.others_told(None)
    table.write()


def _kept_now(table: Table, entry: FileEntry) -> None:
    """Write the entry before the rows that point at it."""
    table.work.batch.rows.remove(entry)
    entry.save(force_insert=True)


def _require_clear(table: Table) -> None:
    mine = MediationGuest.objects.filter(
        sub_district_id=table.work.tenant,
        file_id=table.file.id,
        kind=Guest.MEDIATOR.value,
        state=GuestState.ACCEPTED.value,
    )
    if not mine.filter(clear_at__isnull=False).exists():
        raise Refused(
            "not_declared",
            _("First the mediator says to be near to neither side; then a talk can be held."),
        )


def _sitting(table: Table, sitting_id: UUID, state: SittingState) -> Sitting:
    rows = Sitting.objects.filter(
        sub_district_id=table.work.tenant, file_id=table.file.id, state=state.value
    )
    found = rows.select_for_update().filter(id=sitting_id).first()
    if found is None:
        raise gone()
    return found
