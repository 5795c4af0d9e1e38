"""What a public complaint knows alone: objecting to jurisdiction, a longer limit (R44)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.cases.actions import moves
from linli.cases.actions.work import Work, load
from linli.cases.actions.writing import write
from linli.cases.models import Case, CaseStep
from linli.cases.queries import routing, sentences
from linli.cases.rules import DutyKind, Verb, screened, tidy
from linli.cases.rules.texts import NOTE_LENGTH
from linli.kernel.actor import Actor
from linli.kernel.workdays import Duration
from linli.records.queries import rule_in_force

_EXTENDED = (DutyKind.ANSWER, DutyKind.CLOSE)
"""The answer is the opinion given on closing: one and the same limit."""


@transaction.atomic
def object_to_case(*, actor: Actor, case_id: UUID, version: int, reason: str, at: datetime) -> Case:
    """Say within the limit that it is not the unit's to decide; it goes back to the office."""
    work = load(actor=actor, case_id=case_id, version=version, kept={"reason": reason}, at=at)
    work.require(Verb.OBJECT)
    why = _reason(reason)
    _require_in_time(work)
    on = timezone.localdate(at)
    office = routing.receiver_by_place(work.tenant, None, on=on)
    moves.give_back(work, office, reason=why, verb=Verb.OBJECT)
    write([work])
    return work.case


@transaction.atomic
def extend_case(
    *, actor: Actor, case_id: UUID, version: int, days: int, reason: str, at: datetime
) -> Case:
    """Give a public complaint a longer limit, once; the sender is told why."""
    work = load(actor=actor, case_id=case_id, version=version, kept={"reason": reason}, at=at)
    work.require(Verb.EXTEND)
    why = _reason(reason)
    on = timezone.localdate(at)
    longest = rule_in_force(work.tenant, "referral.extension", on=on).duration
    if not 1 <= days <= longest.count:
        raise _not_extended("extended_too_long", count=longest.count)
    most = rule_in_force(work.tenant, "referral.extension_most", on=on).count
    if len(_steps(work, Verb.EXTEND)) >= most:
        raise _not_extended("extended_already")
    if any(duty.due_at < at and not duty.paused for duty in work.clocks.open):
        raise _not_extended("too_late_to_extend")
    if not work.clocks.extend(_EXTENDED, Duration(days, longest.unit)):
        raise _not_extended("limit_counts_otherwise")
    work.mirror()
    until = work.case.due_at.isoformat() if work.case.due_at else ""
    work.note(Verb.EXTEND, text=why, days=days, unit=longest.unit.value, until=until)
    work.tell_post(work.case.lead_post_id, "cases/limit_extended")
    work.tell_sender("cases/extended")
    write([work])
    return work.case


def _not_extended(code: str, **words: object) -> Exception:
    return sentences.refused(code, source=sentences.REFERRAL_EXTENSION, **words)


def _require_in_time(work: Work) -> None:
    """The unit objects within so many workdays of getting it."""
    limit = rule_in_force(
        work.tenant, "referral.objection", on=timezone.localdate(work.at)
    ).duration
    sent = _steps(work, Verb.DISPATCH)
    got_at = sent[-1].at if sent else work.case.received_at
    if work.at > work.calendar.due_after(got_at, limit).at:
        raise sentences.refused(
            "objection_over", source=sentences.REFERRAL_OBJECTION, count=limit.count
        )


def _steps(work: Work, verb: Verb) -> list[CaseStep]:
    found = CaseStep.objects.filter(
        sub_district_id=work.tenant, case_id=work.case.id, verb=verb.value
    )
    return list(found.order_by("at", "id"))


def _reason(reason: str) -> str:
    why = screened(tidy(reason))
    if not why:
        raise sentences.refused("no_reason")
    if len(why) > NOTE_LENGTH:
        raise sentences.refused("text_too_long")
    return why
