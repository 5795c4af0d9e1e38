"""The demo's bodies: 27 congresses with 155 seats, of whom 137 declared Party membership."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from linli.config.demo.places import COMMUNITIES, key
from linli.kernel.actor import Actor
from linli.kernel.workdays import plus_months
from linli.people import actions as people
from linli.people import queries
from linli.people.rules import OrganisationKind, SeatOffice, YesNo

REPORTED = (date(2011, 6, 1), date(2016, 5, 31))
"""The term that the report of 2012 tells of."""
RUNNING = (date(2024, 6, 1), date(2029, 5, 31))
"""An invented term of the same size, so that somebody sits today."""
SEATS_LARGE, SEATS_SMALL, LARGE = 7, 5, 10
"""Ten congresses of seven and seventeen of five: 155 seats in 27 compounds."""
NOT_IN_THE_PARTY = 18
_TERM_MONTHS = 60
ENDING = "金鼎小区"
"""Its congress is elected anew now: its term ends soon."""
ENDS_IN = timedelta(days=150)
_REPORTED_BASIS = "示例：2012年工作报告所载结果，未经本站投票"
_RUNNING_BASIS = "示例：按现行规则演示的结果，未经本站投票"
_WHY_LATE = "示例：补录历史届期"


def seat_congresses(system: Actor, at: datetime) -> None:
    """Found the congress of each closed compound, and record two terms as results."""
    for number, compound in enumerate(_closed_compounds()):
        body = people.found_organisation(
            actor=system,
            kind=OrganisationKind.COMPOUND_RESIDENTS_CONGRESS,
            name=f"{compound}居民代表大会",
            place_id=key(compound),
            duty_phone="",
            valid_from=REPORTED[0],
            at=at,
        )
        seats = SEATS_LARGE if number < LARGE else SEATS_SMALL
        for (first, last), basis in (
            (REPORTED, _REPORTED_BASIS),
            (_running(compound, timezone.localdate(at)), _RUNNING_BASIS),
        ):
            people.seat_elected(
                actor=system,
                body_id=body.id,
                members=list(_members(number, seats)),
                term_from=first,
                term_to=last,
                basis=basis,
                why_late=_WHY_LATE if first == REPORTED[0] else "",
                at=at,
            )
        _declare(system, body.id, left_out=int(number < NOT_IN_THE_PARTY), at=at)
    people.publish_compositions(sub_district_id=system.sub_district_id, at=at)


def _running(compound: str, on: date) -> tuple[date, date]:
    """The term that runs today; one is about to end, and its election is open."""
    if compound != ENDING:
        return RUNNING
    last = on + ENDS_IN
    return plus_months(last, -_TERM_MONTHS) + timedelta(days=1), last


def _declare(system: Actor, body_id: UUID, *, left_out: int, at: datetime) -> None:
    """Let the members who sit today declare their membership, on paper; some say no."""
    card = queries.body(system.sub_district_id, body_id, on=timezone.localdate(at))
    members = card.term.members if card and card.term else ()
    for place, member in enumerate(members):
        people.declare_facts(
            actor=system,
            seat_id=member.seat_id,
            party_member=YesNo.NO if place >= len(members) - left_out else YesNo.YES,
            on_paper=True,
            at=at,
        )


def _closed_compounds() -> Iterator[str]:
    for community in COMMUNITIES:
        yield from community.closed


def _members(number: int, seats: int) -> Iterator[people.MemberFacts]:
    for seat in range(1, seats + 1):
        yield people.MemberFacts(
            name=f"示例代表{number + 1:02d}{seat:02d}",
            office=SeatOffice.CHAIR if seat == 1 else SeatOffice.MEMBER,
            article="示例",
        )
