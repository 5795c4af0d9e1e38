"""What office holders declared of themselves, as sums with a floor; never of one person (S04)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext

from linli.people.models import BodySeat, BodyTerm, SeatDeclaration
from linli.people.queries.body_words import body_word
from linli.people.queries.titles import organisation_title
from linli.people.rules import (
    FILED_ONLY,
    SEATED,
    AgeBand,
    Composition,
    OrganisationKind,
    Sex,
    YesNo,
    composition,
)
from linli.records.queries import rule_in_force
from linli.tenancy.dated import in_force

FLOOR_RULE = "statistics.floor"


@dataclass(frozen=True, slots=True)
class KindComposition:
    """All bodies of one kind together on a day; each count but `bodies` may be hidden."""

    kind: str
    bodies: int
    seats: int
    party: Composition
    sex: Composition
    ages: Composition

    @property
    def title(self) -> str:
        """The kind in the reader's language."""
        return organisation_title(self.kind)

    @property
    def members(self) -> int | None:
        """How many are in office; hidden where few are."""
        return self.party.total if self.party.total is not None else self.ages.total

    @property
    def lines(self) -> list[tuple[str, int | None]]:
        """Each value that somebody declared, with how many did, for a table."""
        return [
            line
            for what, values, shown in (
                (gettext("Party member"), list(YesNo), self.party),
                (gettext("Sex"), list(Sex), self.sex),
                (gettext("Age"), list(AgeBand), self.ages),
            )
            for line in _lines(what, values, shown)
        ]


def _lines(what: str, values: list[Any], shown: Composition) -> list[tuple[str, int | None]]:
    if not any(count is None or count for count in shown.counts[:-1]):
        return []
    said = gettext("%(what)s: %(value)s")
    words = [said % {"what": what, "value": body_word(value)} for value in values]
    silent = gettext("%(what)s: not declared") % {"what": what}
    return list(zip([*words, silent], shown.counts, strict=True))


def compositions(sub_district_id: UUID, *, on: date) -> list[KindComposition]:
    """The composition of the elected bodies of the whole sub-district, kind by kind, on a day."""
    found = (
        composition_of(sub_district_id, kind, on=on)
        for kind in OrganisationKind
        if kind in SEATED - FILED_ONLY
    )
    return [one for one in found if one.bodies]


def composition_of(sub_district_id: UUID, kind: OrganisationKind, *, on: date) -> KindComposition:
    """The composition of all bodies of one kind on a day; undeclared counts as undeclared."""
    floor = rule_in_force(sub_district_id, FLOOR_RULE, on=on).count
    here = {"sub_district_id": sub_district_id}
    terms = BodyTerm.objects.filter(in_force(on), body__kind=kind, **here)
    sitting = BodySeat.objects.filter(in_force(on), term__body__kind=kind, **here)
    total = sitting.count()
    said = SeatDeclaration.objects.filter(seat__in=sitting.values("id"), **here)
    party = _counted(said, "party_member", list(YesNo), total)
    sex = _counted(said, "sex", list(Sex), total)
    ages = _counted(said, "age_band", list(AgeBand), total)
    return KindComposition(
        kind=kind.value,
        bodies=terms.values("body_id").distinct().count(),
        seats=sum(terms.values_list("seats", flat=True)),
        party=composition(party, floor=floor),
        sex=composition(sex, floor=floor),
        ages=composition(ages, floor=floor),
    )


def _counted(
    said: QuerySet[SeatDeclaration], field: str, values: list[Any], total: int
) -> tuple[int, ...]:
    """How many declared each value; last, how many declared none."""
    found = Counter(said.values_list(F(field), flat=True))
    counts = [found[value] for value in values]
    return (*counts, total - sum(counts))


def declaration_of(sub_district_id: UUID, seat_id: UUID) -> SeatDeclaration | None:
    """What somebody declared; for its owner's own page alone."""
    rows = SeatDeclaration.objects.filter(sub_district_id=sub_district_id, seat_id=seat_id)
    return rows.first()
