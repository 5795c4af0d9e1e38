"""Reads of duties, and a duty as a clock that can be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from linli.kernel import clocks
from linli.kernel.clocks import Clock, Pause, PauseReason, Reading
from linli.kernel.workdays import Duration, Unit, WorkCalendar
from linli.records.models import Duty


@dataclass(frozen=True, slots=True)
class DutyClock:
    """A duty's clock as pure facts."""

    clock: Clock

    def read(self, calendar: WorkCalendar, at: datetime) -> Reading:
        """What the clock shows at an instant."""
        return clocks.reading(self.clock, calendar, at)


def clock_of(duty: Duty) -> DutyClock:
    """The facts of a duty's clock."""
    pauses = tuple(
        Pause(
            began_at=datetime.fromisoformat(begun),
            ended_at=datetime.fromisoformat(ended) if ended else None,
            reason=PauseReason(reason),
        )
        for begun, ended, reason in duty.pauses
    )
    return DutyClock(
        Clock(
            kind=duty.kind,
            limit=Duration(duty.limit, Unit(duty.unit)),
            started_at=duty.started_at,
            pauses=pauses,
            done_at=duty.done_at,
        )
    )


def open_duties(sub_district_id: UUID, subject_id: UUID, *, lock: bool = False) -> list[Duty]:
    """The clocks of a subject that still run or stand, earliest due first."""
    found = Duty.objects.filter(
        sub_district_id=sub_district_id, subject_id=subject_id, done_at=None
    )
    if lock:
        found = found.select_for_update()
    return list(found.order_by("due_at", "id"))


def duties_of(sub_district_id: UUID, subject_id: UUID) -> list[Duty]:
    """All clocks of a subject, in the order they began."""
    found = Duty.objects.filter(sub_district_id=sub_district_id, subject_id=subject_id)
    return list(found.order_by("started_at", "id"))


def duties_of_post(sub_district_id: UUID, post_id: UUID, *, limit: int = 500) -> list[Duty]:
    """What a post owes, in whichever room, earliest due first."""
    found = Duty.objects.filter(sub_district_id=sub_district_id, post_id=post_id, done_at=None)
    return list(found.order_by("due_at", "id")[:limit])


def duties_to_look_at(
    *, subject_kind: str, sub_district_id: UUID, at: datetime, limit: int = 500
) -> list[Duty]:
    """Open clocks whose time to be looked at has come, longest waiting first."""
    found = Duty.objects.filter(
        sub_district_id=sub_district_id,
        subject_kind=subject_kind,
        done_at=None,
        look_at__lte=at,
    )
    return list(found.order_by("look_at", "id")[:limit])


def open_duties_of_many(
    sub_district_id: UUID, subject_ids: Iterable[UUID]
) -> dict[UUID, list[Duty]]:
    """The clocks of several subjects that still run or stand, in one query, earliest due first."""
    found = Duty.objects.filter(
        sub_district_id=sub_district_id, subject_id__in=list(subject_ids), done_at=None
    )
    of_subject: dict[UUID, list[Duty]] = {}
    for duty in found.order_by("due_at", "id"):
        of_subject.setdefault(duty.subject_id, []).append(duty)
    return of_subject
