"""What pages show of elections: the calendar step by step, lists of elections, notices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections.models import Election, ElectionStep, Notice
from linli.elections.queries.calendar import (
    in_language,
    post_for,
    step_title,
    steps_of,
    turn_of,
)
from linli.elections.queries.needs import unmet
from linli.elections.queries.rolls import rolls_at
from linli.elections.queries.words import (
    need_in_words,
    roll_state_name,
    state_name,
    state_tone,
)
from linli.elections.rules import ElectionKind, ElectionState, RollKind, RollState, StepState
from linli.elections.rules.calendar import StepPlan, step_of
from linli.kernel.actor import Actor
from linli.people import queries as people
from linli.places import queries as places

OF_OWNERS = {ElectionKind.OWNERS_COMMITTEE, ElectionKind.OWNERS_DECISION}
LIVE = (ElectionState.PREPARING, ElectionState.VOTING, ElectionState.CLOSED)


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step of the calendar as pages show it."""

    key: str
    title: str
    what: str
    state: str
    stage: int
    first: date | None
    last: date | None
    done_on: date | None
    done_by: str
    note: str
    holders: tuple[str, ...]
    rule_key: str
    notice_rule: str
    asks_notice: bool
    notice: Notice | None
    documents: tuple[str, ...]
    is_late: bool

    @property
    def is_now(self) -> bool:
        """Whether its turn has come and it is not done."""
        return self.state in {StepState.NOW, StepState.RETURNED}

    @property
    def shape(self) -> str:
        """The word by which a stepper draws it."""
        return {StepState.DONE: "done", StepState.AHEAD: "ahead"}.get(StepState(self.state), "now")

    @property
    def holder_titles(self) -> list[str]:
        """Which posts may do it."""
        return [people.post_title(kind) for kind in self.holders]


@dataclass(frozen=True, slots=True)
class Listed:
    """An election in a list, with its next step."""

    election: Election
    next_step: StepShown | None
    late: int

    @property
    def state_name(self) -> str:
        """Where the election stands, in words."""
        return state_name(self.election.state)

    @property
    def state_tone(self) -> str:
        """The colour class of its tag."""
        return state_tone(self.election.state)

    @property
    def due_on(self) -> date | None:
        """By when the next step must be done."""
        return self.next_step.last if self.next_step else None


def steps_shown(election: Election, *, on: date) -> list[StepShown]:
    """The calendar of an election, in order."""
    steps = steps_of(election)
    return _shown(steps, _latest_notices([election.id], election.sub_district_id), on)


def step_shown(election: Election, key: str, *, on: date) -> StepShown | None:
    """One step."""
    return next((one for one in steps_shown(election, on=on) if one.key == key), None)


def needs_left(election: Election, key: str) -> list[str]:
    """What a step still needs, in words; the notice of the step among it."""
    step = next((one for one in steps_of(election) if one.key == key), None)
    if step is None:
        return []
    plan = step_of(step.plan)
    words = [need_in_words(need) for need in unmet(election, plan.needs)]
    return [*words, *_notice_left(election, step, plan)]


def _notice_left(election: Election, step: ElectionStep, plan: StepPlan) -> list[str]:
    if not plan.notice:
        return []
    notice = _latest_notices([election.id], election.sub_district_id).get((election.id, step.key))
    if notice is None:
        return [_("a public notice")]
    return [] if notice.first_photo_id else [_("a photo of the notice on the wall")]


def may_do_step(actor: Actor, step: StepShown) -> bool:
    """Whether the post acted in is a duty holder of a step."""
    return actor.system or actor.kind in step.holders


def who_owes(election: Election, step: StepShown, *, on: date) -> str:
    """The post that owes a step by name, else the titles of those that may do it."""
    post = post_for(election, step.holders, on=on)
    return post.label if post else _(", ").join(step.holder_titles)


def elections_seen_by(actor: Actor, *, over: bool = False, on: date) -> list[Election]:
    """Elections within the reach of the post acted in: those under way, or those that are over."""
    if actor.post is None:
        return []
    found = Election.objects.filter(sub_district_id=actor.sub_district_id)
    states = [state.value for state in LIVE]
    found = found.exclude(state__in=states) if over else found.filter(state__in=states)
    rows = list(found.select_related("place", "roll").order_by("-id"))
    above = places.ancestors_of_many(actor.sub_district_id, {row.place_id for row in rows}, on=on)
    here = actor.post.place_id
    return [row for row in rows if here in above[row.place_id].ids]


