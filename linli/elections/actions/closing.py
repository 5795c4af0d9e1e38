"""The box is closed at its announced time, by hand or by the clock, and never before."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.ballots.archive import EventType
from linli.elections.actions.calendar import move_on
from linli.elections.actions.chain import append, lock_box
from linli.elections.actions.work import Work
from linli.elections.models import Election
from linli.elections.rules import ElectionState, Mode, Verb
from linli.elections.rules.box import may_close
from linli.kernel.actor import Actor, system_actor
from linli.kernel.errors import Refused
from linli.records.actions import Guard


@transaction.atomic
def close_voting(
    *, actor: Actor, election_id: UUID, version: int | None = None, at: datetime
) -> Election:
    """Close the vote for good; what was on its way is refused from this moment on."""
    work = Work.on(actor=actor, election_id=election_id, version=version, at=at)
    work.require(Verb.CLOSE_VOTING)
    work.require_state(ElectionState.VOTING)
    election = work.election
    if not may_close(election.closes_at, at):
        raise Refused(
            "too_early",
            _("Voting was announced until %(until)s; nobody closes the box before.")
            % {"until": _minute(election.closes_at)},
        )
    facts: dict[str, object] = {}
    if work.mode is not Mode.OPEN:
        box = lock_box(election, at)
        if work.mode is Mode.SECRET:
            append(box, EventType.END_BALLOTS, at=at)
            facts = {"height": box.height, "head": box.head}
    work.change(state=ElectionState.CLOSED.value, closed_at=at)
    work.record("elections.close_voting", facts)
    move_on(work)
    return work.write()


def close_due(*, sub_district_id: UUID, at: datetime) -> int:
    """Close what was announced to end by now; answer how many. One that fails stops no other."""
    guard = Guard(job="elections.close", sub_district_id=sub_district_id, at=at)
    due = Election.objects.filter(
        sub_district_id=sub_district_id, state=ElectionState.VOTING, closes_at__lte=at
    )
    actor = system_actor(sub_district_id)
    return sum(
        guard.do(key, partial(_close, actor, key, at)) or 0
        for key in due.values_list("id", flat=True)
    )


def _close(actor: Actor, election_id: UUID, at: datetime) -> int:
    close_voting(actor=actor, election_id=election_id, at=at)
    return 1


def _minute(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else "-"
