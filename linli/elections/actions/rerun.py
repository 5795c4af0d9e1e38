"""A re-run for the seats that nobody reached: an election of its own, prepared in one act (R29)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from linli.elections.actions.calling import call_election
from linli.elections.actions.candidates import Nomination, nominate
from linli.elections.actions.work import Work
from linli.elections.models import Candidate, Election
from linli.elections.queries.rerun import rerun_called
from linli.elections.queries.results import result_of
from linli.elections.rules import ElectionKind, ElectionState, Verb
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused

_LONGEST_TITLE = 80


@transaction.atomic
def call_rerun(*, actor: Actor, election_id: UUID, at: datetime) -> Election:
    """Call the re-run that a result asks for; who calls it twice gets the same one.

    Seats, tie rule and candidates are there; these consent and are checked anew.
    """
    first = Work.on(actor=actor, election_id=election_id, at=at)
    first.require(Verb.SET_UP)
    first.require_state(ElectionState.COUNTED)
    result = result_of(first.election)
    rerun = result.figures.get("rerun") if result else None
    if not rerun:
        raise Refused("no_rerun", _("By this result no re-run is due."))
    before = rerun_called(first.election)
    if before is not None:
        return before
    made = call_election(
        actor=actor,
        key=f"rerun-{election_id}-{first.election.version}",
        kind=ElectionKind(first.election.kind),
        place_id=first.election.place_id,
        title=_title(first.election),
        body_id=first.election.body_id,
        at=at,
    )
    work = Work.on(actor=actor, election_id=made.id, at=at)
    work.change(
        rerun_of=first.election,
        seats=rerun["seats"],
        most_choices=rerun["seats"],
        tie_rule=first.election.tie_rule,
    )
    work.record("elections.call_rerun", {"of": str(election_id), "seats": rerun["seats"]})
    work.write()
    for one in _standing(first.election, rerun["numbers"]):
        nomination = Nomination(one.name, one.about, first.election.number, one.account_id)
        nominate(
            actor=actor,
            election_id=made.id,
            nomination=nomination,
            key=f"rerun-{made.id}-{one.number}",
            at=at,
        )
    first.record("elections.rerun_called", {"election": str(made.id)})
    first.write()
    return Election.objects.get(sub_district_id=made.sub_district_id, id=made.id)


def _title(election: Election) -> str:
    with translation.override("zh-hans"):
        mark = _(" (re-run)")
    return election.title[: _LONGEST_TITLE - len(mark)] + mark


def _standing(election: Election, numbers: list[int]) -> list[Candidate]:
    found = Candidate.objects.filter(
        sub_district_id=election.sub_district_id, election=election, number__in=numbers
    )
    return sorted(found, key=lambda one: numbers.index(one.number))
