"""Dates that hang on the wall change with a reason, and a new notice goes up."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from linli.elections import actions
from linli.elections.models import Election
from linli.elections.queries.calendar import steps_of
from linli.elections.queries.opening_days import dates_step
from linli.elections.rules import StepState
from linli.kernel.errors import Refused
from linli.records.models import AuditEntry
from tests.elections.builders import Ground
from tests.elections.election_builders import (
    CLOSES,
    OPENS,
    a_notice,
    an_election,
    fresh,
    set_times,
)

pytestmark = pytest.mark.django_db
WHY = "活动室那天停电，改到下一天"


def moved(ground: Ground, election: Election, *, at: datetime, reason: str = "") -> Election:
    """Let voting begin and end one day later."""
    return actions.set_times(
        actor=ground.runner,
        election_id=election.id,
        opens_at=OPENS + timedelta(days=1),
        closes_at=CLOSES + timedelta(days=1),
        where=fresh(election).where,
        reason=reason,
        version=fresh(election).version,
        at=at,
    )


def announced(ground: Ground) -> tuple[Election, datetime]:
    """An election whose dates hang, and the hour after that."""
    election = an_election(ground)
    latest = fresh(election).latest_at
    assert latest is not None
    return election, latest + timedelta(hours=1)


def state_of_dates(election: Election) -> str:
    step = dates_step(election)
    assert step is not None
    return next(one.state for one in steps_of(election) if one.key == step.key)


def test_announced_dates_change_only_with_a_reason() -> None:
    ground = Ground()
    election, at = announced(ground)
    with pytest.raises(Refused) as caught:
        moved(ground, election, at=at, reason="  ")
    assert caught.value.code == "dates_announced"
    assert fresh(election).opens_at == OPENS
    assert state_of_dates(election) == StepState.DONE


def test_the_reason_is_kept_and_the_step_of_the_notice_is_done_again() -> None:
    ground = Ground()
    election, at = announced(ground)
    moved(ground, election, at=at, reason=WHY)
    kept = fresh(election)
    assert (kept.opens_at, kept.times_reason) == (OPENS + timedelta(days=1), WHY)
    assert state_of_dates(election) == StepState.RETURNED
    assert AuditEntry.objects.filter(
        on_id=election.id, did="elections.change_announced_times"
    ).exists()


def test_the_old_notice_does_not_do_for_the_new_dates() -> None:
    ground = Ground()
    election, at = announced(ground)
    moved(ground, election, at=at, reason=WHY)
    step = dates_step(election)
    assert step is not None

    def done() -> Election:
        return actions.do_step(
            actor=ground.runner,
            election_id=election.id,
            key=step.key,
            version=fresh(election).version,
            at=at,
        )

    with pytest.raises(Refused):
        done()
    a_notice(ground, election, step.key, at=at)
    done()
    assert state_of_dates(election) == StepState.DONE


def test_everybody_reads_why_the_dates_changed() -> None:
    ground = Ground()
    election, at = announced(ground)
    moved(ground, election, at=at, reason=WHY)
    where = reverse("elections:public_election", args=[election.uuid])
    page = Client().get(where).content.decode()
    assert "更改日期的原因" in page
    assert WHY in page


def test_times_that_stay_as_they_are_ask_for_nothing() -> None:
    ground = Ground()
    election, at = announced(ground)
    set_times(ground, election, at=at)
    assert state_of_dates(election) == StepState.DONE
