"""A decision as its pages show it: steps with who and when, what happened, hands, money, the vote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.models import Decision, DecisionStep, DecisionText, Resolution, StepEvent
from linli.decisions.queries.decisions import (
    events_of,
    step_now,
    steps_by_number,
    steps_of,
    texts_of,
)
from linli.decisions.queries.matters import body_word
from linli.decisions.queries.plans import matter_types
from linli.decisions.queries.steps import may_do_step
from linli.decisions.queries.words import outcome_word
from linli.decisions.rules import Body, StepKind, StepOutcome, StepPlan, StepState, step_of
from linli.elections import queries as elections
from linli.elections.rules import ElectionState
from linli.kernel.actor import Actor
from linli.money import queries as money
from linli.people import queries as people
from linli.records.queries import in_words

EVENTS_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step with who answers for it, until when, and how it ended last."""

    key: str
    kind: StepKind
    plan: StepPlan
    title: str
    what: str
    state: StepState
    turn: int
    due_on: date | None
    holders: tuple[str, ...]
    done_by: str = ""
    done_on: date | None = None
    reason: str = ""

    @property
    def is_now(self) -> bool:
        """Whether its turn has come."""
        return self.state is StepState.NOW


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened to a decision."""

    what: str
    who: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class MoneyShown:
    """What a decision may cost, what was allowed of it, what was spent."""

    limit_fen: int
    allowed_fen: int
    spent_fen: int
    fund_name: str
    fund_id: UUID | None

    @property
    def left_fen(self) -> int:
        """What was allowed and not spent."""
        return self.limit_fen - self.spent_fen


@dataclass(frozen=True, slots=True)
class Whole:
    """All that the pages of a decision are made of, asked for once."""

    decision: Decision
    steps: tuple[StepShown, ...]
    rows: Sequence[DecisionStep] = field(repr=False)
    happened: tuple[Happened, ...]
    texts: Sequence[DecisionText] = field(repr=False)
    more_events: bool = False

    @property
    def text(self) -> DecisionText | None:
        """The version of the text in force."""
        wanted = self.decision.text_number
        return next((one for one in self.texts if one.number == wanted), None)

    @property
    def is_public(self) -> bool:
        """Whether it is more than a draft of those who propose: its first step was done once."""
        first = self.rows[0]
        return first.state != StepState.NOW or first.turn > 1

    @property
    def now(self) -> StepShown | None:
        """The step whose turn it is."""
        return next((one for one in self.steps if one.is_now), None)

    @property
    def then(self) -> StepShown | None:
        """The step after it."""
        return next((one for one in self.steps if one.state is StepState.WAITING), None)

    @property
    def row_now(self) -> DecisionStep | None:
        """The row of the step whose turn it is."""
        return step_now(self.rows)


def whole(found: Decision) -> Whole:
    """A decision with its steps and all that happened to it, newest first."""
    return _whole(found, steps_of(found))


def whole_by_number(sub_district_id: UUID, number: str) -> Whole | None:
    """The same by the number that people know; none where there is no such decision."""
    rows = steps_by_number(sub_district_id, number)
    return _whole(rows[0].decision, rows) if rows else None


def _whole(found: Decision, rows: Sequence[DecisionStep]) -> Whole:
    events, texts = events_of(found), texts_of(found)
    titles = {row.key: in_words(step_of(row.plan).title) for row in rows}
    last = {event.key: event for event in events}
    shown = tuple(_step(found, row, last.get(row.key)) for row in rows)
    happened = [*map(_text, texts), *(_event(event, titles) for event in events)]
    happened.sort(key=lambda one: one.at, reverse=True)
    return Whole(
        found,
        shown,
        rows,
        tuple(happened[:EVENTS_A_PAGE]),
        texts,
        more_events=len(happened) > EVENTS_A_PAGE,
    )


def _step(found: Decision, row: DecisionStep, last: StepEvent | None) -> StepShown:
    plan = step_of(row.plan)
    state = StepState(row.state)
    ended = last if last and state in {StepState.DONE, StepState.FAILED} else None
    return StepShown(
        key=row.key,
        kind=StepKind(row.kind),
        plan=plan,
        title=in_words(plan.title),
        what=in_words(plan.what),
        state=state,
        turn=row.turn,
        due_on=row.due_on,
        holders=_holders(found, plan),
        done_by=ended.by if ended else "",
        done_on=timezone.localdate(ended.at) if ended else None,
        reason=ended.reason if ended else "",
    )


def _holders(found: Decision, plan: StepPlan) -> tuple[str, ...]:
    """Who answers for a step; of the vote it is the body that decides."""
    if plan.kind is StepKind.RESOLVE:
        return (body_word(Body(found.body_kind)),)
    if plan.kind is StepKind.EXECUTE:
        return (in_words(matter_types()[found.matter_type].executor),)
    return tuple(people.post_title(kind) for kind in plan.holders)


def _event(event: StepEvent, titles: Mapping[str, str]) -> Happened:
    what = f"{titles.get(event.key, event.key)} · {outcome_word(event.outcome)}"
    if event.outcome == StepOutcome.RETURNED:
        what = f"{what} → {titles.get(event.back_to, event.back_to)}"
    return Happened(what, event.by, event.at, event.reason)


def _text(row: DecisionText) -> Happened:
    return Happened(text_word(row.number), row.made_by, row.made_at, row.why)


def text_word(number: int) -> str:
    """A version of the text, counted."""
    return _("Text, version %(number)s") % {"number": number}


def money_shown(found: Decision) -> MoneyShown | None:
    """What it costs; none where no money is asked for."""
    if not found.limit_fen:
        return None
    given = money.authorities_of(found.sub_district_id, [found.id])
    live = [one for one in given if one.ended_on is None or one.spent_fen]
    return MoneyShown(
        limit_fen=found.limit_fen,
        allowed_fen=sum(one.limit_fen for one in live),
        spent_fen=sum(one.spent_fen for one in given),
        fund_name=live[-1].fund.name if live else "",
        fund_id=live[-1].fund_id if live else found.fund_id,
    )


@dataclass(frozen=True, slots=True)
class VoteShown:
    """The vote of a decision: where it stands, when it is, what came out."""

    uuid: str
    number: str
    state: str
    state_word: str
    tone: str
    opens_at: datetime | None
    closes_at: datetime | None
    election_id: UUID
    is_online: bool
    public: bool

    @property
    def is_open(self) -> bool:
        """Whether people vote now."""
        return self.state == ElectionState.VOTING


def vote_shown(found: Decision) -> VoteShown | None:
    """The vote of a decision, where it was called."""
    if found.vote_id is None:
        return None
    vote = elections.election(found.sub_district_id, found.vote_id)
    if vote is None:
        return None
    return VoteShown(
        uuid=vote.uuid,
        number=vote.number,
        state=vote.state,
        state_word=elections.state_name(vote.state),
        tone=elections.state_tone(vote.state),
        opens_at=vote.opens_at,
        closes_at=vote.closes_at,
        election_id=vote.id,
        is_online=vote.mode != "open",
        public=vote.state != ElectionState.PREPARING,
    )


def result_sentences(resolved: Resolution) -> list[str]:
    """The arithmetic of what was resolved, without anybody's name."""
    figures: dict[str, Any] = resolved.figures
    return elections.result_words(figures, {})


