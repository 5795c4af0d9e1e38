"""The clock of answers and calls: each level is told once; what is over is closed and forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from linli.decisions.actions import call_checks, calls, saying
from linli.decisions.models import Call, Voice
from linli.decisions.queries.voices import nearest_post
from linli.decisions.rules.calls import CallState
from linli.kernel.actor import system_actor
from linli.kernel.clocks import Step, escalation_steps
from linli.records.actions import AT_ONCE, Batch, Guard, in_batches, record_forgotten
from linli.records.queries import duties_to_look_at, kept_until, rule_in_force
from linli.tenancy.rows import locked

ESCALATION = "participation.escalation"
CONTACTS = "personal.retention.request_contact"
SIGNATURES = "personal.retention.election_lists"


def remind_participation(*, sub_district_id: UUID, at: datetime) -> int:
    """Tell whoever must know of late answers and assemblies; close calls whose last day is over."""
    told = _look_at_all("decisions.voice", sub_district_id, at)
    told += _look_at_all("decisions.call", sub_district_id, at)
    return told + _lapse_all(sub_district_id, at)


def forget_participation(*, sub_district_id: UUID, at: datetime) -> int:
    """Forget who spoke and who signed, once the time that the rules give is over."""
    contacts = kept_until(sub_district_id, CONTACTS, at=at)
    signed = kept_until(sub_district_id, SIGNATURES, at=at)
    steps = {
        "contacts": partial(_forget_contacts, sub_district_id, contacts, at),
        "signatures": partial(
            call_checks.forget_signatures, sub_district_id=sub_district_id, before=signed
        ),
    }
    gone = {name: in_batches(step) for name, step in steps.items()}
    record_forgotten(
        sub_district_id=sub_district_id, did="decisions.forget_participation", counts=gone, at=at
    )
    return sum(gone.values())


def _look_at_all(kind: str, sub_district_id: UUID, at: datetime) -> int:
    guard = Guard(job=f"{kind}.remind", sub_district_id=sub_district_id, at=at)
    due = duties_to_look_at(
        subject_kind=kind, sub_district_id=sub_district_id, at=at, limit=AT_ONCE
    )
    look = _look_at_voice if kind == saying.SUBJECT else _look_at_call
    told = 0
    for subject_id in dict.fromkeys(duty.subject_id for duty in due):
        done = guard.do(subject_id, partial(look, sub_district_id, subject_id, at))
        if done is None:
            guard.put_off(subject_id)
        told += done or 0
    return told


@transaction.atomic
def _look_at_voice(sub_district_id: UUID, voice_id: UUID, at: datetime) -> int:
    found = locked(Voice, sub_district_id, voice_id, missing=saying.no_voice())
    batch = Batch(sub_district_id=sub_district_id, subject_kind=saying.SUBJECT, subject_id=found.id)
    params = {
        "number": found.number,
        "title": saying.title_of(found),
        "due": str(found.due_on),
    }
    link = reverse("decisions:desk_voice", args=[found.id])
    told = _escalate(batch, found.place_id, "decisions/voice_late", params=params, link=link, at=at)
    if told:
        found.late_told += told
        found.save(update_fields=["late_told"])
        _note(batch, sub_district_id, "decisions.voice_late", found.late_told, at)
    batch.write()
    return told


@transaction.atomic
def _look_at_call(sub_district_id: UUID, call_id: UUID, at: datetime) -> int:
    found = locked(Call, sub_district_id, call_id, missing=calls.no_call())
    batch = Batch(sub_district_id=sub_district_id, subject_kind=calls.SUBJECT, subject_id=found.id)
    params = {"number": found.number, "title": found.title, "due": str(found.due_on or "")}
    link = reverse("decisions:desk_call", args=[found.id])
    told = _escalate(batch, found.place_id, "decisions/call_late", params=params, link=link, at=at)
    if told:
        found.late_told += told
        found.save(update_fields=["late_told"])
        _note(batch, sub_district_id, "decisions.call_late", found.late_told, at)
    batch.write()
    return told


def _escalate(
    batch: Batch,
    place_id: UUID,
    template: str,
    *,
    params: dict[str, str],
    link: str,
    at: datetime,
) -> int:
    """Tell the nearest post of each level whose time has come; answer how many levels came."""
    on = timezone.localdate(at)
    steps = _steps(batch.sub_district_id, at)
    came = 0
    for duty in batch.clocks.to_look_at(at=at):
        for step in batch.clocks.look_at(duty, steps, at=at):
            came += 1
            post_id = nearest_post(batch.sub_district_id, place_id, (step.post,), on=on)
            mark = f"{duty.id}:{step.post}"
            batch.tell_post(post_id, template, mark=mark, params=params, link=link, at=at)
    return came


def _steps(sub_district_id: UUID, at: datetime) -> Sequence[Step]:
    rule = rule_in_force(sub_district_id, ESCALATION, on=timezone.localdate(at))
    return escalation_steps(rule.rows)


def _note(batch: Batch, sub_district_id: UUID, did: str, level: int, at: datetime) -> None:
    batch.record(actor=system_actor(sub_district_id), did=did, facts={"level": level}, at=at)


def _lapse_all(sub_district_id: UUID, at: datetime) -> int:
    over = Call.objects.filter(
        sub_district_id=sub_district_id,
        state=CallState.COLLECTING,
        closes_on__lt=timezone.localdate(at),
    )
    ids = list(over.values_list("id", flat=True)[:AT_ONCE])
    guard = Guard(job="decisions.lapse_call", sub_district_id=sub_district_id, at=at)
    return sum(guard.do(one, partial(_lapse, sub_district_id, one, at)) or 0 for one in ids)


@transaction.atomic
def _lapse(sub_district_id: UUID, call_id: UUID, at: datetime) -> int:
    work = calls.CallWork.on(actor=system_actor(sub_district_id), call_id=call_id, at=at)
    if work.call.state != CallState.COLLECTING:
        return 0
    work.go_to(CallState.LAPSED)
    work.tell_starter("decisions/call_lapsed", mark="lapsed")
    work.record("decisions.lapse_call")
    work.write()
    return 1


def _forget_contacts(sub_district_id: UUID, before: datetime, at: datetime) -> int:
    old = Voice.objects.filter(
        sub_district_id=sub_district_id, answered_at__lt=before, forgotten_at=None
    )
    some = Voice.objects.filter(
        sub_district_id=sub_district_id, id__in=list(old.values_list("id", flat=True)[:AT_ONCE])
    )
    return some.update(account=None, contact="", forgotten_at=at)
