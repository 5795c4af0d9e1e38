"""Closed files are erased when their time is over: rows, papers and key; counts stay.

Without its key nothing of a file opens, not even from a backup that still holds the closed bytes.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.counsel.actions.papers import sweep_papers
from linli.counsel.actions.teams import end_members_gone
from linli.counsel.models import (
    FileEntry,
    FileHand,
    FilePaper,
    GlassBreak,
    HelpItem,
    HelpReferral,
    MediationGuest,
    Party,
    SealedFile,
)
from linli.counsel.rules import FileKind
from linli.records.actions import AT_ONCE, drop_file, in_batches, record_forgotten
from linli.records.queries import calendar_for, rule_in_force
from linli.tenancy.overwriting import overwritten

RULES: dict[FileKind, str] = {
    FileKind.MEDIATION: "counsel.retention.mediation",
    FileKind.LEGAL_AID: "counsel.retention.legal_aid",
    FileKind.HELP: "counsel.retention.help",
}
_ENDED = (FilePaper, FileEntry, FileHand, HelpItem, HelpReferral, MediationGuest, Party)
"""What goes with a file; what hangs on a party goes with the party."""


def forget_due(*, sub_district_id: UUID, at: datetime) -> int:
    """Say of closed files when they are erased, and erase those whose day has come.

    Members who no longer hold their post are let go on the way, and papers without a row swept.
    """
    end_members_gone(sub_district_id=sub_district_id, at=at)
    sweep_papers(at=at)
    steps = (
        *(partial(_date_some, sub_district_id, kind, at) for kind in FileKind),
        partial(_erase_some, sub_district_id, at),
    )
    return [in_batches(step) for step in steps][-1]


def erase_file(file: SealedFile, *, at: datetime) -> None:
    """Take everything out of a closed file but its number, codes and dates."""
    key = {"sub_district_id": file.sub_district_id, "file_id": file.id}
    paths = list(FilePaper.objects.filter(**key).values_list("path", flat=True))
    with overwritten():
        for table in _ENDED:
            table.objects.filter(**key).delete()
        GlassBreak.objects.filter(**key).update(body=b"")
        file.erased_at, file.wrapped, file.case_id = at, b"", None
        file.save(update_fields=["erased_at", "wrapped", "case_id"])
    for path in paths:
        transaction.on_commit(partial(drop_file, path))


def erase_day(file: SealedFile, closed_on: date) -> date:
    """The day on which a file that was closed on a day is erased, by the rule of its kind."""
    rule = rule_in_force(file.sub_district_id, RULES[FileKind(file.kind)], on=closed_on)
    calendar = calendar_for(file.sub_district_id)
    return timezone.localdate(calendar.due_after(calendar.end_of(closed_on), rule.duration).at)


def _date_some(sub_district_id: UUID, kind: FileKind, at: datetime) -> int:
    rows = SealedFile.objects.filter(
        sub_district_id=sub_district_id,
        kind=kind.value,
        closed_on__isnull=False,
        erase_on=None,
        erased_at=None,
    )
    batch = list(rows.order_by("id").select_for_update()[:AT_ONCE])
    for file in batch:
        file.erase_on = erase_day(file, file.closed_on or timezone.localdate(at))
    SealedFile.objects.bulk_update(batch, ["erase_on"])
    return len(batch)


def _erase_some(sub_district_id: UUID, at: datetime) -> int:
    rows = SealedFile.objects.filter(
        sub_district_id=sub_district_id,
        closed_on__isnull=False,
        erased_at=None,
        erase_on__lte=timezone.localdate(at),
    )
    batch = list(rows.order_by("erase_on", "id").select_for_update()[:AT_ONCE])
    for file in batch:
        erase_file(file, at=at)
    record_forgotten(
        sub_district_id=sub_district_id, did="counsel.erase", counts={"files": len(batch)}, at=at
    )
    return len(batch)
