"""Kinds of places and what may lie in what."""

from __future__ import annotations

from enum import StrEnum


class PlaceKind(StrEnum):
    """Kinds of places; the last four are overlays and sites beside the main tree."""

    SUB_DISTRICT = "sub_district"
    COMMUNITY = "community"
    COMPOUND = "compound"
    BUILDING = "building"
    ENTRANCE = "entrance"
    DWELLING = "dwelling"
    PATCH = "patch"
    RESIDENTS_GROUP = "residents_group"
    GRID_CELL = "grid_cell"
    KEY_SITE = "key_site"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs for a model field."""
        return [(kind.value, kind.value) for kind in cls]


PARENT_KINDS: dict[PlaceKind, frozenset[PlaceKind]] = {
    PlaceKind.SUB_DISTRICT: frozenset(),
    PlaceKind.COMMUNITY: frozenset({PlaceKind.SUB_DISTRICT}),
    PlaceKind.COMPOUND: frozenset({PlaceKind.COMMUNITY}),
    PlaceKind.BUILDING: frozenset(
        {
            PlaceKind.COMPOUND,
            PlaceKind.COMMUNITY,
            PlaceKind.PATCH,
            PlaceKind.RESIDENTS_GROUP,
            PlaceKind.GRID_CELL,
        }
    ),
    PlaceKind.ENTRANCE: frozenset(
        {PlaceKind.BUILDING, PlaceKind.RESIDENTS_GROUP, PlaceKind.PATCH, PlaceKind.GRID_CELL}
    ),
    PlaceKind.DWELLING: frozenset({PlaceKind.ENTRANCE, PlaceKind.BUILDING}),
    PlaceKind.PATCH: frozenset({PlaceKind.COMMUNITY, PlaceKind.COMPOUND}),
    PlaceKind.RESIDENTS_GROUP: frozenset({PlaceKind.PATCH, PlaceKind.COMMUNITY}),
    PlaceKind.GRID_CELL: frozenset({PlaceKind.COMMUNITY}),
    PlaceKind.KEY_SITE: frozenset(
        {PlaceKind.COMMUNITY, PlaceKind.COMPOUND, PlaceKind.PATCH, PlaceKind.GRID_CELL}
    ),
}
"""What may lie directly in what; the first kind in the main tree, overlays beside it."""


def may_lie_in(child: PlaceKind, parent: PlaceKind) -> bool:
    """Whether a place of one kind may lie directly in a place of another."""
    return parent in PARENT_KINDS[child]
