"""What the clock does: it says that a day comes near, and ends thirty days that nobody used."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.counsel.actions.mediation.agreement import next_check
from linli.counsel.actions.mediation.table import Table
from linli.counsel.actions.work import Work
from linli.counsel.models import Mediation, Party, SealedFile, Sitting
from linli.counsel.queries.keeping import masters_here
from linli.counsel.queries.keys import file_key
from linli.counsel.queries.opening import Opened, with_key
from linli.counsel.rules import FileKind
from linli.counsel.rules.mediation import Confirmation, Move, SittingState, Stage
from linli.kernel.actor import system_actor
from linli.records.actions import AT_ONCE, in_batches

SOON = timedelta(days=1)
CONFIRM_SOON = timedelta(days=7)


def watch_mediations(*, sub_district_id: UUID, at: datetime) -> int:
    """Tell teams and sides of days that come near, each once; end confirmations whose time is over."""
    if not masters_here():
        return 0
    _remind(sub_district_id, at)
    return in_batches(partial(_lapse_some, sub_district_id, at))


def _lapse_some(sub_district_id: UUID, at: datetime) -> int:
    rows = SealedFile.objects.filter(
        sub_district_id=sub_district_id,
        kind=FileKind.MEDIATION.value,
        state=Stage.CONFIRMING.value,
        closed_on=None,
        due_on__lt=timezone.localdate(at),
    )
    found = list(with_key(rows.select_for_update(of=("self",)).order_by("due_on", "id"))[:AT_ONCE])
    for file in found:
        table = _table(file, at)
        table.set(confirmation=Confirmation.LAPSED.value, confirmed_on=table.work.today)
        table.go(Move.SETTLE, due_on=next_check(table))
        table.work.record("counsel.settle_confirmation", {"became": Confirmation.LAPSED.value})
        table.count(f"confirmation.{Confirmation.LAPSED.value}")
        table.tell_team()
        table.write()
    return len(found)


@transaction.atomic
def _remind(sub_district_id: UUID, at: datetime) -> None:
    on = timezone.localdate(at)
    rows = SealedFile.objects.filter(
        sub_district_id=sub_district_id, kind=FileKind.MEDIATION.value, closed_on=None
    )
    for file in with_key(rows.filter(due_on__lte=on + SOON).order_by("due_on", "id"))[:AT_ONCE]:
        table = _table(file, at)
        table.tell_team("counsel/team_due", mark=file.due_on)
        table.work.batch.write()
    near = rows.filter(state=Stage.CONFIRMING.value, due_on__lte=on + CONFIRM_SOON)
    for file in with_key(near.filter(due_on__gte=on).order_by("due_on", "id"))[:AT_ONCE]:
        table = _table(file, at)
        table.work.tell_parties("counsel/confirm_soon", mark=file.due_on)
        table.work.batch.write()
    sittings = Sitting.objects.filter(
        sub_district_id=sub_district_id, state=SittingState.PLANNED.value, day=on + SOON
    )
    for one in sittings.order_by("id")[:AT_ONCE]:
        file = with_key(SealedFile.objects.filter(id=one.file_id)).get()
        table = _table(file, at)
        table.work.tell_parties("counsel/sitting_soon", mark=one.id)
        table.work.batch.write()


def _table(file: SealedFile, at: datetime) -> Table:
    """A mediation under change by the clock, which belongs to no team."""
    key = file_key(file, file.team_wrapped, file.team_master)  # type: ignore[attr-defined]
    parties = list(
        Party.objects.filter(sub_district_id=file.sub_district_id, file_id=file.id).order_by("id")
    )
    actor = system_actor(file.sub_district_id)
    row = Mediation.objects.get(sub_district_id=file.sub_district_id, file_id=file.id)
    return Table(Work(actor=actor, opened=Opened(file, key, parties), at=at), row)
