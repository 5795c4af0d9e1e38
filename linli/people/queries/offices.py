"""Who has which office in which body, and who may have one more (S59)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.people.models import BodySeat, Organisation
from linli.people.queries.body_words import member_title
from linli.people.queries.posts import seats_of
from linli.people.rules import Clash, Office, OrganisationKind, SeatOffice, may_stand
from linli.places import queries as places
from linli.places.rules import Span
from linli.tenancy.dated import in_force


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether one person may have an office beside what the person has.

    `clash` is certain: the same account. `same_name` lists offices that somebody of the same
    name has nearby without it being known whether it is the same person; people must look.
    """

    clash: Clash | None
    same_name: tuple[str, ...] = ()

    @property
    def may(self) -> bool:
        """Whether nothing certain stands against it."""
        return self.clash is None


def offices_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[Office]:
    """All offices of an account in bodies, past and to come, in lines of places of a day."""
    rows = BodySeat.objects.filter(sub_district_id=sub_district_id, account_id=account_id)
    return _offices(sub_district_id, rows.select_related("term__body"), on)


def wanted_office(
    sub_district_id: UUID,
    *,
    body_id: UUID,
    office: SeatOffice,
    term: Span,
    on: date,
) -> Office | None:
    """An office in a body as somebody stands for it; None when there is no such body."""
    rows = Organisation.objects.filter(sub_district_id=sub_district_id, id=body_id)
    body = rows.first()
    if body is None:
        return None
    above = places.ancestors(sub_district_id, body.place_id, on=on)
    return Office(
        body_id=body.id,
        kind=OrganisationKind(body.kind),
        office=office,
        place_id=body.place_id,
        line=frozenset(above.ids if above else (body.place_id,)),
        term=term,
    )


def standing_check(
    sub_district_id: UUID,
    *,
    body_id: UUID,
    name: str,
    term: Span,
    account_id: UUID | None = None,
    office: SeatOffice = SeatOffice.MEMBER,
    leaving: Collection[UUID] = (),
    on: date,
) -> Standing:
    """Whether somebody may stand for an office in a body beside the offices and posts held.

    `leaving` names seats that the person gives up by it, as at a re-election or a change of office.
    """
    wanted = wanted_office(sub_district_id, body_id=body_id, office=office, term=term, on=on)
    if wanted is None:
        return Standing(None)
    staying = BodySeat.objects.filter(sub_district_id=sub_district_id).exclude(id__in=list(leaving))
    others = staying.select_related("term__body__place").order_by("id")
    clash = None
    if account_id is not None:
        mine = _offices(sub_district_id, others.filter(account_id=account_id), on)
        clash = may_stand(wanted, mine, seats_of(sub_district_id, account_id, on=on))
    unsure = others.filter(name=name)
    if account_id is not None:
        unsure = unsure.filter(account=None)
    return Standing(clash, _same_name(wanted, list(unsure), on))


def same_named(sub_district_id: UUID, term_id: UUID, *, on: date) -> list[tuple[str, str]]:
    """Members whose name somebody has in an office that would not go with theirs, and which.

    It is asked only where it is not known whether it is one person; people must look.
    """
    rows = BodySeat.objects.filter(in_force(on), sub_district_id=sub_district_id)
    mine = list(rows.filter(term_id=term_id).select_related("term__body"))
    names = {seat.name for seat in mine}
    others = list(
        rows.filter(name__in=names).exclude(term_id=term_id).select_related("term__body__place")
    )
    offices = dict(
        zip([row.id for row in others], _offices(sub_district_id, others, on), strict=True)
    )
    return [
        (seat.name, f"{other.term.body.name} · {member_title(other.term.body.kind, other.office)}")
        for seat, office in zip(mine, _offices(sub_district_id, mine, on), strict=True)
        for other in others
        if other.name == seat.name
        and not (other.account_id and seat.account_id)
        and may_stand(office, [offices[other.id]]) is not None
    ]


def _same_name(wanted: Office, unsure: list[BodySeat], on: date) -> tuple[str, ...]:
    """Which of these seats, of somebody of the same name, could not stand beside the one wanted."""
    if not unsure:
        return ()
    offices = _offices(unsure[0].sub_district_id, unsure, on)
    return tuple(
        f"{row.term.body.name} · {member_title(row.term.body.kind, row.office)}"
        for row, office in zip(unsure, offices, strict=True)
        if may_stand(wanted, [office]) is not None
    )


def _offices(sub_district_id: UUID, rows: Iterable[BodySeat], on: date) -> list[Office]:
    found = list(rows)
    above = places.ancestors_of_many(
        sub_district_id, [row.term.body.place_id for row in found], on=on
    )
    return [
        Office(
            body_id=row.term.body_id,
            kind=OrganisationKind(row.term.body.kind),
            office=SeatOffice(row.office),
            place_id=row.term.body.place_id,
            line=frozenset(above[row.term.body.place_id].ids),
            term=Span(row.valid_from, row.valid_to),
        )
        for row in found
    ]


def seats_held(sub_district_id: UUID, account_id: UUID) -> list[BodySeat]:
    """The seats of an account with their bodies, newest first."""
    found = BodySeat.objects.filter(sub_district_id=sub_district_id, account_id=account_id)
    return list(found.select_related("term__body__place").order_by("-valid_from", "-id"))


def accounts_of_seats(sub_district_id: UUID, seat_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The accounts that hold these seats, by seat; a seat without an account is left out."""
    found = BodySeat.objects.filter(sub_district_id=sub_district_id, id__in=list(seat_ids)).exclude(
        account=None
    )
    return dict(found.values_list("id", "account_id"))
