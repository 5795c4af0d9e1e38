"""What office holders declared of themselves, as sums with a floor; never of one person (S04)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext

from linli.people.models import BodySeat, BodyTerm, CompositionSheet, SeatDeclaration
from linli.people.queries.body_words import body_word
from linli.people.queries.titles import organisation_title
from linli.people.rules import (
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
_QUESTIONS: dict[str, type[StrEnum]] = {"party_member": YesNo, "sex": Sex, "age_band": AgeBand}


@dataclass(frozen=True, slots=True)
class KindComposition:
    """All bodies of one kind together on a day; each count but `bodies` may be hidden."""

    kind: str
    bodies: int
    seats: int
    party: Composition
    sex: Composition
    ages: Composition
    taken_on: date
    """The day of these sums; they stay until enough declarations have changed."""

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


@dataclass(frozen=True, slots=True)
class Counted:
    """The bodies of one kind on a day, and what those who sit declared; never shown as it is."""

    bodies: int
    seats: int
    counts: dict[str, list[int]]


def compositions(sub_district_id: UUID) -> list[KindComposition]:
    """The composition of the elected bodies of the whole sub-district, as last published."""
    rows = CompositionSheet.objects.filter(sub_district_id=sub_district_id, bodies__gt=0)
    kept = {sheet.kind: _shown(sheet) for sheet in rows}
    return [kept[kind.value] for kind in OrganisationKind if kind.value in kept]


def composition_of(sub_district_id: UUID, kind: OrganisationKind) -> KindComposition | None:
    """The composition of all bodies of one kind, as last published."""
    rows = CompositionSheet.objects.filter(sub_district_id=sub_district_id, kind=kind)
    return next((_shown(sheet) for sheet in rows), None)


def _shown(sheet: CompositionSheet) -> KindComposition:
    floor = rule_in_force(sheet.sub_district_id, FLOOR_RULE, on=sheet.taken_on).count
    party, sex, ages = (
        composition(tuple(sheet.counts[question]), floor=floor) for question in _QUESTIONS
    )
    return KindComposition(
        kind=sheet.kind,
        bodies=sheet.bodies,
        seats=sheet.seats,
        party=party,
        sex=sex,
        ages=ages,
        taken_on=sheet.taken_on,
    )


def counted_today(sub_district_id: UUID, kind: OrganisationKind, *, on: date) -> Counted:
    """What stands about all bodies of one kind on a day; undeclared counts as undeclared."""
    here = {"sub_district_id": sub_district_id}
    terms = BodyTerm.objects.filter(in_force(on), body__kind=kind, **here)
    sitting = BodySeat.objects.filter(in_force(on), term__body__kind=kind, **here)
    total = sitting.count()
    said = SeatDeclaration.objects.filter(seat__in=sitting.values("id"), **here)
    return Counted(
        bodies=terms.values("body_id").distinct().count(),
        seats=sum(terms.values_list("seats", flat=True)),
        counts={
            question: _counted(said, question, list(values), total)
            for question, values in _QUESTIONS.items()
        },
    )


def _counted(
    said: QuerySet[SeatDeclaration], field: str, values: list[Any], total: int
) -> list[int]:
    """How many declared each value; last, how many declared none."""
    found = Counter(said.values_list(F(field), flat=True))
    counts = [found[value] for value in values]
    return [*counts, total - sum(counts)]


def declaration_of(sub_district_id: UUID, seat_id: UUID) -> SeatDeclaration | None:
    """What somebody declared; for its owner's own page alone."""
    rows = SeatDeclaration.objects.filter(sub_district_id=sub_district_id, seat_id=seat_id)
    return rows.first()