def listed(elections: Sequence[Election], *, on: date) -> list[Listed]:
    """Elections with their next steps, what is late first, then what is due first."""
    if not elections:
        return []
    sub_district_id = elections[0].sub_district_id
    ids = [one.id for one in elections]
    rows = ElectionStep.objects.filter(sub_district_id=sub_district_id, election_id__in=ids)
    steps: dict[UUID, list[ElectionStep]] = {}
    for row in rows.order_by("election_id", "order"):
        steps.setdefault(row.election_id, []).append(row)
    shown = [_listed(one, steps.get(one.id, []), on) for one in elections]
    far = date.max
    return sorted(shown, key=lambda one: (not one.late, one.due_on or far, str(one.election.id)))


def notices_of(election: Election) -> list[Notice]:
    """The notices of an election, newest first; each knows its election."""
    found = Notice.objects.filter(sub_district_id=election.sub_district_id, election_id=election.id)
    notices = list(found.order_by("-number"))
    for one in notices:
        one.election = election
    return notices


def notice(election: Election, number: int) -> Notice | None:
    """One notice by its number."""
    return next((one for one in notices_of(election) if one.number == number), None)


def notices_hanging(sub_district_id: UUID, *, on: date, limit: int = 20) -> list[Notice]:
    """Notices of all elections that hang on a day, the one that comes down first on top."""
    found = Notice.objects.filter(
        sub_district_id=sub_district_id, posted_on__lte=on, until__gte=on, taken_down_on=None
    )
    return list(found.select_related("election", "election__place").order_by("until", "id")[:limit])


def public_elections(sub_district_id: UUID, *, limit: int = 60) -> list[Election]:
    """Elections that everybody may know of: all from the first notice on, newest first."""
    noticed = Notice.objects.filter(sub_district_id=sub_district_id).values("election_id")
    found = Election.objects.filter(sub_district_id=sub_district_id).select_related("place")
    announced = found.filter(id__in=noticed) | found.exclude(state=ElectionState.PREPARING)
    return list(announced.distinct().order_by("-id")[:limit])


def _listed(election: Election, steps: list[ElectionStep], on: date) -> Listed:
    shown = _shown(steps, {}, on)
    turn = turn_of(steps)
    now = [one for one in shown if one.key in turn]
    now.sort(key=lambda one: one.last or date.max)
    going = election.state != ElectionState.CANCELLED
    late = sum(one.is_late for one in now) if going else 0
    return Listed(election, next(iter(now), None) if going else None, late)


def _shown(
    steps: Iterable[ElectionStep], notices: dict[tuple[UUID, str], Notice], on: date
) -> list[StepShown]:
    return [_step(step, notices.get((step.election_id, step.key)), on) for step in steps]


def _step(step: ElectionStep, hung: Notice | None, on: date) -> StepShown:
    plan = step_of(step.plan)
    waits = step.state in {StepState.NOW, StepState.RETURNED}
    return StepShown(
        key=step.key,
        title=step_title(step),
        what=in_language(plan.what),
        state=step.state,
        stage=plan.stage,
        first=step.not_before,
        last=step.due_on,
        done_on=timezone.localdate(step.done_at) if step.done_at else None,
        done_by=step.done_by,
        note=step.note,
        holders=plan.holders,
        rule_key=plan.rule_key,
        notice_rule=plan.notice_rule,
        asks_notice=plan.notice,
        notice=hung,
        documents=plan.documents,
        is_late=waits and step.due_on is not None and step.due_on < on,
    )


def _latest_notices(
    election_ids: Sequence[UUID], sub_district_id: UUID
) -> dict[tuple[UUID, str], Notice]:
    found = Notice.objects.filter(
        sub_district_id=sub_district_id, election_id__in=election_ids
    ).order_by("number")
    return {(one.election_id, one.step_key): one for one in found}


def rolls_for(election: Election) -> list[tuple[str, str]]:
    """The rolls of the place that fit the kind of election: ids, and names with their state."""
    owners = ElectionKind(election.kind) in OF_OWNERS
    kind = RollKind.OWNERS if owners else RollKind.VOTERS
    return [
        (str(roll.id), f"{roll.name}\n{roll_state_name(roll.state)}")
        for roll in rolls_at(election.sub_district_id, [election.place_id])
        if roll.kind == kind and roll.state != RollState.DROPPED
    ]
