"""One request under change: what an act moves in memory is written together at the end.

The same moves serve an act from a page and a whole history in bulk, so that rows made
either way are equal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.cases.models import Assistance, Case, CaseSender, CaseStep
from linli.cases.queries import links, sentences
from linli.cases.queries.facts import facts_of, helping_with
from linli.cases.queries.routing import root_id
from linli.cases.queries.words import slip_fits
from linli.cases.rules import (
    OPEN_STATES,
    WAITING_STATES,
    Audience,
    CaseFacts,
    CaseState,
    CaseType,
    DutyKind,
    Role,
    Urgency,
    Verb,
    counts_of_move,
    duties_on_entry,
    limit_keys,
    may_do,
    may_move,
    may_see,
    roles_of,
    why_unlawful,
)
from linli.kernel.actor import Actor, nobody, system_actor
from linli.kernel.clocks import PauseReason
from linli.kernel.workdays import WorkCalendar
from linli.records.actions import Batch
from linli.records.queries import read_rules_anew, rule_in_force
from linli.tenancy.rows import locked

SUBJECT = "cases.case"


class Work:
    """A request, the actor who changes it, and what the change leaves behind."""

    def __init__(
        self,
        *,
        actor: Actor,
        case: Case,
        at: datetime,
        sender: CaseSender | None = None,
        new: bool = False,
    ) -> None:
        self.actor = actor
        self.case = case
        self.at = at
        self.sender = sender
        self.new = new
        self.is_sender = False
        self.is_confidant = False
        self.by_linli = False
        """What follows of itself: the records then name nobody but the system."""
        self.steps: list[CaseStep] = []
        self.told: list[tuple[str, str]] = []
        """Letters for the senders, with what makes each one of its kind."""
        self.batch = Batch(
            sub_district_id=case.sub_district_id,
            subject_kind=SUBJECT,
            subject_id=case.id,
            new=new,
        )
        self.clocks = self.batch.clocks
        self._stood = {} if new else _values(case)
        self._helping: list[Assistance] | None = [] if new else None

    @property
    def tenant(self) -> UUID:
        """The sub-district of the request."""
        return self.case.sub_district_id

    @property
    def state(self) -> CaseState:
        """Where the request stands now."""
        return CaseState(self.case.state)

    @property
    def calendar(self) -> WorkCalendar:
        """The place's working days."""
        return self.clocks.calendar

    @property
    def area(self) -> UUID:
        """The place that the request is counted at: its community, else the sub-district."""
        return self.case.community_id or root_id(self.tenant)

    @property
    def facts(self) -> CaseFacts:
        """What rules judge."""
        return facts_of(self.case, helping=self._helping or ())

    def roles(self) -> frozenset[Role]:
        """What the actor is to the request."""
        return roles_of(
            self.actor, self.facts, is_sender=self.is_sender, is_confidant=self.is_confidant
        )

    def require(self, verb: Verb) -> None:
        """Go on only if the actor may do this and it is lawful now."""
        roles = self.roles()
        if not may_do(verb, roles) and self._helping is None:
            self._helping = helping_with(self.tenant, self.case.id)
            roles = self.roles()
        if not may_see(roles):
            raise sentences.missing()
        if not may_do(verb, roles):
            raise sentences.not_allowed(verb)
        code = why_unlawful(verb, self.facts)
        if code:
            raise sentences.unlawful(code, self.state)

    def move(self, to: CaseState, *, pause: PauseReason | None = None) -> None:
        """Bring the request into a state, and its clocks with it."""
        before = self.state
        if before is not to and not may_move(before, to):
            raise sentences.unlawful("not_now", before)
        self.case.state = to.value
        self._turn_clocks(to, pause)
        for indicator, delta in counts_of_move(before, to):
            self.count(indicator, delta)

    def start(self, kind: DutyKind, *, since: datetime | None = None) -> None:
        """Start a clock, now or since an earlier instant, with the limit of the rulebook."""
        self.clocks.start(
            kind.value,
            rule_keys=self.limit_keys(kind),
            place_id=self.area,
            post_id=self.case.lead_post_id,
            at=since or self.at,
        )

    def reckon_anew(self) -> None:
        """Give the running clocks the limits of the type and urgency that are known now."""
        self.clocks.reckon_anew(lambda kind: self.limit_keys(DutyKind(kind)))
        self.mirror()

    def stop(self, reason: PauseReason) -> None:
        """Stop the clocks that run; who stops them looks at it again within the rule's time."""
        on = timezone.localdate(self.at)
        longest = rule_in_force(self.tenant, "request.pause.longest", on=on).duration
        self.clocks.stop(reason, at=self.at, longest=longest)
        self.mirror()

    def run_on(self) -> None:
        """Let the clocks that stand run on."""
        self.clocks.run_on(at=self.at)
        self.mirror()

    def end_clocks(self, kinds: Collection[DutyKind]) -> None:
        """Mark the open clocks of these kinds as done."""
        self.clocks.end(kinds, at=self.at)
        self.mirror()

    def limit_keys(self, kind: DutyKind) -> tuple[str, ...]:
        """Where the rulebook says how long a step may take."""
        case = self.case
        type_ = CaseType(case.type) if case.type else None
        return limit_keys(kind, type_, Urgency(case.urgency))

    def mirror(self) -> None:
        """Let the lead owe what is open; show the earliest clock on the request's row, for lists."""
        self.clocks.hand_to(self.case.lead_post_id)
        first = self.clocks.first
        self.case.due_at = first.due_at if first else None
        self.case.due_kind = first.kind if first else ""
        self.case.paused = self.clocks.stand

    def note(
        self,
        verb: Verb,
        *,
        text: str = "",
        audience: Audience = Audience.ALL,
        before: CaseState | None = None,
        **data: Any,
    ) -> None:
        """Write a step and its act: the text with the step, its proof in the journal."""
        moved = before is not None and before is not self.state
        facts = {key: value for key, value in data.items() if key != "before"}
        if before is not None and moved:
            facts |= {"from": before.value, "to": self.state.value}
        self.step(
            verb,
            from_state=before.value if before else "",
            to_state=self.state.value if before else "",
            audience=audience,
            text=text,
            data=data,
        )
        self.record(verb, text=text, facts=facts)

    def step(
        self,
        verb: Verb,
        *,
        from_state: str = "",
        to_state: str = "",
        audience: Audience = Audience.ALL,
        text: str = "",
        data: dict[str, Any],
    ) -> None:
        """Write a step without an act of its own."""
        who = self._shown_actor()
        self.steps.append(
            CaseStep(
                sub_district_id=self.tenant,
                case_id=self.case.id,
                at=self.at,
                verb=verb.value,
                from_state=from_state,
                to_state=to_state,
                actor_id=who.account_id,
                actor_name=who.name if who.post else "",
                actor_label=who.label,
                audience=audience.value,
                text=text,
                data=data,
            )
        )

    def record(self, verb: Verb, *, text: str = "", facts: dict[str, Any] | None = None) -> None:
        """Write an act into the journal: codes and ids, and the proof of a text."""
        self.batch.record(
            actor=self._shown_actor(),
            did=f"cases.{verb.value}",
            facts=facts,
            text=text,
            salt=self.case.salt,
            at=self.at,
        )

    def count(self, indicator: str, delta: int = 1, *, at: datetime | None = None) -> None:
        """Change a count at the request's place, on the day of the act or of `at`."""
        day = timezone.localdate(at or self.at)
        self.batch.count(indicator, delta, place_id=self.area, on=day)

    def tell_post(
        self, post_id: UUID | None, template: str, *, once: str = "", **more: Any
    ) -> None:
        """Put a letter into a post's inbox: number and one line, no content."""
        self.batch.tell_post(
            post_id,
            template,
            mark=once or self._mark(),
            params={"number": self.case.number, **more},
            link=links.desk_link(self.case.id),
            at=self.at,
        )

    def tell_sender(self, template: str, *, once: str = "") -> None:
        """Tell everybody who sent this, those of merged requests too, as they can be reached."""
        self.told.append((template, once or self._mark()))

    def tell_nobody(self) -> None:
        """Take the letters back that this would send."""
        self.batch.letters.clear()
        self.told.clear()

    def _mark(self) -> str:
        return f"{self.case.version}.{len(self.batch.acts)}"

    def _shown_actor(self) -> Actor:
        """Who the records name: of the sender nothing but that it was the sender."""
        if self.by_linli:
            return system_actor(self.tenant)
        if self.is_sender or (self.actor.post is None and not self.actor.system):
            return nobody(self.tenant)
        if self.actor.sub_district_id != self.tenant:
            return replace(self.actor, sub_district_id=self.tenant)
        return self.actor

    def _turn_clocks(self, to: CaseState, pause: PauseReason | None) -> None:
        running = frozenset(DutyKind(duty.kind) for duty in self.clocks.open)
        starting, done = duties_on_entry(to, running)
        self.end_clocks(done)
        if to in WAITING_STATES and pause is not None:
            self.stop(pause)
        elif to in OPEN_STATES and to not in WAITING_STATES:
            self.run_on()
        for kind in sorted(starting):
            self.start(kind)
        self.mirror()

    def changes(self) -> dict[str, Any]:
        """The columns of the request's row that differ from what was read."""
        return {
            name: value
            for name, value in _values(self.case).items()
            if value != self._stood.get(name)
        }

    def values_before(self, names: Iterable[str]) -> dict[str, Any]:
        """What these columns held when the request was read, as JSON can hold it."""
        return {name: _plain(self._stood[name]) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _values(case: Case) -> dict[str, Any]:
    return {name: case.__dict__[name] for name in _COLUMNS}


_COLUMNS = tuple(
    field.attname
    for field in Case._meta.concrete_fields
    if field.name not in {"id", "sub_district"}
)


def load(
    *,
    actor: Actor,
    case_id: UUID,
    at: datetime,
    version: int | None = None,
    kept: dict[str, str] | None = None,
    slip: str = "",
    as_sender: bool = False,
) -> Work:
    """Read a request under lock; a stale version is a conflict, a stranger's request is missing."""
    case = locked(Case, actor.sub_district_id, case_id, missing=sentences.missing())
    read_rules_anew(actor.sub_district_id)
    work = Work(actor=actor, case=case, at=at)
    if as_sender:
        work.is_sender = _sent_by(actor, case, slip)
    if version is not None and case.version != version:
        if not may_see(work.roles()) and not helping_with(work.tenant, case.id):
            raise sentences.missing()
        raise sentences.changed(kept or {})
    return work


def _sent_by(actor: Actor, case: Case, slip: str) -> bool:
    if slip_fits(case, slip):
        return True
    if actor.account_id is None:
        return False
    return CaseSender.objects.filter(
        sub_district_id=case.sub_district_id, case_id=case.id, account_id=actor.account_id
    ).exists()
