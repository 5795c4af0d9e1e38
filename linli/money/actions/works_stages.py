"""The course of a contract: stages reported, looked at, paid; changes within their limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.money.actions.tended import Tended
from linli.money.actions.vouchers import prepare_voucher
from linli.money.actions.works import (
    authority_of,
    note,
    require_reason,
    require_state,
    require_within,
    works_under_change,
)
from linli.money.models import (
    Acceptance,
    SpendingAuthority,
    Voucher,
    Works,
    WorksChange,
    WorksContract,
    WorksStage,
)
from linli.money.rules import (
    ChangeState,
    Duty,
    FundKind,
    Move,
    Outcome,
    StageState,
    VoucherKind,
    VoucherState,
    WorksState,
)
from linli.money.rules.works import change_fits
from linli.records.rules import Prepared

BANK = "1002"
SPENT_ON = {
    FundKind.SELF_RAISED: "5001",
    FundKind.DONATIONS: "5001",
    FundKind.COMMON_REVENUE: "5003",
    FundKind.SERVICE: "5004",
    FundKind.COMMITTEE: "5001",
}
"""The account of each kind of fund that works are paid from."""


@dataclass(frozen=True, slots=True)
class ChangeDraft:
    """More or less money on a stage, more or fewer days for all of it, and why."""

    stage_id: UUID
    why: str
    fen: int
    days: int = 0


@transaction.atomic
def report_stage(
    *,
    actor: Actor,
    works_id: UUID,
    stage_id: UUID,
    words: str,
    photos: Sequence[Prepared] = (),
    version: int,
    at: datetime,
) -> Works:
    """Say that a stage is done, so that those who accept go and look."""
    tended, stage = _stage(actor, works_id, stage_id, version, at)
    tended.require_hand(tended.row.matter_id, Duty.EXECUTES)
    require_state(tended, WorksState.UNDER_WAY, WorksState.ACCEPTED)
    if stage.state != StageState.AHEAD:
        raise Refused("stage_done", _("This stage was reported already."))
    require_reason(words)
    tended.attach(photos)
    stage.state = StageState.REPORTED.value
    stage.reported_at = at
    stage.reported_by = actor.label
    stage.save(update_fields=["state", "reported_at", "reported_by"])
    note(tended, "stage_reported", words=f"{stage.title}：{words}")
    tended.record("money.report_stage", {"stage": stage.order}, text=words)
    return tended.write()


@transaction.atomic
def accept_stage(
    *,
    actor: Actor,
    works_id: UUID,
    stage_id: UUID,
    outcome: Outcome,
    words: str,
    photos: Sequence[Prepared],
    version: int,
    at: datetime,
) -> Works:
    """Accept a stage with photos of the work, or send it back and say what is wrong."""
    tended, stage = _stage(actor, works_id, stage_id, version, at)
    tended.require_hand(tended.row.matter_id, Duty.ACCEPTS)
    require_state(tended, WorksState.UNDER_WAY, WorksState.FINISHED, WorksState.ACCEPTED)
    if stage.state != StageState.REPORTED:
        raise Refused("not_reported", _("This stage is not reported as done."))
    looked_at(tended, outcome, words, photos, stage_id=stage.id)
    accepted = outcome is Outcome.ACCEPTED
    stage.state = (StageState.ACCEPTED if accepted else StageState.AHEAD).value
    stage.accepted_at = at if accepted else None
    stage.save(update_fields=["state", "accepted_at"])
    code = "stage_accepted" if accepted else "stage_returned"
    note(tended, code, words=f"{stage.title}：{words}", fen=stage.fen if accepted else 0)
    tended.record(
        "money.accept_stage",
        {"stage": stage.order, "outcome": outcome.value, "photos": sums(photos)},
        text=words,
    )
    return tended.write()


@transaction.atomic
def pay_stage(
    *, actor: Actor, works_id: UUID, stage_id: UUID, on: date, key: str, at: datetime
) -> Voucher:
    """Make the voucher of an accepted stage; somebody else checks it before money moves."""
    tended, stage = _stage(actor, works_id, stage_id, None, at)
    tended.require_hand(tended.row.matter_id, Duty.MAKES)
    _require_payable(tended, stage, on)
    authority = SpendingAuthority.objects.select_related("fund").get(
        sub_district_id=tended.tenant, id=authority_of(tended)
    )
    account = SPENT_ON.get(FundKind(authority.fund.kind))
    if account is None:
        raise Refused(
            "paid_elsewhere",
            _("The maintenance fund is paid from in the authority's own system, not here."),
        )
    contract = contract_of(tended.row)
    voucher = prepare_voucher(
        actor=actor,
        fund_id=authority.fund_id,
        kind=VoucherKind.PAY,
        on=on,
        words=f"{tended.row.title}：{stage.title}"[:200],
        moves=[Move(account, BANK, stage.fen)],
        matter_id=tended.row.matter_id,
        authority_id=authority.id,
        other_side=contract.contractor,
        key=key,
        at=at,
    )
    stage.voucher_id = voucher.id
    stage.save(update_fields=["voucher"])
    note(tended, "stage_paid", words=stage.title, fen=stage.fen)
    tended.record("money.pay_stage", {"stage": stage.order, "fen": stage.fen})
    tended.batch.write()
    return voucher


@transaction.atomic
def propose_change(
    *, actor: Actor, works_id: UUID, draft: ChangeDraft, version: int, at: datetime
) -> WorksChange:
    """Propose to change the contract; it counts only when somebody else agrees."""
    tended, stage = _stage(actor, works_id, draft.stage_id, version, at)
    tended.require_hand(tended.row.matter_id, Duty.EXECUTES)
    require_state(tended, WorksState.UNDER_WAY)
    require_reason(draft.why)
    if stage.state == StageState.ACCEPTED:
        raise Refused("stage_done", _("This stage is accepted; its price stands."))
    _require_fits(tended, stage, draft.fen)
    rows = WorksChange.objects.filter(sub_district_id=tended.tenant, works=tended.row)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    made = WorksChange.objects.create(
        sub_district_id=tended.tenant,
        works=tended.row,
        number=last + 1,
        stage=stage,
        why=draft.why.strip(),
        fen=draft.fen,
        days=draft.days,
        state=ChangeState.PROPOSED.value,
        proposer_id=tended.hand(tended.row.matter_id).account_id,
        proposed_by=actor.label,
        proposed_at=at,
    )
    note(tended, "change_proposed", words=draft.why, fen=draft.fen)
    tended.record("money.propose_change", {"number": made.number, "fen": made.fen}, text=draft.why)
    tended.write()
    return made


@transaction.atomic
def answer_change(
    *,
    actor: Actor,
    works_id: UUID,
    change_id: UUID,
    agreed: bool,
    answer: str,
    version: int,
    at: datetime,
) -> WorksChange:
    """Agree to a change, or refuse it with a reason; never by who proposed it."""
    tended = works_under_change(actor, works_id, version, at)
    tended.require_hand(tended.row.matter_id, Duty.ACCEPTS)
    require_state(tended, WorksState.UNDER_WAY)
    change = _change(tended, change_id)
    if change.proposer_id == actor.account_id:
        raise Refused("two_hands", _("Who proposed a change does not answer it."))
    if not agreed:
        require_reason(answer)
    change.state = (ChangeState.AGREED if agreed else ChangeState.REFUSED).value
    change.decider_id = actor.account_id
    change.decided_by = actor.label
    change.decided_at = at
    change.answer = answer.strip()
    change.save()
    if agreed:
        _put_through(tended, change)
    note(tended, "change_agreed" if agreed else "change_refused", words=change.why, fen=change.fen)
    tended.record("money.answer_change", {"number": change.number, "agreed": agreed}, text=answer)
    tended.write()
    return change


def looked_at(
    tended: Tended[Works],
    outcome: Outcome,
    words: str,
    photos: Sequence[Prepared],
    *,
    stage_id: UUID | None = None,
) -> None:
    """Keep what a named person says who looked at the work; nobody accepts without a photo."""
    require_reason(words)
    if outcome is Outcome.ACCEPTED and not photos:
        raise Refused("no_photo", _("Take a photo of the work. Nothing is accepted without one."))
    hand = tended.hand(tended.row.matter_id)
    tended.batch.add(
        Acceptance(
            sub_district_id=tended.tenant,
            works_id=tended.row.id,
            stage_id=stage_id,
            round=tended.row.round,
            account_id=hand.account_id,
            name=hand.name,
            title=hand.title,
            outcome=outcome.value,
            words=words.strip(),
            photos=tended.attach(photos),
            at=tended.at,
        )
    )


def sums(photos: Sequence[Prepared]) -> list[str]:
    """The SHA-256 of each photo, by which a pack of evidence is held against the journal."""
    return [one.sha256 for one in photos]


def contract_of(works: Works) -> WorksContract:
    """The contract of works; refused where there is none."""
    found = WorksContract.objects.filter(sub_district_id=works.sub_district_id, works=works).first()
    if found is None:
        raise Refused("no_contract", _("These works have no contract."))
    return found


def _stage(
    actor: Actor, works_id: UUID, stage_id: UUID, version: int | None, at: datetime
) -> tuple[Tended[Works], WorksStage]:
    tended = works_under_change(actor, works_id, version, at)
    rows = WorksStage.objects.select_for_update(of=("self",)).select_related("voucher")
    found = rows.filter(sub_district_id=tended.tenant, works=tended.row, id=stage_id).first()
    if found is None:
        raise Missing("no_stage", _("There is no such stage."))
    return tended, found


def _change(tended: Tended[Works], change_id: UUID) -> WorksChange:
    rows = WorksChange.objects.filter(sub_district_id=tended.tenant, works=tended.row)
    found = rows.filter(id=change_id).select_related("stage").first()
    if found is None:
        raise Missing("no_change", _("There is no such change."))
    if found.state != ChangeState.PROPOSED:
        raise Refused("answered", _("This change was answered already."))
    return found


def _require_payable(tended: Tended[Works], stage: WorksStage, on: date) -> None:
    if stage.state != StageState.ACCEPTED:
        raise Refused("not_accepted", _("A stage is paid when it is accepted, not before."))
    if stage.voucher is not None and stage.voucher.state != VoucherState.RETURNED:
        raise Refused("paid_before", _("This stage has its voucher already."))
    until = tended.row.warranty_until
    if stage.held_back and (until is None or on <= until):
        raise Refused("held_back", _("This part is held back until the warranty has ended."))


def _require_fits(tended: Tended[Works], stage: WorksStage, fen: int) -> None:
    if stage.fen + fen <= 0:
        raise Refused("nothing_left", _("The stage would cost nothing. Stop the works instead."))
    contract = contract_of(tended.row)
    limit = contract.changes_limit_fen
    if fen > 0 and not change_fits(agreed_fen=contract.changes_fen, more_fen=fen, limit_fen=limit):
        raise Refused(
            "above_changes",
            _("All changes together may not add more than the rule allows. Decide anew."),
            source=tended.rule("works.changes.share").source.zh,
        )
    if fen > 0:
        require_within(tended, fen)


def _put_through(tended: Tended[Works], change: WorksChange) -> None:
    stage = change.stage
    if stage.state == StageState.ACCEPTED:
        raise Refused("stage_done", _("This stage is accepted; its price stands."))
    _require_fits(tended, stage, change.fen)
    stage.fen += change.fen
    stage.save(update_fields=["fen"])
    contract = contract_of(tended.row)
    contract.changes_fen += change.fen
    contract.save(update_fields=["changes_fen"])
    if change.days and tended.row.due_on is not None:
        tended.change(due_on=tended.row.due_on + timedelta(days=change.days))
