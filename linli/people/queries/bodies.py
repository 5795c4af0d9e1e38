"""Bodies as the desk and the public see them: their term, who sits, what is owed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.kernel.rulebook import InForce, NoSuchRule, NotSetByPlace
from linli.kernel.workdays import plus_months
from linli.people.models import BodyAlternate, BodySeat, BodyTerm, Organisation, TermFiling
from linli.people.queries.body_words import body_word, member_title
from linli.people.queries.titles import organisation_title
from linli.people.rules import (
    BODIES,
    FILED_ONLY,
    SEATED,
    OrganisationKind,
    SeatLimits,
    SeatOffice,
    vacancies,
)
from linli.places import queries as places
from linli.records.queries import open_duties_of_many, rule_in_force
from linli.tenancy.dated import in_force

FILING, HANDOVER, RENEWAL = "filing", "handover", "renewal"
"""The clocks of a term."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who sits in a body, or did."""

    seat_id: UUID
    name: str
    kind: str
    office: str
    side: str
    article: str
    came: str
    first: date
    last: date
    ended: str
    end_basis: str
    has_account: bool

    @property
    def title(self) -> str:
        """The office in the reader's language."""
        return member_title(self.kind, self.office)

    @property
    def came_word(self) -> str:
        """How the member came to the seat, in the reader's language."""
        return body_word(self.came)

    @property
    def ended_word(self) -> str:
        """Why the seat ended early, in the reader's language."""
        return body_word(self.ended)


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed of a term, and until when."""

    kind: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class TermCard:
    """A term of a body: its days, its seats, who sits today."""

    term_id: UUID
    number: int
    first: date
    last: date
    seats: int
    came: str
    basis: str
    election_number: str
    version: int
    members: tuple[Member, ...] = field(default=())
    filed_with: tuple[str, ...] = field(default=())
    owed: tuple[Owed, ...] = field(default=())

    @property
    def vacant(self) -> int:
        """How many seats nobody takes today."""
        return vacancies(self.seats, len(self.members))

    def led_by(self) -> Member | None:
        """Who leads the body today."""
        return next((one for one in self.members if one.office == SeatOffice.CHAIR), None)


@dataclass(frozen=True, slots=True)
class BodyCard:
    """A body with its term of a day: the one that runs, else the next, else the last one."""

    body_id: UUID
    name: str
    kind: str
    place_id: UUID
    place_name: str
    place_kind: str
    last: date | None
    term: TermCard | None = None

    @property
    def title(self) -> str:
        """The kind in the reader's language."""
        return organisation_title(self.kind)

    @property
    def part(self) -> str:
        """What it does for its place."""
        return BODIES[OrganisationKind(self.kind)].part

    @property
    def seated(self) -> bool:
        """Whether it has seats."""
        return self.kind in SEATED

    @property
    def asks_filing(self) -> bool:
        """Whether a rule asks to file its terms within a time."""
        return bool(BODIES[OrganisationKind(self.kind)].filing)

    @property
    def filed(self) -> bool:
        """Whether the term is filed with all whom the rules name."""
        asked = set(BODIES[OrganisationKind(self.kind)].filed_with)
        return self.term is not None and asked <= set(self.term.filed_with)


def _bodies(sub_district_id: UUID) -> QuerySet[Organisation]:
    kinds = [kind.value for kind in BODIES]
    found = Organisation.objects.filter(sub_district_id=sub_district_id, kind__in=kinds)
    return found.select_related("place")


def body(sub_district_id: UUID, body_id: UUID, *, on: date) -> BodyCard | None:
    """One body, ended ones included."""
    return next(iter(_cards(_bodies(sub_district_id).filter(id=body_id), on)), None)


def bodies_at(
    sub_district_id: UUID, place_ids: Collection[UUID], *, on: date, kinds: Collection[str] = ()
) -> list[BodyCard]:
    """The bodies in force at these places, by kind in the order of the table, then by name."""
    found = _bodies(sub_district_id).filter(in_force(on), place_id__in=list(place_ids))
    if kinds:
        found = found.filter(kind__in=list(kinds))
    return _cards(found, on)


def bodies_within(sub_district_id: UUID, place_id: UUID, *, on: date) -> list[BodyCard]:
    """The bodies in force at a place and below it; whose term ends or who owes first, comes first."""
    inside = places.descendants(
        sub_district_id, place_id, on=on, kinds=("community", "compound", "patch")
    )
    found = bodies_at(sub_district_id, [place_id, *inside], on=on)
    return sorted(found, key=_urgency)


