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


class SiteKind(StrEnum):
    """Kinds of key sites; common parts of a compound are sites too."""

    SCHOOL = "school"
    HOSPITAL = "hospital"
    BUSINESS = "business"
    OFFICE = "office"
    COMMON_PART = "common_part"
    OTHER = "other"


class Layer(StrEnum):
    """A place has at most one parent a day in each layer; the tree is the main one."""

    TREE = "tree"
    PATCH = "patch"
    RESIDENTS_GROUP = "residents_group"
    GRID_CELL = "grid_cell"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs for a model field."""
        return [(layer.value, layer.value) for layer in cls]


TREE_PARENTS: dict[PlaceKind, tuple[PlaceKind, ...]] = {
    PlaceKind.SUB_DISTRICT: (),
    PlaceKind.COMMUNITY: (PlaceKind.SUB_DISTRICT,),
    PlaceKind.COMPOUND: (PlaceKind.COMMUNITY,),
    PlaceKind.BUILDING: (PlaceKind.COMPOUND, PlaceKind.COMMUNITY),
    PlaceKind.ENTRANCE: (PlaceKind.BUILDING,),
    PlaceKind.DWELLING: (PlaceKind.ENTRANCE, PlaceKind.BUILDING),
    PlaceKind.PATCH: (PlaceKind.COMMUNITY, PlaceKind.COMPOUND),
    PlaceKind.RESIDENTS_GROUP: (PlaceKind.PATCH, PlaceKind.COMMUNITY),
    PlaceKind.GRID_CELL: (PlaceKind.COMMUNITY,),
    PlaceKind.KEY_SITE: (PlaceKind.COMPOUND, PlaceKind.COMMUNITY),
}
"""The kinds a place's main parent may be of; kinds never form a circle, so places cannot."""

_OVERLAYS: dict[PlaceKind, tuple[PlaceKind, ...]] = {
    PlaceKind.BUILDING: (PlaceKind.PATCH, PlaceKind.RESIDENTS_GROUP, PlaceKind.GRID_CELL),
    PlaceKind.ENTRANCE: (PlaceKind.PATCH, PlaceKind.RESIDENTS_GROUP, PlaceKind.GRID_CELL),
    PlaceKind.KEY_SITE: (PlaceKind.PATCH, PlaceKind.GRID_CELL),
}

PARENT_KINDS: dict[PlaceKind, frozenset[PlaceKind]] = {
    kind: frozenset(TREE_PARENTS[kind] + _OVERLAYS.get(kind, ())) for kind in PlaceKind
}
"""What may lie directly in what, main tree and overlays together."""


def may_lie_in(child: PlaceKind, parent: PlaceKind) -> bool:
    """Whether a place of one kind may lie directly in a place of another."""
    return parent in PARENT_KINDS[child]


def layer_of(child: PlaceKind, parent: PlaceKind) -> Layer:
    """In which layer a place of one kind lies in a place of another."""
    return Layer.TREE if parent in TREE_PARENTS[child] else Layer(parent.value)
