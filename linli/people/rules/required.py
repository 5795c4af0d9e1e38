"""Which posts each kind of place must have filled: the table behind the list of gaps (S29)."""

from __future__ import annotations

from dataclasses import dataclass

from linli.kernel.posts import PostKind
from linli.places.rules import PlaceKind


@dataclass(frozen=True, slots=True)
class Requirement:
    """A place of a kind needs a holder of a post, at the place or also in its direct parts."""

    place_kind: PlaceKind
    post_kind: PostKind
    source: str
    also_in: PlaceKind | None = None
    closed_compounds_only: bool = False


REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement(PlaceKind.SUB_DISTRICT, PostKind.SUB_DISTRICT_LEADER, "S26"),
    Requirement(PlaceKind.SUB_DISTRICT, PostKind.GOVERNANCE_OFFICER, "S26"),
    Requirement(PlaceKind.SUB_DISTRICT, PostKind.INFORMATION_PROTECTION_OFFICER, "R51"),
    Requirement(PlaceKind.COMMUNITY, PostKind.SECRETARY, "S26"),
    Requirement(PlaceKind.COMMUNITY, PostKind.INFORMATION_OFFICER, "S12"),
    Requirement(PlaceKind.COMMUNITY, PostKind.LEGAL_LIAISON, "S18"),
    Requirement(PlaceKind.COMMUNITY, PostKind.COUNSELLOR, "S19"),
    Requirement(PlaceKind.COMMUNITY, PostKind.GRID_WORKER, "S27", also_in=PlaceKind.GRID_CELL),
    Requirement(PlaceKind.COMMUNITY, PostKind.GOVERNANCE_GROUP_LEAD, "S29"),
    Requirement(PlaceKind.COMPOUND, PostKind.BUILDING_LEAD, "S29", also_in=PlaceKind.BUILDING),
    Requirement(PlaceKind.COMPOUND, PostKind.CONGRESS_CHAIR, "S03", closed_compounds_only=True),
    Requirement(PlaceKind.PATCH, PostKind.PATCH_LEAD, "S20"),
    Requirement(PlaceKind.RESIDENTS_GROUP, PostKind.GROUP_LEAD, "S20"),
)


PLACES_OF_POST: dict[PostKind, frozenset[PlaceKind]] = {
    PostKind.SUB_DISTRICT_LEADER: frozenset({PlaceKind.SUB_DISTRICT}),
    PostKind.GOVERNANCE_OFFICER: frozenset({PlaceKind.SUB_DISTRICT}),
    PostKind.CIVIL_AFFAIRS_OFFICER: frozenset({PlaceKind.SUB_DISTRICT}),
    PostKind.INFORMATION_PROTECTION_OFFICER: frozenset({PlaceKind.SUB_DISTRICT}),
    PostKind.AUDITOR: frozenset({PlaceKind.SUB_DISTRICT}),
    PostKind.SECRETARY: frozenset({PlaceKind.COMMUNITY}),
    PostKind.INFORMATION_OFFICER: frozenset({PlaceKind.COMMUNITY}),
    PostKind.SERVICE_CLERK: frozenset({PlaceKind.SUB_DISTRICT, PlaceKind.COMMUNITY}),
    PostKind.GRID_WORKER: frozenset({PlaceKind.COMMUNITY, PlaceKind.GRID_CELL}),
    PostKind.PATCH_LEAD: frozenset({PlaceKind.PATCH}),
    PostKind.GROUP_LEAD: frozenset({PlaceKind.RESIDENTS_GROUP}),
    PostKind.BUILDING_LEAD: frozenset({PlaceKind.COMPOUND, PlaceKind.BUILDING}),
    PostKind.GOVERNANCE_GROUP_LEAD: frozenset(
        {PlaceKind.COMMUNITY, PlaceKind.COMPOUND, PlaceKind.PATCH}
    ),
    PostKind.LEGAL_LIAISON: frozenset({PlaceKind.SUB_DISTRICT, PlaceKind.COMMUNITY}),
    PostKind.COUNSELLOR: frozenset({PlaceKind.SUB_DISTRICT, PlaceKind.COMMUNITY}),
    PostKind.MEDIATOR: frozenset({PlaceKind.SUB_DISTRICT, PlaceKind.COMMUNITY}),
    PostKind.HELP_WORKER: frozenset({PlaceKind.SUB_DISTRICT, PlaceKind.COMMUNITY}),
    PostKind.PROPERTY_MANAGER: frozenset({PlaceKind.COMMUNITY, PlaceKind.COMPOUND}),
    PostKind.PROPERTY_REPAIRER: frozenset({PlaceKind.COMMUNITY, PlaceKind.COMPOUND}),
    PostKind.CONGRESS_CHAIR: frozenset({PlaceKind.COMPOUND}),
    PostKind.OWNERS_COMMITTEE_CHAIR: frozenset({PlaceKind.COMPOUND}),
    PostKind.OWNERS_COMMITTEE_TREASURER: frozenset({PlaceKind.COMPOUND}),
    PostKind.SUPERVISION_CHAIR: frozenset({PlaceKind.COMMUNITY}),
}
"""At which kinds of place a post may stand."""


def may_stand_at(kind: PostKind, place_kind: PlaceKind) -> bool:
    """Tell whether a post of a kind may stand at a kind of place."""
    return place_kind in PLACES_OF_POST[kind]
