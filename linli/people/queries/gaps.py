"""Where nobody is responsible: required posts without a holder (S12, S20, S27, S29)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value

from linli.people.models import Post
from linli.people.queries.posts import held_on
from linli.people.queries.titles import post_title
from linli.people.rules import REQUIREMENTS, Requirement
from linli.places import queries as places
from linli.places.models import Parentage, Place
from linli.places.queries import Above
from linli.tenancy.dated import in_force


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where a required post has no holder that day."""

    place_id: UUID
    place_name: str
    place_kind: str
    post_kind: str
    title: str


def gaps(sub_district_id: UUID, *, on: date, at: Collection[UUID] | None = None) -> list[Gap]:
    """All required posts without a holder, in one statement; `at` keeps to these places."""
    first, *rest = [_places_without(row, sub_district_id, on) for row in REQUIREMENTS]
    order = [(row.place_kind.value, row.post_kind.value) for row in REQUIREMENTS]
    found = [
        Gap(place_id, name, place_kind, kind, post_title(kind))
        for place_id, name, place_kind, kind in first.union(*rest, all=True)
        if at is None or place_id in at
    ]
    return sorted(
        found, key=lambda gap: (order.index((gap.place_kind, gap.post_kind)), gap.place_name)
    )


@dataclass(frozen=True, slots=True)
class GapsWithin:
    """The gaps in a place and below it: all of them, and how many in each of its parts."""

    gaps: list[Gap]
    above: dict[UUID, Above]

    def in_part(self, place_id: UUID) -> int:
        """How many of them lie in one part."""
        return sum(place_id in self.above[gap.place_id].ids for gap in self.gaps)

    def where(self, gap: Gap) -> str:
        """Where a gap lies, as staff read it."""
        return self.above[gap.place_id].where


def gaps_within(sub_district_id: UUID, place_id: UUID, *, on: date) -> GapsWithin:
    """The gaps in a place and below it; two queries."""
    found = gaps(sub_district_id, on=on)
    above = places.ancestors_of_many(sub_district_id, {gap.place_id for gap in found}, on=on)
    near = [gap for gap in found if gap.place_id in above and place_id in above[gap.place_id].ids]
    return GapsWithin(near, above)


def _places_without(row: Requirement, sub_district_id: UUID, on: date) -> QuerySet[Any, Any]:
    wanting = Place.objects.filter(
        in_force(on), sub_district_id=sub_district_id, kind=row.place_kind.value
    )
    if row.closed_compounds_only:
        wanting = wanting.filter(closed_compound=True)
    held = Post.objects.filter(
        in_force(on), held_on(on), sub_district_id=sub_district_id, kind=row.post_kind.value
    )
    filled = Q(Exists(held.filter(place=OuterRef("pk"))))
    if row.also_in:
        filled |= Q(Exists(_part_with(held, row, sub_district_id, on)))
    return (
        wanting.exclude(filled)
        .annotate(post_kind=Value(row.post_kind.value, output_field=CharField()))
        .values_list("id", "name", "kind", "post_kind")
    )


def _part_with(
    held: QuerySet[Post], row: Requirement, sub_district_id: UUID, on: date
) -> QuerySet[Parentage]:
    """Direct parts of a place that have the post filled."""
    part = row.also_in
    return Parentage.objects.filter(
        in_force(on),
        Exists(held.filter(place=OuterRef("child"), place__kind=part.value if part else "")),
        sub_district_id=sub_district_id,
        parent=OuterRef("pk"),
    )