def _urgency(card: BodyCard) -> tuple[bool, bool, date, str]:
    """Bodies without seats last, without a term before them; else by the nearest end."""
    if card.term is None:
        return (not card.seated, True, date.max, card.name)
    days = [card.term.last, *(owed.due_at.date() for owed in card.term.owed)]
    return (False, False, min(days), card.name)


def _cards(found: QuerySet[Organisation], on: date) -> list[BodyCard]:
    rows = list(found)
    if not rows:
        return []
    of_body = _terms_on(rows[0].sub_district_id, [row.id for row in rows], on)
    rank = {kind.value: at for at, kind in enumerate(BODIES)}
    rows.sort(key=lambda row: (rank[row.kind], row.name, row.id))
    cards = term_cards(rows[0].sub_district_id, of_body.values(), on=on)
    return [_card(row, of_body.get(row.id), cards) for row in rows]


def _card(row: Organisation, term: BodyTerm | None, cards: dict[UUID, TermCard]) -> BodyCard:
    return BodyCard(
        body_id=row.id,
        name=row.name,
        kind=row.kind,
        place_id=row.place_id,
        place_name=row.place.name,
        place_kind=row.place.kind,
        last=row.valid_to,
        term=cards[term.id] if term else None,
    )


def _terms_on(sub_district_id: UUID, body_ids: Sequence[UUID], on: date) -> dict[UUID, BodyTerm]:
    """The term of each body on a day: the one that runs, else the next, else the last."""
    chosen: dict[UUID, BodyTerm] = {}
    terms = BodyTerm.objects.filter(sub_district_id=sub_district_id, body_id__in=body_ids)
    for term in terms.order_by("valid_from", "id"):
        before = chosen.get(term.body_id)
        if before is None or before.valid_to < on:
            chosen[term.body_id] = term
    return chosen


def term_cards(
    sub_district_id: UUID, terms: Iterable[BodyTerm], *, on: date
) -> dict[UUID, TermCard]:
    """Terms with who sits on a day, with what was filed and what is owed."""
    rows = {term.id: term for term in terms}
    seats = BodySeat.objects.filter(
        in_force(on), sub_district_id=sub_district_id, term_id__in=rows
    ).select_related("term__body")
    members: dict[UUID, list[Member]] = {}
    for seat in seats.order_by("order"):
        members.setdefault(seat.term_id, []).append(member_of(seat))
    filed: dict[UUID, list[str]] = {}
    papers = TermFiling.objects.filter(sub_district_id=sub_district_id, term_id__in=rows)
    for term_id, filed_with in papers.order_by("id").values_list("term_id", "filed_with"):
        filed.setdefault(term_id, []).append(filed_with)
    owed = open_duties_of_many(sub_district_id, rows)
    return {
        key: _term_card(
            term,
            members=members.get(key, []),
            filed=filed.get(key, []),
            owed=[Owed(duty.kind, duty.due_at) for duty in owed.get(key, [])],
        )
        for key, term in rows.items()
    }


def _term_card(
    term: BodyTerm, *, members: list[Member], filed: list[str], owed: list[Owed]
) -> TermCard:
    offices = list(SeatOffice)
    members.sort(key=lambda one: offices.index(SeatOffice(one.office)))
    return TermCard(
        term_id=term.id,
        number=term.number,
        first=term.valid_from,
        last=term.valid_to,
        seats=term.seats,
        came=term.came,
        basis=term.basis,
        election_number=term.election_number,
        version=term.version,
        members=tuple(members),
        filed_with=tuple(filed),
        owed=tuple(owed),
    )


def member_of(seat: BodySeat) -> Member:
    """A seat as pages show it; its term and body come with it."""
    return Member(
        seat_id=seat.id,
        name=seat.name,
        kind=seat.term.body.kind,
        office=seat.office,
        side=seat.side,
        article=seat.article,
        came=seat.came,
        first=seat.valid_from,
        last=seat.valid_to,
        ended=seat.ended,
        end_basis=seat.end_basis,
        has_account=seat.account_id is not None,
    )


def terms_of(sub_district_id: UUID, body_id: UUID) -> list[BodyTerm]:
    """All terms of a body, newest first."""
    found = BodyTerm.objects.filter(sub_district_id=sub_district_id, body_id=body_id)
    return list(found.order_by("-valid_from", "-id"))


