"""Single places, lists of them, their histories and what is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from linli.places.models import Parentage, Place, PlaceAlias, PlaceCode
from linli.places.rules import Layer, PlaceKind, Span
from linli.tenancy.dated import in_force
from linli.tenancy.kept import Kept

KEEP_SECONDS = 30


def place(sub_district_id: UUID, place_id: UUID) -> Place | None:
    """A place by its id, whether in force or ended; None when there is none here."""
    return Place.objects.filter(sub_district_id=sub_district_id, id=place_id).first()


def places(sub_district_id: UUID, place_ids: Iterable[UUID]) -> dict[UUID, Place]:
    """Places by their ids."""
    return Place.objects.filter(sub_district_id=sub_district_id).in_bulk(list(place_ids))


def place_names(sub_district_id: UUID, place_ids: Collection[UUID]) -> dict[UUID, str]:
    """What places are called, by their ids."""
    found = Place.objects.filter(sub_district_id=sub_district_id, id__in=place_ids)
    return dict(found.values_list("id", "name"))


def compound_names(sub_district_id: UUID) -> Mapping[UUID, str]:
    """What all compounds are called, those that ended too; kept in the process for a moment."""
    return _compounds.of(sub_district_id)


def forget_compound_names() -> None:
    """Read the names of compounds anew: an action changed one."""
    _compounds.forget()


def root(sub_district_id: UUID) -> Place | None:
    """The sub-district as a place."""
    return Place.objects.filter(
        sub_district_id=sub_district_id, kind=PlaceKind.SUB_DISTRICT.value
    ).first()


def places_of_kind(
    sub_district_id: UUID, kind: str | Collection[str], *, on: date
) -> QuerySet[Place]:
    """Places of a kind in force on a day, by name."""
    kinds = [kind] if isinstance(kind, str) else list(kind)
    return Place.objects.filter(
        in_force(on), sub_district_id=sub_district_id, kind__in=[str(word) for word in kinds]
    ).order_by("name", "id")


def communities(sub_district_id: UUID, *, on: date) -> QuerySet[Place]:
    """Communities in force on a day."""
    return places_of_kind(sub_district_id, PlaceKind.COMMUNITY, on=on)


def compounds(sub_district_id: UUID, *, on: date, closed_only: bool = False) -> QuerySet[Place]:
    """Compounds in force on a day."""
    found = places_of_kind(sub_district_id, PlaceKind.COMPOUND, on=on)
    return found.filter(closed_compound=True) if closed_only else found


def children(
    sub_district_id: UUID, place_id: UUID, *, on: date, kinds: Collection[str] = ()
) -> QuerySet[Place]:
    """What lies directly in a place on a day, overlays included, by kind and name."""
    lying = Parentage.objects.filter(
        in_force(on), sub_district_id=sub_district_id, parent_id=place_id
    )
    found = Place.objects.filter(
        in_force(on), sub_district_id=sub_district_id, id__in=lying.values("child_id")
    )
    if kinds:
        found = found.filter(kind__in=[str(kind) for kind in kinds])
    return found.order_by("kind", "name", "id")


def dwellings_of(sub_district_id: UUID, building_id: UUID, *, on: date) -> QuerySet[Place]:
    """The dwellings of a building, those of its entrances included."""
    entrances = Parentage.objects.filter(
        in_force(on), sub_district_id=sub_district_id, parent_id=building_id, layer=Layer.TREE.value
    )
    homes = Parentage.objects.filter(
        in_force(on),
        Q(parent_id=building_id) | Q(parent_id__in=entrances.values("child_id")),
        sub_district_id=sub_district_id,
        layer=Layer.TREE.value,
    )
    return places_of_kind(sub_district_id, PlaceKind.DWELLING, on=on).filter(
        id__in=homes.values("child_id")
    )


def place_by_code(sub_district_id: UUID, scheme: str, code: str, *, on: date) -> Place | None:
    """The place that bore a code on a day."""
    bearing = PlaceCode.objects.filter(
        in_force(on), sub_district_id=sub_district_id, scheme=str(scheme), code=code
    )
    return Place.objects.filter(
        sub_district_id=sub_district_id, id__in=bearing.values("place_id")
    ).first()


def place_counts(sub_district_id: UUID, *, on: date) -> dict[str, int]:
    """How many places of each kind are in force on a day."""
    rows = (
        Place.objects.filter(in_force(on), sub_district_id=sub_district_id)
        .values_list("kind")
        .annotate(number=Count("id"))
    )
    return dict.fromkeys(map(str, PlaceKind), 0) | dict(rows)


def child_counts(
    sub_district_id: UUID, place_ids: Iterable[UUID], *, on: date
) -> dict[UUID, dict[str, int]]:
    """How many places of each kind lie directly in each of these places on a day."""
    rows = (
        Parentage.objects.filter(
            in_force(on), sub_district_id=sub_district_id, parent_id__in=list(place_ids)
        )
        .values_list("parent_id", "child__kind")
        .annotate(number=Count("id"))
    )
    counts: dict[UUID, dict[str, int]] = {}
    for parent_id, kind, number in rows:
        counts.setdefault(parent_id, {})[kind] = number
    return counts


@dataclass(frozen=True, slots=True)
class Gaps:
    """Places of a kind that lack something, as ids."""

    without_parent: frozenset[UUID] = field(default=frozenset())
    without_point: frozenset[UUID] = field(default=frozenset())
    without_code: frozenset[UUID] = field(default=frozenset())


def gaps(sub_district_id: UUID, kind: str | Collection[str], *, on: date) -> Gaps:
    """Places of a kind that lie in nothing, stand nowhere on the map, or bear no code."""
    found = places_of_kind(sub_district_id, kind, on=on).exclude(kind=PlaceKind.SUB_DISTRICT.value)
    return Gaps(
        without_parent=places_without_parent(found, on=on),
        without_point=frozenset(found.filter(lat_e7=None).values_list("id", flat=True)),
        without_code=places_without_code(found, on=on),
    )


def places_without_parent(found: QuerySet[Place], *, on: date) -> frozenset[UUID]:
    """Of these places, those that lie in nothing on a day."""
    lying = Parentage.objects.filter(
        in_force(on),
        sub_district=OuterRef("sub_district"),
        child=OuterRef("id"),
        layer=Layer.TREE.value,
    )
    return frozenset(found.filter(~Exists(lying)).values_list("id", flat=True))


def places_without_code(found: QuerySet[Place], *, on: date) -> frozenset[UUID]:
    """Of these places, those that bear no code on a day."""
    bearing = PlaceCode.objects.filter(
        in_force(on), sub_district=OuterRef("sub_district"), place=OuterRef("id")
    )
    return frozenset(found.filter(~Exists(bearing)).values_list("id", flat=True))


@dataclass(frozen=True, slots=True)
class History:
    """What a place was called, lay in and bore, newest first."""

    parentages: list[Parentage]
    codes: list[PlaceCode]
    names: list[PlaceAlias]
    """Former names, with their days."""
    aliases: list[PlaceAlias]


def history(sub_district_id: UUID, place_id: UUID) -> History:
    """The dated past of a place."""
    of_place = {"sub_district_id": sub_district_id, "place_id": place_id}
    named = list(PlaceAlias.objects.filter(**of_place).order_by("-valid_from", "name"))
    return History(
        parentages=list(
            Parentage.objects.filter(sub_district_id=sub_district_id, child_id=place_id)
            .select_related("parent")
            .order_by("layer", "-valid_from")
        ),
        codes=list(PlaceCode.objects.filter(**of_place).order_by("scheme", "-valid_from")),
        names=[row for row in named if row.former],
        aliases=[row for row in named if not row.former],
    )


def parentages_of(
    sub_district_id: UUID, child_id: UUID, *, layer: str, lock: bool = False
) -> list[Parentage]:
    """A place's history in one layer, oldest first."""
    rows = Parentage.objects.filter(
        sub_district_id=sub_district_id, child_id=child_id, layer=str(layer)
    ).order_by("valid_from")
    return list(rows.select_for_update() if lock else rows)


def span_of(row: Place | Parentage | PlaceCode) -> Span:
    """The days a row is in force."""
    return Span(row.valid_from, row.valid_to)


def open_below(sub_district_id: UUID, place_id: UUID, *, after: date) -> QuerySet[Place]:
    """What still lies in a place in the main tree after a day."""
    lying = Parentage.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=after),
        sub_district_id=sub_district_id,
        parent_id=place_id,
        layer=Layer.TREE.value,
    )
    return Place.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=F("valid_from"), valid_to__gte=after),
        sub_district_id=sub_district_id,
        id__in=lying.values("child_id"),
    ).order_by("name")


def _compound_names(sub_district_id: UUID) -> Mapping[UUID, str]:
    found = Place.objects.filter(sub_district_id=sub_district_id, kind=PlaceKind.COMPOUND.value)
    return dict(found.values_list("id", "name"))


_compounds = Kept(KEEP_SECONDS, _compound_names)
