"""Duties: who owes which step by when; a clock stops only with a listed reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from linli.kernel.clocks import PauseReason
from linli.kernel.workdays import Duration, WorkCalendar
from linli.records.models import Duty
from linli.records.queries.duties import clock_of, open_duties


def start_duty(
    *,
    sub_district_id: UUID,
    subject_kind: str,
    subject_id: UUID,
    kind: str,
    place_id: UUID,
    rule_key: str,
    limit: Duration,
    calendar: WorkCalendar,
    at: datetime,
) -> Duty:
    """Start a clock on a step; the time it falls due is reckoned over the calendar."""
    due = calendar.due_after(at, limit)
    return Duty.objects.create(
        sub_district_id=sub_district_id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        kind=kind,
        place_id=place_id,
        rule_key=rule_key,
        limit=limit.count,
        unit=limit.unit.value,
        started_at=at,
        due_at=due.at,
        provisional=due.provisional,
        look_at=due.at,
    )


def pause_duties(
    *,
    sub_district_id: UUID,
    subject_id: UUID,
    reason: PauseReason,
    kinds: tuple[str, ...] = (),
    at: datetime,
) -> list[Duty]:
    """Stop the open clocks of a subject (of these kinds, or all) for a listed reason."""
    stopped = []
    for duty in open_duties(sub_district_id, subject_id, kinds=kinds, lock=True):
        if duty.paused:
            continue
        duty.pauses = [*duty.pauses, [at.isoformat(), None, reason.value]]
        duty.paused = True
        duty.save(update_fields=["pauses", "paused"])
        stopped.append(duty)
    return stopped


def resume_duties(
    *, sub_district_id: UUID, subject_id: UUID, calendar: WorkCalendar, at: datetime
) -> list[Duty]:
    """Let the stopped clocks of a subject run on; what was left is left again."""
    resumed = []
    for duty in open_duties(sub_district_id, subject_id, lock=True):
        if not duty.paused:
            continue
        begun, _end, reason = duty.pauses[-1]
        duty.pauses = [*duty.pauses[:-1], [begun, at.isoformat(), reason]]
        duty.paused = False
        reading = clock_of(duty).read(calendar, at)
        moved = reading.due.at - duty.due_at
        duty.due_at = reading.due.at
        duty.look_at = max(duty.look_at + moved, duty.due_at)
        duty.provisional = reading.due.provisional
        duty.save(update_fields=["pauses", "paused", "due_at", "look_at", "provisional"])
        resumed.append(duty)
    return resumed


def finish_duties(
    *, sub_district_id: UUID, subject_id: UUID, kinds: tuple[str, ...] = (), at: datetime
) -> list[Duty]:
    """Mark the open clocks of a subject (of these kinds, or all) as done."""
    done = open_duties(sub_district_id, subject_id, kinds=kinds, lock=True)
    for duty in done:
        if duty.paused:
            begun, _end, reason = duty.pauses[-1]
            duty.pauses = [*duty.pauses[:-1], [begun, at.isoformat(), reason]]
        duty.done_at, duty.paused = max(at, duty.started_at), False
    Duty.objects.bulk_update(done, ["done_at", "paused", "pauses"])
    return done


def push_look(*, duty: Duty, level: int, look_at: datetime) -> bool:
    """Note that a late duty was told one level up; false if somebody else just did."""
    moved = Duty.objects.filter(
        id=duty.id, sub_district_id=duty.sub_district_id, level=duty.level, done_at=None
    ).update(level=level, look_at=look_at)
    return moved == 1
