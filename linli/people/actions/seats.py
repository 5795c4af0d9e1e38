"""What happens to a seat within its term: an office, an account, an end, a successor."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.people import queries
from linli.people.actions.body_work import TermWork, lock_accounts, require_may_stand
from linli.people.models import BodyAlternate, BodySeat
from linli.people.rules import SINGLE, SeatCame, SeatEnd, SeatOffice, same_name
from linli.places.rules import Span
from linli.tenancy.rows import locked


def _left(seat: BodySeat, day: date) -> Span:
    """The days of a seat that are still to come."""
    return Span(max(seat.valid_from, day), seat.valid_to)


def _require_sits(work: TermWork, seat: BodySeat) -> None:
    if seat.ended or seat.valid_to < work.on:
        raise Refused("seat_over", _("This seat has ended already."))


@transaction.atomic
def give_office(*, actor: Actor, seat_id: UUID, office: SeatOffice, at: datetime) -> BodySeat:
    """Give a member another office of the body, as its first meeting decides."""
    work, seat = TermWork.on_seat(actor=actor, seat_id=seat_id, at=at)
    work.require_keeper()
    _require_sits(work, seat)
    others = [one for one in work.sitting() if one.id != seat.id]
    if office in SINGLE and any(one.office == office for one in others):
        raise Refused(
            "office_taken", _("Another member has this office. Give that member another one first.")
        )
    lock_accounts([seat.account_id])
    require_may_stand(
        work.term,
        name=seat.name,
        account_id=seat.account_id,
        office=office,
        span=_left(seat, work.on),
        leaving=[seat.id],
    )
    was, seat.office = seat.office, office
    seat.save(update_fields=["office"])
    work.record("people.give_office", {"seat": str(seat.id), "was": was, "became": office})
    work.write()
    return seat


@transaction.atomic
def link_account(*, actor: Actor, seat_id: UUID, account_id: UUID | None, at: datetime) -> BodySeat:
    """Say which account is the member's, or that none is; conflicts are looked at anew."""
    work, seat = TermWork.on_seat(actor=actor, seat_id=seat_id, at=at)
    work.require_keeper()
    lock_accounts([account_id])
    require_may_stand(
        work.term,
        name=seat.name,
        account_id=account_id,
        office=SeatOffice(seat.office),
        span=_left(seat, work.on),
        leaving=[seat.id],
    )
    seat.account_id = account_id
    seat.save(update_fields=["account"])
    work.record("people.link_seat", {"seat": str(seat.id), "account": str(account_id or "")})
    work.tell_member(seat, "people/seated")
    work.write()
    return seat


@transaction.atomic
def vacate(
    *,
    actor: Actor,
    seat_id: UUID,
    why: SeatEnd,
    basis: str,
    last_day: date,
    at: datetime,
) -> BodySeat:
    """End a seat before its term: a recall by its decision, lost eligibility by its article."""
    work, seat = TermWork.on_seat(actor=actor, seat_id=seat_id, at=at)
    work.require_keeper()
    if not basis.strip():
        raise Refused("no_basis", _("Say on which decision or paper this rests."))
    _end_seat(work, seat, why, basis, last_day)
    work.write()
    return seat


@transaction.atomic
def resign(*, actor: Actor, seat_id: UUID, last_day: date, at: datetime) -> BodySeat:
    """Give up the own seat; nobody needs to agree."""
    work, seat = TermWork.on_seat(actor=actor, seat_id=seat_id, at=at)
    if actor.account_id is None or seat.account_id != actor.account_id:
        raise NotAllowed("not_own_seat", _("Only the member gives up the own seat."))
    if last_day < work.on:
        raise Refused("day_past", _("The last day cannot lie in the past."))
    _end_seat(work, seat, SeatEnd.RESIGNED, "", last_day)
    work.tell_post(work.secretary_post, "people/seat_vacant", mark=seat.id)
    work.write()
    return seat


