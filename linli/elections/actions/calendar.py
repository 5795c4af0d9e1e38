"""Steps of the calendar: done in their turn and not before their time, returned with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections.actions.work import Work, no_election
from linli.elections.models import ElectionStep
from linli.elections.queries.calendar import (
    anchors_of,
    post_for,
    reckoned,
    step_facts,
    steps_of,
    turn_of,
)
from linli.elections.queries.elections import may_do_at
from linli.elections.queries.needs import notice_of, unmet
from linli.elections.queries.opening_days import DATES_PAPER
from linli.elections.queries.words import need_in_words
from linli.elections.rules import ElectionState, StepState, Verb
from linli.elections.rules.calendar import StepPlan, step_of, step_refusal
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused

BY_RULE_FROM = frozenset({"made", "result"})
"""Anchors from which a step with a rule runs as a clock; the others have a day only."""


@transaction.atomic
def do_step(
    *, actor: Actor, election_id: UUID, key: str, note: str = "", version: int, at: datetime
) -> ElectionStep:
    """Mark a step as done: in its turn, in its time, with all that it needs."""
    work = Work.on(actor=actor, election_id=election_id, version=version, at=at)
    steps, step = _step(work, key)
    _require_holder(work, step)
    _require_going_on(work)
    _require_turn(work, steps, step)
    _require_needs(work, step)
    step.state = StepState.DONE.value
    step.done_at = at
    step.done_by = actor.label
    step.note = note.strip()
    work.record("elections.do_step", {"step": key}, text=step.note)
    work.batch.clocks.end([key], at=at)
    step.save(update_fields=["state", "done_at", "done_by", "note"])
    move_on(work)
    work.write()
    return step


@transaction.atomic
def return_step(
    *, actor: Actor, election_id: UUID, key: str, reason: str, version: int, at: datetime
) -> ElectionStep:
    """Say that a step did not succeed, and why; it stays to be done."""
    work = Work.on(actor=actor, election_id=election_id, version=version, at=at)
    steps, step = _step(work, key)
    _require_holder(work, step)
    _require_going_on(work)
    if step.key not in turn_of(steps):
        raise Refused("not_its_turn", _("Only a step whose turn it is can be returned."))
    if not reason.strip():
        raise Refused("no_reason", _("Write why the step did not succeed."))
    step.state = StepState.RETURNED.value
    step.note = reason.strip()
    work.record("elections.return_step", {"step": key}, text=step.note)
    step.save(update_fields=["state", "note"])
    work.write()
    return step


def move_on(work: Work) -> None:
    """Reckon the days of the steps ahead, and let those begin whose turn has come.

    It writes the steps at once; clocks and letters go with the election's own writing.
    """
    steps = steps_of(work.election)
    turn = turn_of(steps)
    anchors = anchors_of(work.election, steps)
    on = timezone.localdate(work.at)
    for step in steps:
        if step.state == StepState.DONE:
            continue
        step.not_before, step.due_on = reckoned(work.election, step, anchors, on=on)
        if step.key in turn and step.state == StepState.AHEAD:
            step.state = StepState.NOW.value
            _begin(work, step)
    ElectionStep.objects.bulk_update(steps, ["not_before", "due_on", "state"])


def _begin(work: Work, step: ElectionStep) -> None:
    plan = step_of(step.plan)
    post = post_for(work.election, plan.holders, on=timezone.localdate(work.at))
    post_id = post.post_id if post else None
    if plan.last_rule and plan.anchor in BY_RULE_FROM:
        _start_clock(work, plan, post_id)
    work.batch.tell_post(
        post_id,
        "elections/step_now",
        mark=step.key,
        params={
            "title": work.election.title,
            "step": plan.title.zh,
            "number": work.election.number,
        },
        link=f"/desk/elections/{work.election.id}/",
        at=work.at,
    )


def _start_clock(work: Work, plan: StepPlan, post_id: UUID | None) -> None:
    election = work.election
    begun = election.counted_at if plan.anchor == "result" else election.made_at
    work.batch.clocks.start(
        plan.key,
        rule_keys=[plan.last_rule],
        place_id=election.place_id,
        post_id=post_id,
        at=begun or work.at,
    )


def _step(work: Work, key: str) -> tuple[Sequence[ElectionStep], ElectionStep]:
    steps = steps_of(work.election)
    step = next((one for one in steps if one.key == key), None)
    if step is None:
        raise Missing("no_step", _("This election has no such step."))
    return steps, step


def _require_holder(work: Work, step: ElectionStep) -> None:
    on = timezone.localdate(work.at)
    if not may_do_at(work.actor, Verb.SEE, work.election.place_id, on=on):
        raise no_election()
    held = work.actor.system or work.actor.kind in step_of(step.plan).holders
    if not held or not may_do_at(work.actor, Verb.DO_STEP, work.election.place_id, on=on):
        raise NotAllowed("not_holder", _("This step belongs to another post; the page names it."))


def _require_going_on(work: Work) -> None:
    if work.state is ElectionState.CANCELLED:
        raise Refused("cancelled", _("This election was cancelled; its calendar ended with it."))


def _require_turn(work: Work, steps: Sequence[ElectionStep], step: ElectionStep) -> None:
    on = timezone.localdate(work.at)
    refusal = step_refusal(step_facts(step), turn_of(steps), on=on)
    if refusal == "done":
        raise Refused("done", _("This step was done already."))
    if refusal == "not_its_turn":
        raise Refused("not_its_turn", _("Steps before this one are not done yet; none is skipped."))
    if refusal == "too_early":
        words = _("This step may be done from %(day)s on, not before.")
        raise Refused("too_early", words % {"day": step.not_before})


def _require_needs(work: Work, step: ElectionStep) -> None:
    plan = step_of(step.plan)
    lacking = unmet(work.election, plan.needs)
    if lacking:
        words = _("This step still needs: %(needs)s.")
        needs = _(", ").join(need_in_words(need) for need in lacking)
        raise Refused("needs", words % {"needs": needs})
    if not plan.notice:
        return
    notice = notice_of(work.election, step.key)
    if notice is None:
        raise Refused("no_notice", _("Post the notice of this step first."))
    changed = work.election.times_changed_at
    if DATES_PAPER in plan.documents and changed is not None and notice.made_at < changed:
        raise Refused(
            "old_notice", _("The notice that hangs names the old dates. Post a new one first.")
        )
    if notice.first_photo_id is None:
        raise Refused("no_photo", _("Add a photo that shows the notice on the wall."))
