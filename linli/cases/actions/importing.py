"""Messages of an office's sheet become requests, a batch at a time, each number once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.cases.actions import moves, search_index
from linli.cases.actions.opening import give_numbers, place_above, with_default_type
from linli.cases.actions.work import Work
from linli.cases.actions.writing import write
from linli.cases.models import Case
from linli.cases.queries import routing, sentences
from linli.cases.rules import (
    CaseDraft,
    CaseType,
    Fault,
    ImportCount,
    ImportRow,
    draft_fault,
    goes_by_table,
    screened_of_ids,
    tidied,
    tidy,
)
from linli.cases.rules.importing import draft_of, row_fault
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.kernel.posts import OFFICE
from linli.places.queries import Above
from linli.records.queries import read_rules_anew
from linli.tenancy.models import new_id

_Where = tuple[UUID | None, CaseType | None, UUID | None]


@dataclass(slots=True)
class _Batch:
    """What rows of one batch share: places and receivers are looked up once."""

    actor: Actor
    at: datetime
    above: dict[UUID | None, Above | None] = field(default_factory=dict)
    receivers: dict[_Where, tuple[routing.Receiver | None, bool]] = field(default_factory=dict)

    def place(self, place_id: UUID | None) -> Above | None:
        """A place with what it lies in."""
        if place_id not in self.above:
            self.above[place_id] = place_above(self.actor.sub_district_id, place_id, at=self.at)
        return self.above[place_id]

    def receiver(self, draft: CaseDraft) -> tuple[routing.Receiver | None, bool]:
        """Who gets a request, and whether the routing table said so."""
        where = (draft.category_id, draft.type, draft.place_id)
        if where not in self.receivers:
            self.receivers[where] = self._receiver(draft)
        return self.receivers[where]

    def _receiver(self, draft: CaseDraft) -> tuple[routing.Receiver | None, bool]:
        tenant, on = self.actor.sub_district_id, timezone.localdate(self.at)
        above = self.place(draft.place_id)
        if draft.category_id and goes_by_table(draft.type):
            found = routing.receiver_by_table(tenant, draft.category_id, above, on=on)
            if found is not None:
                return found, True
        return routing.receiver_by_place(tenant, above, on=on), False


@transaction.atomic
def import_cases(*, actor: Actor, rows: Sequence[ImportRow], at: datetime) -> ImportCount:
    """Open the requests of one batch; a number that is here already is passed over.

    Texts are screened. A faulty row is told and the rest goes on. Nobody is written to: what
    an office brings along is no news. A message that comes with its answer is closed.
    """
    _require_office(actor)
    read_rules_anew(actor.sub_district_id)
    known = _known(actor.sub_district_id, [row.outside_number for row in rows])
    batch = _Batch(actor=actor, at=at)
    works: list[Work] = []
    faults: list[Fault] = []
    skipped = 0
    for row in rows:
        if row.outside_number and row.outside_number in known:
            skipped += 1
            continue
        try:
            works.append(_opened(batch, row))
        except Refused as refusal:
            faults.append(Fault(row.row, refusal.code, refusal.message))
        else:
            known.add(row.outside_number)
    _write(works, {row.outside_number: row for row in rows}, at)
    return ImportCount(len(works), skipped, len(faults), tuple(faults))


def _require_office(actor: Actor) -> None:
    if not (actor.system or actor.holds(*OFFICE)):
        raise NotAllowed("may_not_import", _("Only the sub-district office imports requests."))


def _known(sub_district_id: UUID, numbers: Sequence[str]) -> set[str]:
    found = Case.objects.filter(sub_district_id=sub_district_id, outside_number__in=numbers)
    return set(found.values_list("outside_number", flat=True))


def _opened(batch: _Batch, row: ImportRow) -> Work:
    draft = with_default_type(batch.actor.sub_district_id, draft_of(row))
    texts = tidied(draft)
    fault = row_fault(row, at=batch.at) or draft_fault(draft, texts, uploads=0, at=batch.at)
    if fault:
        raise sentences.refused(fault)
    to, by_table = batch.receiver(draft)
    return moves.opened(
        actor=batch.actor,
        draft=draft,
        tidy=texts,
        case_id=new_id(),
        above=batch.place(draft.place_id),
        to=to,
        by_table=by_table and not row.answer,
        word="",
        at=batch.at,
    )


def _write(works: Sequence[Work], rows: dict[str, ImportRow], at: datetime) -> None:
    give_numbers(works)
    for work in works:
        moves.open_steps(work)
        row = rows[work.case.outside_number]
        if row.answer:
            _take_answer(work, row, at)
        work.steps[0].at = row.received_at
        work.tell_nobody()
    write(works)
    search_index.add([work.case for work in works])


def _take_answer(work: Work, row: ImportRow, at: datetime) -> None:
    """Answered and closed where it came from, then: no clock of ours ran."""
    answered_at = row.answered_at or at
    _on_day(work, 0, row.received_at)
    opened = len(work.batch.counts)
    _without_clocks(work, lambda: moves.answer(work, text=screened_of_ids(tidy(row.answer))))
    _without_clocks(work, lambda: moves.close(work))
    _on_day(work, opened, answered_at)
    work.case.answered_at = work.case.closed_at = answered_at
    for step in work.steps[1:]:
        step.at = answered_at


def _without_clocks(work: Work, move: Callable[[], None]) -> None:
    move()
    work.clocks.discard()
    work.mirror()


def _on_day(work: Work, begin: int, at: datetime) -> None:
    """Let what was counted from `begin` on count on the day when it happened."""
    day = timezone.localdate(at)
    work.batch.counts[begin:] = [counted._replace(on=day) for counted in work.batch.counts[begin:]]
