"""Who owes a step, who may do it, when its kind last began, which steps are late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from linli.decisions.models import Decision, DecisionStep, DecisionText, Resolution
from linli.decisions.queries.decisions import may_do_at
from linli.decisions.rules import DecisionState, StepKind, StepState, Verb, step_of
from linli.kernel.actor import Actor
from linli.people import queries as people
from linli.people.queries import PostCard


def post_for(found: Decision, holders: Sequence[str], *, on: date) -> PostCard | None:
    """The post that owes a step: one that is held, the nearest place first, in the plan's order."""
    line = people.line_of(found.sub_district_id, found.place_id, on=on)
    cards = people.posts_at(found.sub_district_id, line, on=on, kinds=holders)
    order = {kind: at for at, kind in enumerate(holders)}
    cards.sort(key=lambda card: (not card.holders, order[card.kind]))
    return next(iter(cards), None)


def may_do_step(actor: Actor, found: Decision, step: DecisionStep, *, on: date) -> bool:
    """Whether the post acted in answers for a step of a decision in its reach."""
    if actor.system:
        return True
    return actor.kind in step_of(step.plan).holders and may_do_at(
        actor, Verb.SEE, found.place_id, on=on
    )


def began_at(found: Decision, kind: StepKind) -> datetime | None:
    """When the last step of a kind last got its turn; what was made before does not count for it."""
    rows = DecisionStep.objects.filter(
        sub_district_id=found.sub_district_id, decision=found, kind=kind.value
    )
    return rows.order_by("-order").values_list("began_at", flat=True).first()


def is_now(found: Decision, kind: StepKind) -> bool:
    """Whether a step of a kind has its turn."""
    rows = DecisionStep.objects.filter(
        sub_district_id=found.sub_district_id,
        decision=found,
        kind=kind.value,
        state=StepState.NOW.value,
    )
    return found.state == DecisionState.OPEN and rows.exists()


def text_now(found: Decision) -> DecisionText | None:
    """The version of the text in force."""
    rows = DecisionText.objects.filter(
        sub_district_id=found.sub_district_id, decision_id=found.id, number=found.text_number
    )
    return rows.first()


def resolution_in_force(found: Decision) -> Resolution | None:
    """What was resolved in the vote that counts now; one before a return does not."""
    if found.vote_id is None:
        return None
    rows = Resolution.objects.filter(
        sub_district_id=found.sub_district_id, decision_id=found.id, vote_id=found.vote_id
    )
    return rows.order_by("-id").first()


def steps_late(sub_district_id: UUID, *, on: date) -> list[DecisionStep]:
    """Steps whose last day is over and of which nobody was told yet."""
    rows = DecisionStep.objects.filter(
        sub_district_id=sub_district_id,
        state=StepState.NOW,
        due_on__lt=on,
        late_told_at=None,
        decision__state=DecisionState.OPEN,
    )
    return list(rows.order_by("due_on", "id"))
