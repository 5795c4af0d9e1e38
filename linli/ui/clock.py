"""The face of a deadline: an icon, words and a tone, with the date beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from linli.kernel.clocks import Reading
from linli.kernel.workdays import Unit
from linli.ui import words

_NEAR_DAYS = 2
_NEAR = timedelta(days=_NEAR_DAYS)


@dataclass(frozen=True, slots=True)
class ClockFace:
    """Hold what a page shows of one deadline.

    The tone is empty above two days, `near` at two or fewer, `late`, `paused` or `done`.
    """

    words: str
    tone: str
    due_at: datetime | None = None
    note: str = ""

    @property
    def icon(self) -> str:
        """The sign that tells the tone apart without its colour."""
        return {"late": "alert-circle", "paused": "player-pause", "done": "circle-check"}.get(
            self.tone, "clock"
        )


def clock_face(
    *,
    due_at: datetime | None,
    now: datetime,
    paused_since: datetime | None = None,
    done_at: datetime | None = None,
    workdays_left: int | None = None,
    note: str = "",
) -> ClockFace:
    """Word a deadline from its facts; `workdays_left` where the limit is counted in workdays."""
    if done_at is not None:
        late = due_at is not None and done_at > due_at
        return ClockFace(_("Done late") if late else _("Done in time"), "done", due_at, note)
    if paused_since is not None:
        stood = words.minutes_long(_minutes(now - paused_since))
        return ClockFace(_("Stopped for %(time)s") % {"time": stood}, "paused", due_at, note)
    if due_at is None:
        return ClockFace(_("No deadline"), "done", None, note)
    if now > due_at:
        over = words.minutes_long(_minutes(now - due_at))
        return ClockFace(_("%(time)s late") % {"time": over}, "late", due_at, note)
    return _running(due_at, now, workdays_left, note)


def face_of(
    reading: Reading, now: datetime, *, paused_since: datetime | None = None, note: str = ""
) -> ClockFace:
    """Word a reading of the kernel's clock."""
    left = reading.remaining
    if reading.paused_for is not None:
        if paused_since is None:
            return ClockFace(_("Stopped"), "paused", reading.due.at, note)
        return clock_face(due_at=reading.due.at, now=now, paused_since=paused_since, note=note)
    in_workdays = left.unit is Unit.WORKDAYS
    if left.late and in_workdays and left.count:
        over = words.workdays_long(left.count)
        return ClockFace(_("%(time)s late") % {"time": over}, "late", reading.due.at, note)
    return clock_face(
        due_at=reading.due.at,
        now=now,
        workdays_left=left.count if in_workdays else None,
        note=note,
    )


def _running(due_at: datetime, now: datetime, workdays_left: int | None, note: str) -> ClockFace:
    """Word a clock that runs: workdays if it counts them, else days, hours, minutes."""
    left = due_at - now
    if workdays_left:
        near = workdays_left <= _NEAR_DAYS
        text = words.workdays_long(workdays_left)
    else:
        near = left <= _NEAR
        text = words.minutes_long(_minutes(left))
    return ClockFace(_("%(time)s left") % {"time": text}, "near" if near else "", due_at, note)


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
