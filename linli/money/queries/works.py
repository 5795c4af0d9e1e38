"""Works found by id, number, matter and place; what is out of line; whether a matter's are done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.kernel.actor import Actor
from linli.money.models import (
    Acceptance,
    Hand,
    Quotation,
    Works,
    WorksChange,
    WorksContract,
    WorksNote,
    WorksStage,
)
from linli.money.queries.matters import may_do_at
from linli.money.rules import Alarm, StageState, Verb, VoucherState, WorksState
from linli.money.rules.works import StageFacts, WorksFacts, alarms
from linli.records.queries import rule_in_force

REMIND = "works.warranty.remind"
ALARM = "alarm_"
OVER = [WorksState.ACCEPTED.value, WorksState.STOPPED.value]


@dataclass(frozen=True, slots=True)
class StageShown:
    """A stage with what was paid for it."""

    stage: WorksStage
    payable: bool
    waits: bool
    """Its voucher waits for the check."""
    paid: bool


@dataclass(frozen=True, slots=True)
class WorksShown:
    """Works with all that hangs on them, as pages show them."""

    works: Works
    quotations: tuple[Quotation, ...]
    contract: WorksContract | None
    stages: tuple[StageShown, ...]
    changes: tuple[WorksChange, ...]
    accepted: tuple[Acceptance, ...]
    """What was said of the whole work, and of stages, newest first."""
    limit_fen: int
    alarms: tuple[Alarm, ...]

    @property
    def cost_fen(self) -> int:
        """What it costs with all changes agreed on."""
        return self.contract.fen + self.contract.changes_fen if self.contract else 0

    @property
    def paid_fen(self) -> int:
        """What was paid for stages."""
        return sum(one.stage.fen for one in self.stages if one.paid)

    @property
    def chosen(self) -> Quotation | None:
        """The quotation that was chosen."""
        return next((one for one in self.quotations if one.chosen), None)


def works_one(sub_district_id: UUID, works_id: UUID) -> Works | None:
    """Works by their id."""
    return _works(sub_district_id).filter(id=works_id).first()


def works_by_number(sub_district_id: UUID, number: str) -> Works | None:
    """Works by the number that people know."""
    return _works(sub_district_id).filter(number=number).first()


def works_seen_by(actor: Actor, works_id: UUID, *, on: date) -> Works | None:
    """Works as the desk finds them: none beyond the reach of the post."""
    found = works_one(actor.sub_district_id, works_id)
    if found is None or not may_do_at(actor, Verb.SEE, found.place_id, on=on):
        return None
    return found


def works_of_matter(sub_district_id: UUID, matter_id: UUID) -> list[Works]:
    """All works of a matter, oldest first."""
    return list(_works(sub_district_id).filter(matter_id=matter_id).order_by("id"))


def open_works_of(sub_district_id: UUID, matter_id: UUID) -> list[Works]:
    """The works of a matter that are neither accepted nor stopped."""
    return [one for one in works_of_matter(sub_district_id, matter_id) if one.state not in OVER]


def works_to_accept(sub_district_id: UUID, account_id: UUID | None) -> list[Works]:
    """Finished works that somebody is named to accept and has not looked at in this round."""
    if account_id is None:
        return []
    hands = Hand.objects.filter(
        sub_district_id=sub_district_id, account_id=account_id, accepts=True
    ).values_list("matter_id", flat=True)
    found = list(_works(sub_district_id).filter(matter_id__in=hands, state=WorksState.FINISHED))
    said = Acceptance.objects.filter(
        sub_district_id=sub_district_id,
        works_id__in=[one.id for one in found],
        account_id=account_id,
        stage_id=None,
    ).values_list("works_id", "round")
    return [one for one in found if (one.id, one.round) not in set(said)]


def works_at(
    sub_district_id: UUID,
    place_ids: Sequence[UUID],
    *,
    over: bool,
    before: UUID | None = None,
    most: int,
) -> list[Works]:
    """The newest works of these places, under way or over; `before` goes on from a row."""
    rows = _works(sub_district_id).filter(place_id__in=place_ids)
    rows = rows.filter(state__in=OVER) if over else rows.exclude(state__in=OVER)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:most])


def work_finished(sub_district_id: UUID, matter_id: UUID, *, since: datetime | None = None) -> bool:
    """Whether all works of a matter were said to be finished, since a moment; at least one is."""
    found = _standing(sub_district_id, matter_id)
    return bool(found) and all(
        one.finished_at is not None and (since is None or one.finished_at >= since) for one in found
    )


def work_accepted(sub_district_id: UUID, matter_id: UUID, *, since: datetime | None = None) -> bool:
    """Whether all works of a matter were accepted by those named, since a moment."""
    found = _standing(sub_district_id, matter_id)
    return bool(found) and all(
        one.accepted_at is not None and (since is None or one.accepted_at >= since) for one in found
    )


def works_shown(works: Works, *, on: date) -> WorksShown:
    """Works with quotations, contract, stages, changes, acceptance and alarms: six queries."""
    tenant = works.sub_district_id
    stages = list(
        WorksStage.objects.filter(sub_district_id=tenant, works=works)
        .select_related("voucher")
        .order_by("order")
    )
    contract = WorksContract.objects.filter(sub_district_id=tenant, works=works).first()
    quotations = Quotation.objects.filter(sub_district_id=tenant, works=works).order_by("fen", "id")
    changes = WorksChange.objects.filter(sub_district_id=tenant, works=works)
    accepted = Acceptance.objects.filter(sub_district_id=tenant, works_id=works.id)
    limit = works.authority.limit_fen if works.authority else 0
    offers = tuple(quotations)
    return WorksShown(
        works=works,
        quotations=offers,
        contract=contract,
        stages=tuple(_stage(works, one, on) for one in stages),
        changes=tuple(changes.select_related("stage").order_by("number")),
        accepted=tuple(accepted.order_by("-id")),
        limit_fen=limit,
        alarms=tuple(_alarms(works, contract, stages, offers, on)),
    )


def alarms_of(found: Sequence[Works], *, on: date) -> dict[UUID, list[Alarm]]:
    """What is out of line in several works: three queries, however many they are."""
    if not found:
        return {}
    tenant = found[0].sub_district_id
    ids = [one.id for one in found]
    stages: dict[UUID, list[WorksStage]] = {}
    for stage in WorksStage.objects.filter(sub_district_id=tenant, works_id__in=ids):
        stages.setdefault(stage.works_id, []).append(stage)
    contracts = {
        one.works_id: one
        for one in WorksContract.objects.filter(sub_district_id=tenant, works_id__in=ids)
    }
    chosen = Quotation.objects.filter(sub_district_id=tenant, works_id__in=ids, chosen=True)
    offers = {one.works_id: (one,) for one in chosen}
    return {
        one.id: _alarms(
            one, contracts.get(one.id), stages.get(one.id, []), offers.get(one.id, ()), on
        )
        for one in found
    }


def notes_of(works: Works) -> list[WorksNote]:
    """What happened on works, newest first."""
    rows = WorksNote.objects.filter(sub_district_id=works.sub_district_id, works_id=works.id)
    return list(rows.order_by("-id"))


def new_alarms(sub_district_id: UUID, *, on: date) -> list[tuple[UUID, Alarm]]:
    """What is out of line in any works and was not told yet."""
    rows = _works(sub_district_id)
    watched = list(
        rows.filter(
            Q(state=WorksState.UNDER_WAY.value)
            | Q(state=WorksState.ACCEPTED.value, warranty_until__isnull=False)
        )
    )
    notes = WorksNote.objects.filter(
        sub_district_id=sub_district_id,
        works_id__in=[one.id for one in watched],
        code__startswith=ALARM,
    )
    told = set(notes.values_list("works_id", "code"))
    found = alarms_of(watched, on=on)
    return [
        (works_id, alarm)
        for works_id, alarms_found in found.items()
        for alarm in alarms_found
        if (works_id, alarm_code(alarm)) not in told
    ]


def alarm_code(alarm: Alarm) -> str:
    """How the timeline of works names an alarm."""
    return f"{ALARM}{alarm.value}"


def remind_days(sub_district_id: UUID, *, on: date) -> int:
    """How many days before its end a warranty is told of."""
    return rule_in_force(sub_district_id, REMIND, on=on).duration.count


def _standing(sub_district_id: UUID, matter_id: UUID) -> list[Works]:
    rows = Works.objects.filter(sub_district_id=sub_district_id, matter_id=matter_id)
    return list(rows.exclude(state=WorksState.STOPPED.value))


def _stage(works: Works, stage: WorksStage, on: date) -> StageShown:
    voucher = stage.voucher
    state = VoucherState(voucher.state) if voucher else VoucherState.RETURNED
    until = works.warranty_until
    held = stage.held_back and (until is None or on <= until)
    return StageShown(
        stage=stage,
        payable=stage.state == StageState.ACCEPTED and state is VoucherState.RETURNED and not held,
        waits=state is VoucherState.MADE,
        paid=state is VoucherState.POSTED,
    )


def _alarms(
    works: Works,
    contract: WorksContract | None,
    stages: Sequence[WorksStage],
    offers: Sequence[Quotation],
    on: date,
) -> list[Alarm]:
    facts = WorksFacts(
        state=WorksState(works.state),
        due_on=works.due_on,
        stages=[
            StageFacts(StageState(one.state), one.due_on) for one in stages if not one.held_back
        ],
        contract_fen=contract.fen if contract else 0,
        quoted_fen=next((one.fen for one in offers if one.chosen), 0),
        changes_fen=contract.changes_fen if contract else 0,
        changes_limit_fen=contract.changes_limit_fen if contract else 0,
        limit_fen=works.authority.limit_fen if works.authority else 0,
        warranty_until=works.warranty_until,
    )
    return alarms(facts, on=on, remind_days=remind_days(works.sub_district_id, on=on))


def _works(sub_district_id: UUID) -> QuerySet[Works]:
    rows = Works.objects.filter(sub_district_id=sub_district_id)
    return rows.select_related("place", "matter", "authority", "authority__fund")
