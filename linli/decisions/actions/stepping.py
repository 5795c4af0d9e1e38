"""A step is done, failed, or returned with a reason; none is ever skipped."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.decisions.actions.at_step import at_step
from linli.decisions.actions.turns import end_turn, stop_clocks
from linli.decisions.actions.work import Work
from linli.decisions.models import Decision, DecisionStep
from linli.decisions.queries.decisions import step_now
from linli.decisions.queries.needs import lacking
from linli.decisions.queries.votes import vote_is_open
from linli.decisions.rules import (
    DecisionState,
    StepKind,
    StepOutcome,
)
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.money import actions as money

LONGEST_REASON = 300


@transaction.atomic
def do_step(
    *, actor: Actor, decision_id: UUID, key: str, version: int | None = None, at: datetime
) -> Decision:
    """Say that a step is done: in its turn, by who answers for it, with all that it needs."""
    work, steps, step = at_step(actor, decision_id, key, version=version, at=at)
    if missing := lacking(work.decision, step, on=work.today):
        raise Refused("needs", missing[0])
    end_turn(work, steps, step, StepOutcome.DONE)
    work.record("decisions.do_step", {"step": key, "turn": step.turn})
    if step_now(steps) is None:
        _end(work, DecisionState.CLOSED)
    return work.write()


@transaction.atomic
def return_step(
    *,
    actor: Actor,
    decision_id: UUID,
    key: str,
    back_to: str,
    reason: str,
    version: int | None = None,
    at: datetime,
) -> Decision:
    """Lead a decision back to an earlier step; that one and all after it begin anew."""
    work, steps, step = at_step(actor, decision_id, key, version=version, at=at)
    why = _reason(reason)
    keys = [one.key for one in steps]
    if back_to not in keys[: keys.index(key)]:
        raise Refused("not_earlier", _("A step is returned to one before it. Choose which."))
    first = steps[keys.index(back_to)]
    if _opens_vote_anew(first):
        _lay_vote_aside(work)
    end_turn(work, steps, step, StepOutcome.RETURNED, back_to=back_to, reason=why)
    work.record("decisions.return_step", {"step": key, "back_to": back_to}, text=why)
    return work.write()


@transaction.atomic
def fail_step(
    *,
    actor: Actor,
    decision_id: UUID,
    key: str,
    reason: str,
    version: int | None = None,
    at: datetime,
) -> Decision:
    """End a decision at a step that cannot succeed, with the reason for everybody to read."""
    work, steps, step = at_step(actor, decision_id, key, version=version, at=at)
    why = _reason(reason)
    _require_no_open_vote(work)
    end_turn(work, steps, step, StepOutcome.FAILED, reason=why)
    work.record("decisions.fail_step", {"step": key}, text=why)
    _end(work, DecisionState.FAILED)
    return work.write()


def _reason(reason: str) -> str:
    why = reason.strip()
    if not 1 <= len(why) <= LONGEST_REASON:
        raise Refused("no_reason", _("Write why, in up to 300 characters; everybody can read it."))
    return why


def _opens_vote_anew(step: DecisionStep) -> bool:
    kinds = list(StepKind)
    return kinds.index(StepKind(step.kind)) <= kinds.index(StepKind.RESOLVE)


def _lay_vote_aside(work: Work) -> None:
    """What was voted before a return does not count for what comes after it, nor its money."""
    if work.decision.vote_id is None:
        return
    _require_no_open_vote(work)
    work.change(vote_id=None)
    money.end_authorities(actor=work.actor, matter_id=work.decision.id, at=work.at)


def _require_no_open_vote(work: Work) -> None:
    if vote_is_open(work.decision):
        raise Refused("vote_goes_on", _("The vote goes on. End or cancel it in “Elections” first."))


def _end(work: Work, state: DecisionState) -> None:
    work.change(state=state.value, closed_at=work.at)
    stop_clocks(work.batch.clocks, work)
    money.close_matter(actor=work.actor, matter_id=work.decision.id, at=work.at)
