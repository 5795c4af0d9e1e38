"""Why voting can never begin on a day: what must hang longer, and what still has to go up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from linli.elections.models import Election, ElectionStep
from linli.elections.queries.calendar import limit_at, step_title, steps_of
from linli.elections.queries.needs import days_hung, notice_of
from linli.elections.queries.roll_rules import OBJECTION, PUBLISHED
from linli.elections.rules import ROLL_OF, ElectionKind, RollKind, StepState
from linli.elections.rules.calendar import step_of
from linli.kernel.workdays import Unit

DATES_PAPER = "voting_notice"
"""The document that tells when and where one votes."""


def never_opens(election: Election, opens: date, *, on: date) -> list[str]:
    """What makes an opening on a day impossible, in sentences; empty when it is possible."""
    return [*_roll(election, opens, on), *_notices(election, opens, on)]


def dates_step(election: Election) -> ElectionStep | None:
    """The step whose notice tells when and where one votes."""
    return next(
        (
            step
            for step in steps_of(election)
            if step_of(step.plan).notice and DATES_PAPER in step_of(step.plan).documents
        ),
        None,
    )


def _roll(election: Election, opens: date, on: date) -> Iterator[str]:
    kind = ROLL_OF.get(ElectionKind(election.kind))
    if kind is None:
        return
    roll = election.roll
    if roll is not None and roll.voting_from is not None:
        earliest = roll.voting_from
    else:
        shown, object_within = (
            _days(election, keys[RollKind(kind)], on) for keys in (PUBLISHED, OBJECTION)
        )
        earliest = on + timedelta(days=max(shown, object_within + 1))
    if opens < earliest:
        words = _(
            "The roll must hang before people vote on it: voting begins on %(day)s at the earliest."
        )
        yield words % {"day": earliest.isoformat()}


def _notices(election: Election, opens: date, on: date) -> Iterator[str]:
    for step in steps_of(election):
        plan = step_of(step.plan)
        asked = _days(election, plan.notice_rule, on) if plan.notice_rule else 0
        notice = notice_of(election, step.key)
        if notice is None and step.state == StepState.DONE:
            continue
        hangs = days_hung(notice, opens) if notice else (opens - on).days
        if hangs < asked:
            earliest = (notice.posted_on if notice else on) + timedelta(days=asked)
            words = _(
                "The notice of “%(step)s” must hang %(asked)d days before voting: it begins on "
                "%(day)s at the earliest."
            )
            named = {"step": step_title(step), "asked": asked, "day": earliest.isoformat()}
            yield words % named


def _days(election: Election, rule_key: str, on: date) -> int:
    limit = limit_at(election.sub_district_id, on)(rule_key)
    return limit.count if limit and limit.unit is Unit.DAYS else 0