def acts_at(actor: Actor, seen: Whole, *, on: date) -> bool:
    """Whether the post acted in answers for the step whose turn it is."""
    row = seen.row_now
    return row is not None and may_do_step(actor, seen.decision, row, on=on)


def listed(found: Sequence[Decision]) -> dict[UUID, DecisionStep]:
    """The step whose turn it is of many decisions, in one query."""
    rows = DecisionStep.objects.filter(
        sub_district_id__in={one.sub_district_id for one in found},
        decision_id__in=[one.id for one in found],
        state=StepState.NOW,
    )
    return {row.decision_id: row for row in rows}


def page_of(
    sub_district_id: UUID,
    *,
    states: Sequence[str] = (),
    place_ids: Sequence[UUID] | None = None,
    public: bool = False,
    before: UUID | None = None,
    size: int = 30,
) -> list[Decision]:
    """Decisions in these states or all, of these places or all, newest first; one more than a page.

    `public` leaves out drafts: those whose first step was never done.
    """
    rows = Decision.objects.filter(sub_district_id=sub_district_id).select_related("place")
    if states:
        rows = rows.filter(state__in=states)
    if place_ids is not None:
        rows = rows.filter(place_id__in=place_ids)
    if before is not None:
        rows = rows.filter(id__lt=before)
    if public:
        draft = DecisionStep.objects.filter(
            sub_district_id=sub_district_id,
            decision_id=OuterRef("id"),
            order=1,
            turn=1,
            state=StepState.NOW,
        )
        rows = rows.filter(~Exists(draft))
    return list(rows.order_by("-id")[: size + 1])
