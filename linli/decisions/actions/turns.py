"""Steps get their turn: their day is reckoned, their post is told, and what ends is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from linli.decisions.actions.work import Work
from linli.decisions.models import DecisionStep, StepEvent
from linli.decisions.queries.decisions import turns
from linli.decisions.queries.steps import post_for
from linli.decisions.rules import StepKind, StepOutcome, StepState, Turn, after, step_of
from linli.money import actions as money
from linli.records.actions import Clocks

FIELDS = ["state", "turn", "began_at", "due_on", "late_told_at"]


def begin(work: Work, step: DecisionStep) -> None:
    """Let a step's turn come: its clock runs, whoever owes it is told. The step is not written."""
    plan = step_of(step.plan)
    step.state = StepState.NOW.value
    step.turn += 1
    step.began_at = work.at
    step.due_on = work.today + timedelta(days=plan.days) if plan.days else None
    step.late_told_at = None
    post = post_for(work.decision, plan.holders, on=work.today)
    work.batch.tell_post(
        post.post_id if post else None,
        "decisions/step_now",
        mark=f"{step.key} {step.turn}",
        params={
            "title": work.decision.title,
            "step": plan.title.zh,
            "number": work.decision.number,
        },
        link=f"/desk/decisions/{work.decision.id}/",
        at=work.at,
    )


def end_turn(
    work: Work,
    steps: Sequence[DecisionStep],
    step: DecisionStep,
    outcome: StepOutcome,
    *,
    back_to: str = "",
    reason: str = "",
) -> None:
    """End a step's turn for good, and let the next step begin, or the one that it leads back to."""
    work.batch.add(
        StepEvent(
            sub_district_id=work.tenant,
            decision_id=work.decision.id,
            key=step.key,
            turn=step.turn,
            outcome=outcome.value,
            back_to=back_to,
            reason=reason,
            text_number=work.decision.text_number,
            by=work.actor.label,
            at=work.at,
        )
    )
    _place(work, steps, after(turns(steps), step.key, outcome, back_to=back_to))


def _place(work: Work, steps: Sequence[DecisionStep], then: Sequence[Turn]) -> None:
    """Bring the steps to where the rules of order put them."""
    changed = []
    for step, turn in zip(steps, then, strict=True):
        if turn.state is StepState.NOW:
            begin(work, step)
        elif step.state == turn.state:
            continue
        else:
            step.state = turn.state.value
            if turn.state is StepState.WAITING:
                step.began_at, step.due_on, step.late_told_at = None, None, None
        changed.append(step)
    DecisionStep.objects.bulk_update(changed, FIELDS)
    now = next((step for step in steps if step.state == StepState.NOW), None)
    if now is not None:
        kinds = list(StepKind)
        decided = kinds.index(StepKind(now.kind)) >= kinds.index(StepKind.EXECUTE)
        money.set_decided(actor=work.actor, matter_id=work.decision.id, decided=decided, at=work.at)


def stop_clocks(clocks: Clocks, work: Work) -> None:
    """End all clocks that hang on the decision."""
    clocks.end([duty.kind for duty in clocks.open], at=work.at)
