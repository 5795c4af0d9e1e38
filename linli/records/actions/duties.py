"""Duties: who owes which step by when; a clock stops only with a listed reason.

The small functions move a clock in memory, so that one action can move several of one
thing and write them together; the others read, move and write.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from linli.kernel.clocks import PauseReason
from linli.kernel.workdays import Duration, WorkCalendar
from linli.records.models import Duty
from linli.records.queries.duties import clock_of, open_duties


def new_duty(
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
    """Make a clock that starts now, to be written by `write_duties`."""
    duty = Duty(
        sub_district_id=sub_district_id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        kind=kind,
        place_id=place_id,
        started_at=at,
    )
    reckon(duty, rule_key=rule_key, limit=limit, calendar=calendar)
    return duty


def reckon(duty: Duty, *, rule_key: str, limit: Duration, calendar: WorkCalendar) -> None:
    """Give a running clock its limit, or another one from its own beginning."""
    duty.rule_key, duty.limit, duty.unit = rule_key, limit.count, limit.unit.value
    due = clock_of(duty).read(calendar, duty.started_at).due
    if duty.pauses and not duty.paused:
        last_end = datetime.fromisoformat(duty.pauses[-1][1])
        due = clock_of(duty).read(calendar, last_end).due
    duty.due_at = duty.look_at = due.at
    duty.provisional = due.provisional


def stop(duty: Duty, *, reason: PauseReason, at: datetime) -> None:
    """Stop a running clock for a listed reason."""
    duty.pauses = [*duty.pauses, [at.isoformat(), None, reason.value]]
    duty.paused = True


def run_on(duty: Duty, *, calendar: WorkCalendar, at: datetime) -> None:
    """Let a stopped clock run on; what was left is left again."""
    _end_pause(duty, at)
    reading = clock_of(duty).read(calendar, at)
    moved = reading.due.at - duty.due_at
    duty.due_at = reading.due.at
    duty.look_at = max(duty.look_at + moved, duty.due_at)
    duty.provisional = reading.due.provisional


def finish(duty: Duty, *, at: datetime) -> None:
    """Mark a clock as done."""
    if duty.paused:
        _end_pause(duty, at)
    duty.done_at = max(at, duty.started_at)


def write_duties(*, new: Iterable[Duty] = (), changed: Iterable[Duty] = ()) -> None:
    """Write clocks that were made and moved in memory, in a statement each."""
    made, moved = list(new), list(changed)
    if moved:
        Duty.objects.bulk_update(moved, _MOVING)
    if made:
        Duty.objects.bulk_create(made)


_MOVING = (
    "rule_key", "limit", "unit", "due_at", "provisional", "pauses", "paused", "done_at", "level",
    "look_at",
)  # fmt: skip


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
    duty = new_duty(
        sub_district_id=sub_district_id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        kind=kind,
        place_id=place_id,
        rule_key=rule_key,
        limit=limit,
        calendar=calendar,
        at=at,
    )
    write_duties(new=[duty])
    return duty


def pause_duties(
    *,
    sub_district_id: UUID,
    subject_id: UUID,
    reason: PauseReason,
    kinds: tuple[str, ...] = (),
    at: datetime,
) -> list[Duty]:
    """Stop the open clocks of a subject (of these kinds, or all) for a listed reason."""
    found = open_duties(sub_district_id, subject_id, kinds=kinds, lock=True)
    running = [duty for duty in found if not duty.paused]
    for duty in running:
        stop(duty, reason=reason, at=at)
    write_duties(changed=running)
    return running


def resume_duties(
    *, sub_district_id: UUID, subject_id: UUID, calendar: WorkCalendar, at: datetime
) -> list[Duty]:
    """Let the stopped clocks of a subject run on; what was left is left again."""
    found = open_duties(sub_district_id, subject_id, lock=True)
    standing = [duty for duty in found if duty.paused]
    for duty in standing:
        run_on(duty, calendar=calendar, at=at)
    write_duties(changed=standing)
    return standing


def finish_duties(
    *, sub_district_id: UUID, subject_id: UUID, kinds: tuple[str, ...] = (), at: datetime
) -> list[Duty]:
    """Mark the open clocks of a subject (of these kinds, or all) as done."""
    found = open_duties(sub_district_id, subject_id, kinds=kinds, lock=True)
    for duty in found:
        finish(duty, at=at)
    write_duties(changed=found)
    return found


def push_look(*, duty: Duty, level: int, look_at: datetime) -> bool:
    """Note that a late duty was told one level up; false if somebody else just did."""
    moved = Duty.objects.filter(
        id=duty.id, sub_district_id=duty.sub_district_id, level=duty.level, done_at=None
    ).update(level=level, look_at=look_at)
    return moved == 1


def _end_pause(duty: Duty, at: datetime) -> None:
    begun, _end, reason = duty.pauses[-1]
    ended = max(datetime.fromisoformat(begun), at).isoformat()
    duty.pauses = [*duty.pauses[:-1], [begun, ended, reason]]
    duty.paused = False
