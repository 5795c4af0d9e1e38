"""Who was elected gets a seat in the body, where it is known here and its term is set by rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.elections.actions.work import Work
from linli.elections.models import Candidate
from linli.elections.rules import ElectionKind
from linli.elections.rules.candidates import PERSONS
from linli.elections.rules.results import elected_numbers
from linli.kernel.errors import Refused
from linli.kernel.workdays import plus_months
from linli.people import actions as people
from linli.people import queries as bodies
from linli.people.rules import OrganisationKind


def seat_the_elected(work: Work, figures: Mapping[str, Any]) -> None:
    """Seat them from the day of the result; what refuses it is noted, and the result stands.

    A seat that cannot be given so (somebody sits already, no rule sets the term) is given by hand.
    """
    if ElectionKind(work.election.kind) not in PERSONS:
        return
    body_id = work.election.body_id
    won = elected_numbers(figures)
    first = timezone.localdate(work.at)
    last = _last_day(work, body_id, first) if body_id and won else None
    if body_id is None or last is None:
        return
    try:
        with transaction.atomic():
            people.seat_elected(
                actor=work.actor,
                body_id=body_id,
                members=_members(work, won),
                seats=work.election.seats,
                term_from=first,
                term_to=last,
                election_number=work.election.number,
                at=work.at,
            )
    except Refused as refusal:
        work.record("elections.seat_by_hand", {"code": refusal.code})


def _last_day(work: Work, body_id: UUID, first: date) -> date | None:
    body = bodies.body(work.tenant, body_id, on=first)
    if body is None:
        return None
    limits = bodies.limits_for(work.tenant, OrganisationKind(body.kind), on=first)
    return plus_months(first, limits.months) - timedelta(days=1) if limits.months else None


def _members(work: Work, won: list[int]) -> list[people.MemberFacts]:
    rows = Candidate.objects.filter(sub_district_id=work.tenant, election=work.election)
    by_number = {one.number: one for one in rows}
    return [
        people.MemberFacts(
            name=by_number[number].name,
            account_id=by_number[number].account_id,
            article=by_number[number].article,
        )
        for number in won
    ]