def _end_seat(work: TermWork, seat: BodySeat, why: SeatEnd, basis: str, last_day: date) -> None:
    _require_sits(work, seat)
    if not seat.valid_from <= last_day <= seat.valid_to:
        raise Refused("outside_term", _("The last day lies outside the term of this seat."))
    seat.valid_to, seat.ended, seat.end_basis = last_day, why, basis.strip()[:200]
    seat.save(update_fields=["valid_to", "ended", "end_basis"])
    facts = {"seat": str(seat.id), "why": why, "last_day": last_day.isoformat()}
    work.record("people.vacate", facts)
    work.tell_member(seat, "people/seat_ended")


@transaction.atomic
def succeed(*, actor: Actor, term_id: UUID, first_day: date, at: datetime) -> BodySeat:
    """Let the first alternate in the order take a seat that is vacant."""
    work = TermWork.on_term(actor=actor, term_id=term_id, at=at)
    work.require_keeper()
    alternate = queries.next_alternate(work.tenant, term_id)
    if alternate is None:
        raise Refused("no_alternate", _("No alternate is left; the seat waits for a by-election."))
    if not work.term.valid_from <= first_day <= work.term.valid_to:
        raise Refused("outside_term", _("The day lies outside the term."))
    sitting = work.sitting(on=first_day)
    if len(sitting) >= work.term.seats:
        raise Refused("no_vacancy", _("On that day no seat is vacant."))
    seat = _seat_alternate(work, alternate, first_day)
    work.record("people.succeed", {"seat": str(seat.id), "order": alternate.order})
    work.tell_member(seat, "people/seated")
    work.write()
    return seat


def _seat_alternate(work: TermWork, alternate: BodyAlternate, first_day: date) -> BodySeat:
    """A successor sits as a member; offices are given anew by the body."""
    sits = {same_name(one.name) for one in work.sitting(on=first_day)}
    if same_name(alternate.name) in sits:
        raise Refused(
            "named_twice",
            _("%(name)s sits in this body already; one person has one seat.")
            % {"name": alternate.name},
        )
    lock_accounts([alternate.account_id])
    require_may_stand(
        work.term,
        name=alternate.name,
        account_id=alternate.account_id,
        office=SeatOffice.MEMBER,
        span=Span(first_day, work.term.valid_to),
    )
    rows = BodySeat.objects.filter(sub_district_id=work.tenant, term=work.term)
    seat = BodySeat.objects.create(
        sub_district_id=work.tenant,
        term=work.term,
        order=(rows.aggregate(most=Max("order"))["most"] or 0) + 1,
        name=alternate.name,
        account_id=alternate.account_id,
        office=SeatOffice.MEMBER,
        side=work.rules.side,
        article=alternate.article,
        came=SeatCame.SUCCEEDED,
        valid_from=first_day,
        valid_to=work.term.valid_to,
    )
    alternate.seat = seat
    alternate.save(update_fields=["seat"])
    return seat


@transaction.atomic
def pass_over(*, actor: Actor, alternate_id: UUID, why: str, at: datetime) -> BodyAlternate:
    """Note that an alternate declined or cannot sit any more; the next one follows."""
    missing = Missing("no_alternate", _("There is no such alternate."))
    found = locked(BodyAlternate, actor.sub_district_id, alternate_id, missing=missing)
    work = TermWork.on_term(actor=actor, term_id=found.term_id, at=at)
    work.require_keeper()
    if not why.strip():
        raise Refused("no_reason", _("Say why: declined, or by which article."))
    if found.seat_id is not None or found.passed_on is not None:
        raise Refused("alternate_done", _("This alternate sits already, or was passed over."))
    found.passed_on, found.passed_why = work.on, why.strip()[:200]
    found.save(update_fields=["passed_on", "passed_why"])
    work.record("people.pass_over", {"alternate": str(found.id), "order": found.order})
    work.write()
    return found
