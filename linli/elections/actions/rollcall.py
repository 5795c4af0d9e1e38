"""A council votes in the open: members are named, called one by one, recused with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections.actions.work import Work
from linli.elections.models import Candidate, Election, OpenVote
from linli.elections.rules import ElectionState, Mode, Verb
from linli.elections.rules.box import Hours, why_not_cast
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.people import queries as people

_NAME_SIZE = 40
_REASON_SIZE = 200
_MOST_MEMBERS = 200


@dataclass(frozen=True, slots=True)
class Said:
    """What a member says when called: an answer's number, or recused with a reason."""

    number: int | None = None
    recused: bool = False
    reason: str = ""


@transaction.atomic
def name_members(
    *,
    actor: Actor,
    election_id: UUID,
    names: Sequence[str] = (),
    version: int | None = None,
    at: datetime,
) -> list[OpenVote]:
    """Name the members who are called: those who sit in the body today, else the names given."""
    work = Work.on(actor=actor, election_id=election_id, version=version, at=at)
    work.require(Verb.SET_UP)
    work.require_state(ElectionState.PREPARING)
    if work.mode is not Mode.OPEN:
        raise Refused("no_roll_call", _("Members are called by name in a roll call only."))
    members = _seated(work) or [(uuid4(), name) for name in _names(names)]
    OpenVote.objects.filter(sub_district_id=work.tenant, election=work.election).delete()
    made = OpenVote.objects.bulk_create(
        OpenVote(
            sub_district_id=work.tenant,
            election=work.election,
            member_id=member_id,
            order=order,
            name=name[:_NAME_SIZE],
        )
        for order, (member_id, name) in enumerate(members, start=1)
    )
    work.record("elections.name_members", {"members": len(made)})
    work.write()
    return made


@transaction.atomic
def answer_roll_call(
    *, actor: Actor, election_id: UUID, order: int, said: Said, at: datetime
) -> Election:
    """Write down what a member says when called; until the close it can be set right."""
    work = Work.on(actor=actor, election_id=election_id, at=at)
    work.require(Verb.DO_STEP)
    _require_open(work)
    mine = OpenVote.objects.select_for_update().filter(
        sub_district_id=work.tenant, election=work.election, order=order
    )
    member = mine.first()
    if member is None:
        raise Missing("no_member", _("There is no such member."))
    again = member.recused or member.answer_id is not None
    member.recused, member.reason = said.recused, said.reason.strip()
    member.answer = None if said.recused else _answer(work, said.number)
    if said.recused and not 1 <= len(member.reason) <= _REASON_SIZE:
        raise Refused("no_reason", _("Whoever takes no part says why, in up to 200 characters."))
    member.at = at
    member.save(update_fields=["recused", "reason", "answer", "at"])
    work.record("elections.answer_roll_call", {"order": order, "again": again})
    return work.write()


def _require_open(work: Work) -> None:
    election = work.election
    if work.mode is not Mode.OPEN:
        raise Refused("no_roll_call", _("Members are called by name in a roll call only."))
    hours = Hours(election.opens_at, election.closes_at)
    if why_not_cast(work.state, hours, work.at):
        raise Refused("not_open", _("Members are called while the vote is open."))


def _answer(work: Work, number: int | None) -> Candidate:
    answers = Candidate.objects.filter(sub_district_id=work.tenant, election=work.election)
    found = answers.filter(number=number).first() if number is not None else None
    if found is None:
        raise Refused("no_answer", _("Choose one of the answers."))
    return found


def _seated(work: Work) -> list[tuple[UUID, str]]:
    if work.election.body_id is None:
        return []
    body = people.body(work.tenant, work.election.body_id, on=timezone.localdate(work.at))
    if body is None or body.term is None:
        return []
    return [(one.seat_id, one.name) for one in body.term.members]


def _names(names: Sequence[str]) -> list[str]:
    given = [name.strip() for name in names if name.strip()]
    if not 1 <= len(given) <= _MOST_MEMBERS or len(set(given)) != len(given):
        raise Refused("bad_members", _("Name the members, each once, one on a line."))
    return given
