"""Works end: said to be finished, accepted by named people, sent back, or stopped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.kernel.workdays import plus_months
from linli.money.actions.tended import Tended
from linli.money.actions.works import (
    note,
    require_move,
    require_reason,
    works_in_any_case,
    works_under_change,
)
from linli.money.actions.works_stages import looked_at, sums
from linli.money.models import Acceptance, Works, WorksContract, WorksStage
from linli.money.rules import Duty, Outcome, StageState, Verb, WorksState
from linli.records.rules import Prepared

PEOPLE = "works.acceptance.people"


@transaction.atomic
def finish_works(
    *,
    actor: Actor,
    works_id: UUID,
    result: str,
    photos: Sequence[Prepared] = (),
    version: int,
    at: datetime,
) -> Works:
    """Say that all is done and what became of it; every stage but the part held back is accepted."""
    tended = works_under_change(actor, works_id, version, at)
    tended.require_hand(tended.row.matter_id, Duty.EXECUTES)
    require_move(tended, WorksState.FINISHED)
    require_reason(result)
    stages = WorksStage.objects.filter(sub_district_id=tended.tenant, works=tended.row)
    if stages.filter(held_back=False).exclude(state=StageState.ACCEPTED.value).exists():
        raise Refused("stages_open", _("Some stages are not accepted yet."))
    tended.attach(photos)
    tended.change(
        state=WorksState.FINISHED.value,
        finished_at=at,
        finished_by=actor.label,
        result=result.strip(),
    )
    note(tended, "finished", words=result)
    tended.record("money.finish_works", {"round": tended.row.round}, text=result)
    return tended.write()


@transaction.atomic
def accept_works(
    *,
    actor: Actor,
    works_id: UUID,
    outcome: Outcome,
    words: str,
    photos: Sequence[Prepared],
    version: int,
    at: datetime,
) -> Works:
    """Say as one of those named whether the work is good; with enough of them it is accepted."""
    tended = works_under_change(actor, works_id, version, at)
    tended.require_hand(tended.row.matter_id, Duty.ACCEPTS)
    if tended.row.state != WorksState.FINISHED:
        raise Refused("not_finished", _("Who carries it out has not said yet that it is finished."))
    said = _said(tended)
    if actor.account_id in said:
        raise Refused("said_before", _("You have said so already."))
    looked_at(tended, outcome, words, photos)
    facts = {"outcome": outcome.value, "round": tended.row.round, "photos": sums(photos)}
    tended.record("money.accept_works", facts, text=words)
    if outcome is Outcome.RETURNED:
        note(tended, "returned", words=words)
        _back(tended)
        return tended.write()
    note(tended, "looked_at", words=words)
    if len(said) + 1 >= tended.rule(PEOPLE).count:
        _accepted(tended)
    return tended.write()


@transaction.atomic
def send_back(*, actor: Actor, works_id: UUID, reason: str, version: int, at: datetime) -> Works:
    """Open finished or accepted works again: what was accepted before counts no more."""
    tended = works_under_change(actor, works_id, version, at)
    tended.require(Verb.KEEP)
    require_move(tended, WorksState.UNDER_WAY)
    if tended.row.state == WorksState.CHOSEN:
        raise Refused("wrong_state", _("This cannot be done at this point of the works."))
    require_reason(reason)
    note(tended, "sent_back", words=reason)
    tended.record("money.send_back", {"round": tended.row.round}, text=reason)
    _back(tended)
    return tended.write()


@transaction.atomic
def stop_works(*, actor: Actor, works_id: UUID, reason: str, version: int, at: datetime) -> Works:
    """Stop works for good, with a reason; what was paid stays in the books."""
    tended = works_in_any_case(actor, works_id, version, at)
    tended.require(Verb.KEEP)
    require_move(tended, WorksState.STOPPED)
    require_reason(reason)
    tended.change(state=WorksState.STOPPED.value, stop_reason=reason.strip())
    note(tended, "stopped", words=reason)
    tended.record("money.stop_works", text=reason)
    return tended.write()


def _said(tended: Tended[Works]) -> set[UUID]:
    """Who has accepted the whole work since it was last sent back."""
    rows = Acceptance.objects.filter(
        sub_district_id=tended.tenant,
        works_id=tended.row.id,
        stage_id=None,
        round=tended.row.round,
        outcome=Outcome.ACCEPTED.value,
    )
    return set(rows.values_list("account_id", flat=True))


def _back(tended: Tended[Works]) -> None:
    tended.change(
        state=WorksState.UNDER_WAY.value,
        finished_at=None,
        accepted_at=None,
        warranty_until=None,
        round=tended.row.round + 1,
    )


def _accepted(tended: Tended[Works]) -> None:
    contract = WorksContract.objects.filter(sub_district_id=tended.tenant, works=tended.row).first()
    months = contract.warranty_months if contract else 0
    until = plus_months(tended.today, months) if months else None
    tended.change(state=WorksState.ACCEPTED.value, accepted_at=tended.at, warranty_until=until)
    note(tended, "accepted")
    tended.record("money.works_accepted", {"round": tended.row.round})
