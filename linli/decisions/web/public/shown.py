"""What the public page of a decision says, piece by piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.queries.matters import RightPath
from linli.decisions.queries.shown import MoneyShown, StepShown, VoteShown, Whole
from linli.decisions.rules import Body, DecisionState, StepKind, StepState
from linli.money import queries as money
from linli.money.queries import HandShown
from linli.records.queries import in_words, rule_shown
from linli.ui.clock import ClockFace, clock_face
from linli.ui.pieces import Event, Fact, Step
from linli.ui.words import day, stamp, yuan

SHAPES = {StepState.DONE: "done", StepState.NOW: "now"}
OWNERS_SPEAK = frozenset({Body.OWNERS, Body.COMMITTEE})


@dataclass(frozen=True, slots=True)
class NowBox:
    """What happens now and what comes next, in a few lines."""

    title: str
    lines: Sequence[str]
    tone: str = "main"
    clock: ClockFace | None = None


def end_of(on: date) -> datetime:
    """The last instant of a day at the place."""
    return timezone.make_aware(datetime.combine(on, time.max))


def now_box(
    seen: Whole, vote: VoteShown | None, spending: MoneyShown | None, now: datetime
) -> NowBox:
    """Where it stands, until when, and what comes then."""
    state = seen.decision.state
    if state == DecisionState.CLOSED and seen.decision.closed_at:
        on = day(timezone.localdate(seen.decision.closed_at))
        lines = [_("Closed on %(day)s.") % {"day": on}]
        if spending is not None:
            cost = {"spent": yuan(spending.spent_fen), "limit": yuan(spending.limit_fen)}
            lines.append(_("It cost %(spent)s; at most %(limit)s was decided.") % cost)
        return NowBox(_("Done and filed"), lines, "good")
    if state == DecisionState.FAILED:
        ended = next((one for one in seen.steps if one.state is StepState.FAILED), None)
        return NowBox(_("Ended without a decision"), [ended.reason if ended else ""], "near")
    step = seen.now
    if step is None:
        return NowBox(_("Now"), [])
    return _running(seen, step, vote, now)


def _running(seen: Whole, step: StepShown, vote: VoteShown | None, now: datetime) -> NowBox:
    due = end_of(step.due_on) if step.due_on else None
    lines = []
    if step.kind is StepKind.RESOLVE and vote is not None and vote.closes_at is not None:
        due = vote.closes_at
        lines.append(_("The vote closes on %(at)s.") % {"at": stamp(due)})
    elif step.due_on:
        lines.append(_("To be done by %(day)s.") % {"day": day(step.due_on)})
    if seen.then is not None:
        lines.append(_("Then: %(step)s.") % {"step": seen.then.title})
    clock = clock_face(due_at=due, now=now) if due else None
    tone = "near" if due is not None and due < now else "main"
    return NowBox(_("Now: %(step)s") % {"step": step.title}, lines, tone, clock)


def course(seen: Whole, on: date) -> list[Step]:
    """The steps with who answers for each and when it was or is to be done."""
    return [_step(one, on) for one in seen.steps]


def _step(step: StepShown, on: date) -> Step:
    when = ""
    if step.done_on:
        when = day(step.done_on, now=on)
    elif step.due_on:
        when = _("by %(day)s") % {"day": day(step.due_on, now=on)}
    elif step.plan.days and step.state is StepState.WAITING:
        when = _("up to %(days)s days") % {"days": step.plan.days}
    if step.state is StepState.FAILED:
        note = step.reason
    else:
        note = step.done_by or _(", ").join(step.holders)
    return Step(step.title, SHAPES.get(step.state, "ahead"), when, note)


def who_does_what(hands: Sequence[HandShown], seen: Whole, path: RightPath) -> list[Fact]:
    """Each duty with who has it; who decides is a body where no single hands do."""
    facts = [
        Fact(
            money.duty_word(duty),
            _(", ").join(dict.fromkeys(one.name for one in found)),
            note=_(", ").join(dict.fromkeys(one.title for one in found if one.title)),
        )
        for duty, group in groupby(hands, key=lambda one: one.duty)
        for found in [list(group)]
        if duty.value != "decides"
    ]
    facts.insert(1 if facts else 0, Fact(_("Decides"), path.body_word))
    if not any(one.duty.value == "executes" for one in hands):
        facts.insert(2 if len(facts) > 1 else 1, Fact(_("Carries out"), path.executor))
    return facts


def timeline(seen: Whole) -> list[Event]:
    """What happened, newest first."""
    return [Event(one.what, [one.who], one.at, note=one.note) for one in seen.happened]


def shares(path: RightPath) -> list[Fact]:
    """The shares that the vote must reach, each with its rule."""
    return [
        Fact(one.name, one.value, reverse("records:rule_detail", args=[one.key]), one.source)
        for one in path.shares
    ]


def why_this_body(path: RightPath) -> str:
    """Why this body decides, and that no other does in its stead."""
    if path.body is Body.OWNERS:
        return _(
            "This is one of the nine joint matters: all owners decide it together. A congress or a "
            "committee can propose and discuss it, not decide it."
        )
    words = _("By the table of matters this is decided by %(body)s.")
    return words % {"body": path.body_word}


def revocation(seen: Whole, on: date) -> str:
    """The right to have a decision revoked (R11), as it stands on each decision."""
    rule = rule_shown(seen.decision.sub_district_id, "owners.revocation", on=on)
    source = in_words(rule.rule.source) if rule else ""
    if Body(seen.decision.body_kind) in OWNERS_SPEAK:
        words = _(
            "An owner who holds that this decision harms the own lawful rights may ask the people's "
            "court to revoke it, within one year of knowing or having to know of it (%(source)s)."
        )
    else:
        words = _(
            "This decision does not stand in for the owners. Whoever holds that it disposes of what "
            "belongs to the owners together, or harms the own lawful rights, may object here and "
            "turn to the people's court; for decisions of owners the law gives one year from knowing "
            "of them (%(source)s)."
        )
    return words % {"source": source}