def recorded_results(sub_district_id: UUID) -> list[BodyTerm]:
    """Terms that were entered as results and rest on no election held here, newest first."""
    found = BodyTerm.objects.filter(sub_district_id=sub_district_id, election_number="")
    rows = found.exclude(body__kind__in=FILED_ONLY).select_related("body__place")
    return list(rows.order_by("-valid_from", "body__name", "id"))


def body_of_term(sub_district_id: UUID, term_id: UUID) -> UUID | None:
    """The body that a term is of."""
    rows = BodyTerm.objects.filter(sub_district_id=sub_district_id, id=term_id)
    return rows.values_list("body_id", flat=True).first()


def left_seats(sub_district_id: UUID, term_id: UUID, *, on: date) -> list[Member]:
    """Who left a term before its end, newest first."""
    found = BodySeat.objects.filter(
        sub_district_id=sub_district_id, term_id=term_id, valid_to__lt=on
    ).exclude(ended="")
    return [member_of(seat) for seat in found.select_related("term__body").order_by("-valid_to")]


def seat(sub_district_id: UUID, seat_id: UUID) -> BodySeat | None:
    """One seat with its term and its body."""
    rows = BodySeat.objects.filter(sub_district_id=sub_district_id, id=seat_id)
    return rows.select_related("term__body__place").first()


def alternates_of(sub_district_id: UUID, term_id: UUID) -> list[BodyAlternate]:
    """The alternates of a term in their order."""
    found = BodyAlternate.objects.filter(sub_district_id=sub_district_id, term_id=term_id)
    return list(found.order_by("order"))


def next_alternate(sub_district_id: UUID, term_id: UUID) -> BodyAlternate | None:
    """Who takes the next seat that falls vacant."""
    waiting = BodyAlternate.objects.filter(
        sub_district_id=sub_district_id, term_id=term_id, seat=None, passed_on=None
    )
    return waiting.order_by("order").first()


def limits_for(sub_district_id: UUID, kind: OrganisationKind, *, on: date) -> SeatLimits:
    """What binds the seats of a kind of body at the place on a day."""
    rules = BODIES[kind]

    def known(key: str) -> InForce | None:
        try:
            return rule_in_force(sub_district_id, key, on=on) if key else None
        except (NoSuchRule, NotSetByPlace):
            return None

    least, most, odd, term, share = (
        known(key) for key in (rules.least, rules.most, rules.odd, rules.term, rules.share)
    )
    return SeatLimits(
        least=least.count if least else 0,
        most=most.count if most else 0,
        odd=odd.switch if odd else False,
        months=term.duration.count if term else 0,
        share=share.threshold if share else None,
        side=rules.side,
    )


def renewal_begins(sub_district_id: UUID, kind: OrganisationKind, last: date) -> date | None:
    """From which day on the end of a term is told of; None where no rule asks for it."""
    key = BODIES[kind].renewal
    if not key:
        return None
    try:
        months = rule_in_force(sub_district_id, key, on=last).duration.count
    except (NoSuchRule, NotSetByPlace):
        return None
    return plus_months(last + timedelta(days=1), -months)


_LONGEST_ALARM = 24
"""Months; no place asks to begin a renewal earlier than that."""


def terms_running_out(sub_district_id: UUID, *, on: date) -> list[UUID]:
    """Terms whose end is to be told of and was not yet; those followed by another are left out."""
    soon = BodyTerm.objects.filter(
        sub_district_id=sub_district_id,
        alarmed_at=None,
        valid_from__lte=on,
        valid_to__lte=plus_months(on, _LONGEST_ALARM),
    ).select_related("body")
    followed = set(_followed(sub_district_id, soon))
    return [
        term.id
        for term in soon.order_by("valid_to", "id")
        if term.id not in followed and _is_told_of(term, on)
    ]


def _is_told_of(term: BodyTerm, on: date) -> bool:
    kind = OrganisationKind(term.body.kind)
    if term.body.valid_to is not None and term.body.valid_to < on:
        return False
    begins = renewal_begins(term.sub_district_id, kind, term.valid_to)
    return begins is not None and begins <= on


def _followed(sub_district_id: UUID, terms: Iterable[BodyTerm]) -> list[UUID]:
    rows = list(terms)
    later: dict[UUID, int] = {}
    numbers = BodyTerm.objects.filter(
        Q(sub_district_id=sub_district_id), body_id__in={term.body_id for term in rows}
    ).values_list("body_id", "number")
    for body_id, number in numbers:
        later[body_id] = max(number, later.get(body_id, 0))
    return [term.id for term in rows if later[term.body_id] > term.number]
