"""Who runs, counts, witnesses and watches an election; the names are public."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.elections.actions.candidates import KEEPS_OUT
from linli.elections.actions.work import Work
from linli.elections.models import Official
from linli.elections.queries.candidates import candidates_of, officials_of
from linli.elections.queries.needs import FEWEST_TELLERS, fewest_watchers, officials_in
from linli.elections.rules import CandidateState, ElectionState, OfficialRole, Verb
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused

_OPEN = (ElectionState.PREPARING, ElectionState.VOTING, ElectionState.CLOSED)
_OUT = {CandidateState.REFUSED, CandidateState.WITHDRAWN}


@transaction.atomic
def name_official(
    *,
    actor: Actor,
    election_id: UUID,
    role: OfficialRole,
    name: str,
    account_id: UUID | None = None,
    at: datetime,
) -> Official:
    """Name somebody for a part; nobody who stands for election runs, counts or witnesses it."""
    work = Work.on(actor=actor, election_id=election_id, at=at)
    work.require(Verb.SET_UP)
    work.require_state(*_OPEN)
    name = name.strip()
    if not name:
        raise Refused("no_name", _("Write the name."))
    for one in officials_of(work.election, role):
        if one.name == name:
            raise Refused("named_before", _("This person has that part already."))
    if role in KEEPS_OUT:
        _require_no_candidate(work, name, account_id)
    official = Official(
        sub_district_id=work.tenant,
        election=work.election,
        role=role.value,
        name=name,
        account_id=account_id,
        named_at=at,
    )
    work.batch.add(official)
    work.record("elections.name_official", {"role": role.value, "official": str(official.id)})
    work.write()
    return official


@transaction.atomic
def release_official(*, actor: Actor, official_id: UUID, at: datetime) -> Official:
    """Release somebody from a part; while people vote enough of them must stay."""
    official = _find(actor, official_id)
    work = Work.on(actor=actor, election_id=official.election_id, at=at)
    work.require(Verb.SET_UP)
    work.require_state(*_OPEN)
    if official.left_at is None:
        _require_enough_left(work, OfficialRole(official.role))
        official.left_at = at
        official.save(update_fields=["left_at"])
        work.record(
            "elections.release_official", {"role": official.role, "official": str(official.id)}
        )
    work.write()
    return official


def _find(actor: Actor, official_id: UUID) -> Official:
    found = Official.objects.filter(sub_district_id=actor.sub_district_id, id=official_id).first()
    if found is None:
        raise Missing("no_official", _("There is no such person in this election."))
    return found


def _require_no_candidate(work: Work, name: str, account_id: UUID | None) -> None:
    for one in candidates_of(work.election):
        same = account_id is not None and one.account_id == account_id
        if CandidateState(one.state) not in _OUT and (same or one.name == name):
            raise Refused(
                "is_candidate",
                _("This person stands for election and cannot run, count or witness it."),
            )


def _require_enough_left(work: Work, role: OfficialRole) -> None:
    watching = {OfficialRole.TELLER, OfficialRole.WITNESS}
    if work.state is ElectionState.PREPARING or role not in watching:
        return
    left = officials_in(work.election, *watching) - 1
    tellers = officials_in(work.election, OfficialRole.TELLER) - (role is OfficialRole.TELLER)
    if left < fewest_watchers(work.election) or tellers < FEWEST_TELLERS:
        raise Refused(
            "too_few_left",
            _("Too few tellers and witnesses would be left. Name another one first."),
        )
