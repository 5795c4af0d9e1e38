"""The service that neighbours run themselves (S44), and the list of a compound's facilities (S07)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.money.actions.matters import close_matter, open_matter
from linli.money.actions.tended import Tended, gone, next_number, require_at
from linli.money.models import CommunityService, Facility, Fund, ServiceTask, TaskDone
from linli.money.rules import (
    FundKind,
    HandoverKind,
    MatterKind,
    Rhythm,
    ServiceKind,
    ServiceMode,
    Verb,
)
from linli.places import queries as places
from linli.records import actions as records
from linli.tenancy.models import new_id

FACILITY = "money.facility"


@dataclass(frozen=True, slots=True)
class FacilityDraft:
    """A common facility: what, where, how many; whether it brings in common revenue."""

    kind: HandoverKind
    title: str
    where: str
    quantity: int = 1
    area_cm2: int = 0
    hours: str = ""
    earns: bool = False


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """Something that comes back: what, how often, who by role."""

    kind: ServiceKind
    title: str
    rhythm: Rhythm
    role: str


@dataclass(frozen=True, slots=True)
class CommunityServiceDraft:
    """A service that neighbours run: why, on what it rests, who answers for it, what is done."""

    mode: ServiceMode
    title: str
    run_by: str
    basis_words: str
    words: str
    starts_on: date
    fund_id: UUID | None = None
    tasks: Sequence[TaskDraft] = ()


@transaction.atomic
def note_facility(*, actor: Actor, place_id: UUID, draft: FacilityDraft, at: datetime) -> Facility:
    """Enter a facility of a compound."""
    if places.place(actor.sub_district_id, place_id) is None:
        raise gone()
    require_at(actor, Verb.KEEP, place_id, at=at)
    if not draft.title.strip() or not draft.where.strip() or draft.quantity <= 0:
        raise Refused("no_words", _("Say what it is, where, and how many."))
    try:
        with transaction.atomic():
            made = Facility.objects.create(
                sub_district_id=actor.sub_district_id,
                place_id=place_id,
                kind=draft.kind.value,
                title=draft.title.strip(),
                where=draft.where.strip(),
                quantity=draft.quantity,
                area_cm2=draft.area_cm2,
                hours=draft.hours.strip(),
                earns=draft.earns,
                made_by=actor.label,
            )
    except IntegrityError as error:
        raise Refused("listed_already", _("This stands on the list already.")) from error
    records.record(
        actor=actor, did="money.note_facility", on_kind=FACILITY, on_id=made.id,
        facts={"kind": draft.kind.value, "quantity": draft.quantity}, at=at,
    )  # fmt: skip
    return made


@transaction.atomic
def open_community_service(
    *, actor: Actor, place_id: UUID, draft: CommunityServiceDraft, key: str, at: datetime
) -> CommunityService:
    """Begin a service that neighbours run, with its cash book and tasks; one at a place."""
    if places.place(actor.sub_district_id, place_id) is None:
        raise gone()
    require_at(actor, Verb.SET_UP, place_id, at=at)
    _require_draft(actor, place_id, draft)
    service_id = new_id()
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act="money.open_community_service",
        key=key,
        body={"place": str(place_id), "title": draft.title.strip()},
        answer={"service": str(service_id)},
        at=at,
    )
    rows = CommunityService.objects.filter(sub_district_id=actor.sub_district_id)
    if before is not None:
        return rows.get(id=UUID(before["service"]))
    if rows.filter(place_id=place_id, ended_on=None).exists():
        raise Refused("serves_already", _("Neighbours run a service at this place already."))
    made = _service(actor, service_id, place_id, draft, at)
    tended = Tended(actor=actor, row=made, at=at, new=True)
    for order, task in enumerate(draft.tasks, 1):
        tended.batch.add(_task(made, order, task))
    facts = {"mode": draft.mode.value, "tasks": len(draft.tasks)}
    tended.record("money.open_community_service", facts)
    tended.batch.write()
    return made


@transaction.atomic
def add_service_task(
    *, actor: Actor, service_id: UUID, draft: TaskDraft, version: int, at: datetime
) -> CommunityService:
    """Add a task."""
    tended = _running(actor, service_id, version, at)
    if not draft.title.strip() or not draft.role.strip():
        raise Refused("no_words", _("Say what is done and in which role."))
    rows = ServiceTask.objects.filter(sub_district_id=tended.tenant, service=tended.row)
    tended.batch.add(_task(tended.row, rows.count() + 1, draft))
    tended.record("money.add_service_task", {"kind": draft.kind.value})
    return tended.write()


@transaction.atomic
def do_task(
    *,
    actor: Actor,
    service_id: UUID,
    task_id: UUID,
    on: date,
    words: str = "",
    version: int,
    at: datetime,
) -> CommunityService:
    """Say that a task was done on a day; the same day counts once."""
    tended = _running(actor, service_id, version, at)
    if on > tended.today:
        raise Refused("day_ahead", _("It is entered on the day it happens, or after."))
    rows = ServiceTask.objects.select_for_update()
    task = rows.filter(sub_district_id=tended.tenant, service=tended.row, id=task_id).first()
    if task is None:
        raise Missing("nothing_here", _("There is nothing of that number here."))
    _keep_done(tended, task, on, words)
    ServiceTask.objects.filter(sub_district_id=tended.tenant, id=task.id).update(
        times=F("times") + 1, last_on=max(on, task.last_on or on)
    )
    tended.record("money.do_task", {"task": task.order}, text=words)
    return tended.write()


@transaction.atomic
def end_community_service(
    *, actor: Actor, service_id: UUID, on: date, words: str, version: int, at: datetime
) -> CommunityService:
    """End the service: who takes over, and what becomes of the money."""
    tended = _running(actor, service_id, version, at)
    if not words.strip():
        raise Refused("no_words", _("Say who goes on, and what becomes of the money."))
    tended.change(ended_on=on, end_words=words.strip()[:300])
    tended.record("money.end_community_service", {}, text=words)
    close_matter(actor=actor, matter_id=tended.row.matter_id, at=at)
    return tended.write()


def _running(
    actor: Actor, service_id: UUID, version: int, at: datetime
) -> Tended[CommunityService]:
    tended = Tended.on(CommunityService, actor=actor, row_id=service_id, version=version, at=at)
    tended.require(Verb.KEEP)
    if tended.row.ended_on is not None:
        raise Refused("wrong_state", _("This service has ended."))
    return tended


def _service(
    actor: Actor, service_id: UUID, place_id: UUID, draft: CommunityServiceDraft, at: datetime
) -> CommunityService:
    number = next_number(actor.sub_district_id, place_id, "ZG", at=at)
    matter = open_matter(
        actor=actor,
        matter_id=service_id,
        number=number,
        kind=MatterKind.SERVICE,
        title=draft.title.strip(),
        place_id=place_id,
        at=at,
    )
    return CommunityService.objects.create(
        id=service_id,
        sub_district_id=actor.sub_district_id,
        number=number,
        matter=matter,
        place_id=place_id,
        fund_id=draft.fund_id,
        mode=draft.mode.value,
        title=draft.title.strip(),
        run_by=draft.run_by.strip(),
        basis_words=draft.basis_words.strip(),
        words=draft.words.strip(),
        starts_on=draft.starts_on,
        made_by=actor.label,
        made_at=at,
    )


def _task(made: CommunityService, order: int, draft: TaskDraft) -> ServiceTask:
    return ServiceTask(
        sub_district_id=made.sub_district_id,
        service=made,
        order=order,
        kind=draft.kind.value,
        title=draft.title.strip(),
        rhythm=draft.rhythm.value,
        role=draft.role.strip(),
    )


def _keep_done(tended: Tended[CommunityService], task: ServiceTask, on: date, words: str) -> None:
    try:
        with transaction.atomic():
            TaskDone.objects.create(
                sub_district_id=tended.tenant,
                service_id=tended.row.id,
                task_id=task.id,
                on=on,
                words=words.strip()[:200],
                by=tended.actor.label,
                at=tended.at,
            )
    except IntegrityError as error:
        raise Refused("done_already", _("This is entered for that day already.")) from error


def _require_draft(actor: Actor, place_id: UUID, draft: CommunityServiceDraft) -> None:
    needed = (draft.title, draft.run_by, draft.basis_words, draft.words)
    if not all(one.strip() for one in needed):
        raise Refused(
            "no_words", _("Say why neighbours run it, who answers for it, and by which decision.")
        )
    if draft.fund_id is None:
        return
    rows = Fund.objects.filter(sub_district_id=actor.sub_district_id, id=draft.fund_id)
    if not rows.filter(place_id=place_id, kind=FundKind.SERVICE.value, closed_on=None).exists():
        raise Refused("cash_book", _("The cash book is an open fund of a service at this place."))
