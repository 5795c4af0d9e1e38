"""One piece of a clock's work cannot stop the next: its fault is logged, counted, tried later."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from linli.kernel.rulebook import NoSuchRule, NotSetByPlace
from linli.records.models import ClockFault, Duty

log = logging.getLogger(__name__)

LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=1)
"""Whatever still fails was tried within the longest wait; older rows are of things now gone."""
_FIRST_WAIT = timedelta(minutes=1)
_DOUBLINGS = 6
_NAMES_KEYS_ONLY = (NoSuchRule, NotSetByPlace)


class Guard:
    """Does the pieces of one job in one sub-district, each so that it fails alone.

    A piece opens its own transaction. What failed is counted for `linli check-config`; the log
    gets the id of the piece and never the error's text, which may quote the record.
    """

    def __init__(self, *, job: str, sub_district_id: UUID, at: datetime) -> None:
        self.job = job
        self.sub_district_id = sub_district_id
        self.at = at
        mine = ClockFault.objects.filter(sub_district_id=sub_district_id, job=job)
        self._failing = {row.subject_id: row for row in mine}

    def do(self, subject_id: UUID, work: Callable[[], int]) -> int | None:
        """Do a piece and answer how much it did; none when it failed."""
        try:
            done = work()
        except Exception as error:  # noqa: BLE001 - whatever it is, the next piece must go on
            self._failed(subject_id, error)
            return None
        if row := self._failing.pop(subject_id, None):
            row.delete()
        return done

    def put_off(self, subject_id: UUID) -> None:
        """Let the clocks of a piece that failed be looked at later, so that it blocks nothing."""
        times = self._failing[subject_id].times
        wait = min(LONGEST_WAIT, _FIRST_WAIT * 2 ** min(times - 1, _DOUBLINGS))
        Duty.objects.filter(
            sub_district_id=self.sub_district_id,
            subject_id=subject_id,
            done_at=None,
            look_at__lte=self.at,
        ).update(look_at=self.at + wait)

    @transaction.atomic
    def _failed(self, subject_id: UUID, error: Exception) -> None:
        fault = _in_words(error)
        log.error("%s failed at %s: %s", self.job, subject_id, fault)
        row, made = ClockFault.objects.get_or_create(
            sub_district_id=self.sub_district_id,
            job=self.job,
            subject_id=subject_id,
            defaults={"fault": fault, "first_at": self.at, "last_at": self.at},
        )
        if not made:
            row.fault, row.times, row.last_at = fault, row.times + 1, self.at
            row.save(update_fields=["fault", "times", "last_at"])
        self._failing[subject_id] = row


def forget_old_faults(*, at: datetime) -> int:
    """Take away faults that nothing has met again; the thing they name is gone."""
    gone, _by_table = ClockFault.objects.filter(last_at__lt=at - FORGOTTEN_AFTER).delete()
    return gone


def _in_words(error: Exception) -> str:
    """Kind and place of an error; the text only of those that name nothing but a rule."""
    kind = type(error).__name__
    if isinstance(error, _NAMES_KEYS_ONLY):
        return f"{kind}: {error}"[:200]
    frames = traceback.extract_tb(error.__traceback__)
    ours = [one for one in frames if "linli" in one.filename] or frames
    where = ours[-1]
    return f"{kind} in {where.name}, line {where.lineno}"[:200]
