"""Bodies for tests, made by the actions that people use."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from typing import Any

from linli.kernel.actor import Actor, system_actor
from linli.people import actions
from linli.people.actions import MemberFacts
from linli.people.models import BodySeat, BodyTerm, Organisation
from linli.people.rules import OrganisationKind, SeatOffice
from linli.places.models import Place
from tests.people.builders import AT, an_organisation

FIRST, LAST = date(2026, 10, 1), date(2031, 9, 30)
_serial = count(1)


def a_body(kind: OrganisationKind, place: Place, **facts: Any) -> Organisation:
    """A body at a place, without a term."""
    return an_organisation(
        place, **{"kind": kind, "name": f"示例组织{next(_serial)}", "duty_phone": "", **facts}
    )


def members(number: int, **first: Any) -> list[MemberFacts]:
    """So many members by name; the words given are those of the first."""
    head = MemberFacts(**{"name": "示例甲1", "office": SeatOffice.CHAIR, **first})
    return [head, *(MemberFacts(name=f"示例甲{at}") for at in range(2, number + 1))]


def a_term(body: Organisation, *, actor: Actor | None = None, **facts: Any) -> BodyTerm:
    """Five who were elected to a body for five years, with two alternates."""
    given: dict[str, Any] = {
        "members": members(5),
        "alternates": [MemberFacts(name="示例候补1"), MemberFacts(name="示例候补2")],
        "term_from": FIRST,
        "term_to": LAST,
        "election_number": f"A-XJ-2026-{next(_serial)}",
        "at": AT,
    }
    return actions.seat_elected(
        actor=actor or system_actor(body.sub_district_id), body_id=body.id, **{**given, **facts}
    )


def a_committee(compound: Place, **facts: Any) -> BodyTerm:
    """An owners' committee of five with its first term."""
    return a_term(a_body(OrganisationKind.OWNERS_COMMITTEE, compound), **facts)


def seats_of_term(term: BodyTerm) -> list[BodySeat]:
    """All its seats in their order."""
    return list(BodySeat.objects.filter(term=term).order_by("order"))


def at(day: date, hour: int = 10) -> datetime:
    """An instant of a day at the place."""
    return AT.replace(year=day.year, month=day.month, day=day.day, hour=hour - 8)
