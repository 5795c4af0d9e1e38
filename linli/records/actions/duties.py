"""Duties: who owes which step by when; a clock stops only with a listed reason."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from linli.kernel.clocks import PauseReason, Step, step_at, steps_reached
from linli.kernel.rulebook import InForce
from linli.kernel.workdays import Duration, WorkCalendar
from linli.records import rules
from linli.records.models import Duty
from linli.records.queries.duties import clock_of, open_duties
from linli.records.queries.rulebook import calendar_for, rule_in_force

_NEVER_AGAIN = timedelta(days=36_500)
"""When every level was told, the clock has nothing left to look at."""
_MOVING = (
    "rule_key", "limit", "unit", "due_at", "provisional", "pauses", "paused", "done_at", "level",
    "look_at", "post_id",
)  # fmt: skip


class Clocks:
    """The clocks of one record: read under lock at first use, moved in memory.

    The `Batch` that they belong to writes them. A record that is only being made has none yet,
    and asks for none. Limits come from the rulebook and days from the place's calendar.
    """

    def __init__(
        self, *, sub_district_id: UUID, subject_kind: str, subject_id: UUID, new: bool = False
    ) -> None:
        self.sub_district_id = sub_district_id
        self.subject_kind = rules.room_name(subject_kind)
        self.subject_id = subject_id
        self._new = new
        self._made: list[Duty] = []
        self._moved: dict[UUID, Duty] = {}

    @property
    def calendar(self) -> WorkCalendar:
        """The place's working days."""
        return calendar_for(self.sub_district_id)

    @property
    def open(self) -> list[Duty]:
        """Those that run or stand."""
        return [duty for duty in self._all if duty.done_at is None]

    @property
    def first(self) -> Duty | None:
        """The open one that is due first."""
        return min(self.open, key=lambda duty: (duty.due_at, duty.kind), default=None)

    @property
    def stand(self) -> bool:
        """Whether there are open ones and none of them runs."""
        return bool(self.open) and all(duty.paused for duty in self.open)

    def start(
        self,
        kind: str,
        *,
        rule_keys: Sequence[str],
        place_id: UUID,
        post_id: UUID | None,
        at: datetime,
    ) -> Duty:
        """Start a clock for a post, with the limit of the first of these rules that is known."""
        duty = Duty(
            sub_district_id=self.sub_district_id,
            subject_kind=self.subject_kind,
            subject_id=self.subject_id,
            kind=kind,
            place_id=place_id,
            post_id=post_id,
            started_at=at,
        )
        self._reckon(duty, self._limit(rule_keys, at))
        self._all.append(duty)
        self._made.append(duty)
        return duty

    def reckon_anew(self, rule_keys: Callable[[str], Sequence[str]]) -> None:
        """Give the open clocks, each from its own beginning, the limits that hold for them now.

        `rule_keys` says for a kind of clock where the rulebook has its limit.
        """
        for duty in self.open:
            limit = self._limit(rule_keys(duty.kind), duty.started_at)
            if limit.rule.key != duty.rule_key:
                self._reckon(duty, limit)
                self._moved[duty.id] = duty

    def stop(self, reason: PauseReason, *, at: datetime, longest: Duration | None = None) -> None:
        """Stop the clocks that run, for a listed reason; one that stands too long is looked at."""
        until = self.calendar.due_after(at, longest).at if longest else at + _NEVER_AGAIN
        for duty in self.open:
            if not duty.paused:
                duty.pauses = [*duty.pauses, [at.isoformat(), None, reason.value]]
                duty.paused = True
                duty.look_at = until
                self._moved[duty.id] = duty

    def run_on(self, *, at: datetime) -> None:
        """Let the clocks that stand run on; what was left is left again."""
        for duty in self.open:
            if duty.paused:
                _end_pause(duty, at)
                due = clock_of(duty).read(self.calendar, at).due
                duty.due_at, duty.provisional = due.at, due.provisional
                duty.look_at = at if duty.level else duty.due_at
                self._moved[duty.id] = duty

    def extend(self, kinds: Collection[str], by: Duration) -> bool:
        """Give open clocks of these kinds a longer limit; false where it has another unit."""
        found = [duty for duty in self.open if duty.kind in kinds]
        if not found or any(duty.unit != by.unit.value for duty in found):
            return False
        for duty in found:
            duty.limit += by.count
            self._read_anew(duty)
            self._moved[duty.id] = duty
        return True

    def end(self, kinds: Collection[str], *, at: datetime) -> None:
        """Mark the open clocks of these kinds as done."""
        for duty in self.open:
            if duty.kind in kinds:
                if duty.paused:
                    _end_pause(duty, at)
                duty.done_at = max(at, duty.started_at)
                self._moved[duty.id] = duty

    def hand_to(self, post_id: UUID | None) -> None:
        """Let the open clocks be owed by a post, or by nobody."""
        for duty in self.open:
            if duty.post_id != post_id:
                duty.post_id = post_id
                self._moved[duty.id] = duty

    def to_look_at(self, *, at: datetime) -> list[Duty]:
        """The running clocks whose time to be looked at has come."""
        return [duty for duty in self.open if not duty.paused and duty.look_at <= at]

    def stood_too_long(self, *, at: datetime) -> bool:
        """Whether a stop has lasted as long as one may; it is told of once."""
        long = [duty for duty in self.open if duty.paused and duty.look_at <= at]
        for duty in long:
            duty.look_at = at + _NEVER_AGAIN
            self._moved[duty.id] = duty
        return bool(long)

    def look_at(self, duty: Duty, steps: Sequence[Step], *, at: datetime) -> Sequence[Step]:
        """Answer the steps of an escalation that have come and were not told yet.

        They count as told from now on, and the clock is looked at again when the next one comes.
        """
        due = clock_of(duty).read(self.calendar, at).due
        reached = steps_reached(steps, due, self.calendar, at)
        fresh = reached[duty.level :]
        duty.level = len(reached)
        ahead = steps[duty.level :]
        duty.look_at = step_at(ahead[0], due, self.calendar) if ahead else at + _NEVER_AGAIN
        self._moved[duty.id] = duty
        return fresh

    def discard(self) -> None:
        """Leave no clock behind: what was started and moved here never happened."""
        self._all.clear()
        self._made.clear()
        self._moved.clear()

    def changes(self) -> tuple[list[Duty], list[Duty]]:
        """What is to be written: the clocks that were started, and the others that moved."""
        made = {duty.id for duty in self._made}
        return self._made, [duty for key, duty in self._moved.items() if key not in made]

    @cached_property
    def _all(self) -> list[Duty]:
        """Those that were open at first, and those started since."""
        if self._new:
            return []
        return open_duties(self.sub_district_id, self.subject_id, lock=True)

    def _limit(self, rule_keys: Sequence[str], at: datetime) -> InForce:
        return rule_in_force(self.sub_district_id, *rule_keys, on=timezone.localdate(at))

    def _reckon(self, duty: Duty, limit: InForce) -> None:
        duty.rule_key = limit.rule.key
        duty.limit, duty.unit = limit.duration.count, limit.duration.unit.value
        self._read_anew(duty)

    def _read_anew(self, duty: Duty) -> None:
        due = clock_of(duty).read(self.calendar, duty.started_at).due
        if duty.pauses and not duty.paused:
            last_end = datetime.fromisoformat(duty.pauses[-1][1])
            due = clock_of(duty).read(self.calendar, last_end).due
        duty.due_at, duty.provisional = due.at, due.provisional
        if not duty.paused:
            duty.look_at = due.at


def write_clocks(all_of_them: Iterable[Clocks]) -> None:
    """Write what was started and moved in memory: a statement for the new, one for the moved."""
    made: list[Duty] = []
    moved: list[Duty] = []
    for clocks in all_of_them:
        started, others = clocks.changes()
        made += started
        moved += others
    if moved:
        Duty.objects.bulk_update(moved, _MOVING)
    if made:
        Duty.objects.bulk_create(made)


def _end_pause(duty: Duty, at: datetime) -> None:
    begun, _end, reason = duty.pauses[-1]
    ended = max(datetime.fromisoformat(begun), at).isoformat()
    duty.pauses = [*duty.pauses[:-1], [begun, ended, reason]]
    duty.paused = False
